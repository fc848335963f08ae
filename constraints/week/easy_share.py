"""Most running is easy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from constraints.base.cell import is_run
from constraints.base.grid import Grid
from constraints.base.rule import SoftRule, Violation
from constraints.base.statement import Term
from scenarios.plan import Plan


class EasyShare(SoftRule):
    """Points for every started minute at or above threshold beyond the allowed share of a week's run minutes.

    Counted in work minutes, not in whole sessions; races stand apart. ``hard_percent`` makes a lower share
    a hard limit.
    """

    name: ClassVar[str] = "easy_share"
    sources: ClassVar[tuple[str, ...]] = ("S22", "easy_share_min")
    loosened: ClassVar[Mapping[str, Literal["less", "more"]]] = {"hard_percent": "less"}
    weight: int = Field(default=1, strict=True, ge=0, le=1000, description="points: per started minute")
    percent: int = Field(default=80, strict=True, ge=65, le=90, description="%: of the run minutes are easy")
    hard_percent: int | None = Field(
        default=None, strict=True, ge=65, le=90, description="%: as a hard limit, 75 is usual"
    )

    def build(self, grid: Grid) -> None:
        for week in grid.weeks():
            grid.points_over(self.weight, self._excess(grid, week, self.percent), 0, unit=100)
            if self.hard_percent is not None:
                grid.at_most(self._excess(grid, week, self.hard_percent), 0)

    def _excess(self, grid: Grid, week: int, percent: int) -> list[Term]:
        """Hundredths of a minute of hard work beyond the share."""
        return [
            (10 * cell.session.hard_tenths - (100 - percent) * cell.session.minutes, cell.taken)
            for cell in grid.week(week, is_run)
            if cell.session.type != "race"
        ]

    def check(self, plan: Plan) -> Iterator[Violation]:
        for week in plan.weeks():
            runs = [p.session for p in plan.week(week) if p.session.kind == "run" and p.session.type != "race"]
            hard, all_minutes = sum(run.hard_tenths for run in runs), sum(run.minutes for run in runs)
            share = 100 - 10 * hard / all_minutes if all_minutes else 100.0
            text = f"{share:.0f} % of the run minutes of the week from {plan.day_name(7 * week)} are easy"
            over = 10 * hard - (100 - self.percent) * all_minutes
            if over > 0:
                yield self.costs((over + 99) // 100, f"{text}, {self.percent} % wished for", 7 * week)
            if self.hard_percent is not None and self._too_hard(plan, week, self.hard_percent):
                yield Violation(self.name, f"{text}, at least {self.hard_percent} %", None, 7 * week)

    @staticmethod
    def _too_hard(plan: Plan, week: int, percent: int) -> bool:
        """More hard work than the share allows, and more than what is done already makes inevitable."""
        runs = [p for p in plan.week(week) if p.session.kind == "run" and p.session.type != "race"]
        excess = [10 * run.session.hard_tenths - (100 - percent) * run.session.minutes for run in runs]
        done = [part for part, run in zip(excess, runs, strict=True) if run.settled]
        return sum(excess) > max(0, sum(done))

    def sentence(self) -> str:
        hard = f" (at least {self.hard_percent} %)" if self.hard_percent else ""
        return f"{self.percent} % of the run minutes easy, counted in work minutes{hard}"
