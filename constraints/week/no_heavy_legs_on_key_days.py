"""No heavy leg work on the day of a key run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from constraints.base.cell import Cell, is_heavy_legs, is_key_run
from constraints.base.grid import Grid
from constraints.base.rule import HardRule, Violation
from scenarios.plan import Plan


class NoHeavyLegsOnKeyDays(HardRule):
    """Under the policy ``easy_days`` key days hold no heavy leg session; the other policies allow it.

    It counts the calendar day, whatever the hours. The hours before and after a key run are those of
    ``heavy_legs_before_key_run`` and ``morning_run_evening_lift``. A run that may be started with tired legs
    (``allow_prefatigue``) does not count.
    """

    name: ClassVar[str] = "no_heavy_legs_on_key_days"
    sources: ClassVar[tuple[str, ...]] = ("S10", "S12", "S18", "S20")

    def build(self, grid: Grid) -> None:
        if grid.instance.policy != "easy_days":
            return
        for day in grid.days():
            runs: list[Cell] = [run for run in grid.on(day.index, is_key_run) if not run.session.prefatigue]
            grid.never(grid.any_on(day.index, is_heavy_legs), grid.any_of(runs))

    def check(self, plan: Plan) -> Iterator[Violation]:
        if plan.instance.policy != "easy_days":
            return
        for day in range(plan.day_count):
            runs = [p for p in plan.on(day) if p.session.key and not p.session.prefatigue]
            lifts = [p for p in plan.on(day) if p.session.heavy_legs]
            settled = any(run.settled for run in runs) and any(lift.settled for lift in lifts)
            if runs and lifts and not settled:
                text = f"{lifts[0].name} stands on {plan.day_name(day)}, the day of {runs[0].name}"
                yield self.broken(text, day, *(planned.name for planned in (*runs, *lifts)))

    def sentence(self) -> str:
        return "no heavy leg work on the day of a key run"
