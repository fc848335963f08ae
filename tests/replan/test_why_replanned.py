"""A plan taken up again can be asked: few moves count before points there, and what a morning changed is told."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from constraints.settings import rules_from
from scenarios.errors import InputError
from scenarios.instance import Instance
from scenarios.schema import WEEKDAYS, Scenario
from solver.asking.asked_place import AskedPlace, asked_place
from solver.asking.best import order_of
from solver.asking.contrast import Costs, what_if
from solver.commands.replan import Words, replan_file
from solver.commands.why import why_file
from solver.options import Options
from solver.output.deliver import files_of
from solver.replan.replan import Asked, replan
from solver.replan.stay_close import closest
from solver.replan.taken_up import taken_up
from solver.solve import solve

WEDNESDAY = dt.date(2026, 12, 2)
DAY = {"morning": 90, "evening": 60}
QUESTION: dict[str, Any] = {
    "start": "2026-11-30",
    "goal": "10k",
    "available": {**dict.fromkeys(WEEKDAYS, DAY), "sun": {"morning": 120, "evening": 60}},
    "runs": [
        {"type": "tempo", "minutes": 50},
        {"type": "long", "minutes": 80},
        {"type": "easy", "minutes": 40, "times": 2},
    ],
    "strength": {"focus": ["upper", "lower"]},
    "fixed": [
        {"session": "upper", "day": "mon", "slot": "evening"},
        {"session": "easy", "day": "tue", "slot": "morning"},
        {"session": "tempo", "day": "wed", "slot": "morning"},
        {"session": "lower", "day": "thu", "slot": "evening"},
        {"session": "easy-2", "day": "fri", "slot": "morning"},
        {"session": "long", "day": "sat", "slot": "morning"},
    ],
}
FREE = {key: value for key, value in QUESTION.items() if key != "fixed"}
HEAD = "date,session,minutes,soreness_legs"
BEFORE = ["2026-11-30,upper,30,", "2026-12-01,easy,40,"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan as it was first made, its scenario fixing nothing."""
    there = tmp_path_factory.mktemp("asked")
    result = solve(Scenario.model_validate(QUESTION))
    for name, content in files_of(result, Scenario.model_validate(FREE), "").items():
        (there / name).write_bytes(content)
    return there


def taken(folder: Path, since: dt.date, *rows: str, blocked: tuple[str, ...] = ()) -> str:
    """The plan.json of a replan from a date on, with a log of these rows."""
    log = folder / "log.csv"
    log.write_text("\n".join([HEAD, *BEFORE, *rows]))
    words = Words(str(folder / "plan.json"), None, since.isoformat(), blocked, str(log))
    assert replan_file(words, folder / "new", seconds=None, as_json=False) == 0
    return str(folder / "new" / "plan.json")


def told(capsys: pytest.CaptureFixture[str], path: str, *asked: str) -> tuple[int, str]:
    capsys.readouterr()
    session, on = asked or (None, None)
    code = why_file(path, session, on, seconds=None, as_json=False)
    return code, capsys.readouterr().out


def test_what_a_sore_morning_moved_is_told_with_the_morning(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = taken(folder, WEDNESDAY, "2026-12-02,,,6")
    code, said = told(capsys, path, "tempo", "wed")
    assert code == 1
    assert said.splitlines()[0] == ("tempo on Wed 2 Dec: breaks this: it may stand only on thu (A3: leg soreness 6).")
    assert "has it there already" in told(capsys, path, "tempo", "thu")[1]
    document = json.loads(Path(path).read_text("utf-8"))
    here = next(session["why"] for session in document["sessions"] if session["session"] == "tempo")
    assert here.startswith("only on thu (A3: leg soreness 6)")


def test_what_is_asked_for_no_more_is_told(folder: Path) -> None:
    path = taken(folder, WEDNESDAY, "2026-12-02,,,9")
    with pytest.raises(InputError, match=r"^tempo is asked for no more: dropped, .*A4: leg soreness 9"):
        why_file(path, "tempo", "wed", seconds=None, as_json=False)
    with pytest.raises(InputError, match=r"^upper was done on Mon 30 Nov$"):
        why_file(path, "upper", "fri", seconds=None, as_json=False)


def test_steps_are_told_apart_from_points(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = taken(folder, WEDNESDAY, blocked=("2026-12-04",))
    code, said = told(capsys, path, "lower", "sun/evening")
    assert said.splitlines()[0] == "lower on Sun 6 Dec evening: costs 5 steps, saves 2 points."
    assert "   +5 steps from the plan before: lower moves from Thu 3 Dec evening" in said
    assert "few_changes" not in said
    assert code == 0
    code, said = told(capsys, path)
    assert code == 0
    assert "3 steps from the plan before, " in said.splitlines()[0]
    assert "the proven bound is the same" in said.splitlines()[0]
    assert "  easy-2 moves from Fri 4 Dec morning to " in said
    assert "3 steps fewer" in next(line for line in said.splitlines() if "blocked_dates" in line)


def test_the_plan_a_season_became_can_be_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenario = Scenario.model_validate({**QUESTION, "weeks": 2})
    for name, content in files_of(solve(scenario), Scenario.model_validate({**FREE, "weeks": 2}), "").items():
        (tmp_path / name).write_bytes(content)
    path = taken(tmp_path, WEDNESDAY, "2026-12-02,,,9", blocked=("2026-12-11",))
    code, said = told(capsys, path, "easy-2", "2026-12-11")
    assert (code, "blocked" in said.splitlines()[0]) == (1, True)
    with pytest.raises(InputError, match=r"^tempo of week 1 is asked for no more: "):
        why_file(path, "tempo", "2026-12-03", seconds=None, as_json=False)


@pytest.mark.parametrize("name", ["easy-2", "lower"])
def test_the_price_is_that_of_the_nearest_plan_that_has_it_there(folder: Path, name: str) -> None:
    """The witness fixes the session there in the question, and takes the plan up again."""
    question = Scenario.model_validate(FREE)
    before = solve(Scenario.model_validate(QUESTION)).plan
    assert before is not None
    answer = replan(question, before, Asked(WEDNESDAY, frozenset({dt.date(2026, 12, 4)})))
    rules = rules_from(question.rules)
    instance = taken_up(question, answer.meanwhile, rules)
    priced = 0
    for on in ("thu/morning", "sat/evening", "sun/evening"):
        asked = asked_place(instance, name, on)
        found = what_if(instance, rules, asked)
        if not isinstance(found, Costs):
            continue
        assert found.proven
        there = closest(fixed_there(instance, asked), rules, Options()).result
        assert there.score is not None
        assert order_of(found.forced.result.score, rules) == order_of(there.score, rules)
        priced += 1
    assert priced


def fixed_there(instance: Instance, asked: AskedPlace) -> Instance:
    (index,) = asked.demands
    demands = list(instance.demands)
    demands[index] = replace(demands[index], fixed=(asked.day, asked.slot or ""))
    return replace(instance, demands=tuple(demands))
