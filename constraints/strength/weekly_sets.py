"""Every muscle group gets its weekly sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import SoftStrengthRule, StrengthFinding
from scenarios.strength.exercises import GROUPS
from scenarios.strength.plan import StrengthPlan


class WeeklySets(SoftStrengthRule):
    """Sets a week of glutes, hamstrings, quads, calves and core, and of push and pull; what an exercise trains first.

    ``weight`` is lost for a set below the target, ``weight_below`` more for one below the minimum. A week that eases
    off has its targets eased alike.
    """

    name: ClassVar[str] = "weekly_sets"
    sources: ClassVar[tuple[str, ...]] = ("S31",)
    weight: int = Field(3, strict=True, ge=0, le=1000, description="points: per set below the target")
    weight_below: int = Field(12, strict=True, ge=0, le=1000, description="points: per set below the minimum, on top")
    target: int = Field(6, strict=True, ge=3, le=12, description="sets: a week, legs and core")
    least: int = Field(3, strict=True, ge=1, le=6, description="sets: a week, at least")
    target_arms: int = Field(3, strict=True, ge=1, le=12, description="sets: a week, push and pull")

    def build(self, grid: StrengthGrid) -> None:
        percent = grid.week.set_percent
        for group in GROUPS if grid.week.sessions else ():
            target = self.target_arms if group.startswith("upper") else self.target
            terms = [(choice.sets, choice.id) for choice in grid.all() if group in choice.option.exercise.primary]
            grid.points_under(self.weight, terms, -(-target * percent // 100))
            grid.points_under(self.weight_below, terms, -(-self.least * percent // 100))

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        least = _eased(self.least, plan.week.set_percent)
        for group, sets, target in self.short(plan):
            points = self.weight * max(0, target - sets) + self.weight_below * max(0, least - sets)
            if points:
                yield StrengthFinding(self.name, f"{group}: {sets} of the {target} sets wished for", points)

    def short(self, plan: StrengthPlan) -> Iterator[tuple[str, int, int]]:
        """Each muscle group with fewer sets than it should have: its name, its sets and those wished for."""
        sets: Counter[str] = Counter()
        for done in plan.exercises():
            for group in done.option.exercise.primary:
                sets[group] += done.sets
        for group in GROUPS if plan.sessions else ():
            whole = self.target_arms if group in ("upper_push", "upper_pull") else self.target
            target, least = _eased(whole, plan.week.set_percent), _eased(self.least, plan.week.set_percent)
            if sets[group] < max(target, least):
                yield group.removeprefix("upper_"), sets[group], target

    def sentence(self) -> str:
        return (
            f"every week brings {self.target} sets of glutes, hamstrings, quads, calves and core, "
            f"{self.target_arms} of push and of pull"
        )


def _eased(sets: int, percent: int) -> int:
    """The sets of a week that eases off, rounded up."""
    return (sets * percent + 99) // 100
