"""A spare strength session stands in place of another, never on top."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from constraints.base.grid import Grid
from constraints.base.rule import HardRule, Violation
from scenarios.demands import swaps
from scenarios.plan import Plan


class SpareInPlace(HardRule):
    """Where the goal's table asks for leg sessions only, upper body may take the place of one of them.

    Such a week holds no more strength sessions than the table asks for.
    """

    name: ClassVar[str] = "spare_in_place"
    physical: ClassVar[bool] = True

    def build(self, grid: Grid) -> None:
        for places, most in swaps(grid.demands):
            own = {id(grid.demands[place]) for place in places}
            grid.at_most([(1, cell.taken) for cell in grid.open_cells if id(cell.demand) in own], most)

    def check(self, plan: Plan) -> Iterator[Violation]:
        for week in plan.weeks():
            asked = [d for d in plan.instance.demands if d.week == week and d.session.kind == "strength"]
            names = {name for demand in asked for name in demand.names()}
            standing = [p.name for p in plan.sessions if p.day // 7 == week and p.name in names and not p.settled]
            most = sum(demand.count for demand in asked if not demand.spare)
            if any(demand.spare for demand in asked) and len(standing) > most:
                text = f"{len(standing)} strength sessions in the week from {plan.day_name(7 * week)}, asked: {most}"
                yield self.broken(text, 7 * week, *standing)

    def sentence(self) -> str:
        return "upper body stands in place of a leg session, not on top of what the goal's table asks for"
