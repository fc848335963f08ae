"""One day in bits: what the statements say of its cells, without the cells themselves.

An event is a *test*: (mask, negated), true of the taken bits ``p`` when ``((p & mask) != 0) != negated``. Days of which
the same is said, as Tuesday and Wednesday often are, have equal keys and so the same patterns, which are listed once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from constraints.base.statement import Event, Limit, PointsPerUnit, Term, bits_of, started_units

Test: TypeAlias = tuple[int, bool]
Weighted: TypeAlias = tuple[int, int, bool]
"""(weight, mask, negated): a term of a weighted count."""


class Load(NamedTuple):
    """The started ``unit``s by which a weighted count of one day exceeds ``over``: all that matters of it."""

    terms: tuple[Weighted, ...]
    over: int
    unit: int

    def units(self, total: int) -> int:
        """The units of a count."""
        return started_units(total, self.over, self.unit)


@dataclass(frozen=True, slots=True)
class OwnLimit:
    """A weighted count of one day that has to lie between ``low`` and ``high`` (None: open)."""

    terms: tuple[Weighted, ...]
    low: int | None
    high: int | None

    def kept(self, taken: int) -> bool:
        """Whether the taken bits keep it."""
        total = count(self.terms, taken)
        return (self.low is None or total >= self.low) and (self.high is None or total <= self.high)


@dataclass(frozen=True, slots=True)
class OwnNever:
    """Tests of one day that may not all be true."""

    tests: tuple[Test, ...]

    def kept(self, taken: int) -> bool:
        """Whether the taken bits keep it."""
        return not all(((taken & mask) != 0) != negated for mask, negated in self.tests)


@dataclass(frozen=True, slots=True)
class OwnPerUnit:
    """Points for every started unit of the largest of some counts of one day."""

    statement: PointsPerUnit
    groups: tuple[tuple[Weighted, ...], ...]

    def cost(self, taken: int) -> int:
        """Points for the taken bits."""
        largest = max(count(terms, taken) for terms in self.groups)
        return self.statement.points * self.statement.units(largest)

    @property
    def key(self) -> object:
        """Equal for equal prices, whichever day's."""
        return self.statement.points, self.statement.over, self.statement.unit, self.groups


def count(terms: Iterable[Weighted], taken: int) -> int:
    """A weighted count, of the taken bits."""
    return sum([weight for weight, mask, negated in terms if ((taken & mask) != 0) != negated])


