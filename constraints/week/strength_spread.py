"""Strength sessions spread over the week."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.cell import is_lift
from constraints.base.grid import Grid
from constraints.base.rule import SoftRule, Violation
from scenarios.plan import Plan


class StrengthSpread(SoftRule):
    """Points for each pair of neighbouring days that both hold a strength session."""

    name: ClassVar[str] = "strength_spread"
    sources: ClassVar[tuple[str, ...]] = ("S29", "gap_upper_to_upper")
    weight: int = Field(default=3, strict=True, ge=0, le=1000, description="points: per pair of days")

    def build(self, grid: Grid) -> None:
        for first, second in grid.windows(2):
            grid.points(self.weight, *(grid.any_on(day, is_lift) for day in (first, second)))

    def check(self, plan: Plan) -> Iterator[Violation]:
        for first, second in plan.windows(2):
            lifts = [[p for p in plan.on(day) if p.session.kind == "strength"] for day in (first, second)]
            settled = [any(lift.settled for lift in day) for day in lifts]
            if all(lifts) and not all(settled):
                text = f"strength on {plan.day_name(first)} and {plan.day_name(second)}"
                yield self.costs(1, text, second, lifts[0][0].name, lifts[1][0].name)

    def sentence(self) -> str:
        return "a day between strength sessions"
