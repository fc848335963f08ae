"""When a club's gym is open in the week planned, and how many it holds then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from scenarios.club import Club
from scenarios.schema import WEEKDAYS, Weekday
from scenarios.spoken import listed

MOST_DATES = 3
"""Named in a note; the others are counted."""


@dataclass(frozen=True, slots=True)
class GymSlot:
    """One slot of one day (index from 0) in which ``capacity`` members may lift in the gym."""

    day: int
    date: dt.date
    slot: str
    capacity: int

    @property
    def weekday(self) -> Weekday:
        """Lower-case English weekday, three letters."""
        return WEEKDAYS[self.date.weekday()]


def gym_slots(club: Club) -> tuple[GymSlot, ...]:
    """The slots in which the gym is open, day by day in the file's order; none if the club shares no gym."""
    return tuple(
        GymSlot(day, date, slot, places)
        for day in range(7 * club.weeks)
        for date in (club.start + dt.timedelta(days=day),)
        for slot, places in places_on(club, date).items()
        if places
    )


def places_on(club: Club, date: dt.date) -> dict[str, int]:
    """Places by slot on a date: the weekday's, but for what the date itself says. 0 is closed."""
    if club.gym is None:
        return {}
    usual = dict.fromkeys(club.gym.open.get(WEEKDAYS[date.weekday()], ()), club.gym.capacity)
    if date in club.gym.closed:
        return {}
    return {**usual, **club.gym.exceptions.get(date, {})}


def gym_notes(club: Club) -> Iterator[str]:
    """Dates of the gym outside the plan: a list may be kept for the whole year, or one may be a slip of the pen."""
    if club.gym is None:
        return
    first, last = club.start, club.start + dt.timedelta(days=7 * club.weeks - 1)
    idle = sorted(date for date in {*club.gym.closed, *club.gym.exceptions} if not first <= date <= last)
    if idle:
        named, others = [str(date) for date in idle[:MOST_DATES]], len(idle) - MOST_DATES
        dates = listed([*named, f"{others} more"] if others > 0 else named)
        yield f"gym: what it says of {dates} changes nothing: planned are {first} to {last}"
