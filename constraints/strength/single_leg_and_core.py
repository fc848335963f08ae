"""Every week has single-leg work and core stability."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import HardStrengthRule, StrengthFinding
from scenarios.strength.plan import StrengthPlan
from scenarios.strength.week import Option


class SingleLegAndCore(HardStrengthRule):
    """A single-leg exercise in a week that trains legs, and a core exercise that asks for stability in any."""

    name: ClassVar[str] = "single_leg_and_core"
    sources: ClassVar[tuple[str, ...]] = ("S35", "S36")

    def build(self, grid: StrengthGrid) -> None:
        def single_leg(option: Option) -> bool:
            exercise = option.exercise
            return exercise.family in ("knee", "hip") and exercise.one_sided and exercise.stability

        def core(option: Option) -> bool:
            return option.exercise.family == "core" and option.exercise.stability

        for wanted in (single_leg, core):
            grid.at_least(((1, choice.id) for choice in grid.all(wanted)), 1)

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        done = [prescription.option.exercise for prescription in plan.exercises()]
        steady = [exercise for exercise in done if exercise.stability]
        trains_legs = any(asked.focus != "upper" and asked.legs != "none" for asked in plan.week.sessions)
        if trains_legs and not any(e.one_sided and e.family in ("knee", "hip") for e in steady):
            yield self.broken("no single-leg work this week")
        if plan.sessions and not any(exercise.family == "core" for exercise in steady):
            yield self.broken("no core stability this week")

    def sentence(self) -> str:
        return "every week has single-leg work and core stability"
