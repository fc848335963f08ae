"""Rest between sets is never cut."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.strength_grid import PairKind, StrengthGrid
from constraints.base.strength_rule import HardStrengthRule, StrengthFinding
from scenarios.strength import clock
from scenarios.strength.plan import Block, StrengthPlan


class RestBetweenSets(HardStrengthRule):
    """Between two sets of an exercise lies its own rest, never less than a floor, a higher one for heavy legs.

    In a pair the partner's set is part of the rest.
    """

    name: ClassVar[str] = "rest_between_sets"
    sources: ClassVar[tuple[str, ...]] = ("S38",)
    seconds: int = Field(45, strict=True, ge=30, le=120, description="s: between sets of an exercise")
    heavy_seconds: int = Field(90, strict=True, ge=60, le=240, description="s: the same for heavy legs")

    def build(self, grid: StrengthGrid) -> None:
        def short(kind: PairKind) -> bool:
            one, other = kind.first, kind.second
            between = kind.rest_s + clock.seconds("change")
            return between + other.work_s < max(self.seconds, one.rest_s) or between + one.work_s < other.rest_s

        grid.forbid(
            lambda choice: (
                choice.option.rest_s < (self.heavy_seconds if choice.option.legs == "heavy" else self.seconds)
            )
        )
        grid.forbid_pairs(short)

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        for session in plan.sessions:
            for block in session.blocks:
                for index, done in enumerate(block.exercises):
                    if done.sets == 1:
                        continue
                    rest = _rest(block, index)
                    least = self.heavy_seconds if done.option.legs == "heavy" else self.seconds
                    least = max(least, done.option.rest_s)
                    if rest < least:
                        text = f"{rest} s between sets of {done.option.exercise.name}, at least {least}"
                        yield self.broken(text, session.asked.name)

    def sentence(self) -> str:
        return f"at least {self.seconds} s between sets of an exercise, {self.heavy_seconds} s for heavy legs"


def _rest(block: Block, index: int) -> int:
    """Seconds from the end of a set to the start of the next of the same exercise."""
    others = [done.work for place, done in enumerate(block.exercises) if place != index]
    return block.rest_s + sum(others) + clock.seconds("change") * len(others)
