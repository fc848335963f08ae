"""At most one run and one lift a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from constraints.base.cell import is_lift, is_run
from constraints.base.grid import Grid
from constraints.base.rule import HardRule, Violation
from scenarios.plan import Plan
from scenarios.spoken import counted


class SessionsADay(HardRule):
    """No day holds more than so many runs and so many strength sessions."""

    name: ClassVar[str] = "sessions_a_day"
    sources: ClassVar[tuple[str, ...]] = ("S1", "S29")
    loosened: ClassVar[Mapping[str, Literal["less", "more"]]] = {"runs": "more", "lifts": "more"}
    runs: int = Field(default=1, strict=True, ge=1, le=3, description="runs: a day")
    lifts: int = Field(default=1, strict=True, ge=1, le=3, description="sessions: of strength, a day")

    def build(self, grid: Grid) -> None:
        for day in grid.days():
            for matches, most in ((is_run, self.runs), (is_lift, self.lifts)):
                grid.at_most([(1, cell.taken) for cell in grid.on(day.index, matches)], most)

    def check(self, plan: Plan) -> Iterator[Violation]:
        for day in range(plan.day_count):
            for kind, most, word in (("run", self.runs, "runs"), ("strength", self.lifts, "strength sessions")):
                here = [planned for planned in plan.on(day) if planned.session.kind == kind]
                names = [planned.name for planned in here]
                if len(names) > max(most, sum(planned.settled for planned in here)):
                    yield self.broken(f"{len(names)} {word} on {plan.day_name(day)}, at most {most}", day, *names)

    def sentence(self) -> str:
        runs = counted(self.runs, "run")
        lifts = counted(self.lifts, "strength session")
        return f"at most {runs} and {lifts} a day"
