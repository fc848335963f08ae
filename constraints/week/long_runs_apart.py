"""A week lies between long runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

from pydantic import Field

from constraints.base.cell import is_long
from constraints.base.grid import WEEK, Grid
from constraints.base.rule import SoftRule, Violation
from scenarios.plan import Plan
from scenarios.spoken import counted


class LongRunsApart(SoftRule):
    """Points for each day by which the long run of one week is nearer than ``days`` to that of the week before.

    The season tables ask for one long run a week, so that a week lies between two. Calendar days: from Saturday to
    Sunday of the next week are 8. A week that asks for two or more, back to back, has a rhythm of its own: nothing is
    said of it and its neighbours. Before the first week stands the last long run that history tells of. A week that
    repeats is a week from itself. Neither the race nor a medium-long run is meant.
    """

    name: ClassVar[str] = "long_runs_apart"
    sources: ClassVar[tuple[str, ...]] = ("S29", "seasons.csv")
    weight: int = Field(default=3, strict=True, ge=0, le=1000, description="points: per day too near")
    days: int = Field(
        default=7, strict=True, ge=2, le=7, description="days: from one week's long run to the next week's"
    )

    def build(self, grid: Grid) -> None:
        for week in grid.weeks():
            first = WEEK * week
            for earlier in range(first - 1, first - self.days, -1):
                before = grid.any_on(earlier, is_long)
                if before.constant is False:
                    continue
                if grid.asked(week, is_long) > 1 or (week and grid.asked(week - 1, is_long) > 1):
                    break
                for later in range(first, earlier + self.days):
                    near = self.days - (later - earlier)
                    grid.points(near * self.weight, before, grid.any_on(later, is_long))
                if before.constant:  # the last one known: those before it are further away
                    break

    def check(self, plan: Plan) -> Iterator[Violation]:
        asked: Counter[int] = Counter()
        for demand in plan.instance.demands:
            if demand.session.type == "long":
                asked[demand.week] += demand.count
        runs = [p for p in (*plan.instance.history, *plan.sessions) if p.session.type == "long"]
        asked.update(run.day // WEEK for run in runs if run.settled and run.day >= 0)
        for before, run in pairwise(sorted(runs, key=lambda p: p.start)):
            weeks, gap = (before.day // WEEK, run.day // WEEK), run.day - before.day
            decided = before.settled and run.settled
            if weeks[0] < weeks[1] and gap < self.days and not decided and all(asked[week] < 2 for week in weeks):
                where = f"{plan.day_name(run.day)}, {counted(gap, 'day')} after that of {plan.day_name(before.day)}"
                yield self.costs(self.days - gap, f"{run.name} on {where}", run.day, before.name, run.name)

    def sentence(self) -> str:
        return f"at least {counted(self.days, 'day')} from one week's long run to the next week's"
