"""Heavy leg work waits after a long run or a race."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from constraints.base.cell import is_heavy_legs, is_long_or_race
from constraints.base.grid import Grid
from constraints.base.rule import HardRule, Violation
from scenarios.clock import behind
from scenarios.plan import Plan


class HeavyLegsAfterLongRun(HardRule):
    """Elapsed hours from the end of a long run or race to the start of the next heavy leg session."""

    name: ClassVar[str] = "heavy_legs_after_long_run"
    sources: ClassVar[tuple[str, ...]] = ("S12", "gap_long_or_race_to_heavylegs_h")
    loosened: ClassVar[Mapping[str, Literal["less", "more"]]] = {"hours": "less"}
    hours: int = Field(
        default=18, strict=True, ge=12, le=72, description="h: from the end of the run to the start of the lift"
    )

    def build(self, grid: Grid) -> None:
        for run, lifts in grid.followed_by(is_long_or_race, is_heavy_legs, None, 60 * self.hours):
            grid.never(run.event, grid.any_of(lifts))

    def check(self, plan: Plan) -> Iterator[Violation]:
        for run, lift in plan.successions(lambda s: s.type in ("long", "race"), lambda s: s.heavy_legs):
            gap = lift.start - run.end
            if gap < 60 * self.hours:
                yield self.broken(
                    f"{lift.name} on {plan.day_name(lift.day)} starts {behind(gap)} {run.name} "
                    f"on {plan.day_name(run.day)}, at least {self.hours} h",
                    lift.day,
                    run.name,
                    lift.name,
                )

    def sentence(self) -> str:
        return f"heavy leg work starts at least {self.hours} h after a long run or a race"
