"""The linear master: each group's members share their sets as if members could be divided; its duals are the prices."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from solver.glop import LinearProgram
from solver.gym.ask import UNIT
from solver.gym.gym_week import Group, GymWeek, Link
from solver.gym.priced_week import sets_in
from solver.gym.prices import Prices
from solver.gym.tiers import POINTS, TIERS, Weights
from solver.gym.whole import Aim

_ROUNDED = 1e-7
"""How far GLOP's least may lie off, as a share."""


@dataclass(frozen=True, slots=True)
class Divided:
    """The prices at which the sets listed are shared best, were members divisible, and group by group who takes what.

    In ``shares`` all but a few groups (as many as there are slots, wishes and tiers) are whole.
    """

    prices: Prices
    shares: tuple[dict[int, float], ...]


def relaxed(aim: Aim) -> Divided | None:
    """The best way to share were members divisible. None when the sets allow no plan.

    Two programs, the tier first and then the points, instead of one in which the tier counts more than all points:
    GLOP takes ten times as long over numbers so far apart. For the first the primal simplex method is the faster one,
    for the second the dual one.
    """
    master = _Master(aim)
    if aim.least == POINTS:
        found = master.program.solve(dual=True)
        return None if found is None else Divided(master.prices(found.duals), master.shares(found.values))
    first = master.program.solve()
    if first is None:
        return None
    master.settle(first.cost)
    then = master.program.solve(dual=True)
    if then is None:
        return Divided(master.prices(first.duals), master.shares(first.values))
    return Divided(master.prices(master.combined(first.duals, then.duals)), master.shares(then.values))


class _Master:
    """The linear program of an aim, and its rows."""

    def __init__(self, aim: Aim) -> None:
        self._aim = aim
        self.program = LinearProgram()
        self._slots = [self.program.row(None, places) for places in aim.week.places]
        limits = [*aim.settled, *(None for _ in TIERS[len(aim.settled) :])]
        self._tiers = [self.program.row(None, most) for most in limits[:POINTS]]
        self._links, self._signs = _link_rows(self.program, aim.week, aim.groups, aim.links)
        self._points: list[tuple[int, int]] = []
        self._takes: list[dict[int, int]] = []
        for number in range(len(aim.links)):
            parts = [(row, -1.0) for (link, _), row in self._links.items() if link == number]
            self._column((0, 1, 0, 0), parts, 1.0)
        for index, group in enumerate(aim.groups):
            self._state(index, group)

    def _state(self, index: int, group: Group) -> None:
        whole, menu = self.program.row(group.count, group.count), group.menu
        self._takes.append({})
        for mask, points in menu.sets.items():
            parts = [(whole, 1.0), *((self._slots[slot], 1.0) for slot in sets_in(mask))]
            parts += [
                (self._links[number, slot], float(sign))
                for number, sign in self._signs.get(index, ())
                for slot in sets_in(mask)
                if (number, slot) in self._links
            ]
            self._takes[index][mask] = self._column(
                (menu.left_out(mask), 0, menu.beyond(mask, self._aim.week.cap), points), parts
            )

    def _column(self, tiers: Sequence[int], parts: list[tuple[int, float]], high: float = math.inf) -> int:
        parts += [(row, float(each)) for row, each in zip(self._tiers, tiers, strict=False) if each]
        column = self.program.column(tiers[self._aim.least], parts, high)
        self._points.append((column, tiers[POINTS]))
        return column

    def shares(self, values: Sequence[float]) -> tuple[dict[int, float], ...]:
        """How many of each group take each set that any do."""
        return tuple(
            {mask: share for mask, column in own.items() if (share := values[column]) > _ROUNDED} for own in self._takes
        )

    def settle(self, least: float) -> None:
        """Ask for the points, the tier being as little as it can."""
        self.program.limit(self._tiers[self._aim.least], least + _ROUNDED * (1 + least))
        for column, points in self._points:
            self.program.charge(column, points)

    def combined(self, first: Sequence[float], then: Sequence[float]) -> tuple[float, ...]:
        """What rows are worth in points when one of the tier counts ``weight``: the tier's worths so many times."""
        of_tier = -then[self._tiers[self._aim.least]]
        return tuple((self._aim.weight - of_tier) * one + other for one, other in zip(first, then, strict=True))

    def prices(self, duals: Sequence[float]) -> Prices:
        """The prices that duals tell, in units."""

        def worth(row: int) -> int:
            return max(0, round(-UNIT * duals[row]))

        weights = [worth(row) for row in self._tiers]
        if self._aim.least < POINTS:
            weights[self._aim.least] = UNIT * self._aim.weight
        links = {place: price for place, row in self._links.items() if (price := worth(row))}
        slots = tuple(map(worth, self._slots))
        return Prices(self._aim.least, self._aim.settled, Weights(*weights), slots, links)


def _link_rows(
    program: LinearProgram, week: GymWeek, groups: Sequence[Group], links: Sequence[Link]
) -> tuple[dict[tuple[int, int], int], dict[int, list[tuple[int, int]]]]:
    """A row for each wish and slot that it can concern; and for each group its wishes and its sign in their rows."""
    rows: dict[tuple[int, int], int] = {}
    signs: dict[int, list[tuple[int, int]]] = {}
    for number, link in enumerate(links):
        never = link.kind == "never"
        one, other = (groups[index].menu.sets for index in (link.one, link.other))
        for slot in range(len(week.slots)):
            concerned = [any(mask >> slot & 1 for mask in sets) for sets in (one, other)]
            if concerned[0] and (concerned[1] or not never):
                rows[number, slot] = program.row(None, 1 if never else 0)
        signs.setdefault(link.one, []).append((number, 1))
        signs.setdefault(link.other, []).append((number, 1 if never else -1))
    return rows, signs
