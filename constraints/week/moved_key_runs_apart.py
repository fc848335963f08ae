"""A key run that loses its day is not stacked on the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

from constraints.base.cell import Cell, is_key_run
from constraints.base.grid import Grid
from constraints.base.rule import HardRule, Violation
from scenarios.instance import Instance
from scenarios.plan import Plan

DAY = dt.timedelta(days=1)


class MovedKeyRunsApart(HardRule):
    """In a plan taken up again no key run moves to the day of another key run, nor to the day before or after it.

    Dropped, not stacked (A11 of the readiness rules). One that was left out counts as moved. Key runs that stay where
    they stood may stand as they did, and a week of which key runs stood on neighbouring days may hold them so again.
    Without an earlier plan nothing has moved.
    """

    name: ClassVar[str] = "moved_key_runs_apart"
    sources: ClassVar[tuple[str, ...]] = ("S22", "S56")

    def build(self, grid: Grid) -> None:
        if not any(demand.stood for demand in grid.demands):
            return
        close = set(_weeks_that_were_close(grid.instance))
        for day in grid.days():
            keys = grid.on(day.index, is_key_run)
            moved = [cell for cell in keys if day.week not in close and _moved(cell, day.date)]
            for beside in (day.index - 1, day.index + 1):
                grid.never(grid.any_of(moved), grid.any_on(beside, is_key_run))
            for cell in moved:
                grid.never(cell.taken, grid.any_of([other for other in keys if other is not cell]))

    def check(self, plan: Plan) -> Iterator[Violation]:
        stood = {(d.week, name): d.stood for d in plan.instance.demands for name in d.names()}
        if not any(stood.values()):
            return
        close = set(_weeks_that_were_close(plan.instance))
        for planned in plan.sessions:
            week = planned.day // 7
            before = stood.get((week, planned.name))
            stays = before is not None and before[0] == plan.date(planned.day)
            if not planned.session.key or planned.settled or stays or week in close:
                continue
            for day in (planned.day - 1, planned.day, planned.day + 1):
                for other in plan.on(day):
                    if other.session.key and (other.day, other.name) != (planned.day, planned.name):
                        text = f"{planned.name} moves to {plan.day_name(planned.day)}, too near to {other.name}"
                        yield self.broken(text, planned.day, planned.name, other.name)

    def sentence(self) -> str:
        return "a key run that moves keeps a day between itself and every other"


def _moved(cell: Cell, date: dt.date) -> bool:
    """Whether a key run that stands there has moved; what is done, and the race, have not."""
    return cell.demand is not None and (cell.demand.stood is None or cell.demand.stood[0] != date)


def _weeks_that_were_close(instance: Instance) -> Iterator[int]:
    """Weeks of which key runs stood, or were done, on neighbouring days."""
    stood = {demand.stood[0] for demand in instance.demands if demand.stood and demand.session.key}
    stood |= {instance.start + planned.day * DAY for planned in instance.history if planned.session.key}
    for first, second in pairwise(sorted(stood)):
        if second - first == DAY:
            yield from {(date - instance.start).days // 7 for date in (first, second)}
