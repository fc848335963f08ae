"""Two days that mind each other: which patterns of the one and of the other cost something, or may not meet.

All that is stated about just two days is one table: a row for each class of the earlier day's patterns, a column
for each of the later day's, a price in each field. Stated field by field, the linear relaxation pays next to
nothing for a bit of everything; stated as one flow from rows to columns it pays what the table says, exactly
(the transportation polytope is the hull of one table). See ``docs/decisions/0015-day-pairs-as-flows.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from constraints.base.statement import Event, Never, Points
from solver.cpsat import LinearTerm, Model

Bits: TypeAlias = Mapping[int, Mapping[Event, int]]
"""Day -> event -> its place in the roles of that day's patterns."""


@dataclass(frozen=True, slots=True)
class Side:
    """One day of a pair: its patterns' roles (a bit per event that happens) and their literals."""

    roles: Sequence[int]
    literals: Sequence[int]


@dataclass(frozen=True, slots=True)
class Meeting:
    """Events (bits of roles) of the earlier and of the later day that cost ``points`` together; None: forbidden."""

    earlier: int
    later: int
    points: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """Classes of literals by row and by column, and what each row costs with each column (None: forbidden)."""

    rows: list[list[int]]
    columns: list[list[int]]
    prices: list[list[int | None]]

    @property
    def fields(self) -> list[tuple[int, int]]:
        """The fields (row, column) that cost something or are forbidden."""
        return [(i, j) for i, row in enumerate(self.prices) for j, price in enumerate(row) if price != 0]


def meetings(statements: Iterable[Never | Points], bits: Bits, earlier: int) -> list[Meeting]:
    """The statements about two days as meetings."""
    found = []
    for statement in statements:
        mask, later_mask = 0, 0
        for event in statement.events:
            bit = 1 << bits[event.day][event]
            mask, later_mask = (mask | bit, later_mask) if event.day == earlier else (mask, later_mask | bit)
        found.append(Meeting(mask, later_mask, statement.points if isinstance(statement, Points) else None))
    return found


def table_of(meeting: Sequence[Meeting], earlier: Side, later: Side) -> Table:
    """The table of two days; patterns alike in every meeting share a row, or a column."""
    left = {mask: index for index, mask in enumerate(dict.fromkeys(m.earlier for m in meeting))}
    right = {mask: index for index, mask in enumerate(dict.fromkeys(m.later for m in meeting))}
    charged: dict[tuple[int, int], int | None] = {}
    for m in meeting:
        field = left[m.earlier], right[m.later]
        so_far = charged.get(field, 0)
        charged[field] = None if so_far is None or m.points is None else so_far + m.points
    rows, columns = _classes(earlier, list(left)), _classes(later, list(right))
    prices = [[_price(charged, row, column) for column in columns] for row in rows]
    row_groups = _alike(prices)
    column_groups = _alike([list(column) for column in zip(*prices, strict=True)])
    by_row, by_column = list(rows.values()), list(columns.values())
    return Table(
        [[literal for i in group for literal in by_row[i]] for group in row_groups],
        [[literal for j in group for literal in by_column[j]] for group in column_groups],
        [[prices[group[0]][other[0]] for other in column_groups] for group in row_groups],
    )


def _classes(side: Side, masks: Sequence[int]) -> dict[frozenset[int], list[int]]:
    """Literals by the set of masks (their indices) whose events all happen."""
    everything = 0
    for mask in masks:
        everything |= mask
    by_roles: dict[int, list[int]] = {}
    for roles, literal in zip(side.roles, side.literals, strict=True):
        by_roles.setdefault(roles & everything, []).append(literal)
    classes: dict[frozenset[int], list[int]] = {}
    for roles, literals in by_roles.items():
        happening = frozenset([index for index, mask in enumerate(masks) if roles & mask == mask])
        classes.setdefault(happening, []).extend(literals)
    return classes


def _price(charged: dict[tuple[int, int], int | None], row: frozenset[int], column: frozenset[int]) -> int | None:
    total = 0
    for i in row:
        for j in column:
            points = charged.get((i, j), 0)
            if points is None:
                return None
            total += points
    return total


def _alike(lines: Sequence[Sequence[int | None]]) -> list[list[int]]:
    """Indices of equal lines, together."""
    groups: dict[tuple[int | None, ...], list[int]] = {}
    for index, line in enumerate(lines):
        groups.setdefault(tuple(line), []).append(index)
    return list(groups.values())


def state_table(model: Model, table: Table, scale: int) -> list[LinearTerm]:
    """State a table and return its costs. Each side's literals have exactly one that is true."""
    fields = table.fields
    if not fields:
        return []
    if len(fields) == 1:
        return _state_field(model, table, *fields[0], scale)
    costs: list[LinearTerm] = []
    out: list[list[LinearTerm]] = [[(1, literal) for literal in row] for row in table.rows]
    into: list[list[LinearTerm]] = [[(1, literal) for literal in column] for column in table.columns]
    for i, row in enumerate(table.prices):
        for j, price in enumerate(row):
            if price is None:
                continue
            flow = model.boolean()
            out[i].append((-1, flow))
            into[j].append((-1, flow))
            if price:
                costs.append((scale * price, flow))
    for terms in (*out, *into):
        model.linear(terms, 0, 0)
    return costs


def _state_field(model: Model, table: Table, i: int, j: int, scale: int) -> list[LinearTerm]:
    """A table with one field to mind, for which the product of two sums is as tight as the flow, and smaller."""
    literals = [*table.rows[i], *table.columns[j]]
    price = table.prices[i][j]
    if price is None:
        model.at_most_one(literals)
        return []
    together = model.boolean()
    model.linear([*((1, literal) for literal in literals), (-1, together)], None, 1)
    return [(scale * price, together)]
