"""Power comes before heavy, large movements before small ones."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import HardStrengthRule, StrengthFinding
from scenarios.strength.plan import StrengthPlan
from scenarios.strength.week import Option


class LargeBeforeSmall(HardStrengthRule):
    """Blocks stand in order of what leads them: power, heavy lifts, large leg and arm exercises, small ones, core.

    A power exercise stands by itself: nothing may tire it between its sets.
    """

    name: ClassVar[str] = "large_before_small"
    sources: ClassVar[tuple[str, ...]] = ("S44",)

    def build(self, grid: StrengthGrid) -> None:
        grid.forbid_pairs(lambda kind: kind.first.power or kind.second.power)

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        for session in plan.sessions:
            for block in session.blocks:
                paired = [done.option for done in block.exercises]
                if len(paired) > 1 and any(option.exercise.power for option in paired):
                    yield self.broken("a power exercise takes turns with another", session.asked.name)
                if len(paired) > 1 and _rank(paired[0]) > _rank(paired[1]):
                    yield self.broken(f"{paired[0].id} leads a pair with {paired[1].id}", session.asked.name)
            leaders = [block.exercises[0].option for block in session.blocks]
            for first, second in pairwise(leaders):
                if _rank(first) > _rank(second):
                    yield self.broken(f"{first.id} stands before {second.id}", session.asked.name)

    def sentence(self) -> str:
        return "power comes before heavy, large movements before small ones"


def _rank(option: Option) -> int:
    if option.exercise.power:
        return 0
    if option.lift:
        return 1
    if option.exercise.large:
        return 3 if option.exercise.family in ("push", "pull") else 2
    return 5 if option.exercise.family == "core" else 4
