"""A race before its week ends: the taper goes by the days before the race, not by weeks of the plan."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

import pytest

from scenarios.catalog import run_types, seasons
from scenarios.schema import WEEKDAYS, Goal, Level, RunEntry, Scenario
from scenarios.season.periodization import WeekAsk, week_asks

START = dt.date(2026, 11, 30)
WIDE = {day: {"morning": 300, "evening": 60} for day in WEEKDAYS}
RACED = [goal for goal in get_args(Goal) if seasons()[goal][-1].weeks_to_race == 0]


def asked(goal: Goal, race_day: int, weeks: int = 8, level: Level = "intermediate", **said: Any) -> list[WeekAsk]:
    return told(goal, race_day, weeks, level, **said)[0]


def told(
    goal: Goal, race_day: int, weeks: int = 8, level: Level = "intermediate", **said: Any
) -> tuple[list[WeekAsk], list[str]]:
    """A season to a race on a day (0-6) of its last week."""
    race = {"date": START + dt.timedelta(days=7 * (weeks - 1) + race_day)}
    question = {"start": START, "goal": goal, "race": race, "available": WIDE, "athlete": {"level": level}}
    return week_asks(Scenario.model_validate(question | said))


def minutes(ask: WeekAsk) -> int:
    return sum((run.minutes or 0) * run.times for run in ask.runs)


def days_before_race(run: RunEntry, weeks_before: int, race_day: int) -> list[int]:
    """The days before the race on which a run of a week may stand."""
    return [7 * weeks_before + race_day - WEEKDAYS.index(day) for day in run.days or WEEKDAYS]


@pytest.mark.parametrize("level", get_args(Level))
@pytest.mark.parametrize("race_day", range(7))
@pytest.mark.parametrize("goal", RACED)
def test_no_key_run_is_asked_in_the_days_of_the_tune_up(goal: Goal, race_day: int, level: Level) -> None:
    *_, before, race_week = asked(goal, race_day, level=level)
    for run in before.runs:
        if run_types()[run.type].key:
            assert min(days_before_race(run, 1, race_day)) >= 5
    assert not any(run_types()[run.type].key for run in race_week.runs)
    tune_ups = [(run, ago) for ago, ask in ((1, before), (0, race_week)) for run in ask.runs if run.type == "tune_up"]
    ((tune_up, weeks_before),) = tune_ups
    assert set(days_before_race(tune_up, weeks_before, race_day)) <= {2, 3, 4}


@pytest.mark.parametrize("race_day", [0, 1, 2])
@pytest.mark.parametrize("goal", RACED)
def test_the_week_before_an_early_race_is_the_tables_race_week(goal: Goal, race_day: int) -> None:
    *_, peak, before, race_week = asked(goal, race_day, weeks=9)
    row_before, race_row = seasons()[goal][-2:]
    assert minutes(before) == race_row.run_minutes
    assert not any(run.type == "long" for run in before.runs)
    assert (before.phase, before.strength_phase, len(before.strength)) == ("taper", race_row.strength_phase, 1)
    assert (peak.phase, minutes(peak)) == (row_before.phase, row_before.run_minutes)
    assert len(race_week.strength) == 0
    assert minutes(race_week) <= race_row.run_minutes * race_day / 6 + 2.5


@pytest.mark.parametrize("goal", RACED)
def test_a_race_on_the_fourth_or_fifth_day_makes_the_week_before_shorter_by_the_days(goal: Goal) -> None:
    whole, fifth, fourth = (asked(goal, race_day)[-2] for race_day in (6, 4, 3))
    assert minutes(whole) >= minutes(fifth) >= minutes(fourth) >= seasons()[goal][-1].run_minutes
    assert minutes(whole) > minutes(fourth)
    longs = [max((run.minutes or 0 for run in ask.runs if run.type == "long"), default=0) for ask in (whole, fourth)]
    assert longs[1] < longs[0]


def test_by_hand_the_days_of_a_half_marathon() -> None:
    """Row 13 asks 230 min, long run 80, and row 14 asks 150: on a Thursday 4/7 of the one and 3/6 of the other."""
    asks, notes = told("half", 3)
    assert minutes(asks[-2]) == 205  # 131.4 + 75 = 206.4
    assert asks[-2].runs[0].minutes == 45  # 80 x 4/7 = 45.7
    assert "week 7: 3 days of it are among the last 6 before the race: 205 min of running, 45 in the long run" in notes
    _, notes = told("half", 0)
    assert "week 7: 6 days of it are among the last 6 before the race: 150 min of running without a long run" in notes


@pytest.mark.parametrize("goal", RACED)
def test_a_race_at_the_end_of_its_week_is_as_the_table_says(goal: Goal) -> None:
    saturday, sunday = asked(goal, 5), asked(goal, 6)
    assert [ask.runs for ask in saturday[:-1]] == [ask.runs for ask in sunday[:-1]]
    assert minutes(saturday[-2]) == seasons()[goal][-2].run_minutes


def test_a_long_run_that_only_the_last_days_have_time_for_is_run_easily() -> None:
    """The race is on a Thursday; the day four days before it is the only one with more than 30 min."""
    short = {day: {"morning": 30} for day in WEEKDAYS} | {"sun": {"morning": 120}}
    asks, notes = told("half", 3, available=short)
    assert not any(run.type == "long" for run in asks[-2].runs)
    assert "week 7: long run run easily: no time for it more than 4 days before the race" in notes


def test_a_race_early_in_the_first_week_has_no_week_before() -> None:
    (only,) = asked("10k", 2, weeks=1)
    assert minutes(only) <= 140 / 3 + 2.5
