"""Pulling keeps up with pushing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import SoftStrengthRule, StrengthFinding
from scenarios.strength.plan import StrengthPlan


class RowsMatchPresses(SoftStrengthRule):
    """Points for each set a week by which large pushing movements outnumber large pulling ones.

    The table of focuses asks for as much of the one as of the other. Rows and pull-ups count; raises and pull-aparts
    are small, and no match for a press.
    """

    name: ClassVar[str] = "rows_match_presses"
    sources: ClassVar[tuple[str, ...]] = ("S30", "S43")
    weight: int = Field(8, strict=True, ge=0, le=1000, description="points: per set of rows missing")

    def build(self, grid: StrengthGrid) -> None:
        presses = grid.all(lambda option: option.exercise.large and option.exercise.family == "push")
        rows = grid.all(lambda option: option.exercise.large and option.exercise.family == "pull")
        terms = [*((choice.sets, choice.id) for choice in presses), *((-choice.sets, choice.id) for choice in rows)]
        grid.points_over(self.weight, terms)

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        sets = {"push": 0, "pull": 0}
        for done in plan.exercises():
            if done.option.exercise.large and done.option.exercise.family in sets:
                sets[done.option.exercise.family] += done.sets
        missing = sets["push"] - sets["pull"]
        if missing > 0:
            text = f"{sets['pull']} sets of rows and pull-ups for {sets['push']} of presses and push-ups"
            yield StrengthFinding(self.name, text, self.weight * missing)

    def sentence(self) -> str:
        return "a week holds as many sets of rows and pull-ups as of presses and push-ups"
