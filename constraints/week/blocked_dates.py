"""Nothing on dates the athlete is away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from constraints.base.cell import is_any
from constraints.base.grid import Grid
from constraints.base.rule import HardRule, Violation
from scenarios.plan import Plan


class BlockedDates(HardRule):
    """A day the athlete is away takes no session."""

    name: ClassVar[str] = "blocked_dates"
    as_asked: ClassVar[bool] = True

    def build(self, grid: Grid) -> None:
        for day in grid.days():
            if day.blocked:
                grid.forbid(grid.on(day.index, is_any))

    def check(self, plan: Plan) -> Iterator[Violation]:
        for planned in plan.sessions:
            if not planned.settled and plan.instance.days[planned.day].blocked:
                where = plan.day_name(planned.day)
                yield self.broken(f"{planned.name} stands on {where}, which is blocked", planned.day, planned.name)

    def sentence(self) -> str:
        return "no training on blocked dates"
