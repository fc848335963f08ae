"""Run-walks stand every other day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.cell import is_run_walk
from constraints.base.grid import Grid
from constraints.base.rule import SoftRule, Violation
from scenarios.plan import Plan

SAME_DAY = 2
"""Units for a further run-walk of a day: it lacks the day between as neighbours do, and the night as well."""


class RunWalksApart(SoftRule):
    """Points for each pair of neighbouring days that both hold a run-walk; twice that for a second one on the same day.

    Who begins to run, or begins again after an injury, runs and walks every other day, and the day after is for what
    that loaded to settle. It is a wish, since some weeks have no other days free.
    """

    name: ClassVar[str] = "run_walks_apart"
    sources: ClassVar[tuple[str, ...]] = ("S22", "seasons.csv", "run_sessions.csv")
    weight: int = Field(
        6, strict=True, ge=0, le=1000, description="points: per pair of days, twice for a second on one day"
    )

    def build(self, grid: Grid) -> None:
        if not any(is_run_walk(demand.session) for demand in grid.demands):
            return
        for day in grid.days():
            here = grid.on(day.index, is_run_walk)
            given = sum(cell.given for cell in here)
            if len(here) > max(1, given):
                grid.points_over(SAME_DAY * self.weight, [(1, cell.taken) for cell in here], max(1, given))
        for first, second in grid.windows(2):
            grid.points(self.weight, *(grid.any_on(day, is_run_walk) for day in (first, second)))

    def check(self, plan: Plan) -> Iterator[Violation]:
        for day in range(plan.day_count):
            here = [planned for planned in plan.on(day) if planned.session.type == "run_walk"]
            beside = len(here) - max(1, sum(planned.settled for planned in here))
            if beside > 0:
                text = f"{len(here)} run-walks on {plan.day_name(day)}"
                yield self.costs(SAME_DAY * beside, text, day, *(planned.name for planned in here))
        for first, second in plan.windows(2):
            pair = [[p for p in plan.on(day) if p.session.type == "run_walk"] for day in (first, second)]
            if all(pair) and not all(any(planned.settled for planned in day) for day in pair):
                text = f"run-walks on {plan.day_name(first)} and {plan.day_name(second)}"
                yield self.costs(1, text, second, pair[0][0].name, pair[1][0].name)

    def sentence(self) -> str:
        return "run-walks every other day"
