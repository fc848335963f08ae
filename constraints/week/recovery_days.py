"""Recovery days as a demand, not only a wish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from constraints.base.grid import Grid
from constraints.base.recovery import recovery_days
from constraints.base.rule import HardRule, Violation
from scenarios.plan import Plan
from scenarios.spoken import counted


class RecoveryDays(HardRule):
    """At least so many recovery days a week: no key run, no strength, and no more than one easy session.

    That is a run of at most ``easy_minutes``, or cross-training: two short runs of a day are no recovery.
    Off unless asked for; ``balance_5_3_2`` wishes for them anyway.
    """

    name: ClassVar[str] = "recovery_days"
    sources: ClassVar[tuple[str, ...]] = ("S3", "recovery_days_min")
    loosened: ClassVar[Mapping[str, Literal["less", "more"]]] = {"days": "less"}
    optional: ClassVar[bool] = True
    days: int = Field(default=2, strict=True, ge=1, le=5, description="days: of recovery, a week")
    easy_minutes: int = Field(default=45, strict=True, ge=20, le=70, description="min: longest run of a recovery day")

    def build(self, grid: Grid) -> None:
        recovery = recovery_days(grid, self.easy_minutes)
        for week in grid.weeks():
            days = grid.instance.week_days(week)
            grid.at_least([term for day in days for term in recovery[day.index]], self.days)

    def check(self, plan: Plan) -> Iterator[Violation]:
        for week in plan.weeks():
            days = range(7 * week, 7 * week + 7)
            count = sum(plan.is_recovery_day(day, self.easy_minutes) for day in days)
            possible = sum(plan.may_be_recovery_day(day, self.easy_minutes) for day in days)
            if count < min(self.days, possible):
                text = f"recovery days in the week from {plan.day_name(7 * week)}: {count}, at least {self.days}"
                yield self.broken(text, 7 * week)

    def sentence(self) -> str:
        return (
            f"at least {counted(self.days, 'recovery day')} a week "
            f"(no key run, no strength, at most one easy run of {self.easy_minutes} min or cross-training)"
        )
