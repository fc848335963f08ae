"""A session holds the exercises its phase asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import SoftStrengthRule, StrengthFinding
from scenarios.spoken import counted
from scenarios.strength.plan import StrengthPlan


class EnoughExercises(SoftStrengthRule):
    """Dropping an exercise is the last way to save time, after pairs, reps and sets."""

    name: ClassVar[str] = "enough_exercises"
    sources: ClassVar[tuple[str, ...]] = ("S6", "S33")
    weight: int = Field(250, strict=True, ge=0, le=1000, description="points: per exercise fewer")

    def build(self, grid: StrengthGrid) -> None:
        for session in grid.sessions():
            terms = [(1, choice.id) for choice in grid.on(session)]
            grid.points_under(self.weight, terms, grid.week.fewest_exercises)

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        for session in plan.sessions:
            fewer = plan.week.fewest_exercises - len(session.ids())
            if fewer > 0:
                text = f"{counted(len(session.ids()), 'exercise')} instead of {plan.week.fewest_exercises}"
                yield self.costs(fewer, text, session.asked.name)

    def sentence(self) -> str:
        return "a session holds as many exercises as its phase asks for"
