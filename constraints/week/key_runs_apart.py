"""Easy days go in between key runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.cell import is_key_run
from constraints.base.grid import Grid
from constraints.base.rule import SoftRule, Violation
from scenarios.plan import Plan


class KeyRunsApart(SoftRule):
    """Points for each pair of neighbouring days that both hold a key run."""

    name: ClassVar[str] = "key_runs_apart"
    sources: ClassVar[tuple[str, ...]] = ("S22", "adjacent_key_days_penalty")
    weight: int = Field(6, strict=True, ge=0, le=1000, description="points: per pair of days")

    def build(self, grid: Grid) -> None:
        for first, second in grid.windows(2):
            keys = [grid.any_on(day, is_key_run) for day in (first, second)]
            grid.points(self.weight, *keys)

    def check(self, plan: Plan) -> Iterator[Violation]:
        for first, second in plan.windows(2):
            keys = [[planned for planned in plan.on(day) if planned.session.key] for day in (first, second)]
            if all(keys) and not all(any(planned.settled for planned in day) for day in keys):
                text = f"key runs on {plan.day_name(first)} and {plan.day_name(second)}"
                yield self.costs(1, text, second, keys[0][0].name, keys[1][0].name)

    def sentence(self) -> str:
        return "an easy day between key runs"
