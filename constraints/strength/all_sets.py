"""Exercises get all their sets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import SoftStrengthRule, StrengthFinding
from scenarios.spoken import counted
from scenarios.strength.plan import StrengthPlan


class AllSets(SoftStrengthRule):
    """A set fewer is the third way to save time, after pairs and reps."""

    name: ClassVar[str] = "all_sets"
    sources: ClassVar[tuple[str, ...]] = ("S34",)
    weight: int = Field(40, strict=True, ge=0, le=1000, description="points: per set fewer than asked")

    def build(self, grid: StrengthGrid) -> None:
        for choice in grid.all():
            fewer = grid.week.sessions[choice.session].sets(choice.option)[-1] - choice.sets
            if fewer:
                grid.points_over(self.weight * fewer, [(1, choice.id)])

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        for session in plan.sessions:
            for done in session.exercises():
                asked = max(session.asked.sets(done.option))
                if done.sets < asked:
                    text = f"{done.option.exercise.name}: {counted(done.sets, 'set')} instead of {asked}"
                    yield self.costs(asked - done.sets, text, session.asked.name)

    def sentence(self) -> str:
        return "exercises get all the sets that phase and progression ask"
