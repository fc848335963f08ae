"""Days in a row as one chain: neighbours are flows, and what a day costs the day after next goes by the day between.

Flows of neighbours by themselves are as tight as a chain can be: the linear relaxation is a mix of whole weeks. A flow
from a day to the day after next beside them is not: the relaxation mixes it as if it knew nothing of the day between.
So what leaves a day is told apart by what it means for the day after next, and must go through one class of patterns of
the day between, together. Those classes are coarse: whether a pattern minds anything two days before or after, or
anything beside it. What goes through one of them is stated by ``formulations.staircase``. See
``docs/decisions/0018-days-in-a-row.md``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from solver.cpsat import LinearTerm, Model
from solver.formulations.by_days import ByDays
from solver.formulations.day import Day
from solver.formulations.day_pairs import (
    Meeting,
    Table,
    free_table,
    grouped,
    state_field,
    state_table,
    table_of,
    transport,
)
from solver.formulations.staircase import Between, state_flow, state_steps

Pair: TypeAlias = tuple[int, int]
"""Two days, the one that comes first in the week (or, where it repeats, in its next round) first."""
Tag: TypeAlias = tuple[int, int, int]
"""Of a pattern: its class in the flow, and in the flow over a day that it starts and in the one that it ends."""
ROUND = 5
"""days from which on the first may follow the last: with fewer, days can be two apart both ways."""


def tables(asked: ByDays, days: Mapping[int, Day]) -> dict[Pair, Table]:
    """The table of every two days that mind each other, those round the end of the week turned."""
    order = {day: place for place, day in enumerate(sorted(days))}
    known: dict[object, Table] = {}
    found: dict[Pair, Table] = {}
    for (earlier, later), together in asked.meetings.items():
        left, right = days[earlier], days[later]
        meetings = [Meeting(left.roles(one), right.roles(other), points) for (one, other), points in together.items()]
        pair = earlier, later
        if len(days) >= ROUND and len(days) - (order[later] - order[earlier]) <= 2:
            meetings = [Meeting(m.later, m.earlier, m.points) for m in meetings]
            pair, left, right = (later, earlier), right, left
        # days with one list of patterns are alike
        key = id(left.patterns), id(right.patterns), tuple(meetings)
        if key not in known:
            known[key] = table_of(meetings, [p.roles for p in left.patterns], [p.roles for p in right.patterns])
        found[pair] = known[key]
    return found


def state_products(model: Model, asked: ByDays, days: Mapping[int, Day], scale: int) -> list[LinearTerm]:
    """Every field of every table by itself: what flows are measured against."""
    return [
        cost
        for (earlier, later), table in tables(asked, days).items()
        for field in table.fields
        for cost in state_field(model, table, (days[earlier].literals, days[later].literals), field, scale)
    ]


def state_flows(model: Model, asked: ByDays, days: Mapping[int, Day], scale: int) -> list[LinearTerm]:
    """Every table as a flow by itself: what the chain is measured against."""
    return [
        cost
        for (earlier, later), table in tables(asked, days).items()
        for cost in state_table(model, table, (days[earlier].literals, days[later].literals), scale)
    ]


def state_chain(
    model: Model, asked: ByDays, days: Mapping[int, Day], scale: int, between: Between = state_steps
) -> list[LinearTerm]:
    """Every table, those over a day by way of the day between; returns the costs.

    ``between`` states what goes through the classes of patterns of the day between.
    """
    return _Chain(tables(asked, days), days).state(model, scale, between)


def state_chain_of_flows(model: Model, asked: ByDays, days: Mapping[int, Day], scale: int) -> list[LinearTerm]:
    """The same without steps: what those are measured against."""
    return state_chain(model, asked, days, scale, state_flow)


@dataclass(frozen=True, slots=True)
class _Over:
    """A table of a day and the day after next, with the class of each pattern of the day between."""

    table: Table
    between: int
    middle: Sequence[int]


class _Chain:
    """The tables of a week, sorted by how far apart their days are."""

    def __init__(self, found: Mapping[Pair, Table], days: Mapping[int, Day]) -> None:
        self._days = days
        in_order = sorted(days)
        self._next = dict(zip(in_order, [*in_order[1:], in_order[0]], strict=True))
        self._steps = {pair: table for pair, table in found.items() if self._next[pair[0]] == pair[1]}
        far = {pair: table for pair, table in found.items() if pair not in self._steps}
        reaching = {pair: table for pair, table in far.items() if self._reaches_over(pair) and table.fields}
        self._overs = {pair: over for pair in reaching if len(set((over := self._over(pair, reaching)).middle)) > 1}
        self._far = {pair: table for pair, table in far.items() if pair not in self._overs}
        for (first, last), over in self._overs.items():
            for pair in ((first, over.between), (over.between, last)):
                self._steps.setdefault(pair, free_table(*(len(days[day].patterns) for day in pair)))

    def _reaches_over(self, pair: Pair) -> bool:
        return len(self._days) >= ROUND and self._next[self._next[pair[0]]] == pair[1]

    def _over(self, pair: Pair, reaching: Mapping[Pair, Table]) -> _Over:
        """The table with the classes of the day between: what it minds before it and after it."""
        first, _last = pair
        between = self._next[first]
        minds: list[Sequence[bool]] = [[False] * len(self._days[between].patterns)]
        for (start, end), table in [*reaching.items(), *self._steps.items()]:
            if start == between:
                minds.append(_minding(table.rows, table.prices))
            elif end == between:
                minds.append(_minding(table.columns, list(zip(*table.prices, strict=True))))
        places: dict[tuple[bool, ...], int] = {}
        middle = [places.setdefault(each, len(places)) for each in zip(*minds, strict=True)]
        return _Over(reaching[pair], between, middle)

    def state(self, model: Model, scale: int, between: Between) -> list[LinearTerm]:
        """State all tables."""
        costs: list[LinearTerm] = []
        flows = {pair: self._step(model, pair, table, scale, costs) for pair, table in self._steps.items()}
        for (first, last), over in self._overs.items():
            out: dict[int, dict[int, list[int]]] = {middle: {} for middle in over.middle}
            for row, column, flow in flows[first, over.between]:
                out[column[1]].setdefault(row[1], []).append(flow)
            into: dict[int, dict[int, list[int]]] = {middle: {} for middle in over.middle}
            for row, column, flow in flows[over.between, last]:
                into[row[2]].setdefault(column[2], []).append(flow)
            # a class without the one or the other is shut by what a day allows beside it
            classes = [(rows, into[middle]) for middle, rows in out.items() if rows and into[middle]]
            costs += between(model, over.table.prices, classes, scale)
        for (earlier, later), table in self._far.items():
            literals = self._days[earlier].literals, self._days[later].literals
            costs += state_table(model, table, literals, scale)
        return costs

    def _step(
        self, model: Model, pair: Pair, table: Table, scale: int, costs: list[LinearTerm]
    ) -> list[tuple[Tag, Tag, int]]:
        """State the table of two neighbours; its flows with their tags."""
        left, right = self._days[pair[0]], self._days[pair[1]]
        starts = self._overs.get((pair[0], self._next[pair[1]]))
        ends = next((over for (_, last), over in self._overs.items() if (over.between, last) == pair), None)
        if starts is None and ends is None:
            costs += state_table(model, table, (left.literals, right.literals), scale)
            return []
        none_left, none_right = [0] * len(left.patterns), [0] * len(right.patterns)
        rows = zip(
            table.rows, starts.table.rows if starts else none_left, ends.middle if ends else none_left, strict=True
        )
        columns = zip(
            table.columns,
            starts.middle if starts else none_right,
            ends.table.columns if ends else none_right,
            strict=True,
        )
        out, into = grouped(rows, left.literals), grouped(columns, right.literals)
        along = [
            (i, j, row, column, scale * price)
            for i, row in enumerate(out)
            for j, column in enumerate(into)
            if (price := table.prices[row[0]][column[0]]) is not None
        ]
        sums = dict(enumerate(out.values())), dict(enumerate(into.values()))
        flows = transport(model, *sums, [(i, j, price) for i, j, _, _, price in along], costs)
        return [(row, column, flow) for (_, _, row, column, _), flow in zip(along, flows, strict=True)]


def _minding(classes: Sequence[int], lines: Sequence[Sequence[int | None]]) -> list[bool]:
    """Of each pattern, by its class, whether anything costs it something."""
    minds = [any(price != 0 for price in line) for line in lines]
    return [minds[own] for own in classes]
