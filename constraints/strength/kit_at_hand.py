"""Exercises need no equipment the athlete does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import HardStrengthRule, StrengthFinding
from scenarios.strength.plan import StrengthPlan


class KitAtHand(HardStrengthRule):
    """Every exercise is done with what the athlete has; bodyweight is always there."""

    name: ClassVar[str] = "kit_at_hand"
    sources: ClassVar[tuple[str, ...]] = ("S41",)

    def build(self, grid: StrengthGrid) -> None:
        kit = grid.week.kit
        grid.forbid(lambda choice: choice.option.load.equipment not in kit)
        grid.forbid(lambda choice: choice.option.exercise.needs_box and "box" not in kit)
        grid.forbid(lambda choice: choice.option.exercise.needs_bar and "bar" not in kit)

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        for session in plan.sessions:
            for done in session.exercises():
                exercise = done.option.exercise
                needs = {done.option.load.equipment}
                needs |= {"box"} if exercise.needs_box else set()
                needs |= {"bar"} if exercise.needs_bar else set()
                for missing in sorted(needs - plan.week.kit):
                    yield self.broken(f"{exercise.name} needs a {missing}", session.asked.name)

    def sentence(self) -> str:
        return "exercises need only the kit at hand"
