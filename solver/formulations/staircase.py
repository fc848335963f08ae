"""A staircase: a table with one price, in which of any two rows the one charges wherever the other does.

So it is when what counts is the time between two sessions: the later the first stands, the more of the second are too
soon after it. A flow from rows to columns then needs no variable for each field. It pays the price for as much as it
cannot send where it is free, and by Hall's theorem that is, over the steps of the staircase, the most by which the rows
that charge the whole step exceed the columns outside it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from solver.cpsat import LinearTerm, Model
from solver.formulations.day_pairs import Prices, transport

Sums: TypeAlias = Mapping[int, Sequence[int]]
"""The variables that add up to each row, or to each column."""
Between: TypeAlias = Callable[[Model, Prices, Sums, Sums, int], list[LinearTerm]]


def state_flow(model: Model, prices: Prices, rows: Sums, columns: Sums, scale: int) -> list[LinearTerm]:
    """State what goes from rows to columns, which add up to as much, field by field; returns the costs."""
    costs: list[LinearTerm] = []
    ways = [(i, j, scale * price) for i in rows for j in columns if (price := prices[i][j]) is not None]
    transport(model, rows, columns, ways, costs)
    return costs


def state_steps(model: Model, prices: Prices, rows: Sums, columns: Sums, scale: int) -> list[LinearTerm]:
    """The same, step by step where the table is a staircase."""
    charged = [frozenset([j for j, price in enumerate(line) if price != 0]) for line in prices]
    steps = sorted({step for step in charged if step}, key=len)
    one_price = {price for line in prices for price in line if price != 0}
    if len(one_price) > 1 or any(not less < more for less, more in itertools.pairwise(steps)):
        return state_flow(model, prices, rows, columns, scale)
    stepping = [both for step in steps if (both := _over(step, charged, rows, columns))]
    if not stepping:
        return []
    (price,) = one_price
    paying = () if price is None else (model.boolean(),)
    for more, less in stepping:
        model.difference(more, [*less, *paying], None, 0)
    return [(scale * (price or 0), paid) for paid in paying]


def _over(
    step: frozenset[int], charged: Sequence[frozenset[int]], rows: Sums, columns: Sums
) -> tuple[list[int], list[int]] | None:
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
