"""Counts that ask only how many units of each session are placed, whichever the day: three lifts, a share of easy runs.

What a demand leaves out is one variable, and such a count has one term for each session instead of one for each pattern
that holds it. Where everything has a place, as in most weeks, nothing of it is left to decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from constraints.base.cell import Cell
from constraints.base.statement import Event, Term
from scenarios.demands import Demand


@dataclass(frozen=True, slots=True)
class Placed:
    """A weighted count of what is placed: ``weights`` by the place of the demand, ``most`` what all units come to.

    ``highest`` and ``lowest`` are the most and the least it can come to, whatever is left out.
    """

    weights: Mapping[int, int]
    most: int
    highest: int
    lowest: int


class Sessions:
    """The open cells of each demand, to tell which counts add up by session.

    Each comes with the place of its demand among all.
    """

    def __init__(self, demands: Sequence[Demand], open_cells: Iterable[tuple[Cell, int]]) -> None:
        self._demands = demands
        self._places = {cell.taken: place for cell, place in open_cells}
        self._open = Counter(self._places.values())

    def placed(self, terms: Iterable[Term]) -> Placed | None:
        """A count as one of what is placed; None if it also asks on which days, in which slots or how many at once."""
        constant = 0
        weights: dict[int, int] = {}
        counted: dict[Event, int] = {}
        places = self._places
        for weight, event in terms:
            demand = places.get(event)
            if demand is None:
                if event.cells:
                    return None
                constant += weight * event.negated
            elif event in counted or weights.setdefault(demand, weight) != weight:
                return None
            else:
                counted[event] = demand
        if len(counted) != sum([self._open[demand] for demand in weights]):
            return None
        all_of = {demand: weight * self._demands[demand].count for demand, weight in weights.items()}
        highest = constant + sum([max(0, units) for units in all_of.values()])
        lowest = constant + sum([min(0, units) for units in all_of.values()])
        return Placed(weights, constant + sum(all_of.values()), highest, lowest)
