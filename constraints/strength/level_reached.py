"""Exercises are within the athlete's level, and form comes before weight."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import HardStrengthRule, StrengthFinding
from scenarios.strength.exercises import LEVELS
from scenarios.strength.plan import StrengthPlan


class LevelReached(HardStrengthRule):
    """No exercise asks for a higher level than the athlete's; legs that are new to it carry no weight."""

    name: ClassVar[str] = "level_reached"
    sources: ClassVar[tuple[str, ...]] = ("S46", "S49")

    def build(self, grid: StrengthGrid) -> None:
        reached = LEVELS[: LEVELS.index(grid.week.level) + 1]
        grid.forbid(lambda choice: choice.option.exercise.min_level not in reached)
        if grid.week.form_first:
            grid.forbid(lambda choice: choice.option.load.loaded and choice.option.legs != "none")

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        rank = {"novice": 0, "intermediate": 1, "advanced": 2}
        for session in plan.sessions:
            for done in session.exercises():
                asked = done.option.exercise.min_level
                if rank[asked] > rank[plan.week.level]:
                    text = f"{done.option.exercise.name} is for {asked} runners, this one is {plan.week.level}"
                    yield self.broken(text, session.asked.name)
                weighted = done.option.load.equipment in ("dumbbell", "kettlebell", "barbell")
                if plan.week.form_first and weighted and done.option.legs in ("light", "heavy"):
                    text = f"{done.option.exercise.name} carries a weight before its form is learnt"
                    yield self.broken(text, session.asked.name)

    def sentence(self) -> str:
        return "exercises are within the athlete's level, and a novice's legs learn the form before they carry weight"
