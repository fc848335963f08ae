"""Fixed sessions stand where they are fixed, or are left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from constraints.base.cell import Cell
from constraints.base.grid import Grid
from constraints.base.rule import HardRule, Violation
from scenarios.plan import Plan


class FixedSessions(HardRule):
    """A session fixed to a day and slot takes that place or none."""

    name: ClassVar[str] = "fixed_sessions"
    as_asked: ClassVar[bool] = True

    def build(self, grid: Grid) -> None:
        elsewhere: list[Cell] = []
        for cell in grid.cells:
            fixed = cell.demand.fixed if cell.demand else None
            if fixed is not None and cell.slot is not None and fixed != (cell.day, cell.slot.name):
                elsewhere.append(cell)
        grid.forbid(elsewhere)

    def check(self, plan: Plan) -> Iterator[Violation]:
        places = {
            (demand.week, name): demand.fixed
            for demand in plan.instance.demands
            if demand.fixed is not None
            for name in demand.names()
        }
        for planned in plan.sessions:
            fixed = places.get((plan.instance.days[planned.day].week, planned.name))
            if fixed is not None and fixed != (planned.day, planned.slot):
                yield self.broken(
                    f"{planned.name} is fixed on {plan.day_name(fixed[0])} {fixed[1]} "
                    f"but stands on {plan.place(planned)}",
                    planned.day,
                    planned.name,
                )

    def sentence(self) -> str:
        return "a fixed session stands in its place or not at all"
