"""A return from injury: how its runs grow, when quality comes back, how light its legs are kept."""

import datetime as dt
from typing import Any, get_args

import pytest

from scenarios.catalog import run_types
from scenarios.schema import WEEKDAYS, Level, Scenario
from scenarios.season.periodization import WeekAsk, week_asks

LEVELS = get_args(Level)
EASY = {"easy", "recovery", "run_walk", "strides"}


def asked(**said: Any) -> list[WeekAsk]:
    available = {day: {"morning": 300, "evening": 60} for day in WEEKDAYS}
    return week_asks(Scenario.model_validate({"start": dt.date(2026, 11, 30), "available": available, **said}))[0]


def returning(level: Level) -> list[WeekAsk]:
    return asked(goal="return", weeks=10, athlete={"level": level})


@pytest.mark.parametrize("level", LEVELS)
def test_on_a_return_no_run_grows_by_more_than_five_minutes_and_no_easy_one_passes_the_long_run(level: Level) -> None:
    longest = 0
    for ask in returning(level):
        first, *others = ask.runs
        easy = [run.minutes or 0 for run in others if run.type in (*EASY, "run_walk")]
        assert max(easy, default=0) <= (first.minutes or 0)
        most = max(run.minutes or 0 for run in ask.runs)
        assert not longest or most <= longest + max(5, longest // 10)
        longest = max(longest, most)


@pytest.mark.parametrize("level", LEVELS)
def test_on_a_return_quality_waits_for_two_weeks_of_half_an_hour_in_one_go(level: Level) -> None:
    settled = 0
    for ask in returning(level):
        if any(run_types()[run.type].key and run.type != "long" for run in ask.runs):
            assert settled >= 2
        settled += any((run.minutes or 0) >= 30 and run.type != "run_walk" for run in ask.runs)
    assert settled > 2


@pytest.mark.parametrize("level", LEVELS)
def test_on_a_return_no_week_without_a_long_run_has_quality(level: Level) -> None:
    """Its deload has none of 25 min for a novice, and a fartlek takes 35: it was the longest run of all till then."""
    for ask in returning(level):
        types = {run.type for run in ask.runs}
        assert "long" in types or not any(run_types()[kind].key for kind in types)


@pytest.mark.parametrize("said", [{"goal": "return"}, {"goal": "return", "weeks": 10}])
def test_a_return_takes_no_heavy_legs_unless_somebody_asks_for_them(said: dict[str, Any]) -> None:
    for ask in asked(**said):
        assert {entry.legs for entry in ask.strength if entry.focus != "upper"} == {"light"}
        assert ask.strength_phase.startswith("adaptation")
    wish = {"focus": "lower", "legs": "heavy"}
    assert all(ask.strength[0].legs == "heavy" for ask in asked(**said, strength={"focus": [wish]}))


def lone(level: Level = "intermediate", **said: Any) -> WeekAsk:
    (ask,) = asked(goal="return", athlete={"level": level}, **said)
    return ask


def weeks_run(*weeks: tuple[tuple[str, int], ...]) -> list[dict[str, Any]]:
    """History of whole weeks up to the start: rest, then these runs (type, min) on the last days of each."""
    first = dt.date(2026, 11, 30) - dt.timedelta(days=7 * len(weeks))
    done: list[dict[str, Any]] = []
    for number, runs in enumerate(weeks):
        for day in range(7):
            session, minutes = ((("rest", None),) * (7 - len(runs)) + runs)[day]
            date = first + dt.timedelta(days=7 * number + day)
            done.append({"session": session, "date": date} | ({} if minutes is None else {"minutes": minutes}))
    return done


@pytest.mark.parametrize("level", LEVELS)
def test_a_lone_week_of_a_return_is_its_first_and_not_its_last(level: Level) -> None:
    ask, first = lone(level), returning(level)[0]
    assert (ask.runs, ask.phase, ask.strength_phase) == (first.runs, first.phase, first.strength_phase)
    assert {run.type for run in ask.runs} == {"run_walk"}


def test_a_lone_week_of_a_return_goes_as_far_as_what_was_run() -> None:
    week = (("run_walk", 25), ("run_walk", 25), ("run_walk", 20))
    assert lone(history=weeks_run(week)).runs == returning("intermediate")[1].runs
    easy = (("easy", 40), ("easy", 30), ("easy", 35))
    settled = lone(history=weeks_run(easy, easy))
    assert [sum((run.minutes or 0) * run.times for run in settled.runs), settled.phase] == [100, "base"]
    assert "fartlek" in {run.type for run in settled.runs}


def test_quality_of_a_lone_week_of_a_return_waits_for_two_weeks_of_half_an_hour() -> None:
    easy = (("easy", 40), ("easy", 30), ("easy", 35))
    (once,) = asked(goal="return", history=weeks_run(easy))
    assert not any(run_types()[run.type].key and run.type != "long" for run in once.runs)


def test_a_lone_week_of_a_return_says_which_it_is() -> None:
    question = Scenario.model_validate(
        {"start": dt.date(2026, 11, 30), "goal": "return", "available": {"mon": {"evening": 60}}}
    )
    assert any("week 1 of the 10 of a return from injury" in note for note in week_asks(question)[1])
