"""On a day with both, a long gap between run and lift."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.cell import Place, is_lift, is_run
from constraints.base.grid import Grid
from constraints.base.midnight import nights, over_midnight
from constraints.base.rule import SoftRule, Violation
from scenarios.clock import behind, hours
from scenarios.plan import Plan
from scenarios.sessions import PlannedSession

NOON = 12 * 60


class RunLiftGap(SoftRule):
    """A unit for every started hour short of ``hours`` between run and lift, and one for a lift before noon.

    The hours count between each run and lift, whichever comes first, on one day or with only midnight between. Noon is
    wall time, and counts on days with both.
    """

    name: ClassVar[str] = "run_lift_gap"
    sources: ClassVar[tuple[str, ...]] = ("S14", "S21", "gap_key_to_heavylegs_same_day_h")
    weight: int = Field(
        default=1, strict=True, ge=0, le=1000, description="points: per hour short, and per lift before noon"
    )
    hours: int = Field(
        default=6, strict=True, ge=1, le=9, description="h: from the end of one to the start of the other"
    )

    def build(self, grid: Grid) -> None:
        for day in grid.days():
            lifts = grid.places_on(day.index, is_lift)
            for run in grid.places_on(day.index, is_run) if lifts else ():
                for lift in grid.beside(run, lifts):
                    grid.points(self.weight * self._units(run, lift), run.event, lift.event)
        for first, second in ((is_run, is_lift), (is_lift, is_run)):
            for tonight, morning, gap in over_midnight(grid, first, second, 60 * self.hours):
                units = -(-(60 * self.hours - gap) // 60)
                grid.points(self.weight * units, tonight.event, morning.event)

    def _units(self, run: Place, lift: Place) -> int:
        first, second = (run, lift) if run.start <= lift.start else (lift, run)
        short = 60 * self.hours - (second.start - first.end)
        return -(-max(0, short) // 60) + (lift.cells[0].wall_minute < NOON)

    def check(self, plan: Plan) -> Iterator[Violation]:
        for day in range(plan.day_count):
            runs = [planned for planned in plan.on(day) if planned.session.kind == "run"]
            lifts = [planned for planned in plan.on(day) if planned.session.kind == "strength"]
            together = {
                (run.start, run.end, lift.start, lift.end): (run, lift)
                for run in runs
                for lift in lifts
                if not (run.settled and lift.settled)
            }
            for run, lift in together.values():
                first, second = (run, lift) if run.start <= lift.start else (lift, run)
                gap = second.start - first.end
                units = max(0, math.ceil(self.hours - gap / 60)) + (plan.wall(lift).hour < 12)
                if units:
                    text = f"{_between(first, second)} on {plan.day_name(day)}"
                    yield self.costs(units, text, day, run.name, lift.name)
        yield from self._check_nights(plan)

    def _check_nights(self, plan: Plan) -> Iterator[Violation]:
        kinds = {"run", "strength"}
        pairs = {
            (tonight.start, tonight.end, morning.start, morning.end, tonight.session.kind): (tonight, morning)
            for tonight, morning in nights(plan)
            if {tonight.session.kind, morning.session.kind} == kinds
        }
        for tonight, morning in pairs.values():
            gap = morning.start - tonight.end
            units = math.ceil(self.hours - gap / 60)
            if units > 0:
                text = f"{_between(tonight, morning)} on {plan.day_name(morning.day)}"
                yield self.costs(units, text, morning.day, tonight.name, morning.name)

    def sentence(self) -> str:
        return f"{self.hours} h between run and lift, and no lift before noon on a day with both"


def _between(first: PlannedSession, second: PlannedSession) -> str:
    """How far apart two sessions are, in order of time."""
    gap = second.start - first.end
    if gap < 0:
        return f"{second.name} starts {behind(gap)} {first.name}"
    return f"{hours(gap)} between {first.name} and {second.name}"
