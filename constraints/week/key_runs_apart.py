"""Easy days go in between key runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.cell import is_key_run
from constraints.base.grid import Grid
from constraints.base.rule import SoftRule, Violation
from scenarios.plan import Plan

SAME_DAY = 2
"""Units for a further key run of a day. Key runs stand best two days apart (the 48 h that ``adjacent_key_days_penalty``
prefers): on neighbouring days they lack one of the two, on one day both."""


class KeyRunsApart(SoftRule):
    """Points for each pair of neighbouring days that both hold a key run; twice that for a second one on the same day.

    It counts days, not hours: Friday evening and Saturday morning are neighbours as Friday and Saturday morning are.
    """

    name: ClassVar[str] = "key_runs_apart"
    sources: ClassVar[tuple[str, ...]] = ("S22", "adjacent_key_days_penalty")
    weight: int = Field(
        6, strict=True, ge=0, le=1000, description="points: per pair of days, twice for a second on one day"
    )

    def build(self, grid: Grid) -> None:
        for day in grid.days():
            keys = grid.on(day.index, is_key_run)
            given = sum(cell.given for cell in keys)
            if len(keys) > max(1, given):
                grid.points_over(SAME_DAY * self.weight, [(1, cell.taken) for cell in keys], max(1, given))
        for first, second in grid.windows(2):
            grid.points(self.weight, *(grid.any_on(day, is_key_run) for day in (first, second)))

    def check(self, plan: Plan) -> Iterator[Violation]:
        for day in range(plan.day_count):
            here = [planned for planned in plan.on(day) if planned.session.key]
            beside = len(here) - max(1, sum(planned.settled for planned in here))
            if beside > 0:
                text = f"{len(here)} key runs on {plan.day_name(day)}"
                yield self.costs(SAME_DAY * beside, text, day, *(planned.name for planned in here))
        for first, second in plan.windows(2):
            keys = [[planned for planned in plan.on(day) if planned.session.key] for day in (first, second)]
            if all(keys) and not all(any(planned.settled for planned in day) for day in keys):
                text = f"key runs on {plan.day_name(first)} and {plan.day_name(second)}"
                yield self.costs(1, text, second, keys[0][0].name, keys[1][0].name)

    def sentence(self) -> str:
        return "an easy day between key runs, and no two of them on one day"
