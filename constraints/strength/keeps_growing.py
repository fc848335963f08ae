"""Large movements stay for the phase, so that they can grow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import SoftStrengthRule, StrengthFinding
from scenarios.strength.plan import StrengthPlan


class KeepsGrowing(SoftStrengthRule):
    """Points for a large exercise that a session did not hold last week, while the phase lasts."""

    name: ClassVar[str] = "keeps_growing"
    sources: ClassVar[tuple[str, ...]] = ("S45", "S50")
    weight: int = Field(10, strict=True, ge=0, le=1000, description="points: per large exercise that is new")

    def build(self, grid: StrengthGrid) -> None:
        week = grid.week
        if not week.same_phase:
            return
        for session in grid.sessions():
            before = week.done_last(week.sessions[session].name)
            for choice in grid.on(session, lambda option: option.exercise.large) if before else ():
                if choice.option.id not in before:
                    grid.points_over(self.weight, [(1, choice.id)])

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        if not plan.week.same_phase:
            return
        last = {name: set(exercises) for name, exercises in plan.week.last}
        for session in plan.sessions:
            known = last.get(session.asked.name, set())
            new = [d for d in session.exercises() if d.option.exercise.large and d.option.id not in known]
            for done in new if known else ():
                yield self.costs(1, f"{done.option.exercise.name} is new this week", session.asked.name)

    def sentence(self) -> str:
        return "large movements stay while the phase lasts, so that they can grow"
