"""Large movements stay for the phase, so that they can grow; a week that eases off repeats all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import SoftStrengthRule, StrengthFinding
from scenarios.strength.plan import StrengthPlan


class KeepsGrowing(SoftStrengthRule):
    """Points for a large exercise that a session did not hold last week, while the phase lasts.

    A week that eases off does the same with fewer sets: there any new exercise costs more than a set less.
    """

    name: ClassVar[str] = "keeps_growing"
    sources: ClassVar[tuple[str, ...]] = ("S45", "S50")
    weight: int = Field(10, strict=True, ge=0, le=1000, description="points: per large exercise that is new")
    weight_eased: int = Field(
        60, strict=True, ge=0, le=1000, description="points: any that is new, in a week that eases off"
    )

    def build(self, grid: StrengthGrid) -> None:
        week = grid.week
        if not week.same_phase:
            return
        eases = week.set_percent < 100
        for session in grid.sessions():
            before = week.done_last(week.sessions[session].name)
            for choice in grid.on(session, lambda option: eases or option.exercise.large) if before else ():
                if choice.option.id not in before:
                    grid.points_over(self.weight_eased if eases else self.weight, [(1, choice.id)])

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        if not plan.week.same_phase:
            return
        last = {name: set(exercises) for name, exercises in plan.week.last}
        for session in plan.sessions:
            known = last.get(session.asked.name, set())
            new = [done for done in session.exercises() if done.option.id not in known]
            if plan.week.set_percent >= 100:
                new = [done for done in new if done.option.exercise.large]
            for done in new if known else ():
                points = self.weight if plan.week.set_percent >= 100 else self.weight_eased
                yield StrengthFinding(
                    self.name, f"{done.option.exercise.name} is new this week", points, session.asked.name
                )

    def sentence(self) -> str:
        return "large movements stay while a phase lasts, so that they can grow; an easier week holds nothing new"
