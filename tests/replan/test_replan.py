"""Taking a plan up again: by hand, through the command line, and once more after that."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from scenarios.errors import BadField
from scenarios.load import load
from scenarios.log.log import parse_log
from scenarios.meanwhile import Meanwhile
from scenarios.plan import Plan
from scenarios.resumed import resumed
from scenarios.schema import Scenario
from solver.replan.replan import Asked, Replanned, replan
from solver.replan.what_changed import gone, what_changed
from solver.solve import solve

LIBRARY = Path(__file__).parents[2] / "scenarios" / "library"
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


def test_a_row_without_a_time_on_another_day_was_done_in_the_slot_it_was_planned_in(
    week: tuple[Scenario, Plan],
) -> None:
    """Tuesday's easy run keeps its morning, so that Wednesday's tempo, done on Tuesday too, was at noon."""
    rows = "2026-12-01,,lower,30,,,,,,,,\n2026-12-01,,easy,40,,,,,,,,\n2026-12-01,,tempo,50,,,,,,,,\n"
    answer = anew(week, dt.date(2026, 12, 3), log=rows)
    assert {(d.name, d.start) for d in answer.meanwhile.done if d.date == TUESDAY} == {
        ("lower", "18:00"),
        ("easy", "06:30"),
        ("tempo", "12:00"),
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


def test_a_season_begins_again_in_its_week(tmp_path: Path) -> None:
    loaded = load(LIBRARY / "season.yaml")
    question = loaded.scenario.model_copy(update={"weeks": 4, "race": None, "overrides": (), "log": None, "away": ()})
    # a rest in any seven days would let the day blocked push the rest of the week after
    question = question.model_copy(update={"rules": {**question.rules, "full_rest_days": False}})
    before = planned(question)
    since = question.start + dt.timedelta(days=15)
    answer = replan(question, before, Asked(since, frozenset({since})))
    plan = answer.result.plan
    assert plan is not None
    assert (plan.instance.first_week, plan.instance.weeks) == (2, 2)
    assert {each.week for each in what_changed(answer).told} == {3}
    later = [(p.name, before.date(p.day), p.slot) for p in before.sessions if p.day >= 21]
    assert [(p.name, plan.date(p.day), p.slot) for p in plan.sessions if p.day >= 7] == later
    assert not [p for p in plan.sessions if plan.date(p.day) == since]
