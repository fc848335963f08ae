"""Without weights, single-leg work makes strength."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import SoftStrengthRule, StrengthFinding
from scenarios.strength.exercises import Exercise
from scenarios.strength.plan import StrengthPlan

_PHASES = ("max strength", "power + max maintenance", "maintenance")


class SingleLegWithoutWeights(SoftStrengthRule):
    """In a heavy phase, points for a leg exercise on both legs that carries no weight."""

    name: ClassVar[str] = "single_leg_without_weights"
    sources: ClassVar[tuple[str, ...]] = ("S35", "S41")
    weight: int = Field(9, strict=True, ge=0, le=1000, description="points: per exercise on both legs, no weight")

    def build(self, grid: StrengthGrid) -> None:
        if grid.week.phase not in _PHASES:
            return
        for choice in grid.all(lambda option: not option.load.loaded):
            exercise = choice.option.exercise
            if exercise.family in ("knee", "hip") and not (exercise.one_sided or exercise.power or _abducts(exercise)):
                grid.points_over(self.weight, [(1, choice.id)])

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        for session in plan.sessions if plan.week.phase in _PHASES else ():
            for done in session.exercises():
                exercise = done.option.exercise
                legs = exercise.pattern in ("squat", "lunge", "step", "hinge", "bridge", "knee_flexion")
                if legs and not exercise.one_sided and not exercise.power and not done.option.load.loaded:
                    yield self.costs(1, f"{exercise.name} on both legs without a weight", session.asked.name)

    def sentence(self) -> str:
        return "without weights, heavy phases train one leg at a time"


def _abducts(exercise: Exercise) -> bool:
    return exercise.pattern == "hip_abduction"
