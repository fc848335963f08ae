"""Taking a plan up again: by hand, through the command line, and once more after that."""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from scenarios.errors import BadField, InputError
from scenarios.load import load
from scenarios.log import parse_log
from scenarios.meanwhile import Meanwhile
from scenarios.plan import Plan
from scenarios.resumed import resumed
from scenarios.schema import Scenario
from solver.command_replan import Words, replan_file, understood
from solver.command_solve import solve_files
from solver.judgement import judge_file
from solver.replan import Asked, Replanned, replan
from solver.weeks import solve
from solver.what_changed import gone, what_changed

LIBRARY = Path(__file__).parents[1] / "scenarios" / "library"
TUESDAY, WEDNESDAY, FRIDAY = dt.date(2026, 12, 1), dt.date(2026, 12, 2), dt.date(2026, 12, 4)
HEAD = "date,start,session,minutes,soreness_legs,soreness_upper,fatigue,sleep_h,sleep_quality,stress,pain,ill"


def scenario(**changed: Any) -> Scenario:
    day = {"morning": 90, "evening": 60}
    return Scenario.model_validate(
        {
            "start": "2026-11-30",
            "goal": "10k",
            "available": dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), day),
            "runs": [
                {"type": "tempo", "minutes": 50, "days": ["tue", "wed", "thu"]},
                {"type": "long", "minutes": 80, "days": ["sun"]},
                {"type": "easy", "minutes": 40, "times": 2},
            ],
            "strength": {"focus": ["upper", "lower"]},
            **changed,
        }
    )


FIXED = {
    "fixed": [
        {"session": "lower", "day": "mon", "slot": "evening"},
        {"session": "tempo", "day": "wed", "slot": "morning"},
        {"session": "easy", "day": "tue", "slot": "morning"},
        {"session": "easy-2", "day": "fri", "slot": "morning"},
        {"session": "upper", "day": "thu", "slot": "evening"},
    ]
}


def planned(question: Scenario) -> Plan:
    plan = solve(question).plan
    assert plan is not None
    return plan


@pytest.fixture(scope="module")
def week() -> tuple[Scenario, Plan]:
    """A week that stands as ``FIXED`` says, asked by a scenario that fixes nothing."""
    plan = planned(scenario(**FIXED))
    free = scenario()
    instance = resumed(free, Meanwhile.model_validate({"from": free.start}))
    return free, Plan(instance, plan.sessions, plan.left_out)


def anew(week: tuple[Scenario, Plan], since: dt.date, *blocked: dt.date, log: str = "") -> Replanned:
    rows = parse_log(f"{HEAD}\n{log}".encode(), "log.csv") if log else None
    return replan(*week, Asked(since, frozenset(blocked), rows))


def places(answer: Replanned) -> dict[str, str]:
    plan = answer.result.plan
    assert plan is not None
    return {p.name: f"{plan.instance.days[p.day].weekday} {p.slot}" for p in plan.sessions}


def told(answer: Replanned) -> dict[str, str]:
    return {each.session: each.kind for each in what_changed(answer).told}


def test_nothing_happened_and_nothing_moves(week: tuple[Scenario, Plan]) -> None:
    answer = anew(week, WEDNESDAY)
    assert (told(answer), answer.steps, answer.proven) == ({}, 0, True)
    assert places(answer)["tempo"] == "wed morning"
    assert len(what_changed(answer).kept) == 4


def test_a_blocked_day_is_left_with_the_smallest_move(week: tuple[Scenario, Plan]) -> None:
    answer = anew(week, TUESDAY, FRIDAY)
    assert told(answer) == {"easy-2": "moved"}
    assert places(answer)["easy-2"] in ("thu morning", "sat morning")
    assert (answer.steps, answer.proven) == (3, True)
    (change,) = what_changed(answer).told
    assert change.text.startswith("easy-2: Fri 4 Dec morning -> ")
    assert gone(answer) == ()


