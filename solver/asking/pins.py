"""Rules no file asks for, which a question adds: a session stands there, an earlier plan is kept or not repeated.

They are rules like any other, so both formulations state them, a conflict can name them, and their ``check``
proves every answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from constraints.base.cell import Cell
from constraints.base.grid import Grid
from constraints.base.rule import HardRule, SoftRule, Violation
from scenarios.plan import Plan
from solver.asking.placements import Placement, kinds_of, placements_of, stands_of


class StandsThere(HardRule):
    """One of the demands (by index) has a unit on the day, in the slot if one is named; ``units`` stand in all.

    ``said`` is what the athlete is told of it, if that is not the place itself.

    Cells that other rules closed are gone: ask ``possible`` of a finished grid first.
    """

    name: ClassVar[str] = "stands_there"
    demands: tuple[int, ...]
    day: int
    slot: str | None = None
    units: int = 1
    said: str = ""

    def possible(self, grid: Grid) -> bool:
        """Whether open cells are left to stand in."""
        own = self._own_cells(grid)
        return len(own) >= self.units and bool(self.cells_there(grid))

    def cells_there(self, grid: Grid) -> list[Cell]:
        """The open cells at the place asked for."""
        return [
            cell
            for cell in self._own_cells(grid)
            if cell.day == self.day and cell.slot is not None and self.slot in (None, cell.slot.name)
        ]

    def build(self, grid: Grid) -> None:
        """State that not every such cell is empty."""
        grid.never(grid.none_of(self.cells_there(grid)))
        if self.units > 1:
            grid.at_least([(1, cell.taken) for cell in self._own_cells(grid)], self.units)

    def check(self, plan: Plan) -> Iterator[Violation]:
        """A violation unless the session stands there."""
        own = [stand for stand in stands_of(plan) if stand[0] in self.demands]
        if len(own) < self.units or not any(day == self.day and self.slot in (None, slot) for _, day, slot in own):
            yield self.broken(f"not so: {self.sentence()}", self.day)

    def sentence(self) -> str:
        """What was asked."""
        return self.said or f"the session stands on day {self.day + 1}{f' {self.slot}' if self.slot else ''}"

    def _own_cells(self, grid: Grid) -> list[Cell]:
        demands = [grid.instance.demands[index] for index in self.demands]
        return [cell for cell in grid.open_cells if any(cell.demand is demand for demand in demands)]


class Repeats(HardRule):
    """Of an earlier plan's placements at least, and at most, so many are taken again."""

    name: ClassVar[str] = "repeats"
    placements: frozenset[Placement]
    at_least: int = 0
    at_most: int | None = None

    def build(self, grid: Grid) -> None:
        """Count the placements taken again."""
        cells = [cell for placement, cell in _placements(grid) if placement in self.placements]
        terms = [(1, cell.taken) for cell in cells]
        if self.at_least:
            grid.at_least(terms, self.at_least)
        if self.at_most is not None:
            grid.at_most(terms, self.at_most)

    def check(self, plan: Plan) -> Iterator[Violation]:
        """A violation when too few or too many stand as before."""
        again = len(self.placements & placements_of(plan))
        if again < self.at_least or (self.at_most is not None and again > self.at_most):
            yield self.broken(f"{self.sentence()}, but {again} do", 0)

    def sentence(self) -> str:
        """What was asked."""
        most = "" if self.at_most is None else f" and at most {self.at_most}"
        return f"at least {self.at_least}{most} sessions stand where they stood"


class StaysPut(SoftRule):
    """Every one of an earlier plan's placements that is not taken again costs ``weight`` points."""

    name: ClassVar[str] = "stays_put"
    placements: frozenset[Placement]
    weight: int = 1

    def build(self, grid: Grid) -> None:
        """Charge for each of these placements that nothing takes."""
        cells: dict[Placement, list[Cell]] = {}
        for placement, cell in _placements(grid):
            cells.setdefault(placement, []).append(cell)
        for placement in sorted(self.placements & cells.keys()):
            grid.points(self.weight, grid.none_of(cells[placement]))

    def check(self, plan: Plan) -> Iterator[Violation]:
        """The placements not taken again."""
        for _, day, slot in sorted(self.placements - placements_of(plan)):
            yield self.costs(1, f"nothing stands where it stood on {plan.day_name(day)} {slot}", day)

    def sentence(self) -> str:
        """What was asked."""
        return "sessions stand where they stood"


def _placements(grid: Grid) -> Iterator[tuple[Placement, Cell]]:
    """Every open cell as the placement it would be."""
    kinds = zip(grid.instance.demands, kinds_of(grid.instance), strict=True)
    kind_of = {id(demand): kind for demand, kind in kinds}
    for cell in grid.open_cells:
        if cell.slot is not None:
            yield (kind_of[id(cell.demand)], cell.day, cell.slot.name), cell
