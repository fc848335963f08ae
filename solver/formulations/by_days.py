"""Statements sorted by the days they speak of: those of one day go to that day, those of two become meetings.

What is left speaks of more days, or counts over them, or counts what is placed, whichever the day. A statement that can
never be broken and costs nothing goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from constraints.base.cell import Cell
from constraints.base.statement import Event, Limit, Never, Points, PointsPerUnit, Statement, Term, bits_of
from solver.formulations.by_session import Placed, Sessions
from solver.formulations.day_shape import Load, Shape, Test, Weighted, is_at_most_one
from solver.formulations.objective import Asked, Fold, highest

Tests: TypeAlias = tuple[Test, ...]
Meetings: TypeAlias = dict[tuple[Tests, Tests], int | None]
"""What tests of an earlier and tests of a later day cost together (None: forbidden)."""
OnDays: TypeAlias = tuple[tuple[int, Test], ...]
"""Tests of more than two days, each with its day."""
Parts: TypeAlias = tuple[tuple[int, tuple[Weighted, ...]], ...]
"""What each day adds to a count."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A weighted count across days: what each day adds, times ``sign``, and the constant."""

    parts: Parts
    sign: int
    constant: int


@dataclass(slots=True)
class ByDays:
    """What a formulation over day patterns states, sorted. ``settled`` are points that depend on nothing."""

    shapes: dict[int, Shape]
    sessions: Sessions | None = None
    meetings: dict[tuple[int, int], Meetings] = field(default_factory=dict)
    never: set[OnDays] = field(default_factory=set)
    points: dict[OnDays, int] = field(default_factory=dict)
    limits: list[tuple[int | None, int | None, Sum]] = field(default_factory=list)
    per_unit: list[tuple[PointsPerUnit, list[Sum]]] = field(default_factory=list)
    peaks: list[tuple[int, list[tuple[int, Load]]]] = field(default_factory=list)
    placed_limits: list[tuple[int | None, int | None, Placed]] = field(default_factory=list)
    placed_per_unit: list[tuple[PointsPerUnit, list[Placed]]] = field(default_factory=list)
    settled: int = 0

    def take(self, statement: Statement) -> None:
        """Sort one statement in."""
        if isinstance(statement, Points):
            self._together(statement.events, statement.points)
        elif isinstance(statement, Never):
            self._together(statement.events, None)
        elif isinstance(statement, Limit):
            self._limit(statement)
        else:
            self._per_unit(statement)

    def _together(self, events: Sequence[Event], points: int | None) -> None:
        """Events that cost something together, or are forbidden (None)."""
        if len(events) == 2:
            one, other = events
            if one.day != other.day and one.cells and other.cells:
                shapes = self.shapes
                self._meet(
                    (one.day, (shapes[one.day].role(one),)), (other.day, (shapes[other.day].role(other),)), points
                )
                return
        if 0 in [event.cells for event in events]:
            if any(event.constant is False for event in events):
                return
            events = [event for event in events if event.cells]
        days = {event.day for event in events}
        if len(days) > 1:
            self._across(events, points)
        elif not days:
            self.settled += points or 0
        elif points is None:
            self.shapes[days.pop()].forbid(events)
        else:
            self.shapes[days.pop()].charge(events, points)

    def _across(self, events: Iterable[Event], points: int | None) -> None:
        """Events of several days that cost something together, or are forbidden (None)."""
        tests: dict[int, list[Test]] = {}
        for event in events:
            tests.setdefault(event.day, []).append(self.shapes[event.day].role(event))
        if len(tests) == 2:
            one, other = [(day, tuple(sorted(own))) for day, own in tests.items()]
            self._meet(one, other, points)
            return
        on_days = tuple(sorted([(day, test) for day, own in tests.items() for test in own]))
        if points is None:
            self.never.add(on_days)
        else:
            self.points[on_days] = self.points.get(on_days, 0) + points

    def _meet(self, one: tuple[int, Tests], other: tuple[int, Tests], points: int | None) -> None:
        """Tests of two days, each with its day, that cost something together, or are forbidden (None)."""
        earlier, later = (one, other) if one[0] < other[0] else (other, one)
        together = self.meetings.setdefault((earlier[0], later[0]), {})
        pair = earlier[1], later[1]
        so_far = together.get(pair, 0)
        together[pair] = None if points is None or so_far is None else so_far + points

    def _limit(self, limit: Limit) -> None:
        days = {day for _, (day, cells, _) in limit.terms if cells}
        if len(days) == 1:
            self.shapes[days.pop()].limit(limit)
        elif limit.low is None and limit.high is not None and highest(limit.terms) <= limit.high:
            return
        elif len(days) == 2 and is_at_most_one(limit):
            by_day = _days_of(limit.terms)
            for day, terms in by_day.items():
                self.shapes[day].at_most_one([event.cells for _, event in terms])
            self._across([Event(day, _union(terms)) for day, terms in by_day.items()], None)
        elif (placed := self._placed((limit.terms,))) is not None:
            self.placed_limits.append((limit.low, limit.high, placed[0]))
        else:
            self.limits.append((limit.low, limit.high, self._sum(limit.terms)))

    def _per_unit(self, statement: PointsPerUnit) -> None:
        days = {day for group in statement.groups for _, (day, cells, _) in group if cells}
        if not days:
            self.settled += statement.cost({})
        elif len(days) == 1:
            self.shapes[days.pop()].charge_units(statement)
        elif len(statement.groups) > 1 and _is_peak(statement):
            groups = [_days_of(group) for group in statement.groups]
            loads = [
                (day, self.shapes[day].load(terms, statement.over - _constant(group), statement.unit))
                for group, days in zip(statement.groups, groups, strict=True)
                for day, terms in days.items()
            ]
            self.peaks.append((statement.points, loads))
        elif (placed := self._placed(statement.groups)) is not None:
            self.placed_per_unit.append((statement, placed))
        else:
            self.per_unit.append((statement, [self._sum(group) for group in statement.groups]))

    def _placed(self, groups: Iterable[tuple[Term, ...]]) -> list[Placed] | None:
        """Counts as counts of what is placed, if all of them are."""
        if self.sessions is None:
            return None
        found: list[Placed] = []
        for terms in groups:
            placed = self.sessions.placed(terms)
            if placed is None:
                return None
            found.append(placed)
        return found

    def _sum(self, terms: Iterable[Term]) -> Sum:
        """A count; one that only differs in its sign from another shares what the days add."""
        days = _days_of(terms)
        sign = -1 if any(own[0][0] < 0 for own in days.values()) else 1
        return Sum(
            tuple([(day, self.shapes[day].part(own, sign)) for day, own in days.items()]), sign, _constant(terms)
        )