def test_a_missed_key_run_is_dropped_and_the_missed_easy_run_finds_a_place(week: tuple[Scenario, Plan]) -> None:
    answer = anew(week, dt.date(2026, 12, 3), TUESDAY, WEDNESDAY)
    assert told(answer) == {"easy": "moved", "tempo": "dropped"}
    assert "tempo" not in places(answer)
    assert [change.session for change in answer.meanwhile.changes if change.dropped] == ["tempo"]
    assert [planned.name for planned in gone(answer)] == ["tempo"]
    texts = [each.text for each in what_changed(answer).told]
    assert texts[1] == "tempo on Wed 2 Dec morning: missed; a missed key run is dropped, not made up for"


def test_strength_moves_too(week: tuple[Scenario, Plan]) -> None:
    answer = anew(week, WEDNESDAY, dt.date(2026, 12, 3))
    assert told(answer) == {"upper": "moved"}
    assert places(answer)["upper"].split()[0] != "thu"


def test_what_cannot_be_placed_any_more_is_told_with_its_reasons(week: tuple[Scenario, Plan]) -> None:
    answer = anew(week, dt.date(2026, 12, 6), dt.date(2026, 12, 6))
    assert told(answer) == {"long": "left_out"}
    (change,) = what_changed(answer).told
    assert "it cannot stand on Sun 6 Dec (blocked)" in change.reasons


def test_the_log_tells_what_was_done_otherwise_on_top_and_not_at_all(week: tuple[Scenario, Plan]) -> None:
    log = (
        "2026-11-30,18:20,lower,25,,,,,,,,\n"  # a little later and shorter
        "2026-12-01,07:00,cross_training,45,,,,,,,,\n"  # nobody asked for it
        "2026-12-02,06:30,easy,40,,,,,,,,\n"  # the easy run a day late, and no tempo
    )
    answer = anew(week, dt.date(2026, 12, 3), log=log)
    assert told(answer) == {
        "lower": "done_otherwise",
        "cross_training": "extra",
        "easy": "done_otherwise",
        "tempo": "dropped",
    }
    done = {(d.name, d.answers, d.date.day, d.minutes) for d in answer.meanwhile.done}
    assert ("lower", "lower", 30, 25) in done
    assert ("cross_training", "", 1, 45) in done
    assert ("easy", "easy", 2, 40) in done


def test_a_row_without_a_time_was_done_when_it_was_planned(week: tuple[Scenario, Plan]) -> None:
    rows = "2026-11-30,,lower,30,,,,,,,,\n2026-12-01,,easy,40,,,,,,,,\n2026-12-02,,tempo,45,,,,,,,,\n"
    answer = anew(week, dt.date(2026, 12, 3), log=rows)
    assert told(answer) == {"tempo": "done_otherwise"}
    assert {(d.name, d.start, d.slot) for d in answer.meanwhile.done} == {
        ("lower", "18:00", "evening"),
        ("easy", "06:30", "morning"),
        ("tempo", "06:30", "morning"),
    }


def test_days_after_the_last_row_of_the_log_went_as_planned(week: tuple[Scenario, Plan]) -> None:
    answer = anew(week, dt.date(2026, 12, 5), log="2026-11-30,18:00,lower,30,,,,,,,,\n")
    assert told(answer) == {}
    assert {d.name for d in answer.meanwhile.done} == {"lower", "easy", "tempo", "upper", "easy-2"}


def test_a_session_run_early_is_not_asked_again(week: tuple[Scenario, Plan]) -> None:
    rows = "2026-11-30,07:00,tempo,50,,,,,,,,\n2026-11-30,18:00,lower,30,,,,,,,,\n2026-12-01,06:30,easy,40,,,,,,,,\n"
    answer = anew(week, WEDNESDAY, log=rows)
    assert told(answer) == {"tempo": "done_otherwise"}
    assert places(answer)["tempo"] == "mon morning"


