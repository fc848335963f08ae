"""What rules state: plain data that any formulation can translate and any program can evaluate.

An event is a yes/no question about a single day ("one of these session slots is taken"). Everything a rule
can state is put together from events, which is why one set of rules feeds every formulation: a formulation
only has to know how an event becomes a literal. They are named tuples because a week has about a thousand of them
and looks them up by value: a frozen dataclass takes twice as long to make and four times as long to hash. The session
slots of a day are the bits of an integer, so that sets of them are united, met and compared at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple, TypeAlias

Taken: TypeAlias = Mapping[int, int]
"""By day, the bits of the session slots taken."""


class Event(NamedTuple):
    """Whether any of ``cells`` (bits of the slots of ``day``) is taken; ``negated``: whether none is.

    Compared by value. Without cells it never happens (negated: always).
    """

    day: int
    cells: int
    negated: bool = False

    def happens(self, taken: Taken) -> bool:
        """Whether the event is true when exactly the session slots ``taken`` are taken."""
        return (taken.get(self.day, 0) & self.cells != 0) != self.negated

    def turned(self) -> Event:
        """The event that is true exactly when this one is not."""
        return Event(self.day, self.cells, not self.negated)

    @property
    def constant(self) -> bool | None:
        """The event's value when it depends on nothing, else None."""
        return None if self.cells else self.negated


NEVER_HAPPENS = Event(0, 0)
ALWAYS_HAPPENS = Event(0, 0, negated=True)
Term: TypeAlias = tuple[int, Event]
"""(weight, event)"""


@lru_cache(maxsize=4096)
def bits_of(mask: int) -> tuple[int, ...]:
    """Each bit of a mask by itself. Weeks ask it of the same few masks all the time."""
    bits: list[int] = []
    while mask:
        bit = mask & -mask
        mask ^= bit
        bits.append(bit)
    return tuple(bits)


def total(terms: tuple[Term, ...], taken: Taken) -> int:
    """The weighted count of the events that happen."""
    return sum(weight for weight, event in terms if event.happens(taken))


class Never(NamedTuple):
    """Hard: the events do not all happen. One event alone is forbidden."""

    rule: str
    events: tuple[Event, ...]

    def broken(self, taken: Taken) -> bool:
        """Whether the statement is broken."""
        return all(event.happens(taken) for event in self.events)


class Limit(NamedTuple):
    """Hard: ``low <= weighted count of events <= high`` (None: open)."""

    rule: str
    terms: tuple[Term, ...]
    low: int | None
    high: int | None

    def broken(self, taken: Taken) -> bool:
        """Whether the statement is broken."""
        count = total(self.terms, taken)
        return (self.low is not None and count < self.low) or (self.high is not None and count > self.high)


class Points(NamedTuple):
    """Soft: ``points`` when all the events happen."""

    rule: str
    points: int
    events: tuple[Event, ...]

    def cost(self, taken: Taken) -> int:
        """Points the statement costs."""
        return self.points if all(event.happens(taken) for event in self.events) else 0


class PointsPerUnit(NamedTuple):
    """Soft: ``points`` for every started ``unit`` by which the largest group's weighted count exceeds ``over``.

    One group gives points per unit over a target; several keep the largest of them small.
    """

    rule: str
    points: int
    groups: tuple[tuple[Term, ...], ...]
    over: int
    unit: int = 1

    def cost(self, taken: Taken) -> int:
        """Points the statement costs."""
        return self.points * self.units(max(total(terms, taken) for terms in self.groups))

    def units(self, count: int) -> int:
        """The started units a weighted count is charged for."""
        return started_units(count, self.over, self.unit)


def started_units(count: int, over: int, unit: int) -> int:
    """The units by which a count exceeds ``over``, one that is only begun counted in full."""
    return -(-max(0, count - over) // unit)


Hard: TypeAlias = Never | Limit
Soft: TypeAlias = Points | PointsPerUnit
Statement: TypeAlias = Hard | Soft
