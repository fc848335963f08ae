"""Why not there, in words: what a forced session breaks, which names are known, what Python may ask."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from constraints.base.rule import Rule
from scenarios.errors import InputError
from scenarios.instance import Instance
from scenarios.load import load
from scenarios.plan import LeftOut, Plan, Score
from scenarios.schema import Scenario
from solver import api
from solver.asking.asked_place import asked_place
from solver.asking.contrast import Breaks, what_if
from solver.asking.near import best_near
from solver.asking.pins import Repeats
from solver.commands.why_not_there import what_if_lines
from solver.options import Options
from solver.prepared import prepare
from solver.result import NoPlanError, Result, Solved

ROOT = Path(__file__).parents[2]


LIBRARY = ROOT / "scenarios" / "library"


def impossible() -> tuple[Instance, tuple[Rule, ...]]:
    return prepare(load(LIBRARY / "impossible.yaml").scenario)


def test_a_session_that_stands_there_stands_there() -> None:
    instance, rules = impossible()
    answer = what_if(instance, rules, asked_place(instance, "long", "sun/morning"))
    assert answer.verdict == "stands"
    assert answer.forced is not None
    assert answer.forced.moves == ()


def test_a_left_out_session_breaks_what_keeps_it_out() -> None:
    instance, rules = impossible()
    answer = what_if(instance, rules, asked_place(instance, "lower", "mon"))
    assert isinstance(answer, Breaks)
    assert answer.conflict is not None
    assert set(answer.conflict.conflict.rules) == {"fixed_sessions", "heavy_legs_before_key_run"}
    assert answer.forced is not None
    assert answer.forced.difference.left_out == {"key": 1, "strength": -1}


def test_a_fixed_session_elsewhere_breaks_its_own_place_first() -> None:
    instance, rules = impossible()
    answer = what_if(instance, rules, asked_place(instance, "lower", "2026-12-06"))
    assert isinstance(answer, Breaks)
    assert answer.forced is None
    assert answer.conflict is not None
    assert answer.conflict.texts == ("it is fixed on Mon 30 Nov evening",)


def test_a_slot_the_race_runs_into_says_so() -> None:
    race_week = {
        "start": "2026-11-30",
        "race": {"date": "2026-12-06", "goal": "10k", "start": "09:00", "minutes": 60},
        "slots": {"morning": "06:30", "midday": "09:30"},
        "available": {"sat": {"morning": 60}, "sun": {"midday": 90}},
        "runs": [{"type": "easy", "minutes": 45}],
        "strength": {"focus": []},
    }
    answer = api.what_if(Scenario.model_validate(race_week), "easy", "sun/midday")
    assert isinstance(answer, Breaks)
    assert answer.conflict is not None
    assert answer.conflict.texts == ("one session at a time",)


@pytest.mark.parametrize(
    ("session", "on", "said"),
    [
        ("intervalls", "tue", "did you mean intervals?"),
        ("long", "tues", "did you mean tue?"),
        ("long", "tue/mornin", "did you mean morning?"),
        ("long", "tue/", "no such slot ''"),
        ("long", "2026-12-07", "2026-11-30 to 2026-12-06"),
    ],
)
def test_unknown_names_are_told_with_the_nearest(session: str, on: str, said: str) -> None:
    instance, _ = impossible()
    with pytest.raises(InputError, match=r"no such|not a day") as caught:
        asked_place(instance, session, on)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_search_the_clock_stopped_proves_no_break(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long and easy run can change days; a search stopped early has not found a place for the long one yet."""
    both = {"sat": {"morning": 120}, "sun": {"morning": 120}}
    runs = [{"type": "long", "minutes": 90}, {"type": "easy", "minutes": 45}]
    scenario = {"start": "2026-11-30", "available": both, "runs": runs, "strength": {"focus": []}}
    instance, rules = prepare(Scenario.model_validate(scenario))

    def stopped(best: Solved, asked: Rule, options: Options) -> Result:
        found = best_near(best, asked, options)
        assert isinstance(found, Solved)
        long, easy = sorted(found.plan.sessions, key=lambda planned: planned.name == "easy")
        plan = Plan(instance, (easy,), (LeftOut("long", long.session, 0),))
        score = Score({**found.score.left_out, "key": 1}, found.score.points)
        return replace(found, status="feasible", plan=plan, score=score)

    monkeypatch.setattr("solver.asking.contrast.best_near", stopped)
    answer = what_if(instance, rules, asked_place(instance, "easy", "sat"))
    assert (answer.verdict, answer.proven) == ("costs", False)
    assert next(what_if_lines(answer)).startswith("easy on Sat 5 Dec: leaves out 1 key run more")


@pytest.mark.parametrize(("session", "on", "verdict"), [("recovery", "mon", "breaks"), ("long", "mon", "costs")])
def test_it_breaks_where_a_session_as_important_is_lost_though_nobody_told_in_time_why(
    session: str, on: str, verdict: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only Monday is long enough for the easy run. It is as important as a recovery run, and less than the long one."""
    free = {"mon": {"evening": 60}, "wed": {"evening": 40}, "sun": {"morning": 45}}
    runs = [{"type": "easy", "minutes": 50}, {"type": "recovery", "minutes": 40}, {"type": "long", "minutes": 45}]
    said = {"start": "2026-11-30", "available": free, "runs": runs, "strength": {"focus": []}}
    instance, rules = prepare(Scenario.model_validate(said))
    monkeypatch.setattr("solver.asking.contrast.in_the_way", lambda *_: None)
    answer = what_if(instance, rules, asked_place(instance, session, on))
    assert answer.verdict == verdict


def test_a_week_that_no_plan_fits_has_no_contrast() -> None:
    instance, rules = impossible()
    long = next(index for index, demand in enumerate(instance.demands) if demand.session.name == "long")
    there_and_not = Repeats(placements=frozenset({(long, 6, "morning")}), at_least=1, at_most=0)
    with pytest.raises(NoPlanError):
        what_if(instance, (*rules, there_and_not), asked_place(instance, "long", "sun"))


def test_what_a_rule_charges_anew_and_what_no_longer_are_told_apart() -> None:
    """One rule charges for the lift left out and no longer for the run: both are told, and the lines add up."""
    free = {"tue": {"morning": 75}, "sat": {"morning": 240}, "sun": {"morning": 180}}
    runs = [{"type": "long", "minutes": 130}, {"type": "medium_long", "minutes": 60}]
    lift = {"focus": [{"focus": "full", "days": ["sun"]}]}
    ultra = {"start": "2026-11-30", "goal": "ultra", "available": free, "runs": runs, "strength": lift}
    instance, rules = prepare(Scenario.model_validate(ultra))
    answer = what_if(instance, rules, asked_place(instance, "medium_long", "sun"))
    lines = [line for line in what_if_lines(answer) if re.match(r" +[+-]\d+ ", line)]
    assert "    +4 full is left out [goal_emphasis]" in lines
    assert "    -6 no longer medium_long on Tue 1 Dec comes without a long run the day before [goal_emphasis]" in lines
    assert answer.forced is not None
    assert sum(int(line.split()[0]) for line in lines) == answer.forced.difference.total


def test_from_python_a_scenario_and_words_are_enough() -> None:
    scenario = load(LIBRARY / "impossible.yaml").scenario
    assert api.what_if(scenario, "long", "sun").verdict == "stands"
    assert api.why_no_better(scenario).best.status == "optimal"
    with pytest.raises(InputError, match="comes in every week"):
        api.what_if(load(LIBRARY / "season.yaml").scenario, "long", "sun")
