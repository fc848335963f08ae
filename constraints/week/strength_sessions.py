"""Strength supports running: not too many sessions a week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from constraints.base.cell import is_lift
from constraints.base.grid import Grid
from constraints.base.rule import HardRule, Violation
from scenarios.plan import Plan


class StrengthSessions(HardRule):
    """At most so many strength sessions a week, fewer in taper and race week."""

    name: ClassVar[str] = "strength_sessions"
    sources: ClassVar[tuple[str, ...]] = ("S5", "strength_sessions")
    loosened: ClassVar[Mapping[str, Literal["less", "more"]]] = {"most": "more", "most_in_taper": "more"}
    most: int = Field(default=3, strict=True, ge=1, le=5, description="sessions: a week")
    most_in_taper: int = Field(default=1, strict=True, ge=0, le=3, description="sessions: in a taper or race week")

    def build(self, grid: Grid) -> None:
        for week in grid.weeks():
            most = self.most_in_taper if grid.instance.tapers(week) else self.most
            grid.at_most([(1, cell.taken) for cell in grid.week(week, is_lift)], most)

    def check(self, plan: Plan) -> Iterator[Violation]:
        for week in plan.weeks():
            most = self.most_in_taper if plan.instance.tapers(week) else self.most
            lifts = [planned for planned in plan.week(week) if planned.session.kind == "strength"]
            names = [lift.name for lift in lifts]
            if len(names) > max(most, sum(lift.settled for lift in lifts)):
                text = f"{len(names)} strength sessions in the week from {plan.day_name(7 * week)}, at most {most}"
                yield self.broken(text, 7 * week, *names)

    def sentence(self) -> str:
        return f"at most {self.most} strength sessions a week, {self.most_in_taper} in taper and race week"
