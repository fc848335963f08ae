"""Run-walks stand every other day."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from constraints.base.apart import ApartRule
from constraints.base.cell import is_run_walk
from constraints.base.grid import Grid
from scenarios.sessions import Session


class RunWalksApart(ApartRule):
    """Points for each pair of neighbouring days that both hold a run-walk; twice that for a second one on the same day.

    A runner who begins, or begins again after an injury, runs and walks every other day; the day between is there to
    recover. It is a wish, because some weeks have no other days free.
    """

    name: ClassVar[str] = "run_walks_apart"
    sources: ClassVar[tuple[str, ...]] = ("S22", "seasons.csv", "run_sessions.csv")
    several: ClassVar[str] = "run-walks"

    def stated(self) -> Callable[[Session], bool]:
        return is_run_walk

    def build(self, grid: Grid) -> None:
        if any(is_run_walk(demand.session) for demand in grid.demands):  # most weeks hold none
            super().build(grid)

    def judged(self, session: Session) -> bool:
        return session.type == "run_walk"

    def sentence(self) -> str:
        return "run-walks every other day"
