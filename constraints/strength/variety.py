"""Small exercises change from session to session and from week to week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import SoftStrengthRule, StrengthFinding
from scenarios.strength.plan import StrengthPlan


class Variety(SoftStrengthRule):
    """Points for a small exercise that a session held last week, and for one that several sessions of a week hold.

    A week that eases off its phase repeats the week before it.
    """

    name: ClassVar[str] = "variety"
    sources: ClassVar[tuple[str, ...]] = ("S30", "S37")
    weight: int = Field(9, strict=True, ge=0, le=1000, description="points: per small exercise repeated")

    def build(self, grid: StrengthGrid) -> None:
        week = grid.week
        repeats = week.same_phase and week.set_percent < 100
        small: dict[str, list[int]] = {}
        for choice in grid.all(lambda option: not option.exercise.large and not option.exercise.power):
            small.setdefault(choice.option.id, []).append(choice.id)
            if not repeats and choice.option.id in week.done_last(week.sessions[choice.session].name):
                grid.points_over(self.weight, [(1, choice.id)])
        for choices in small.values():
            grid.points_over(self.weight, [(1, choice) for choice in choices], 1)

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        counts: Counter[str] = Counter()
        for session in plan.sessions:
            before = [exercise for name, held in plan.week.last if name == session.asked.name for exercise in held]
            for done in session.exercises():
                exercise = done.option.exercise
                if exercise.large or exercise.power:
                    continue
                counts[exercise.name] += 1
                if exercise.id in before and not (plan.week.same_phase and plan.week.set_percent < 100):
                    yield self.costs(1, f"{exercise.name} as last week", session.asked.name)
        for name, count in counts.items():
            if count > 1:
                yield self.costs(count - 1, f"{name} in {count} sessions")

    def sentence(self) -> str:
        return "small exercises change from session to session and from week to week"