def test_what_was_done_today_stands_and_its_hour_is_closed(week: tuple[Scenario, Plan]) -> None:
    rows = "2026-12-01,06:30,easy,40,,,,,,,,\n2026-12-01,18:00,upper,30,,,,,,,,\n2026-11-30,18:00,lower,30,,,,,,,,\n"
    answer = anew(week, TUESDAY, log=rows)
    plan = answer.result.plan
    assert plan is not None
    assert [(p.name, p.done) for p in plan.on(1)] == [("easy", True), ("upper", True)]
    assert told(answer) == {"upper": "done_otherwise"}


def test_a_plan_taken_up_twice_remembers_both(week: tuple[Scenario, Plan]) -> None:
    first = anew(week, WEDNESDAY, TUESDAY, FRIDAY)
    assert first.result.plan is not None
    again = replan(week[0], first.result.plan, Asked(dt.date(2026, 12, 3), frozenset({dt.date(2026, 12, 5)})))
    plan = again.result.plan
    assert plan is not None
    assert {plan.instance.days[p.day].weekday for p in plan.sessions} <= {"mon", "wed", "thu", "sun"}
    assert [day.date.day for day in plan.instance.days if day.blocked] == [4, 5]
    assert again.meanwhile.blocked == (TUESDAY, FRIDAY, dt.date(2026, 12, 5))
    with pytest.raises(BadField, match="2026-12-01 lies before 2026-12-02, from where the plan was last made anew"):
        replan(week[0], first.result.plan, Asked(TUESDAY))


def test_a_session_fixed_on_a_blocked_day_is_left_out_and_says_so() -> None:
    question = scenario(**FIXED)
    answer = replan(question, planned(question), Asked(TUESDAY, frozenset({FRIDAY})))
    (change,) = what_changed(answer).told
    assert (change.kind, change.session) == ("left_out", "easy-2")
    assert any("fixed on Fri 4 Dec morning" in reason for reason in change.reasons)


def test_few_changes_can_be_switched_off(week: tuple[Scenario, Plan]) -> None:
    loose = week[0].model_copy(update={"rules": {"few_changes": False}})
    answer = replan(loose, week[1], Asked(TUESDAY))
    assert answer.result.score is not None
    assert not answer.proven
    assert "few_changes" not in answer.result.score.points
    best = solve(scenario(history=[{"session": "lower", "date": "2026-11-28", "start": "18:00"}])).score
    assert best is not None


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (Asked(dt.date(2026, 11, 29)), r"^from: 2026-11-29 is not planned; accepted: 2026-11-30 to 2026-12-06$"),
        (Asked(TUESDAY, frozenset({dt.date(2026, 12, 7)})), r"^block: 2026-12-07 is not planned"),
    ],
)
def test_a_date_that_cannot_be_is_refused(week: tuple[Scenario, Plan], asked: Asked, message: str) -> None:
    with pytest.raises(BadField, match=message):
        replan(*week, asked)


def test_the_race_day_cannot_be_blocked() -> None:
    question = scenario(race={"date": "2026-12-06", "minutes": 45})
    with pytest.raises(BadField, match=r"^block: 2026-12-06 is the day of the race; accepted: any other day$"):
        replan(question, planned(question), Asked(TUESDAY, frozenset({dt.date(2026, 12, 6)})))


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reference")
    path = str(LIBRARY / "reference_week.yaml")
    assert solve_files([path], folder, strict=False, seconds=None, as_json=False) == 0
    return folder


@pytest.fixture
def solved(reference: Path, tmp_path: Path) -> Callable[..., Path]:
    def run() -> Path:
        return Path(shutil.copytree(reference, tmp_path / "a"))

    return run


