"""Jumps of a session are counted in landings, and capped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import HardStrengthRule, StrengthFinding
from scenarios.strength.plan import StrengthPlan


class LandingsCapped(HardStrengthRule):
    """At most so many landings a session, more for trained runners."""

    name: ClassVar[str] = "landings_capped"
    sources: ClassVar[tuple[str, ...]] = ("S44", "plyo_contacts")
    landings: int = Field(40, strict=True, ge=30, le=60, description="landings: a session, novices")
    landings_trained: int = Field(60, strict=True, ge=60, le=100, description="landings: a session, other levels")

    def _most(self, level: str) -> int:
        return self.landings if level == "novice" else self.landings_trained

    def build(self, grid: StrengthGrid) -> None:
        for session in grid.sessions():
            terms = []
            for choice in grid.on(session, lambda option: option.exercise.contacts > 0):
                option = choice.option
                a_rep = choice.sets * option.exercise.contacts * option.exercise.sides
                terms.append((a_rep * option.low, choice.id))
                if option.span:
                    terms.append((a_rep, grid.extra(choice)))
            grid.at_most(terms, self._most(grid.week.level))

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        most = self.landings if plan.week.level == "novice" else self.landings_trained
        for session in plan.sessions:
            landings = 0
            for done in session.exercises():
                sides = 2 if done.option.exercise.one_sided else 1
                landings += done.sets * done.amount * done.option.exercise.contacts * sides
            if landings > most:
                yield self.broken(f"{landings} landings, at most {most}", session.asked.name)

    def sentence(self) -> str:
        return f"at most {self.landings} landings a session for novices, {self.landings_trained} for others"
