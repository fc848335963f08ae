"""The goal's own exercises come first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import SoftStrengthRule, StrengthFinding
from scenarios.strength.plan import StrengthPlan


class GoalExercises(SoftStrengthRule):
    """Points for each of the goal's own exercises that no session holds, and for what takes its place.

    That is nothing for an exercise of the goal's own, one unit for one tagged with it, two for any goal's and four
    for another goal's.
    """

    name: ClassVar[str] = "goal_exercises"
    sources: ClassVar[tuple[str, ...]] = ("S44",)
    weight: int = Field(4, strict=True, ge=0, le=1000, description="points: per unit")
    weight_missing: int = Field(15, strict=True, ge=0, le=1000, description="points: per own exercise not held")

    def build(self, grid: StrengthGrid) -> None:
        week = grid.week
        units: dict[str, int] = {}
        for option in week.options:
            exercise = option.exercise
            if exercise.id in week.emphasis:
                units[exercise.id] = 0
            elif exercise.tags & week.tags:
                units[exercise.id] = 1
            else:
                units[exercise.id] = 2 if "all" in exercise.tags else 4
        for choice in grid.all():
            grid.points_over(self.weight * units[choice.option.id], [(1, choice.id)])
        for exercise_id in sorted(week.emphasis) if week.sessions else ():
            own = [choice.id for choice in grid.all() if choice.option.id == exercise_id]
            grid.points_under(self.weight_missing, [(1, choice) for choice in own], 1)

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        for session in plan.sessions:
            for done in session.exercises():
                tags = done.option.exercise.tags
                near = 1 if plan.week.tags.intersection(tags) else 2 if "all" in tags else 4
                if done.option.id not in plan.week.emphasis:
                    text = f"{done.option.exercise.name} is not among the goal's own exercises"
                    yield self.costs(near, text, session.asked.name)

        held = {done.option.id for done in plan.exercises()}
        for missing in sorted(plan.week.emphasis - held) if plan.sessions else ():
            yield StrengthFinding(self.name, f"no {missing} this week", self.weight_missing)

    def sentence(self) -> str:
        return "the goal's own exercises come first"
