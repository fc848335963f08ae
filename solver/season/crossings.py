"""The cheapest way through the nights of a season: a shortest path over what each Sunday night promises and owes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from solver.season.week_costs import Edge, WeekCosts


@dataclass(frozen=True, slots=True)
class Crossing:
    """What is promised before a Sunday night and owed after it; what is neither is not looked at yet."""

    promises: int = 0
    debts: int = 0


@dataclass(frozen=True)
class Path:
    """The cheapest way through all nights: its crossings, the weeks between them, and what it costs at least."""

    crossings: tuple[Crossing, ...]
    edges: tuple[Edge, ...]
    low: int


class _Way(NamedTuple):
    """A way through the weeks so far: what it costs at least and, to choose among equal ones, its edges still open."""

    low: int = 0
    open_edges: int = 0

    def through(self, edge: Edge) -> _Way:
        """The way that goes on through one week more."""
        return _Way(self.low + edge.low, self.open_edges + edge.open)


def cheapest(weeks: Sequence[WeekCosts], nights: Sequence[Sequence[Crossing]]) -> Path:
    """The path of least cost, of equal ones that with the fewest weeks still open. ``nights[n]`` follow ``weeks[n]``.

    Nothing is owed before the first week, and nothing promised after the last.
    """
    ends = (Crossing(),)
    ways = [_Way()]
    steps: list[list[tuple[int, Edge]]] = []
    for week, before, after in zip(weeks, (ends, *nights), (*nights, ends), strict=True):
        reached, step = [], []
        for crossing in after:
            edges = [week.edge(entry.debts, crossing.promises) for entry in before]
            through = [way.through(edge) for way, edge in zip(ways, edges, strict=True)]
            best = min(range(len(before)), key=through.__getitem__)
            reached.append(through[best])
            step.append((best, edges[best]))
        ways = reached
        steps.append(step)
    edges_back: list[Edge] = []
    crossings_back: list[Crossing] = []
    place = 0
    for number in reversed(range(len(weeks))):
        place, edge = steps[number][place]
        edges_back.append(edge)
        if number:
            crossings_back.append(nights[number - 1][place])
    return Path(tuple(reversed(crossings_back)), tuple(reversed(edges_back)), ways[0].low)
