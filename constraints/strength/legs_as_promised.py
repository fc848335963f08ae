"""A session loads the legs no more than the week was told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import HardStrengthRule, StrengthFinding
from scenarios.strength.plan import StrengthPlan


class LegsAsPromised(HardStrengthRule):
    """Gaps to runs were kept for a leg load; so many heavy sets, or a heavy power exercise, make a session heavy."""

    name: ClassVar[str] = "legs_as_promised"
    sources: ClassVar[tuple[str, ...]] = ("S9", "S11", "S12")
    heavy_sets: int = Field(4, strict=True, ge=1, le=12, description="sets: heavy ones that make a session heavy")

    def build(self, grid: StrengthGrid) -> None:
        legs = [session.legs for session in grid.week.sessions]
        grid.forbid(lambda choice: legs[choice.session] == "none" and choice.option.legs != "none")
        grid.forbid(
            lambda choice: (
                legs[choice.session] == "light" and choice.option.exercise.power and choice.option.legs == "heavy"
            )
        )
        for session in grid.sessions():
            if legs[session] == "light":
                heavy = grid.on(session, lambda option: option.legs == "heavy")
                grid.at_most(((choice.sets, choice.id) for choice in heavy), self.heavy_sets - 1)

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        rank = {"none": 0, "light": 1, "heavy": 2}
        for session in plan.sessions:
            loads = {"none": 0, "light": 0, "heavy": 0}
            jumps = False
            for done in session.exercises():
                loads[done.option.legs] += done.sets
                jumps = jumps or (done.option.exercise.power and done.option.legs == "heavy")
            is_heavy = jumps or loads["heavy"] >= self.heavy_sets
            found = "heavy" if is_heavy else "light" if loads["light"] or loads["heavy"] else "none"
            if rank[found] > rank[session.asked.legs]:
                yield self.broken(f"legs are {found}, the week was told {session.asked.legs}", session.asked.name)

    def sentence(self) -> str:
        return f"the legs get no more than the week was told; {self.heavy_sets} heavy sets make a session heavy"
