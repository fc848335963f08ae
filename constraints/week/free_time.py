"""Sessions fit the free time of their slot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from constraints.base.grid import Grid
from constraints.base.rule import HardRule, Violation
from scenarios.plan import Plan


class FreeTime(HardRule):
    """A session stands in a slot that has at least its minutes free. The race takes the time it takes."""

    name: ClassVar[str] = "free_time"
    as_asked: ClassVar[bool] = True

    def build(self, grid: Grid) -> None:
        grid.forbid(cell for cell in grid.cells if cell.slot is not None and cell.slot.minutes < cell.session.minutes)

    def check(self, plan: Plan) -> Iterator[Violation]:
        for planned in plan.sessions:
            if planned.settled:
                continue
            slots = {slot.name: slot for slot in plan.instance.days[planned.day].slots}
            slot = slots.get(planned.slot)
            free = slot.minutes if slot is not None and slot.start == planned.start else 0
            if planned.end - planned.start > free:
                yield self.broken(
                    f"{planned.name} takes {planned.session.minutes} min on {plan.place(planned)}, "
                    f"where {free} min are free",
                    planned.day,
                    planned.name,
                )

    def sentence(self) -> str:
        return "a session needs a slot with enough free minutes"
