"""What sharing the gym gave each lifter, beside what their own best week would have been."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from solver.gym.allocation import Allocation
from solver.gym.share import Sharing


@dataclass(frozen=True, slots=True)
class Lot:
    """One lifter (by number): the gym slots had (bit mask), the week's points and strength sessions left out.

    ``own_points``, ``own_left_out`` and ``own_mask`` are those of the best week if the gym held everybody.
    """

    lifter: int
    mask: int
    points: int
    left_out: int
    own_points: int
    own_left_out: int
    own_mask: int

    @property
    def worse(self) -> tuple[int, int]:
        """How much worse than their own best week: strength sessions left out, then points."""
        return self.left_out - self.own_left_out, self.points - self.own_points

    @property
    def stands(self) -> int:
        """Strength sessions that stand."""
        return self.mask.bit_count()


def lots_of(sharing: Sharing, answer: Allocation) -> Iterator[Lot]:
    """A lot for every lifter with a plan, in the roster's order."""
    for lifter, (question, mask) in enumerate(zip(sharing.week.lifters, answer.sets, strict=True)):
        menu = sharing.menus[question]
        if mask is not None and menu.stands is not None:
            own = menu.stands
            best = min(m for m in menu.sets if (menu.left_out(m), menu.sets[m]) == (own.left_out, own.points))
            yield Lot(lifter, mask, menu.sets[mask], menu.left_out(mask), own.points, own.left_out, best)
