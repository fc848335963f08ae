"""Under the policy ``hard_days``, lifting joins the key runs and leaves the other days easy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.cell import is_key_run, is_lift
from constraints.base.grid import Grid
from constraints.base.rule import SoftRule, Violation
from scenarios.plan import Plan


class LiftOnHardDays(SoftRule):
    """Points for each day with a lift but no key run; only under the policy ``hard_days``."""

    name: ClassVar[str] = "lift_on_hard_days"
    sources: ClassVar[tuple[str, ...]] = ("S20",)
    weight: int = Field(default=3, strict=True, ge=0, le=1000, description="points: per day")

    def build(self, grid: Grid) -> None:
        if grid.instance.policy == "hard_days":
            for day in grid.days():
                lifts = [lift for lift in grid.on(day.index, is_lift) if not lift.given]
                keys = grid.on(day.index, is_key_run)
                grid.points(self.weight, grid.any_of(lifts), grid.none_of(keys))

    def check(self, plan: Plan) -> Iterator[Violation]:
        if plan.instance.policy == "hard_days":
            for day in range(plan.day_count):
                lifts = [p for p in plan.on(day) if p.session.kind == "strength" and not p.settled]
                if lifts and not any(p.session.key for p in plan.on(day)):
                    text = f"{lifts[0].name} stands on {plan.day_name(day)}, which has no key run"
                    yield self.costs(1, text, day, *(lift.name for lift in lifts))

    def sentence(self) -> str:
        return "lift on the days of key runs (policy hard_days)"
