"""Sets get all their reps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import SoftStrengthRule, StrengthFinding
from scenarios.strength.plan import StrengthPlan


class AllReps(SoftStrengthRule):
    """Fewer reps, inside the range and in the whole session alike, are the second way to save time, after pairs."""

    name: ClassVar[str] = "all_reps"
    sources: ClassVar[tuple[str, ...]] = ("S34", "S37")
    weight: int = Field(4, strict=True, ge=0, le=1000, description="points: per rep (or 5 s of a hold) cut")

    def build(self, grid: StrengthGrid) -> None:
        for session in grid.sessions():
            grid.points_over(self.weight, [(1, grid.cuts[session])])

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        for session in plan.sessions:
            expected = [done.option.amount(session.cut) == done.amount for done in session.exercises()]
            if not all(expected):
                yield StrengthFinding(self.name, "reps are not cut alike", None, session.asked.name)
            if session.cut:
                yield self.costs(session.cut, f"{session.cut} reps fewer than asked", session.asked.name)

    def sentence(self) -> str:
        return "sets get all the reps that progression asks"
