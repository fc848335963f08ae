"""No day far heavier than it has to be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.cell import is_any
from constraints.base.grid import Grid
from constraints.base.rule import SoftRule, Violation
from scenarios.plan import Plan


class EvenLoad(SoftRule):
    """Points for every started ``step`` by which the week's heaviest day exceeds its heaviest single session.

    Load is session-RPE x min (Foster 2001). The heaviest single session cannot be avoided. What stands
    on one day with it, or makes another day heavier still, can. The race is not counted.
    """

    name: ClassVar[str] = "even_load"
    sources: ClassVar[tuple[str, ...]] = ("S29", "S30", "monotony_max")
    weight: int = Field(default=1, strict=True, ge=0, le=1000, description="points: per step")
    step: int = Field(default=50, strict=True, ge=10, le=500, description="session-RPE x min: load of a step")

    def build(self, grid: Grid) -> None:
        for week in grid.weeks():
            heaviest = max((d.session.load for d in grid.instance.demands if d.week == week), default=0)
            days = [
                [(cell.session.load, cell.taken) for cell in grid.on(day.index, is_any) if not cell.given]
                for day in grid.instance.week_days(week)
            ]
            grid.points_for_largest(self.weight, days, heaviest, self.step)

    def check(self, plan: Plan) -> Iterator[Violation]:
        for week in plan.weeks():
            unavoidable = max((d.session.load for d in plan.instance.demands if d.week == week), default=0)
            loads = {
                day: sum(planned.session.load for planned in plan.on(day) if not planned.settled)
                for day in range(7 * week, 7 * week + 7)
            }
            peak = max(loads, key=lambda day: loads[day])
            excess = loads[peak] - unavoidable
            if excess > 0:
                steps = excess // self.step + (excess % self.step > 0)
                text = f"load of {loads[peak]} on {plan.day_name(peak)}, {excess} above the heaviest session"
                yield self.costs(steps, text, peak)

    def sentence(self) -> str:
        return f"no day heavier than the week's heaviest session, in steps of {self.step} (session-RPE x min)"
