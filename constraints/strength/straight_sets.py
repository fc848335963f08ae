"""Straight sets where the time allows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import SoftStrengthRule, StrengthFinding
from scenarios.spoken import counted
from scenarios.strength.plan import StrengthPlan


class StraightSets(SoftStrengthRule):
    """Taking turns is the first way to save time: it costs least."""

    name: ClassVar[str] = "straight_sets"
    sources: ClassVar[tuple[str, ...]] = ("S38",)
    timed: ClassVar[bool] = True
    weight: int = Field(1, strict=True, ge=0, le=1000, description="points: per pair")

    def build(self, grid: StrengthGrid) -> None:
        for session in grid.sessions():
            grid.points_over(self.weight, [(1, kind.id) for kind in grid.pairs(session)])

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        for session in plan.sessions:
            pairs = sum(len(block.exercises) == 2 for block in session.blocks)
            if pairs:
                yield self.costs(pairs, counted(pairs, "pair"), session.asked.name)

    def sentence(self) -> str:
        return "exercises are done one after the other where the time allows it"
