"""Heavy leg work ends well before a key run starts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from constraints.base.cell import is_heavy_legs, is_key_run
from constraints.base.grid import Grid
from constraints.base.rule import HardRule, Violation
from scenarios.clock import ahead_of
from scenarios.plan import Plan


class HeavyLegsBeforeKeyRun(HardRule):
    """Elapsed hours from the end of a heavy leg session to the start of the next key run.

    For a run that may be started with tired legs (``allow_prefatigue``) a lift on the same day does not count.
    """

    name: ClassVar[str] = "heavy_legs_before_key_run"
    sources: ClassVar[tuple[str, ...]] = ("S9", "S11", "S19", "gap_heavylegs_to_key_h")
    loosened: ClassVar[Mapping[str, Literal["less", "more"]]] = {"hours": "less"}
    hours: int = Field(
        default=30, strict=True, ge=24, le=48, description="h: from the end of the lift to the start of the run"
    )

    def build(self, grid: Grid) -> None:
        for lift, runs in grid.followed_by(is_heavy_legs, is_key_run, None, 60 * self.hours):
            same_day = runs[0].day == lift.day
            spoiled = [run for run in runs if not (same_day and run.session.prefatigue)]
            grid.never(lift.event, grid.any_of(spoiled))

    def check(self, plan: Plan) -> Iterator[Violation]:
        for lift, run in plan.successions(lambda s: s.heavy_legs, lambda s: s.key):
            if lift.day == run.day and run.session.prefatigue:
                continue
            gap = run.start - lift.end
            if gap < 60 * self.hours:
                yield self.broken(
                    f"{lift.name} on {plan.day_name(lift.day)} ends {ahead_of(gap)} {run.name} "
                    f"on {plan.day_name(run.day)}, at least {self.hours} h",
                    run.day,
                    lift.name,
                    run.name,
                )

    def sentence(self) -> str:
        return f"heavy leg work ends at least {self.hours} h before a key run"
