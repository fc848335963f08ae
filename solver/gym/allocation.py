"""How a gym is shared, when all is said and done: everybody's slots, what they come to, how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from solver.gym.gym_week import Wish
from solver.gym.tiers import POINTS, Totals


@dataclass(frozen=True, slots=True)
class Allocation:
    """How the gym is shared. ``sets`` are the gym slots of each lifter (bit mask), None for who cannot be planned.

    ``totals`` are of all who can, ``free`` what they would be if the gym held everybody, ``bound`` is proven;
    ``broken`` are the wishes (by number) not kept. ``prices`` are of one place in each slot, in units.
    """

    sets: tuple[int | None, ...]
    totals: Totals
    bound: Totals
    free: Totals
    broken: frozenset[int]
    prices: tuple[int, ...]
    interrupted: bool

    @property
    def gap(self) -> float | None:
        """(points - bound) / points; None while fewer sessions left out, say, are not ruled out."""
        if self.totals[:POINTS] != self.bound[:POINTS]:
            return None
        return (self.totals.points - self.bound.points) / max(1, self.totals.points)


def kept(wish: Wish, sets: Mapping[int, int]) -> bool:
    """Whether a wish is kept by the gym slots of its two lifters."""
    if wish.one not in sets or wish.other not in sets:
        return wish.kind == "never"
    one, other = sorted((sets[wish.one], sets[wish.other]), key=int.bit_count)
    return not one & other if wish.kind == "never" else not one & ~other
