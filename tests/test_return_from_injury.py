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


@pytest.mark.parametrize("said", [{"goal": "return"}, {"goal": "return", "weeks": 10}])
def test_a_return_takes_no_heavy_legs_unless_somebody_asks_for_them(said: dict[str, Any]) -> None:
    for ask in asked(**said):
        assert {entry.legs for entry in ask.strength if entry.focus != "upper"} == {"light"}
        assert ask.strength_phase.startswith("adaptation")
    wish = {"focus": "lower", "legs": "heavy"}
    assert all(ask.strength[0].legs == "heavy" for ask in asked(**said, strength={"focus": [wish]}))
