"""Sessions stay on the days and slots the athlete allows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from constraints.base.cell import Cell
from constraints.base.grid import Grid
from constraints.base.rule import HardRule, Violation
from scenarios.plan import Plan


class AllowedDays(HardRule):
    """An entry's ``days`` and ``slots`` say where its sessions may stand."""

    name: ClassVar[str] = "allowed_days"
    as_asked: ClassVar[bool] = True

    def build(self, grid: Grid) -> None:
        weekdays = [day.weekday for day in grid.days()]
        outside: list[Cell] = []
        for cell in grid.cells:
            demand, slot = cell.demand, cell.slot
            if demand is None or slot is None:
                continue
            day_allowed = demand.days is None or weekdays[cell.day] in demand.days
            slot_allowed = demand.slots is None or slot.name in demand.slots
            if not (day_allowed and slot_allowed):
                outside.append(cell)
        grid.forbid(outside)

    def check(self, plan: Plan) -> Iterator[Violation]:
        asked = {(demand.week, name): demand for demand in plan.instance.demands for name in demand.names()}
        for planned in plan.sessions:
            day = plan.instance.days[planned.day]
            demand = asked.get((day.week, planned.name))
            if demand is None:
                continue
            if demand.days is not None and day.weekday not in demand.days:
                allowed = ", ".join(demand.days)
            elif demand.slots is not None and planned.slot not in demand.slots:
                allowed = ", ".join(demand.slots)
            else:
                continue
            yield self.broken(
                f"{planned.name} stands on {plan.place(planned)}; allowed: {allowed}",
                planned.day,
                planned.name,
            )

    def sentence(self) -> str:
        return "a session stays on the days and slots its entry allows"
