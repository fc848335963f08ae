"""A novice of whom nothing is known begins with base weeks and adaptation, however near the race is."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

import pytest

from scenarios.catalog import seasons
from scenarios.schema import WEEKDAYS, Goal, Level, Scenario
from scenarios.season.periodization import WeekAsk, week_asks

START = dt.date(2026, 11, 30)
WIDE = {day: {"morning": 300, "evening": 60} for day in WEEKDAYS}
RACED = [goal for goal in get_args(Goal) if seasons()[goal][-1].weeks_to_race == 0]


def told(goal: Goal, weeks: int, level: Level = "novice", **said: Any) -> tuple[list[WeekAsk], list[str]]:
    race = {"date": START + dt.timedelta(days=7 * weeks - 1)}
    question = {"start": START, "goal": goal, "race": race, "available": WIDE, "athlete": {"level": level}}
    return week_asks(Scenario.model_validate(question | said))


def minutes(ask: WeekAsk) -> int:
    return sum((run.minutes or 0) * run.times for run in ask.runs)


def done(session: str, minutes_each: int) -> list[dict[str, Any]]:
    """Two weeks of history with a session on every other day."""
    days = range(1, 15, 2)
    return [{"session": session, "date": START - dt.timedelta(days=day), "minutes": minutes_each} for day in days]


def test_ten_weeks_to_five_kilometres_begin_with_three_base_weeks_and_no_deload() -> None:
    """The table's twelve weeks leave rows 3 to 12: base, deload, build, build, build, deload ..."""
    asks, notes = told("5k", 10)
    assert [ask.phase for ask in asks[:6]] == ["base", "base", "base", "build", "build", "deload"]
    assert [minutes(ask) for ask in asks[:3]] == [110, 120, 125]
    assert [ask.strength_phase for ask in asks[:5]] == ["adaptation"] * 4 + ["max strength"]
    begins = "week 1: begins with its first base weeks and strength as adaptation"
    assert notes[0] == f"{begins}: the table has 12 weeks and the race leaves 10, and nothing before them is told"


def test_three_weeks_to_ten_kilometres_are_base_taper_and_race() -> None:
    """The taper is the table's share of the peak (210 of 280 min), of the base week that stands in its place.

    5 of its 90 min are left over: no easy run is longer than in that week.
    """
    asks, _ = told("10k", 3)
    assert [ask.phase for ask in asks] == ["base", "taper", "taper"]
    assert [minutes(ask) for ask in asks[:2]] == [125, 85]
    assert [ask.strength_phase for ask in asks[:2]] == ["adaptation", "adaptation"]


@pytest.mark.parametrize("weeks", range(1, 14))
@pytest.mark.parametrize("goal", RACED)
def test_no_unknown_novice_has_a_deload_or_heavy_lifts_at_once(goal: Goal, weeks: int) -> None:
    asks, _ = told(goal, weeks)
    assert not any(ask.phase == "deload" for ask in asks[:2])
    assert not any(ask.strength_phase.startswith(("max", "power", "maintenance")) for ask in asks[:4])
    assert minutes(asks[0]) <= round(seasons()[goal][0].run_minutes * 0.7 / 5 + 0.01) * 5
    held = 0
    for ask in asks:
        assert held >= 8 or ask.strength_phase.startswith(("adaptation", "taper"))
        held += len(ask.strength)


@pytest.mark.parametrize("goal", RACED)
def test_a_whole_table_and_other_levels_stand_as_they_are(goal: Goal) -> None:
    assert [ask.phase for ask in told(goal, len(seasons()[goal]))[0]] == [row.phase for row in seasons()[goal]]
    for level in ("intermediate", "advanced"):
        rows = [row.phase for row in seasons()[goal][-5:]]
        known = [*done("easy", 60), {"session": "rest", "date": START - dt.timedelta(days=14)}]
        assert [ask.phase for ask in told(goal, 5, level, history=known)[0]] == rows


@pytest.mark.parametrize("goal", RACED)
@pytest.mark.parametrize("level", ["intermediate", "advanced"])
def test_a_deload_waits_for_weeks_of_running_told_or_planned(goal: Goal, level: Level) -> None:
    """Three weeks at least from one deload to the next (``deload_every``); of weeks untold nobody needs a rest."""
    table = seasons()[goal]
    for weeks in range(2, len(table)):
        rows = table[-weeks:]
        early = [week for week, row in enumerate(rows[:2]) if row.deload]
        asks, notes = told(goal, weeks, level)
        assert not any(ask.phase == "deload" for ask in asks[:2])
        assert [ask.phase for ask in asks[2:]] == [row.phase for row in rows[2:]]
        why = "no deload, none is due in the first 2 weeks of running, told or planned"
        assert [note for note in notes if "no deload" in note] == [f"week {week + 1}: {why}" for week in early]
        for days, due in ((7, 1), (14, 0)):
            known = [each for each in done("easy", 60) if (START - each["date"]).days <= days]
            known += [{"session": "rest", "date": START - dt.timedelta(days=days)}]
            asks, _ = told(goal, weeks, level, history=known)
            assert [ask.phase == "deload" for ask in asks[due:2]] == [row.deload for row in rows[due:2]]
            assert not any(ask.phase == "deload" for ask in asks[:due])


def test_who_tells_runs_takes_the_tables_row_and_who_tells_lifts_its_strength() -> None:
    runs, _ = told("5k", 10, history=done("easy", 30))
    assert [ask.phase for ask in runs[:3]] == ["base", "deload", "build"]
    assert runs[2].strength_phase == "adaptation"
    lifts, _ = told("5k", 10, history=done("full", 30))
    assert [ask.phase for ask in lifts[:3]] == ["base", "base", "base"]
    assert lifts[3].strength_phase == "max strength"


def test_a_return_begins_with_run_walk_however_near_the_race_is() -> None:
    asks, _ = told("return", 4, "intermediate")
    assert {run.type for run in asks[0].runs} == {"run_walk"}
