"""What the week after a race asks: by its distance, key runs wait and the days of the wait hold less."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from scenarios.asked import prefatigue_matches, wishes_match
from scenarios.catalog import run_types
from scenarios.catalog.table import rows
from scenarios.consistency import check_consistency
from scenarios.schema import WEEKDAYS, Scenario
from scenarios.season.deload import DELOAD_LONG, DELOAD_RUN
from scenarios.season.periodization import WeekAsk, week_asks

START = dt.date(2026, 11, 30)
WIDE = {day: {"morning": 300, "evening": 60} for day in WEEKDAYS}
SUNDAY = START - dt.timedelta(days=1)
MINUTES = {"5k": 25, "10k": 50, "half": 110, "marathon": 225, "ultra": 330}


def asked(*races: tuple[str, dt.date], **said: Any) -> tuple[list[WeekAsk], list[str]]:
    history = [{"session": "race", "date": date, "minutes": MINUTES[goal], "goal": goal} for goal, date in races]
    return week_asks(question(history=[*dense(), *history], **said))


def question(**said: Any) -> Scenario:
    return Scenario.model_validate({"start": START, "available": WIDE, "goal": "marathon", **said})


def dense() -> list[dict[str, Any]]:
    """Four weeks of 300 min, without their Sundays."""
    days = [{"session": "easy", "minutes": 60}] * 5 + [{"session": "rest"}]
    return [
        {**done, "date": START - dt.timedelta(days=7 * back - day)}
        for back in range(4, 0, -1)
        for day, done in enumerate(days)
    ]


def minutes(ask: WeekAsk) -> int:
    return sum((run.minutes or 0) * run.times for run in ask.runs)


def keys(ask: WeekAsk) -> list[tuple[str, tuple[str, ...] | None]]:
    return [(run.type, run.days) for run in ask.runs if run_types()[run.type].key]


@pytest.mark.parametrize(
    ("distance", "open_days", "key_runs", "total"),
    [
        ("5k", WEEKDAYS[1:], 2, 220),
        ("10k", WEEKDAYS[2:], 2, 210),
        ("half", WEEKDAYS[4:], 2, 195),
        ("marathon", (), 0, 170),
        ("ultra", (), 0, 170),
    ],
)
def test_key_runs_wait_by_distance_and_the_days_of_the_wait_hold_less(
    distance: str, open_days: tuple[str, ...], key_runs: int, total: int
) -> None:
    (first, *_), told = asked((distance, SUNDAY), weeks=2)
    assert [days for _, days in keys(first)] == [open_days] * key_runs
    assert minutes(first) == total  # of the table's 230
    assert any(note.startswith(f"week 1: {total} min of running instead of 230: ") for note in told)


def test_the_second_week_after_a_marathon_waits_for_its_tenth_day() -> None:
    (_, second, third, _), told = asked(("marathon", SUNDAY), weeks=4)
    assert [days for _, days in keys(second)] == [WEEKDAYS[2:]] * 2
    assert (minutes(second), minutes(third)) == (225, 265)  # of 245 and 265
    note = "225 min of running instead of 245: 2 days of it hold a deload's share"
    assert f"week 2: {note}; no key run until Wed 9 Dec, 10 days after a marathon (Sun 29 Nov)" in told


def test_no_more_key_runs_are_asked_than_have_an_easy_day_between_them() -> None:
    (lone,), _ = asked(("half", SUNDAY))
    assert [type_ for type_, _ in keys(asked()[0][0])] == ["long", "tempo", "hills"]
    assert keys(lone) == [("long", WEEKDAYS[4:]), ("tempo", WEEKDAYS[4:])]
    (saturday,), _ = asked(("half", SUNDAY + dt.timedelta(days=-3)))
    assert len(keys(saturday)) == 3


def test_no_medium_long_run_takes_the_place_of_the_long_one() -> None:
    (lone,), _ = asked(("ultra", SUNDAY), goal="ultra")
    assert {run.type for run in lone.runs} == {"easy"}


def test_run_walks_are_no_key_runs_and_need_not_wait() -> None:
    (first, _), _ = asked(("marathon", SUNDAY), goal="return", weeks=2)
    assert {run.type for run in first.runs} == {"run_walk"}
    assert {run.days for run in first.runs} == {None}


def test_a_race_that_is_over_asks_nothing() -> None:
    usual, _ = asked(weeks=2)
    for distance, days in (("5k", 2), ("10k", 3), ("half", 5), ("marathon", 10), ("ultra", 14)):
        race = (distance, START - dt.timedelta(days=days))
        assert [ask.runs for ask in asked(race, weeks=2)[0]] == [ask.runs for ask in usual]


def test_a_race_is_no_training_that_the_next_week_may_grow_from() -> None:
    """Race-week minutes leave the race out (blocks.md): it lets neither the week nor the long run grow."""
    few = [{**done, "minutes": 30} if "minutes" in done else done for done in dense()]
    raced = [*few, {"session": "race", "date": START - dt.timedelta(days=15), "minutes": 330, "goal": "marathon"}]
    (with_it,), _ = week_asks(question(history=raced))
    (without,), _ = week_asks(question(history=few))
    assert with_it.runs == without.runs


def test_where_only_the_days_of_the_wait_have_time_key_runs_are_run_easily() -> None:
    free = {"mon": {"morning": 200}, "tue": {"morning": 200}, "fri": {"morning": 30}, "sat": {"morning": 30}}
    (lone,), told = asked(("half", SUNDAY), available=free)
    assert not keys(lone)
    assert any("run easily: no time for it from Fri 4 Dec on" in note for note in told)


def test_what_the_athlete_set_by_hand_stands() -> None:
    by_hand = {"week": 1, "quality": 2, "long_minutes": 90, "run_minutes": 240}
    (first, _), told = asked(("marathon", SUNDAY), weeks=2, overrides=[by_hand])
    assert minutes(first) == 240
    assert "week 1: the key runs are your own and stand, 10 days after a marathon (Sun 29 Nov)" in told
    assert [days for _, days in keys(first)] == [None] * 3
    fixed = [{"session": "long", "day": "sun", "slot": "morning"}]
    (lone,), told = asked(("marathon", SUNDAY), fixed=fixed)
    assert [days for _, days in keys(lone)] == [None] * 3
    assert any("the key runs are your own and stand" in note for note in told)


def test_wishes_for_key_runs_may_wait_with_them() -> None:
    raced = [{"session": "race", "date": SUNDAY, "minutes": 225, "goal": "marathon"}]
    asks, _ = week_asks(scenario := question(history=raced, prefer={"key": {"days": ["sat"]}}))
    wishes_match(scenario, asks)
    strength = {"focus": ["upper", "lower"], "allow_prefatigue": "tempo"}
    asks, _ = week_asks(scenario := question(history=raced, strength=strength))
    prefatigue_matches(scenario, asks)
    check_consistency(scenario)


def test_the_easier_days_are_those_of_the_tables_deload() -> None:
    factor = {row["id"]: row["default"] for row in rows("parameters.csv")}["deload_run_factor"]
    assert factor == f"{DELOAD_RUN / 100:.2f} (long {DELOAD_LONG / 100:.2f})"
