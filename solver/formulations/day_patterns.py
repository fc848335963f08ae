"""The patterns one day can take: which sessions in which slots, what they cost, what they mean elsewhere.

Statements that concern one day alone decide which patterns exist and what each costs. What is left of a
pattern for the rest of the model is its *role*: the sessions it holds, its part in every weighted count, and
which events of cross-day statements it makes happen. Of patterns with the same sessions and counts, one that
costs no more and makes no further event happen beats the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from constraints.base.cell import Cell
from constraints.base.statement import Event, Limit, Never, Points, PointsPerUnit, Statement, Term

MOST_PATTERNS = 5000


class TooManyPatternsError(Exception):
    """A day allows more patterns than is worth listing; the slots formulation takes over."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to fill a day.

    ``mask`` has a bit per cell of the day; ``roles`` a bit per cross-day event that happens; ``counts`` the
    part in each cross-day weighted count; ``late`` the tie-break (see ``formulations.objective``).
    """

    mask: int
    cells: tuple[Cell, ...]
    cost: int
    late: int
    roles: int
    counts: tuple[int, ...]


class DayPatterns:
    """The undominated patterns of one day.

    ``own`` are the statements that concern this day only; ``events`` the events of cross-day statements
    on this day; ``sums`` this day's terms of every cross-day weighted count.
    """

    def __init__(
        self,
        cells: Sequence[Cell],
        own: Sequence[Statement],
        events: Sequence[Event],
        sums: Sequence[tuple[Term, ...]],
        lateness: Mapping[int, int],
    ) -> None:
        self._cells = cells
        self._lateness = lateness
        self._bit = {cell.id: 1 << index for index, cell in enumerate(cells)}
        self._own = own
        self._events = [self._test(event) for event in events]
        self._sums = [[(weight, *self._test(event)) for weight, event in terms] for terms in sums]
        self.patterns = self._undominated()

    def _mask(self, event: Event) -> int:
        mask = 0
        for cell in event.cells:
            mask |= self._bit.get(cell, 0)
        return mask

    def _test(self, event: Event) -> tuple[int, bool]:
        """(mask, negated): the event happens in pattern p when ``((p & mask) != 0) != negated``."""
        return self._mask(event), event.negated

    def _clashes(self) -> tuple[list[int], list[Statement]]:
        """Per cell, the cells it cannot stand with; and the statements this does not cover."""
        clashes = [0] * len(self._cells)
        rest: list[Statement] = []
        for statement in self._own:
            groups: list[int] | None = None
            if isinstance(statement, Never) and not any(event.negated for event in statement.events):
                groups = [self._mask(event) for event in statement.events]
            elif isinstance(statement, Limit) and _is_at_most_one(statement):
                masks = [self._mask(event) for _, event in statement.terms]
                for index, mask in enumerate(masks):
                    others = 0
                    for other, other_mask in enumerate(masks):
                        if other != index:
                            others |= other_mask
                    self._mark(clashes, mask, others)
                continue
            if groups is not None and len(groups) == 1:
                self._mark(clashes, groups[0], groups[0])
            elif groups is not None and len(groups) == 2:
                self._mark(clashes, groups[0], groups[1])
                self._mark(clashes, groups[1], groups[0])
            else:
                rest.append(statement)
        return clashes, rest

    @staticmethod
    def _mark(clashes: list[int], mask: int, others: int) -> None:
        for index in range(len(clashes)):
            if mask >> index & 1:
                clashes[index] |= others

    def _masks(self) -> Iterator[int]:
        """Every set of cells that no statement of this day forbids."""
        clashes, rest = self._clashes()
        tests = [self._hard_test(statement) for statement in rest if isinstance(statement, Never | Limit)]
        stack = [(0, 0, 0)]
        found = 0
        while stack:
            mask, shut, first = stack.pop()
            if all(test(mask) for test in tests):
                yield mask
            found += 1
            if found > MOST_PATTERNS:
                raise TooManyPatternsError
            for index in range(len(self._cells) - 1, first - 1, -1):
                bit = 1 << index
                if not shut & bit and not clashes[index] & (mask | bit):
                    stack.append((mask | bit, shut | clashes[index], index + 1))

    def _hard_test(self, statement: Never | Limit) -> Callable[[int], bool]:
        if isinstance(statement, Never):
            tests = [self._test(event) for event in statement.events]
            return lambda p: not all(((p & mask) != 0) != negated for mask, negated in tests)
        terms = [(weight, *self._test(event)) for weight, event in statement.terms]
        low, high = statement.low, statement.high

        def within(p: int) -> bool:
            count = _count(terms, p)
            return (low is None or count >= low) and (high is None or count <= high)

        return within

    def _undominated(self) -> list[Pattern]:
        points: list[tuple[int, list[tuple[int, bool]]]] = []
        per_unit: list[tuple[PointsPerUnit, list[list[tuple[int, int, bool]]]]] = []
        for statement in self._own:
            if isinstance(statement, Points):
                points.append((statement.points, [self._test(event) for event in statement.events]))
            elif isinstance(statement, PointsPerUnit):
                groups = [[(weight, *self._test(event)) for weight, event in terms] for terms in statement.groups]
                per_unit.append((statement, groups))
        groups_of: dict[tuple[tuple[int, ...], tuple[int, ...]], list[Pattern]] = {}
        for mask in self._masks():
            cost = 0
            for price, tests in points:
                for test, negated in tests:
                    if ((mask & test) != 0) == negated:
                        break
                else:
                    cost += price
            for statement, groups in per_unit:
                cost += statement.points * statement.units(max(_count(terms, mask) for terms in groups))
            roles = 0
            for index, (test, negated) in enumerate(self._events):
                if ((mask & test) != 0) != negated:
                    roles |= 1 << index
            counts = tuple([_count(terms, mask) for terms in self._sums])
            cells = tuple([cell for index, cell in enumerate(self._cells) if mask >> index & 1])
            sessions = tuple(sorted([id(cell.demand) for cell in cells]))
            late = sum([self._lateness[cell.id] for cell in cells])
            new = Pattern(mask, cells, cost, late, roles, counts)
            self._enter(groups_of.setdefault((sessions, counts), []), new)
        return [pattern for group in groups_of.values() for pattern in group]

    @staticmethod
    def _enter(group: list[Pattern], new: Pattern) -> None:
        """Add a pattern to those of the same sessions, unless one there is as good; drop those it beats."""
        price = (new.cost, new.late)
        for old in group:
            if (old.cost, old.late) <= price and not old.roles & ~new.roles:
                return
        group[:] = [old for old in group if (old.cost, old.late) < price or new.roles & ~old.roles]
        group.append(new)


def _count(terms: Sequence[tuple[int, int, bool]], mask: int) -> int:
    return sum([weight for weight, test, negated in terms if ((mask & test) != 0) != negated])


def _is_at_most_one(limit: Limit) -> bool:
    return (
        limit.high == 1
        and limit.low is None
        and all(weight == 1 and not event.negated and event.constant is None for weight, event in limit.terms)
    )