@dataclass(slots=True)
class Shape:
    """What is said of one day.

    By bit of a cell, in order, ``places`` has the place of its demand among all, ``lateness`` its tie-break; ``open``
    are all those bits. ``clashes`` are, by bit, the bits it cannot stand with (itself: it cannot stand at all);
    ``hard`` what that does not cover; ``points`` and ``per_unit`` the prices of the day alone; ``roles`` the place,
    after ``seal``, of each test that statements across days speak of; ``sums`` the place of the day's part in each of
    their counts, and after those ``loads`` that of each load.
    """

    places: Mapping[int, int]
    lateness: Mapping[int, int]
    open: int = field(init=False)
    clashes: dict[int, int] = field(default_factory=dict)
    hard: list[OwnNever | OwnLimit] = field(default_factory=list)
    points: dict[tuple[Test, ...], int] = field(default_factory=dict)
    per_unit: list[OwnPerUnit] = field(default_factory=list)
    roles: dict[Test, int] = field(default_factory=dict)
    sums: dict[tuple[Weighted, ...], int] = field(default_factory=dict)
    loads: dict[Load, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.open = sum(self.places)

    @property
    def key(self) -> object:
        """Equal for days of which the same is said."""
        return (
            tuple(self.places.items()),
            tuple(self.lateness.values()),
            frozenset(self.clashes.items()),
            tuple(self.hard),
            frozenset(self.points.items()),
            tuple([price.key for price in self.per_unit]),
            tuple(self.roles),
            tuple(self.sums),
            tuple(self.loads),
        )

    def test(self, event: Event) -> Test:
        """An event of this day as a test; cells that are not open cannot happen."""
        return event.cells & self.open, event.negated

    def role(self, event: Event) -> Test:
        """Note an event that statements across days speak of."""
        test = self.test(event)
        self.roles.setdefault(test, 0)
        return test

    def part(self, terms: Iterable[Term], sign: int) -> tuple[Weighted, ...]:
        """Note this day's part in a count across days, times ``sign``."""
        part = tuple([(sign * weight, cells & self.open, negated) for weight, (_, cells, negated) in terms])
        self.sums.setdefault(part, 0)
        return part

    def load(self, terms: Iterable[Term], over: int, unit: int) -> Load:
        """Note a count of this day of which the units above ``over`` are compared with those of other days."""
        load = Load(self._weighted(terms), over, unit)
        self.loads.setdefault(load, 0)
        return load

    def seal(self) -> None:
        """Give roles, sums and loads their places, which depend on what was said and not on the order of saying it."""
        self.roles = {test: place for place, test in enumerate(sorted(self.roles))}
        self.sums = {part: place for place, part in enumerate(sorted(self.sums))}
        self.loads = {load: place for place, load in enumerate(sorted(self.loads), len(self.sums))}

    def shut(self, demand: int) -> None:
        """No cell of this demand, by its place, may be taken."""
        for bit, place in self.places.items():
            if place == demand:
                self.exclude(bit, bit)

    def charge(self, events: Iterable[Event], points: int) -> None:
        """So many points when these events of the day all happen."""
        tests = tuple([(cells & self.open, negated) for _, cells, negated in events])
        self.points[tests] = self.points.get(tests, 0) + points

    def forbid(self, events: Iterable[Event]) -> None:
        """These events of the day do not all happen."""
        tests = [(cells & self.open, negated) for _, cells, negated in events]
        if len(tests) > 2 or any(negated for _, negated in tests):
            self.hard.append(OwnNever(tuple(tests)))
        else:
            self.exclude(tests[0][0], tests[-1][0])

    def charge_units(self, statement: PointsPerUnit) -> None:
        """Points for the units of a count of this day alone."""
        self.per_unit.append(OwnPerUnit(statement, tuple([self._weighted(group) for group in statement.groups])))

    def limit(self, limit: Limit) -> None:
        """Keep a count of this day alone within its bounds."""
        if is_at_most_one(limit):
            self.at_most_one([event.cells for _, event in limit.terms])
        else:
            self.hard.append(OwnLimit(self._weighted(limit.terms), limit.low, limit.high))

    def at_most_one(self, masks: Iterable[int]) -> None:
        """Of some events, by their masks, at most one happens."""
        together = twice = 0
        own = [mask & self.open for mask in masks]
        for mask in own:
            twice |= together & mask
            together |= mask
        clashes = self.clashes
        for mask in own:
            others = together & ~mask | twice
            for bit in bits_of(mask) if others else ():
                clashes[bit] = clashes.get(bit, 0) | others

    def exclude(self, one: int, other: int) -> None:
        """No bit of the one stands with a bit of the other."""
        clashes = self.clashes
        for bit in bits_of(one):
            clashes[bit] = clashes.get(bit, 0) | other
        for bit in bits_of(other):
            clashes[bit] = clashes.get(bit, 0) | one

    def _weighted(self, terms: Iterable[Term]) -> tuple[Weighted, ...]:
        return tuple([(weight, cells & self.open, negated) for weight, (_, cells, negated) in terms])


def is_at_most_one(limit: Limit) -> bool:
    """Whether a limit says that at most one of its events happens."""
    return (
        limit.high == 1
        and limit.low is None
        and not [1 for weight, (_, cells, negated) in limit.terms if weight != 1 or negated or not cells]
    )
