"""The days planned, with their slots as instants, and what the clocks do to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scenarios.clock import Clock
from scenarios.places import clock_time, free_minutes, free_on, last_day
from scenarios.schema import WEEKDAYS, FreeSlot, Scenario, Weekday
from scenarios.spoken import spoken


@dataclass(frozen=True, slots=True)
class Slot:
    """A place of the day: its start instant, minutes free there (0: not free), wall time (min of the day)."""

    name: str
    start: int
    minutes: int
    wall_minute: int


@dataclass(frozen=True, slots=True)
class Day:
    """One day planned, its slots in order of time. A day ``taken`` by something else takes no session at all."""

    index: int
    date: dt.date
    week: int
    slots: tuple[Slot, ...]
    taken: Literal["", "away", "blocked"] = ""
    """Away, as the scenario says; or blocked, as was said when the plan was taken up again."""

    @property
    def blocked(self) -> bool:
        """Whether it takes nothing, for whatever reason."""
        return bool(self.taken)

    @property
    def weekday(self) -> Weekday:
        """Lower-case English weekday, three letters."""
        return WEEKDAYS[self.date.weekday()]

    @property
    def name(self) -> str:
        """The day as a person says it: ``Tue 1 Dec``."""
        return spoken(self.date)


def start_of(slot: str, place: int | FreeSlot, date: dt.date, scenario: Scenario, clock: Clock) -> int | None:
    """When a slot starts on a date, as an instant; None if the clocks skip from before it into the next day.

    Some zones skip the last hour of a Saturday, or a whole day. What was to start then is gone with it.
    """
    start = clock.instant(date, clock_time(slot, place, scenario))
    return start if clock.wall(start).date() == date else None


def days_of(scenario: Scenario, clock: Clock, weeks: int) -> Iterator[Day]:
    """The days of so many weeks from the scenario's start."""
    for index in range(7 * weeks):
        date = scenario.start + dt.timedelta(days=index)
        free = free_on(date, scenario)
        slots = []
        for name in scenario.slot_times():
            place = (free or {}).get(name, 0)
            start = start_of(name, place, date, scenario, clock)
            if start is not None:
                wall = clock.wall(start)
                slots.append(Slot(name, start, free_minutes(place), 60 * wall.hour + wall.minute))
        slots.sort(key=lambda slot: (slot.start, slot.name))
        yield Day(index, date, index // 7, tuple(slots), taken="away" if free is None else "")


def away_notes(scenario: Scenario) -> Iterator[str]:
    """What of ``away`` may be a slip of the pen: dates that no day planned is among, and dates spoken of twice.

    A list may be kept for the whole year. Within an entry, a later one is an exception to it, and nothing is said.
    """
    first, last = scenario.start, last_day(scenario)
    for index, away in enumerate(scenario.away):
        if away.last < first or away.first > last:
            when = _dates(away.first, away.last)
            yield f"away {when} changes nothing: planned are {first} to {last}"
        for later in scenario.away[index + 1 :]:
            within = away.first <= later.first and later.last <= away.last
            both = max(away.first, later.first, first), min(away.last, later.last, last)
            if not within and both[0] <= both[1] and later.available != away.available:
                yield f"away speaks twice of what is free {_dates(*both)}: the later entry counts"


def _dates(first: dt.date, last: dt.date) -> str:
    return f"on {first}" if first == last else f"from {first} to {last}"


def clock_notes(scenario: Scenario, clock: Clock, days: tuple[Day, ...]) -> Iterator[str]:
    """What clock changes do to free slots: moved out of a spring gap or gone with it, or the first of two in autumn."""
    for date in (day.date for day in days if clock.changes_on(day.date)):
        free = {slot: place for slot, place in (free_on(date, scenario) or {}).items() if free_minutes(place)}
        times = sorted((clock_time(slot, place, scenario), slot) for slot, place in free.items())
        for at, slot in times:
            start = start_of(slot, free[slot], date, scenario, clock)
            if start is None:
                yield f"{date}: the clocks skip {at} and the rest of the day, so {slot} is no slot"
            elif clock.in_gap(date, at):
                yield f"{date}: the clocks skip {at}, so {slot} starts at {clock.time(start)}"
            elif clock.twice(date, at):
                yield f"{date}: {at} comes twice, so {slot} starts at the first"
