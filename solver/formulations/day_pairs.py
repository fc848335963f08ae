"""Two days that mind each other: which patterns of the one and of the other cost something, or may not meet.

All that is stated about just two days is one table: a row for each class of the earlier day's patterns, a column
for each of the later day's, a price in each field. Stated field by field, the linear relaxation pays next to
nothing for a bit of everything; stated as one flow from rows to columns it pays what the table says, exactly
(the transportation polytope is the hull of one table). See ``docs/decisions/0015-day-pairs-as-flows.md``.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias, TypeVar

from solver.cpsat import LinearTerm, Model

Price: TypeAlias = int | None
"""Points; None: forbidden."""
Prices: TypeAlias = Sequence[Sequence[Price]]
"""By row and column."""
Literals: TypeAlias = tuple[Sequence[int], Sequence[int]]
"""Of the patterns of the earlier and of the later day."""
From = TypeVar("From", bound=Hashable)
To = TypeVar("To", bound=Hashable)


class Meeting(NamedTuple):
    """Events (bits of roles) of the earlier and of the later day that cost ``points`` together; None: forbidden."""

    earlier: int
    later: int
    points: Price


@dataclass(frozen=True, slots=True)
class Table:
    """The row of each pattern of the earlier day, the column of each of the later, what rows and columns cost."""

    rows: Sequence[int]
    columns: Sequence[int]
    prices: Prices

    @property
    def fields(self) -> list[tuple[int, int]]:
        """The fields (row, column) that cost something or are forbidden."""
        return [(i, j) for i, row in enumerate(self.prices) for j, price in enumerate(row) if price != 0]


def free_table(earlier: int, later: int) -> Table:
    """The table of two days, of so many patterns each, that do not mind each other."""
    return Table([0] * earlier, [0] * later, [[0]])


def table_of(meetings: Sequence[Meeting], earlier: Sequence[int], later: Sequence[int]) -> Table:
    """The table of two days, by their patterns' roles; patterns alike in every meeting share a row, or a column."""
    rows, row_of = _classes(earlier, [m.earlier for m in meetings])
    columns, column_of = _classes(later, [m.later for m in meetings])
    prices = _prices(meetings, rows, columns)
    kept_rows, row_group = _alike(prices)
    kept_columns, column_group = _alike(list(zip(*prices, strict=True)))
    return Table(
        [row_group[i] for i in row_of],
        [column_group[j] for j in column_of],
        [[prices[i][j] for j in kept_columns] for i in kept_rows],
    )


def _classes(roles: Sequence[int], masks: Sequence[int]) -> tuple[list[int], list[int]]:
    """The sets of masks (bits by their order) that happen whole in some pattern, and which of them in each pattern."""
    parts: dict[int, int] = {}
    everything = 0
    for place, mask in enumerate(masks):
        parts[mask] = parts.get(mask, 0) | 1 << place
        everything |= mask
    places: dict[int, int] = {}
    known: dict[int, int] = {}
    found: list[int] = []
    for own in roles:
        relevant = own & everything
        if relevant not in known:
            happening = sum([part for mask, part in parts.items() if relevant & mask == mask])
            known[relevant] = places.setdefault(happening, len(places))
        found.append(known[relevant])
    return list(places), found


def _prices(meetings: Sequence[Meeting], rows: Sequence[int], columns: Sequence[int]) -> list[tuple[Price, ...]]:
    """What rows and columns cost, each the meetings (bits by their order) of which it has its part."""
    forbidden = sum([1 << place for place, m in enumerate(meetings) if m.points is None])
    known: dict[int, Price] = {0: 0}
    for row in rows:
        for column in columns:
            both = row & column
            if both not in known:
                points = [m.points or 0 for place, m in enumerate(meetings) if both >> place & 1]
                known[both] = None if both & forbidden else sum(points)
    return [tuple([known[row & column] for column in columns]) for row in rows]


def _alike(lines: Sequence[tuple[Price, ...]]) -> tuple[list[int], list[int]]:
    """The first of all equal lines, and for each line which of those it equals."""
    places: dict[tuple[Price, ...], int] = {}
    first: list[int] = []
    group: list[int] = []
    for index, line in enumerate(lines):
        place = places.setdefault(line, len(places))
        if place == len(first):
            first.append(index)
        group.append(place)
    return first, group


def transport(
    model: Model,
    out: Mapping[int, Sequence[int]],
    into: Mapping[int, Sequence[int]],
    ways: Sequence[tuple[int, int, int]],
    costs: list[LinearTerm],
) -> range:
    """State a flow: the sum of each class of ``out`` goes along ``ways``, at their prices, to the sums of ``into``.

    Those of ``out`` add up to as much as those of ``into``, so one of the sums follows from the others: the longest.

    Returns the variables of the ways; the costs are added to ``costs``.
    """
    flows = model.booleans(len(ways))
    leaving: dict[int, list[int]] = {source: [] for source in out}
    arriving: dict[int, list[int]] = {sink: [] for sink in into}
    for (source, sink, price), flow in zip(ways, flows, strict=True):
        leaving[source].append(flow)
        arriving[sink].append(flow)
        if price:
            costs.append((price, flow))
    sums = [(literals, leaving[source]) for source, literals in out.items()]
    sums += [(literals, arriving[sink]) for sink, literals in into.items()]
    sums.remove(max(sums, key=lambda both: len(both[0]) + len(both[1])))
    for literals, along in sums:
        model.difference(literals, along, 0, 0)
    return flows


def state_table(model: Model, table: Table, literals: Literals, scale: int) -> list[LinearTerm]:
    """State a table over the literals of two days, of each of which exactly one is true. Returns its costs."""
    fields = table.fields
    if len(fields) < 2:
        return [cost for field in fields for cost in state_field(model, table, literals, field, scale)]
    costs: list[LinearTerm] = []
    out, into = grouped(table.rows, literals[0]), grouped(table.columns, literals[1])
    ways = [
        (i, j, scale * price) for i, row in enumerate(table.prices) for j, price in enumerate(row) if price is not None
    ]
    transport(model, out, into, ways, costs)
    return costs


def grouped(classes: Iterable[From], literals: Sequence[int]) -> dict[From, list[int]]:
    """The literals of each class."""
    found: dict[From, list[int]] = {}
    for own, literal in zip(classes, literals, strict=True):
        found.setdefault(own, []).append(literal)
    return found


def state_field(model: Model, table: Table, literals: Literals, field: tuple[int, int], scale: int) -> list[LinearTerm]:
    """A single field as a product of two sums: for a table with one, as tight as the flow, and smaller."""
    i, j = field
    both = [literal for row, literal in zip(table.rows, literals[0], strict=True) if row == i]
    both += [literal for column, literal in zip(table.columns, literals[1], strict=True) if column == j]
    price = table.prices[i][j]
    if price is None:
        model.at_most_one(both)
        return []
    together = model.boolean()
    model.difference(both, [together], None, 1)
    return [(scale * price, together)]
