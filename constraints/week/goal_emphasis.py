"""The goal's own sessions get the best places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.cell import is_key_run, is_lift
from constraints.base.grid import Grid
from constraints.base.rule import SoftRule, Violation
from scenarios.plan import Plan, Session


class GoalEmphasis(SoftRule):
    """Freshness for the key runs the goal needs, and its strength focus left out last.

    Points, times the goal's weight (0-3), for each day with such a key run after a day that held a key run
    or a lift. And points, times the focus's rank (1-3), for each strength session of it not placed.
    """

    name: ClassVar[str] = "goal_emphasis"
    sources: ClassVar[tuple[str, ...]] = ("S44", "goals.csv")
    weight: int = Field(2, strict=True, ge=0, le=1000, description="points: per unit of emphasis")

    def build(self, grid: Grid) -> None:
        for before, day in grid.windows(2):
            tiring = grid.any_of((*grid.on(before, is_key_run), *grid.on(before, is_lift)))
            keys = grid.on(day, is_key_run)
            for emphasis in sorted({cell.session.emphasis for cell in keys} - {0}):
                wanted = [cell for cell in keys if cell.session.emphasis == emphasis]
                grid.points(emphasis * self.weight, tiring, grid.any_of(wanted))
        for demand in grid.instance.demands:
            if demand.session.kind == "strength":
                cells = [cell for cell in grid.week(demand.week, is_lift) if cell.demand is demand]
                placed = [(1, cell.taken) for cell in cells]
                grid.points_under(demand.session.emphasis * self.weight, placed, demand.count)

    def check(self, plan: Plan) -> Iterator[Violation]:
        def tires(session: Session) -> bool:
            return session.key or session.kind == "strength"

        for before, day in plan.windows(2):
            tiring = [planned for planned in plan.on(before) if tires(planned.session)]
            keys = [planned for planned in plan.on(day) if planned.session.key and planned.session.emphasis]
            for emphasis in sorted({run.session.emphasis for run in keys}) if tiring else ():
                wanted = [run for run in keys if run.session.emphasis == emphasis]
                if not (any(p.settled for p in tiring) and any(p.settled for p in wanted)):
                    text = f"{wanted[0].name} on {plan.day_name(day)} comes the day after {tiring[0].name}"
                    yield self.costs(emphasis, text, day, tiring[0].name, wanted[0].name)
        for demand in plan.instance.demands:
            if demand.session.kind == "strength":
                standing = {planned.name for planned in plan.week(demand.week)}
                for name in demand.names():
                    if name not in standing:
                        yield self.costs(demand.session.emphasis, f"{name} is not placed", 7 * demand.week, name)

    def sentence(self) -> str:
        return "the goal's own key runs come after easy days, and its strength focus is left out last"
