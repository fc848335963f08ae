"""A plan taken up again stays as near to the earlier one as it can."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.cell import Cell, is_any
from constraints.base.grid import Grid
from constraints.base.rule import SoftRule, Violation
from scenarios.demands import swaps
from scenarios.plan import Plan
from scenarios.sessions import PlannedSession
from scenarios.spoken import spoken

OTHER_SLOT, OTHER_DAY, OTHER_SESSION = 1, 2, 9
"""Steps to another slot of the day; to another day, besides one for each day it is away; and for a strength session in
place of another, which is more than a week is long (our convention)."""


class FewChanges(SoftRule):
    """Points for each session that stands elsewhere than it did, the more the further it is.

    Another slot of the same day is one step. Another day is two steps, and one more for each day it is away: the day
    after is three.
    A strength session that takes the place of another, which stood, is nine: that one moves before it goes.
    Without an earlier plan there is nothing to stay close to, and what was left out in it has no place to keep.
    """

    name: ClassVar[str] = "few_changes"
    sources: ClassVar[tuple[str, ...]] = ("S23", "S56")
    weight: int = Field(default=3, strict=True, ge=0, le=1000, description="points: per step moved")

    def build(self, grid: Grid) -> None:
        if not any(demand.stood for demand in grid.demands):
            return
        instead = {
            id(grid.demands[place])
            for places, most in swaps(grid.demands)
            for place in places
            if grid.demands[place].stood is None
            and sum(grid.demands[other].stood is not None for other in places) >= most
        }
        dates = [day.date for day in grid.days()]
        for day in grid.days():
            for cell in grid.on(day.index, is_any):
                steps = steps_of(cell, dates[cell.day]) if not cell.given else 0
                steps += OTHER_SESSION * (id(cell.demand) in instead)
                grid.points(steps * self.weight, cell.taken)

    def check(self, plan: Plan) -> Iterator[Violation]:
        stood = {(d.week, name): d.stood for d in plan.instance.demands if d.stood for name in d.names()}
        for planned in plan.sessions:
            before = stood.get((planned.day // 7, planned.name))
            if planned.settled:
                continue
            if before is None:
                if stood and planned.session.kind == "strength" and self._instead(plan, planned):
                    text = f"{planned.name} on {plan.place(planned)} stands in place of another"
                    yield self.costs(9, text, planned.day, planned.name)
                continue
            date, slot = before
            days = abs((plan.date(planned.day) - date).days)
            if days or slot != planned.slot:
                text = f"{planned.name} moves from {spoken(date)} {slot} to {plan.place(planned)}"
                yield self.costs(2 + days if days else 1, text, planned.day, planned.name)

    @staticmethod
    def _instead(plan: Plan, planned: PlannedSession) -> bool:
        """Whether a strength session takes the place of one that stood before, in a week that has a spare."""
        week = planned.day // 7
        lifts = [d for d in plan.instance.demands if d.week == week and d.session.kind == "strength"]
        most = sum(demand.count for demand in lifts if not demand.spare)
        return any(d.spare for d in lifts) and sum(d.stood is not None for d in lifts) >= most

    def sentence(self) -> str:
        return "a plan taken up again moves as little as it can"


def steps_of(cell: Cell, date: dt.date) -> int:
    """How far a session slot on ``date`` is from where its session stood, in steps; 0 where it stood nowhere."""
    if cell.demand is None or cell.demand.stood is None or cell.slot is None:
        return 0
    before, slot = cell.demand.stood
    days = abs((date - before).days)
    return OTHER_DAY + days if days else OTHER_SLOT * (slot != cell.slot.name)
