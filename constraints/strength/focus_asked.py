"""A session trains the part of the body it is asked for, and no part of it over and over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import HardStrengthRule, StrengthFinding
from scenarios.strength.exercises import Family
from scenarios.strength.plan import StrengthPlan

_ARMS: frozenset[Family] = frozenset({"push", "pull"})
_FAMILIES: frozenset[Family] = frozenset({"knee", "hip", "jump", "calf", "core", "push", "pull"})


class FocusAsked(HardStrengthRule):
    """Upper body holds push, pull and core, lower body no push and pull; of each family at most so many."""

    name: ClassVar[str] = "focus_asked"
    sources: ClassVar[tuple[str, ...]] = ("S7", "S8", "S43")
    alike: int = Field(2, strict=True, ge=1, le=3, description="exercises: of one family, a session")

    def build(self, grid: StrengthGrid) -> None:
        focus = [session.focus for session in grid.week.sessions]
        grid.forbid(
            lambda choice: (
                (focus[choice.session] == "upper" and choice.option.exercise.family not in _ARMS | {"core"})
                or (focus[choice.session] == "lower" and choice.option.exercise.family in _ARMS)
            )
        )
        for session in grid.sessions():
            for family in sorted(_FAMILIES):
                alike = [c for c in grid.on(session) if c.option.exercise.family == family]
                grid.at_most(((1, choice.id) for choice in alike), self.alike)

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        for session in plan.sessions:
            counts = Counter(done.option.exercise.family for done in session.exercises())
            foreign: dict[str, set[Family]] = {
                "upper": {"knee", "hip", "jump", "calf"},
                "lower": {"push", "pull"},
                "full": set(),
            }
            for family, count in sorted(counts.items()):
                if family in foreign[session.asked.focus]:
                    text = f"a {family} exercise has no place in a session for the {session.asked.focus} body"
                    yield self.broken(text, session.asked.name)
                elif count > self.alike:
                    yield self.broken(f"{count} {family} exercises, at most {self.alike}", session.asked.name)

    def sentence(self) -> str:
        return f"a session trains what its focus says, with at most {self.alike} exercises of one family"
