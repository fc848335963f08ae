"""Cutting the runs we generate to the time that is free. What the athlete asks for is never cut."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from scenarios.catalog import run_types
from scenarios.clock import Clock
from scenarios.days import start_of
from scenarios.places import free_minutes, free_on
from scenarios.schema import WEEKDAYS, RunType, Scenario, Weekday
from scenarios.season.shares import STEP


@dataclass(frozen=True, slots=True)
class GeneratedRun:
    """A run with its minutes, the fewest it may be cut to, and the weekdays it is meant for (None: any)."""

    type: RunType
    minutes: int
    low: int
    days: tuple[Weekday, ...] | None = None


def slots_free(scenario: Scenario, first: dt.date, days: int, shortest: int) -> int:
    """How many slots of at least ``shortest`` min are free, for so many days from ``first``."""
    clock = Clock(scenario.timezone)
    return sum(
        free_minutes(place) >= shortest and start_of(slot, place, date, scenario, clock) is not None
        for date in (first + dt.timedelta(days=day) for day in range(days))
        for slot, place in (free_on(date, scenario) or {}).items()
    )


def longest_slots(scenario: Scenario, first: dt.date, days: int, shortest: int) -> dict[Weekday, int]:
    """Weekday -> minutes of its longest free slot, for so many days from ``first``.

    Days on which none has at least ``shortest`` min are left out.
    """
    clock = Clock(scenario.timezone)
    longest: dict[Weekday, int] = {}
    for date in (first + dt.timedelta(days=day) for day in range(days)):
        places = (free_on(date, scenario) or {}).items()
        begun = (place for slot, place in places if start_of(slot, place, date, scenario, clock) is not None)
        minutes = max(map(free_minutes, begun), default=0)
        if minutes >= shortest:
            longest[WEEKDAYS[date.weekday()]] = minutes
    return longest


def cut_to_days(
    runs: Sequence[GeneratedRun], longest: Sequence[int], easy_types: Sequence[RunType]
) -> tuple[list[GeneratedRun], list[str]]:
    """The runs cut to the days' longest free slots (min), one run a day, and a note on each change.

    Of all ways to match runs with days one in which no easy run is longer than the long one, then the one that drops
    the fewest, the longest run the last, and then cuts the least. A run that does not fit even at its fewest minutes
    gives way to an easy one that fills the slot, of the first of ``easy_types`` that is short enough; where none is, it
    is dropped. ``runs`` stand in order of weight.
    """
    free = sorted(longest, reverse=True) + [0] * max(0, len(runs) - len(longest))
    usual = sorted((run.minutes for run in runs), reverse=True)
    if all(run <= slot for run, slot in zip(usual, free, strict=False)):
        return list(runs), []
    match = min(permutations(free[: len(runs)]), key=lambda slots: _harm(runs, slots))
    kept, notes = [], []
    for run, slot in zip(runs, match, strict=True):
        left = "the longest free slot has" if slot == free[0] else "the longest free slot left for it has"
        if slot >= run.minutes:
            kept.append(run)
        elif slot >= run.low:
            minutes = slot // STEP * STEP
            kept.append(replace(run, minutes=minutes))
            notes.append(f"{run_label(run.type)} cut from {run.minutes} to {minutes} min: {left} {slot}")
        else:
            easier = _easy_run(slot, easy_types)
            instead = f"; instead {easier.minutes} min as {run_label(easier.type)}" if easier else ""
            notes.append(f"{run_label(run.type)} dropped, it needs {run.low} min: {left} {slot}{instead}")
            kept += [easier] if easier else []
    return kept, notes


def run_label(type_: RunType) -> str:
    """A run type as notes say it."""
    return "long run" if type_ == "long" else f"{type_.replace('_', ' ')} run"


def _easy_run(slot: int, types: Sequence[RunType]) -> GeneratedRun | None:
    """A run that fills a slot (min), of the first of these types that may be as short."""
    minutes = slot // STEP * STEP
    for type_ in types:
        low, high = run_types()[type_].minutes_low, run_types()[type_].minutes_high
        if low <= minutes:
            return GeneratedRun(type_, min(minutes, high), low)
    return None


def _harm(runs: Sequence[GeneratedRun], slots: Sequence[int]) -> tuple[bool, int, tuple[bool, ...], int]:
    dropped = tuple(slot < run.low for run, slot in zip(runs, slots, strict=True))
    cut = sum(max(0, run.minutes - slot) for run, slot in zip(runs, slots, strict=True))
    given = [(run.type, min(run.minutes, slot)) for run, slot in zip(runs, slots, strict=True) if slot >= run.low]
    long = next((minutes for type_, minutes in given if type_ == "long"), 0)
    has_long = any(run.type == "long" for run in runs)
    passed = has_long and any(minutes > long for type_, minutes in given if not run_types()[type_].key)
    return passed, sum(dropped), dropped, cut
