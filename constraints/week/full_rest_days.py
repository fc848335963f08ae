"""Whole days without training."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from constraints.base.cell import is_any
from constraints.base.grid import WEEK, Grid
from constraints.base.rule import HardRule, Violation
from scenarios.plan import Plan
from scenarios.spoken import counted


class FullRestDays(HardRule):
    """Every week, and any seven days in a row, holds at least so many days without any session.

    A past day of which nothing is known counts as rest, because it may have been. A session belongs to the day it
    starts on: after a run from 23:30 on Friday to 00:50, Saturday can still be a rest day.
    """

    name: ClassVar[str] = "full_rest_days"
    sources: ClassVar[tuple[str, ...]] = ("S4", "full_rest_days_min")
    loosened: ClassVar[Mapping[str, Literal["less", "more"]]] = {"days": "less"}
    days: int = Field(default=1, strict=True, ge=1, le=3, description="days: without any training, in any 7")

    def build(self, grid: Grid) -> None:
        for window in grid.windows(WEEK):
            unknown = sum(not grid.known(day) for day in window)
            rest = [(1, grid.none_on(day, is_any)) for day in window if grid.known(day)]
            grid.at_least(rest, self.days - unknown)

    def check(self, plan: Plan) -> Iterator[Violation]:
        known = plan.instance.known_past_days
        for window in plan.windows(7):
            trained = [day for day in window if plan.on(day)]
            settled = [day for day in trained if any(planned.settled for planned in plan.on(day))]
            possible = len(window) - len(settled)
            if len(window) - len(trained) < min(self.days, possible):
                outside = [day for day in window if not 0 <= day < plan.day_count]
                unknown = [day for day in outside if day not in known and not plan.on(day)]
                resting = len(window) - len(trained) - len(unknown)
                yield self.broken(
                    f"full rest days in the 7 from {plan.day_name(window[0])}: {resting}, at least {self.days}",
                    window[0],
                )

    def sentence(self) -> str:
        return f"at least {counted(self.days, 'full rest day')} in any 7 days"
