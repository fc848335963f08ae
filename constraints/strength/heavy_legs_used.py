"""A session that the week keeps free for heavy legs loads them heavily."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import SoftStrengthRule, StrengthFinding
from scenarios.spoken import counted
from scenarios.strength.plan import StrengthPlan

_LIGHT = ("adaptation", "taper")


class HeavyLegsUsed(SoftStrengthRule):
    """Points for each heavy set missing from a leg session that may be heavy; a heavy power exercise is enough.

    Adaptation and taper ask for no heavy sets.
    """

    name: ClassVar[str] = "heavy_legs_used"
    sources: ClassVar[tuple[str, ...]] = ("S7", "S8")
    weight: int = Field(30, strict=True, ge=0, le=1000, description="points: per heavy set missing")
    heavy_sets: int = Field(4, strict=True, ge=1, le=12, description="sets: heavy ones that make a session heavy")

    def build(self, grid: StrengthGrid) -> None:
        for index, session in enumerate(grid.week.sessions):
            if session.legs == "heavy" and session.focus != "upper" and grid.week.phase not in _LIGHT:
                heavy = grid.on(index, lambda option: option.legs == "heavy")
                terms = [(c.sets + self.heavy_sets * c.option.exercise.power, c.id) for c in heavy]
                grid.points_under(self.weight, terms, self.heavy_sets)

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        for session in plan.sessions if plan.week.phase not in _LIGHT else ():
            if session.asked.legs != "heavy" or session.asked.focus == "upper":
                continue
            heavy = [done for done in session.exercises() if done.option.legs == "heavy"]
            sets = sum(done.sets for done in heavy)
            if sets < self.heavy_sets and not any(done.option.exercise.power for done in heavy):
                text = f"{counted(sets, 'set')} heavy for the legs instead of {self.heavy_sets}"
                yield self.costs(self.heavy_sets - sets, text, session.asked.name)

    def sentence(self) -> str:
        return f"a session kept for heavy legs has {self.heavy_sets} heavy sets"
