"""A phase that trains power has a power exercise in each leg session."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import SoftStrengthRule, StrengthFinding
from scenarios.strength.plan import StrengthPlan


class PowerInItsPhase(SoftStrengthRule):
    """Points for a session that may load the legs and has no power exercise in a week that trains power.

    One that is to hold no jumps is spared them.
    """

    name: ClassVar[str] = "power_in_its_phase"
    sources: ClassVar[tuple[str, ...]] = ("S44",)
    weight: int = Field(100, strict=True, ge=0, le=1000, description="points: per session without a power exercise")

    def build(self, grid: StrengthGrid) -> None:
        for index, session in enumerate(grid.week.sessions):
            if grid.week.power and session.legs != "none" and session.focus != "upper" and session.easing.jumps:
                power = grid.on(index, lambda option: option.exercise.power)
                grid.points_under(self.weight, [(1, choice.id) for choice in power], 1)

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        for session in plan.sessions if plan.week.power else ():
            trains_legs = session.asked.focus in ("lower", "full") and session.asked.legs in ("light", "heavy")
            spared = not session.asked.easing.jumps
            if trains_legs and not spared and not any(done.option.exercise.power for done in session.exercises()):
                yield self.costs(1, "no power exercise", session.asked.name)

    def sentence(self) -> str:
        return "in a phase that trains power, leg sessions begin with a power exercise"
