"""Dates away: the last entry that speaks of a date counts, and one that says nothing is told."""

import datetime as dt

from scenarios.instance import instance_of
from scenarios.load import load_text
from scenarios.places import free_on

WEEK = """\
start: 2026-11-30
available:
  mon: {morning: 60, evening: 60}
  sat: {morning: 120}
"""


def test_dates_away_that_change_nothing_are_told() -> None:
    away = (
        "[{from: 2026-11-28, to: 2026-11-30}, {from: 2026-12-10, to: 2026-12-12}, {from: 2025-12-01, to: 2025-12-01}]"
    )
    scenario = load_text(f"{WEEK}away: {away}\n".encode(), "s.yaml", "yaml").scenario
    assert [note for note in instance_of(scenario).notes if note.startswith("away")] == [
        "away from 2026-12-10 to 2026-12-12 changes nothing: planned are 2026-11-30 to 2026-12-06",
        "away on 2025-12-01 changes nothing: planned are 2026-11-30 to 2026-12-06",
    ]


def away_notes(*entries: str) -> list[str]:
    text = f"{WEEK}away: [{', '.join(f'{{{entry}}}' for entry in entries)}]\n"
    notes = instance_of(load_text(text.encode(), "s.yaml", "yaml").scenario).notes
    return [note for note in notes if note.startswith("away")]


def test_an_entry_that_another_overrules_is_told_unless_it_is_an_exception_to_it() -> None:
    trip, hour = "from: 2026-12-01, to: 2026-12-04", "from: 2026-12-02, to: 2026-12-03, available: {morning: 60}"
    end, other = "from: 2026-12-04, to: 2026-12-09, available: {}", "from: 2026-12-03, to: 2026-12-05"
    twice = "away speaks twice of what is free"
    assert away_notes(trip, hour) == []
    assert away_notes(trip, trip) == []
    assert away_notes(trip, other) == [], "both say the same of the dates they share"
    assert away_notes(hour, trip) == [f"{twice} from 2026-12-02 to 2026-12-03: the later entry counts"]
    assert away_notes(trip, end) == [f"{twice} on 2026-12-04: the later entry counts"]
    long = "from: 2026-12-03, to: 2026-12-09"
    assert away_notes(end, long) == [f"{twice} from 2026-12-04 to 2026-12-06: the later entry counts"]


def test_the_last_matching_away_counts() -> None:
    text = (
        WEEK + "away:\n  - {from: 2026-12-05, to: 2026-12-06}\n  - {from: 2026-12-05, to: 2026-12-05, available: {}}\n"
    )
    scenario = load_text(text.encode(), "x.yaml", "yaml").scenario
    assert free_on(dt.date(2026, 12, 5), scenario) == {}
    assert free_on(dt.date(2026, 12, 6), scenario) is None
    assert free_on(dt.date(2026, 11, 30), scenario) == {"morning": 60, "evening": 60}
