"""One Boolean per day pattern: compact, the formulation that solves.

Each day takes exactly one pattern, so a session slot is the sum of the patterns that hold it, an event is the
sum of the patterns in which it happens, and a ban across days is an at-most-one. Pruning patterns is sound
only once every statement is in; a formulation that adds constraints later has to start from the slots.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from constraints.base.cell import Cell
from constraints.base.statement import Event, Limit, Never, Points, PointsPerUnit, Statement, Term
from solver.cpsat import LinearTerm, Model, negated
from solver.formulations.day_pairs import Side, meetings, state_table, table_of
from solver.formulations.day_patterns import DayPatterns, Pattern
from solver.formulations.objective import Asked, Fold, worst_units
from solver.formulations.peaks import Loaded, state_peak


@dataclass(slots=True)
class _Day:
    """A day while its model is put together: cells, statements of its own, its part in the others."""

    cells: list[Cell] = field(default_factory=list)
    own: list[Statement] = field(default_factory=list)
    events: dict[Event, int] = field(default_factory=dict)
    sums: list[tuple[Term, ...]] = field(default_factory=list)
    patterns: list[Pattern] = field(default_factory=list)
    literals: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Sum:
    """A weighted count across days: (day, index among that day's sums) of its parts, and the constant."""

    parts: tuple[tuple[int, int], ...]
    constant: int


class Patterns:
    """The statements of a grid as a CP-SAT model over day patterns.

    Of ``watched`` events ``seen`` gives the literals (None: it cannot happen); no pattern is pruned for another that
    differs in one of them, so they may be priced and forbidden later. ``soft`` are the terms that add up to the points,
    ``settled`` the points that are certain, ``placed`` the terms that count the units placed of each demand.

    Raises ``TooManyPatternsError`` when a day allows too many to list.
    """

    def __init__(self, grid: Asked, fold: Fold, *, strict: bool = False, watched: Sequence[Event] = ()) -> None:
        self.model = Model()
        self._days = {day.index: _Day() for day in grid.days()}
        self._settled = 0
        self._scale = fold.scale
        self._event_literals: dict[tuple[int, ...], int] = {}
        for cell in grid.open_cells:
            self._days[cell.day].cells.append(cell)
        pairs, never, points, limits, per_unit = self._sort(grid.statements)
        for event in watched:
            for side in (event, Event(event.day, event.cells, not event.negated)):
                self._days[event.day].events.setdefault(side, len(self._days[event.day].events))
        for day in self._days.values():
            day.patterns = DayPatterns(day.cells, day.own, list(day.events), day.sums, fold.lateness).patterns
            day.literals = [self.model.boolean() for _ in day.patterns]
            self.model.exactly_one(day.literals)
        self._costs: list[LinearTerm] = [
            (self._scale * pattern.cost + pattern.late, literal)
            for day in self._days.values()
            for pattern, literal in zip(day.patterns, day.literals, strict=True)
            if pattern.cost or pattern.late
        ]
        self._state_pairs(pairs)
        self._state_never(never)
        self._state_points(points)
        for limit, total in limits:
            self._state_limit(limit, total)
        for statement, totals in per_unit:
            self._state_per_unit(statement, totals)
        self.seen = [self._happens(event) for event in watched]
        self.soft, self.settled = tuple(self._costs), self._settled
        self.placed: list[list[LinearTerm]] = []
        offset = self._state_demands(grid, fold, strict)
        self.model.minimize(self._costs, offset + self._scale * self._settled)

    def taken(self, values: Sequence[int]) -> frozenset[int]:
        """The ids of the cells a solution takes."""
        return frozenset(
            cell.id
            for day in self._days.values()
            for pattern, literal in zip(day.patterns, day.literals, strict=True)
            if values[literal]
            for cell in pattern.cells
        )

    # -- sorting statements -----------------------------------------------------------------------------

    def _sort(
        self, statements: Iterable[Statement]
    ) -> tuple[
        list[Never | Points],
        list[Never],
        list[Points],
        list[tuple[Limit, _Sum]],
        list[tuple[PointsPerUnit, list[_Sum]]],
    ]:
        """Statements of one day go to that day; the others are returned, their parts noted on their days."""
        pairs: list[Never | Points] = []
        never: list[Never] = []
        points: list[Points] = []
        limits: list[tuple[Limit, _Sum]] = []
        per_unit: list[tuple[PointsPerUnit, list[_Sum]]] = []
        for statement in statements:
            events = _events_of(statement)
            days = {event.day for event in events if event.constant is None}
            if len(days) == 1:
                self._days[days.pop()].own.append(statement)
            elif not days:
                self._settled += statement.cost(frozenset()) if isinstance(statement, Points | PointsPerUnit) else 0
            elif isinstance(statement, Never | Points):
                for event in statement.events:
                    self._days[event.day].events.setdefault(event, len(self._days[event.day].events))
                if len(days) == 2:
                    pairs.append(statement)
                elif isinstance(statement, Never):
                    never.append(statement)
                else:
                    points.append(statement)
            elif isinstance(statement, Limit):
                limits.append((statement, self._sum(statement.terms)))
            else:
                per_unit.append((statement, [self._sum(group) for group in statement.groups]))
        return pairs, never, points, limits, per_unit

    def _sum(self, terms: tuple[Term, ...]) -> _Sum:
        constant = 0
        by_day: dict[int, list[Term]] = {}
        for weight, event in terms:
            if event.constant is not None:
                constant += weight * event.constant
            else:
                by_day.setdefault(event.day, []).append((weight, event))
        parts = []
        for day, own in by_day.items():
            part = tuple(own)
            sums = self._days[day].sums
            if part not in sums:
                sums.append(part)
            parts.append((day, sums.index(part)))
        return _Sum(tuple(parts), constant)

    # -- stating ------------------------------------------------------------------------------------------

    def _happens(self, event: Event) -> int | None:
        """The literal of an event: true when the day takes one of the patterns in which it happens."""
        day = self._days[event.day]
        bit = 1 << day.events[event]
        patterns = [literal for pattern, literal in zip(day.patterns, day.literals, strict=True) if pattern.roles & bit]
        if len(patterns) < 2:
            return patterns[0] if patterns else None
        key = tuple(patterns)
        if key not in self._event_literals:
            happens = self._event_literals[key] = self.model.boolean()
            self.model.exactly_one((*patterns, negated(happens)))
        return self._event_literals[key]

    def _linear(self, total: _Sum) -> list[LinearTerm]:
        return [
            (pattern.counts[index], literal)
            for day, index in total.parts
            for pattern, literal in zip(self._days[day].patterns, self._days[day].literals, strict=True)
            if pattern.counts[index]
        ]

    def _loaded(self, total: _Sum) -> list[Loaded]:
        """What each pattern of a one-day count comes to; none where the count depends on nothing."""
        return [
            (pattern.counts[index] + total.constant, pattern, literal)
            for day, index in total.parts
            for pattern, literal in zip(self._days[day].patterns, self._days[day].literals, strict=True)
        ]

    def _state_pairs(self, statements: list[Never | Points]) -> None:
        """Statements about two days, a table for each two."""
        by_days: dict[tuple[int, int], list[Never | Points]] = {}
        for statement in statements:
            earlier, later = sorted({event.day for event in statement.events})
            by_days.setdefault((earlier, later), []).append(statement)
        for (earlier, later), own in by_days.items():
            sides = [
                Side([pattern.roles for pattern in self._days[day].patterns], self._days[day].literals)
                for day in (earlier, later)
            ]
            bits = {day: self._days[day].events for day in (earlier, later)}
            self._costs += state_table(self.model, table_of(meetings(own, bits, earlier), *sides), self._scale)

    def _state_never(self, statements: list[Never]) -> None:
        seen: set[tuple[int, ...]] = set()
        for statement in statements:
            sides = [self._happens(event) for event in statement.events]
            literals = tuple(sorted(side for side in sides if side is not None))
            if len(literals) == len(sides) and literals not in seen:
                seen.add(literals)
                self.model.clause([negated(literal) for literal in literals])

    def _state_points(self, statements: list[Points]) -> None:
        prices: dict[tuple[int, ...], int] = {}
        for statement in statements:
            sides = [self._happens(event) for event in statement.events]
            literals = tuple(sorted(side for side in sides if side is not None))
            if len(literals) == len(sides):
                prices[literals] = prices.get(literals, 0) + statement.points
        for literals, price in prices.items():
            together = self.model.boolean()
            self.model.clause([together, *(negated(literal) for literal in literals)])
            self._costs.append((self._scale * price, together))

    def _state_limit(self, limit: Limit, total: _Sum) -> None:
        low = None if limit.low is None else limit.low - total.constant
        high = None if limit.high is None else limit.high - total.constant
        self.model.linear(self._linear(total), low, high)

    def _state_per_unit(self, statement: PointsPerUnit, totals: list[_Sum]) -> None:
        if all(len(total.parts) <= 1 for total in totals):
            self._costs += state_peak(self.model, statement, map(self._loaded, totals), self._scale)
            return
        units = self.model.integer(0, worst_units(statement))
        self._costs.append((self._scale * statement.points, units))
        for total in totals:
            high = statement.over - total.constant
            self.model.linear([*self._linear(total), (-statement.unit, units)], None, high)

    def _state_demands(self, grid: Asked, fold: Fold, strict: bool) -> int:
        """Each demand is placed at most ``count`` times; every unit left out costs its tier's weight."""
        placed: dict[int, dict[int, int]] = {id(demand): {} for demand in grid.demands}
        for day in self._days.values():
            for pattern, literal in zip(day.patterns, day.literals, strict=True):
                for cell in pattern.cells:
                    terms = placed[id(cell.demand)]
                    terms[literal] = terms.get(literal, 0) + 1
        offset = 0
        for demand in grid.demands:
            terms = placed[id(demand)]
            self.model.linear(
                [(times, literal) for literal, times in terms.items()], demand.count if strict else 0, demand.count
            )
            weight = fold.scale * fold.weights[demand.session.tier]
            offset += weight * demand.count
            self.placed.append([(times, literal) for literal, times in terms.items()])
            self._costs += [(-weight * times, literal) for literal, times in terms.items()]
        return offset


def _events_of(statement: Statement) -> list[Event]:
    if isinstance(statement, Never | Points):
        return list(statement.events)
    if isinstance(statement, Limit):
        return [event for _, event in statement.terms]
    return [event for group in statement.groups for _, event in group]
