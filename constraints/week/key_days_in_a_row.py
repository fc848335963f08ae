"""Not too many key days in a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from constraints.base.cell import is_key_run
from constraints.base.grid import Grid
from constraints.base.rule import HardRule, Violation
from scenarios.plan import Plan
from scenarios.spoken import counted


class KeyDaysInARow(HardRule):
    """At most so many days in a row hold a key run."""

    name: ClassVar[str] = "key_days_in_a_row"
    sources: ClassVar[tuple[str, ...]] = ("S22", "max_consecutive_key_run_days")
    loosened: ClassVar[Mapping[str, Literal["less", "more"]]] = {"days": "more"}
    days: int = Field(default=2, strict=True, ge=1, le=3, description="days: in a row, each with a key run")

    def build(self, grid: Grid) -> None:
        for window in grid.windows(self.days + 1):
            grid.at_most([(1, grid.any_on(day, is_key_run)) for day in window], self.days)

    def check(self, plan: Plan) -> Iterator[Violation]:
        for window in plan.windows(self.days + 1):
            runs = [[planned for planned in plan.on(day) if planned.session.key] for day in window]
            settled = [any(planned.settled for planned in day) for day in runs]
            if all(runs) and not all(settled):
                names = [day[0].name for day in runs]
                text = f"{len(runs)} key days in a row from {plan.day_name(window[0])}, at most {self.days}"
                yield self.broken(text, window[-1], *names)

    def sentence(self) -> str:
        return f"at most {counted(self.days, 'key day')} in a row"
