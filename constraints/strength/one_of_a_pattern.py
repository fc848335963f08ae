"""Exercises of a session differ in their movement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import HardStrengthRule, StrengthFinding
from scenarios.strength.plan import StrengthPlan


class OneOfAPattern(HardStrengthRule):
    """One exercise of a movement pattern a session; pushing and pulling, which have one pattern each, may have two.

    Of these the same exercise is still done once.
    """

    name: ClassVar[str] = "one_of_a_pattern"
    sources: ClassVar[tuple[str, ...]] = ("S31", "S32")

    def build(self, grid: StrengthGrid) -> None:
        for session in grid.sessions():
            groups: dict[str, list[int]] = {}
            for choice in grid.on(session):
                exercise = choice.option.exercise
                key = f"exercise {exercise.id}" if exercise.pattern in ("push", "pull") else exercise.pattern
                groups.setdefault(key, []).append(choice.id)
            for choices in groups.values():
                if len(choices) > 1:
                    grid.at_most(((1, choice) for choice in choices), 1)

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        for session in plan.sessions:
            for exercise, count in Counter(session.ids()).items():
                if count > 1:
                    yield self.broken(f"{exercise} stands {count} times", session.asked.name)
            patterns = Counter(done.option.exercise.pattern for done in session.exercises())
            for pattern, count in patterns.items():
                if count > 1 and pattern not in ("push", "pull"):
                    yield self.broken(f"{count} exercises of the pattern {pattern}", session.asked.name)

    def sentence(self) -> str:
        return "the exercises of a session differ in their movement"