def test_the_files_of_a_replan_can_be_judged_and_taken_up_again(
    solved: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = solved()
    before = json.loads((folder / "plan.json").read_text())["sessions"]
    first, later = "2026-12-02", "2026-12-04"
    words = Words(str(folder / "plan.json"), None, first, (first,), None)
    assert replan_file(words, tmp_path / "b", seconds=None, as_json=False) == 0
    shown = capsys.readouterr().out
    assert f"Planned anew from {first}:" in shown
    assert "proven the least" in shown
    judged = judge_file(tmp_path / "b" / "plan.json")
    assert judged.keeps_every_rule
    assert judged.differences == ()
    changes = json.loads((tmp_path / "b" / "changes.json").read_text())
    assert changes["fewest_steps_proven"] is True
    assert {row["session"] for row in before if row["date"] == first} <= {row["session"] for row in changes["changes"]}
    assert all(row["after"] is None or row["after"]["date"] != first for row in changes["changes"])
    again = Words(str(tmp_path / "b" / "plan.json"), None, later, (later,), None)
    assert replan_file(again, tmp_path / "c", seconds=None, as_json=True) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["plan"]["replan"]["blocked"] == [first, later]
    past = [(row["session"], row["date"], row["start"]) for row in document["plan"]["sessions"] if row.get("done")]
    now = json.loads((tmp_path / "b" / "plan.json").read_text())["sessions"]
    assert past == [(row["session"], row["date"], row["start"]) for row in now if row["date"] < later]
    assert judge_file(tmp_path / "c" / "plan.json").differences == ()


def test_the_same_replan_gives_the_same_bytes(solved: Callable[..., Path], tmp_path: Path) -> None:
    words = Words(str(solved() / "plan.json"), None, "2026-12-02", ("2026-12-03",), None)
    for folder in ("b", "c"):
        assert replan_file(words, tmp_path / folder, seconds=None, as_json=False) == 0
    for name in ("plan.ics", "plan.csv", "plan.json", "changes.json"):
        assert (tmp_path / "b" / name).read_bytes() == (tmp_path / "c" / name).read_bytes()


@pytest.mark.parametrize("name", ["plan.csv", "plan.ics"])
def test_a_table_or_calendar_is_taken_up_with_its_scenario(solved: Callable[..., Path], name: str) -> None:
    plan = str(solved() / name)
    question = understood(Words(plan, str(LIBRARY / "reference_week.yaml"), "2026-12-01", (), None))
    assert len(question.before.sessions) == 8
    with pytest.raises(InputError, match=r"holds no scenario; accepted: a plan\.json, or its scenario as FILE"):
        understood(Words(plan, None, "2026-12-01", (), None))


def test_a_dropped_session_is_cancelled_in_the_calendar(solved: Callable[..., Path], tmp_path: Path) -> None:
    folder = solved()
    keys = [row for row in json.loads((folder / "plan.json").read_text())["sessions"] if row["key"]]
    dropped = min(keys, key=lambda row: row["date"])
    first = dropped["date"]
    since = (dt.date.fromisoformat(first) + dt.timedelta(days=1)).isoformat()
    words = Words(str(folder / "plan.json"), None, since, (first,), None)
    assert replan_file(words, tmp_path / "b", seconds=None, as_json=False) == 0
    events = (tmp_path / "b" / "plan.ics").read_text().split("BEGIN:VEVENT")
    name = f"X-RUNLIFT-SESSION:{dropped['session']}\n"
    (cancelled,) = [event for event in events if "STATUS:CANCELLED" in event and name in event]
    uid = next(line for line in cancelled.splitlines() if line.startswith("UID:"))
    assert uid in (folder / "plan.ics").read_text()


BAD = {
    "no such date": (["--from", "2026-13-01"], "--from: 2026-13-01 has no such month; accepted: a date"),
    "not planned": (["--from", "2027-01-01"], "--from: 2027-01-01 is not planned; accepted: 2026-11-30 to 2026-12-06"),
    "block elsewhere": (["--from", "2026-12-01", "--block", "2026-12-24"], "--block: 2026-12-24 is not planned"),
    "no log": (["--from", "2026-12-01", "--log", "gone.csv"], "gone.csv: cannot be read"),
}


@pytest.mark.parametrize("fault", BAD)
def test_bad_input_is_one_line_and_writes_nothing(
    runlift, solved: Callable[..., Path], fault: str, tmp_path: Path
) -> None:
    arguments, message = BAD[fault]
    done = runlift("replan", solved() / "plan.json", *arguments, "-o", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(message)
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


HOSTILE = {
    "a date of another year": ({"from": "2031-01-01"}, "replan.from: 2031-01-01 is not planned"),
    "no date": ({}, "replan.from: "),
    "an unknown unit": (
        {"from": "2026-12-02", "changes": [{"week": 1, "session": "swim", "dropped": True}]},
        "replan.changes[0].session: no such session asked for 'swim'",
    ),
    "an unknown type": (
        {
            "from": "2026-12-02",
            "done": [{"name": "a", "type": "swim", "date": "2026-12-01", "start": "07:00", "minutes": 30}],
        },
        "replan.done[0].type: ",
    ),
    "done in the future": (
        {
            "from": "2026-12-02",
            "done": [{"name": "easy", "type": "easy", "date": "2026-12-05", "start": "07:00", "minutes": 30}],
        },
        "replan.done[0].date: 2026-12-05 is not between; accepted: 2026-11-30 to 2026-12-02",
    ),
    "a stranger": ({"from": "2026-12-02", "wishes": []}, "replan.wishes: "),
}


@pytest.mark.parametrize("fault", HOSTILE)
def test_what_a_plan_says_happened_is_read_strictly(solved: Callable[..., Path], fault: str) -> None:
    replan_block, message = HOSTILE[fault]
    path = solved() / "plan.json"
    document = json.loads(path.read_text())
    path.write_text(json.dumps({**document, "replan": replan_block}))
    with pytest.raises(InputError) as caught:
        judge_file(path)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{path}:1:")


def test_a_season_begins_again_in_its_week(tmp_path: Path) -> None:
    loaded = load(LIBRARY / "season.yaml")
    question = loaded.scenario.model_copy(update={"weeks": 4, "race": None, "overrides": (), "log": None, "away": ()})
    before = planned(question)
    since = question.start + dt.timedelta(days=16)
    answer = replan(question, before, Asked(since, frozenset({since})))
    plan = answer.result.plan
    assert plan is not None
    assert (plan.instance.first_week, plan.instance.weeks) == (2, 2)
    assert {each.week for each in what_changed(answer).told} == {3}
    later = [(p.name, before.date(p.day), p.slot) for p in before.sessions if p.day >= 21]
    assert [(p.name, plan.date(p.day), p.slot) for p in plan.sessions if p.day >= 7] == later
    assert not [p for p in plan.sessions if plan.date(p.day) == since]


def test_own_exercises_are_known_where_the_scenario_names_them(solved: Callable[..., Path], tmp_path: Path) -> None:
    table = resources.files("scenarios.catalog").joinpath("exercises.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "own.csv").write_text(f"{table[0]}\n{table[1].replace('squat,Squat,', 'sled_push,Sled push,', 1)}\n")
    text = (LIBRARY / "reference_week.yaml").read_text(encoding="utf-8")
    scenario_file = tmp_path / "week.yaml"
    asked = {"strength": {**load(LIBRARY / "reference_week.yaml").scenario.strength.model_dump(exclude_unset=True)}}
    lines = [line for line in text.splitlines() if not line.startswith("strength:")]
    named = json.dumps({**asked["strength"], "exercises": "own.csv"})
    scenario_file.write_text("\n".join([*lines, f"strength: {named}"]))
    (tmp_path / "log.csv").write_text("date,session,minutes,exercises\n2026-11-30,lower,30,sled_push 3x8@80kg\n")
    plan, log = str(solved() / "plan.json"), str(tmp_path / "log.csv")
    question = understood(Words(plan, str(scenario_file), "2026-12-01", (), log))
    assert [exercise.id for exercise in question.before.instance.gym.own] == ["sled_push"]
    with pytest.raises(InputError, match=r"log\.csv:2: exercises: no such exercise 'sled_push'"):
        understood(Words(plan, None, "2026-12-01", (), log))
