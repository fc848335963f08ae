"""The rule a place in the gym brings: strength sessions stand in these slots and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from constraints.base.grid import Grid
from constraints.base.rule import HardRule, Violation
from scenarios.plan import Plan

DaySlot = tuple[int, str]
"""A day (index from 0) and the name of a slot."""


class LiftsOnlyThere(HardRule):
    """Strength sessions stand at ``places`` only; ``said`` is what that means to the athlete."""

    name: ClassVar[str] = "gym"
    from_others: ClassVar[bool] = True
    places: tuple[DaySlot, ...]
    said: str = "strength sessions stand where the gym is open"

    def build(self, grid: Grid) -> None:
        """Forbid every other session slot of a strength session."""
        grid.forbid(
            cell
            for cell in grid.cells
            if cell.session.kind == "strength" and cell.slot and (cell.day, cell.slot.name) not in self.places
        )

    def check(self, plan: Plan) -> Iterator[Violation]:
        """A violation for each strength session elsewhere."""
        for planned in plan.sessions:
            if planned.session.kind == "strength" and (planned.day, planned.slot) not in self.places:
                yield self.broken(f"{planned.name} has no place in the gym there", planned.day)

    def sentence(self) -> str:
        """The rule as the athlete is told it."""
        return self.said