def _is_peak(statement: PointsPerUnit) -> bool:
    """Whether every count is one of a single day, or of nothing and costs nothing."""
    days = [len({event.day for _, event in group if event.cells}) for group in statement.groups]
    certain = [_constant(group) for group, own in zip(statement.groups, days, strict=True) if not own]
    return max(days) < 2 and not any(map(statement.units, certain))


def _constant(terms: Iterable[Term]) -> int:
    return sum([weight for weight, event in terms if event.constant])


def _union(terms: Iterable[Term]) -> int:
    bits = 0
    for _, event in terms:
        bits |= event.cells
    return bits


def _days_of(terms: Iterable[Term]) -> dict[int, list[Term]]:
    """The terms that are open, by day."""
    days: dict[int, list[Term]] = {}
    for term in terms:
        if term[1].cells:
            days.setdefault(term[1].day, []).append(term)
    return days


def by_days(grid: Asked, fold: Fold, watched: Iterable[Event] = (), *, by_session: bool = True) -> ByDays:
    """The statements of a grid, sorted by days; ``watched`` events, and that they do not happen, are roles too.

    ``by_session`` keeps counts of what is placed, whichever the day, apart.
    """
    numbers = {id(demand): place for place, demand in enumerate(grid.demands)}
    open_cells = [(cell, numbers[id(cell.demand)]) for cell in grid.open_cells]
    found = ByDays(_shapes(grid, fold, open_cells), Sessions(grid.demands, open_cells) if by_session else None)
    for statement in grid.statements:
        found.take(statement)
    for event in watched:
        for side in (event, event.turned()):
            found.shapes[event.day].role(side)
    for shape in found.shapes.values():
        shape.seal()
    return found


def _shapes(grid: Asked, fold: Fold, open_cells: Iterable[tuple[Cell, int]]) -> dict[int, Shape]:
    """The days with nothing said of them but that a session asked for once stands once."""
    places: dict[int, dict[int, int]] = {day.index: {} for day in grid.days()}
    lateness: dict[int, dict[int, int]] = {day: {} for day in places}
    masks: dict[int, dict[int, int]] = {day: {} for day in places}
    for cell, place in open_cells:
        day, bit = cell.day, cell.bit
        places[day][bit] = place
        lateness[day][bit] = fold.lateness[cell.id]
        masks[day][place] = masks[day].get(place, 0) | bit
    shapes = {day: Shape(own, lateness[day]) for day, own in places.items()}
    for day, by_demand in masks.items():
        for place, mask in by_demand.items():
            if mask & (mask - 1) and grid.demands[place].count == 1:
                shapes[day].at_most_one(bits_of(mask))
    return shapes
