"""Power has its phases, and a return from injury has neither power nor heavy legs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import HardStrengthRule, StrengthFinding
from scenarios.strength.plan import StrengthPlan


class GoalAllows(HardStrengthRule):
    """Jumps and fast lifts only where the phase trains power, so many a session; some goals take no heavy legs."""

    name: ClassVar[str] = "goal_allows"
    sources: ClassVar[tuple[str, ...]] = ("S44",)

    def build(self, grid: StrengthGrid) -> None:
        if not grid.week.power:
            grid.forbid(lambda choice: choice.option.exercise.power)
        if not grid.week.heavy_allowed:
            grid.forbid(lambda choice: choice.option.legs == "heavy")
        for session in grid.sessions():
            power = grid.on(session, lambda option: option.exercise.power)
            grid.at_most(((1, choice.id) for choice in power), grid.week.most_power)

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        week = plan.week
        most = week.most_power if week.power else 0
        for session in plan.sessions:
            power = [done for done in session.exercises() if done.option.exercise.power]
            if len(power) > most:
                yield self.broken(f"{len(power)} power exercises, at most {most}", session.asked.name)
            for done in session.exercises():
                if done.option.legs == "heavy" and not week.heavy_allowed:
                    yield self.broken(f"{done.option.exercise.name} is heavy for {week.goal}", session.asked.name)

    def sentence(self) -> str:
        return "power exercises only in a phase that trains power; no power and no heavy legs on a return from injury"
