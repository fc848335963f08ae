"""Beyond the hard minimum, more rest between a long run or a race and heavy legs is better."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.cell import is_heavy_legs, is_long_or_race
from constraints.base.grid import Grid
from constraints.base.rule import SoftRule, Violation
from scenarios.clock import behind
from scenarios.plan import Plan


class HeavyLegsRestedAfterLongRun(SoftRule):
    """Points for each long run or race and each day whose heavy legs start less than ``hours`` after its end.

    Half of what ``heavy_legs_rested_before_key_run`` takes for its milder band: that one keeps a key run fresh, this
    one a lift, and strength supports running (S15). A race asks for days by its distance anyway
    (``no_heavy_legs_after_race``): only after a short one in the evening is there less than this left to wish for.
    """

    name: ClassVar[str] = "heavy_legs_rested_after_long_run"
    sources: ClassVar[tuple[str, ...]] = ("S12", "S15", "gap_long_or_race_to_heavylegs_h")
    weight: int = Field(default=2, strict=True, ge=0, le=1000, description="points: per run and day of heavy legs")
    hours: int = Field(
        default=36, strict=True, ge=12, le=72, description="h: from the end of the run to the start of the lift"
    )

    def build(self, grid: Grid) -> None:
        for run, lifts in grid.followed_by(is_long_or_race, is_heavy_legs, None, 60 * self.hours):
            grid.points(self.weight, run.event, grid.any_of(lifts))

    def check(self, plan: Plan) -> Iterator[Violation]:
        told: set[tuple[int, int, int]] = set()
        for run, lift in plan.successions(lambda s: s.type in ("long", "race"), lambda s: s.heavy_legs):
            gap, once = lift.start - run.end, (run.start, run.end, lift.day)
            if gap < 60 * self.hours and once not in told:
                told.add(once)
                text = f"{lift.name} on {plan.day_name(lift.day)} starts {behind(gap)} {run.name}"
                yield self.costs(1, text, lift.day, run.name, lift.name)

    def sentence(self) -> str:
        return f"heavy leg work starts at least {self.hours} h after a long run or a race if it can"
