"""Under the policy ``easy_days``, lifting keeps off key days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.cell import is_key_run, is_lift
from constraints.base.grid import Grid
from constraints.base.rule import SoftRule, Violation
from scenarios.plan import Plan


class LiftOnEasyDays(SoftRule):
    """Points for each day that holds both a lift and a key run; only under the policy ``easy_days``."""

    name: ClassVar[str] = "lift_on_easy_days"
    sources: ClassVar[tuple[str, ...]] = ("S18",)
    weight: int = Field(default=3, strict=True, ge=0, le=1000, description="points: per day")

    def build(self, grid: Grid) -> None:
        if grid.instance.policy == "easy_days":
            for day in grid.days():
                lifts, keys = grid.on(day.index, is_lift), grid.on(day.index, is_key_run)
                grid.points(self.weight, grid.any_of(lifts), grid.any_of(keys))

    def check(self, plan: Plan) -> Iterator[Violation]:
        if plan.instance.policy == "easy_days":
            for day in range(plan.day_count):
                lifts = [p for p in plan.on(day) if p.session.kind == "strength"]
                keys = [p for p in plan.on(day) if p.session.key]
                settled = any(lift.settled for lift in lifts) and any(run.settled for run in keys)
                if lifts and keys and not settled:
                    text = f"{lifts[0].name} stands on {plan.day_name(day)}, the day of {keys[0].name}"
                    yield self.costs(1, text, day, *(planned.name for planned in (*lifts, *keys)))

    def sentence(self) -> str:
        return "lift on easy or run-free days rather than on key days (policy easy_days)"
