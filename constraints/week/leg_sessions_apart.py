"""Leg sessions do not follow each other too closely."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from constraints.base.cell import is_leg_session
from constraints.base.grid import Grid
from constraints.base.rule import HardRule, Violation
from scenarios.plan import Plan
from scenarios.spoken import counted


class LegSessionsApart(HardRule):
    """Days from one session that trains the legs to the next; 2 leaves a day between them.

    Calendar days, not hours: Sunday evening to Tuesday evening is 47.5 h and fine.
    """

    name: ClassVar[str] = "leg_sessions_apart"
    sources: ClassVar[tuple[str, ...]] = ("S29", "gap_leg_session_to_leg_session")
    loosened: ClassVar[Mapping[str, Literal["less", "more"]]] = {"days": "less"}
    days: int = Field(default=2, strict=True, ge=1, le=4, description="days: calendar days from one to the next")

    def build(self, grid: Grid) -> None:
        for window in grid.windows(self.days):
            cells = [cell for day in window for cell in grid.on(day, is_leg_session)]
            grid.at_most([(1, cell.taken) for cell in cells], 1)

    def check(self, plan: Plan) -> Iterator[Violation]:
        for window in plan.windows(self.days):
            legs = [planned for day in window for planned in plan.on(day) if planned.session.leg_session]
            if len(legs) > 1 and not all(planned.settled for planned in legs):
                first, last = legs[0], legs[-1]
                yield self.broken(
                    f"{first.name} on {plan.day_name(first.day)} and {last.name} on {plan.day_name(last.day)} "
                    f"both train the legs, at least {counted(self.days, 'day')} apart",
                    last.day,
                    first.name,
                    last.name,
                )

    def sentence(self) -> str:
        return f"leg sessions stand at least {counted(self.days, 'day')} apart"
