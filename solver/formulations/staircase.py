"""Staircases: tables in which of any two rows that charge in one column the one charges wherever the other does.

So it is when what counts is the time between two sessions: the later the first stands, the more of the second are too
soon after it. A flow from rows to columns then needs no variable for each field. It pays the price for as much as it
cannot send where it is free, and by Hall's theorem that is, over the steps of the staircase, the most by which the rows
that charge the whole step exceed the columns outside it. A heavy lift before a key run and a long run before a heavy
lift are two staircases side by side, with no row and no column in common, and each pays for itself. See
``docs/decisions/0034-side-by-side.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeAlias

from solver.cpsat import LinearTerm, Model
from solver.formulations.day_pairs import Price, Prices, transport

Sums: TypeAlias = Mapping[int, Sequence[int]]
"""The variables that add up to each row, or to each column."""
Classes: TypeAlias = Sequence[tuple[Sums, Sums]]
"""Rows and columns, which add up to as much, of each class of patterns of a day between."""
Between: TypeAlias = Callable[[Model, Prices, Classes, int], list[LinearTerm]]
Step: TypeAlias = frozenset[int]
"""Columns that a row charges."""
Flight: TypeAlias = tuple[Price, list[Step]]
"""One staircase: its price, and its steps, the longest first."""


def state_flow(model: Model, prices: Prices, classes: Classes, scale: int) -> list[LinearTerm]:
    """State what goes from rows to columns within each class, field by field; returns the costs."""
    costs: list[LinearTerm] = []
    for rows, columns in classes:
        ways = [(i, j, scale * price) for i in rows for j in columns if (price := prices[i][j]) is not None]
        transport(model, rows, columns, ways, costs)
    return costs


def state_steps(model: Model, prices: Prices, classes: Classes, scale: int) -> list[LinearTerm]:
    """The same, step by step where the table is a staircase, or several side by side."""
    charged = [frozenset([j for j, price in enumerate(line) if price != 0]) for line in prices]
    flights = _flights({(step, line[j]): None for step, line in zip(charged, prices, strict=True) for j in step})
    if flights is None:
        return state_flow(model, prices, classes, scale)
    costs: list[LinearTerm] = []
    for rows, columns in classes:
        for price, steps in flights:
            stepping = [both for step in reversed(steps) if (both := _over(step, charged, rows, columns))]
            if stepping:
                paying = () if price is None else (model.boolean(),)
                for more, less in stepping:
                    model.difference(more, [*less, *paying], None, 0)
                costs += [(scale * (price or 0), paid) for paid in paying]
    return costs


def _flights(charged: Collection[tuple[Step, Price]]) -> list[Flight] | None:
    """The staircases that these steps make up, with their prices; None if they make up something else."""
    flights: list[Flight] = []
    for step, price in sorted(charged, key=lambda each: -len(each[0])):
        own = next((flight for flight in flights if step & flight[1][0]), None)
        if own is None:
            flights.append((price, [step]))
        elif price == own[0] and step < own[1][-1]:
            own[1].append(step)
        else:
            return None
    return flights


def _over(step: Step, charged: Sequence[Step], rows: Sums, columns: Sums) -> tuple[list[int], list[int]] | None:
    """What the step charges: the variables of the one less those of the other; None where it cannot charge anything.

    Rows within less columns outside are as much as columns within less rows outside; the shorter of the two.
    """
    within: list[int] = []
    without: list[int] = []
    for i, own in rows.items():
        (within if charged[i] >= step else without).extend(own)
    reached: list[int] = []
    outside: list[int] = []
    for j, own in columns.items():
        (reached if j in step else outside).extend(own)
    if not within or not reached:
        return None
    return (within, outside) if len(within) + len(outside) <= len(reached) + len(without) else (reached, without)
