"""A session fits its minutes, warm-up, setting up and cool-down included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import HardStrengthRule, StrengthFinding
from scenarios.strength.plan import StrengthPlan


class SessionMinutes(HardStrengthRule):
    """Work, rests, changes and setting up take no longer than the session's minutes less warm-up and cool-down."""

    name: ClassVar[str] = "session_minutes"
    sources: ClassVar[tuple[str, ...]] = ("S6", "S16", "S17", "S38")
    timed: ClassVar[bool] = True

    def build(self, grid: StrengthGrid) -> None:
        for session in grid.sessions():
            room = 60 * grid.week.sessions[session].minutes - grid.week.around_s
            grid.at_most(grid.seconds(session), room)

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        for session in plan.sessions:
            total = plan.week.around_s + sum(block.seconds for block in session.blocks)
            if total > 60 * session.asked.minutes:
                text = f"takes {total // 60} min {total % 60} s, has {session.asked.minutes} min"
                yield self.broken(text, session.asked.name)

    def sentence(self) -> str:
        return "a session fits its minutes, with warm-up, setting up, every rest and cool-down"
