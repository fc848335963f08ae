"""Days and times the athlete likes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.cell import is_any
from constraints.base.grid import Grid
from constraints.base.rule import SoftRule, Violation
from scenarios.plan import Plan
from scenarios.schema import Preference
from scenarios.sessions import PlannedSession


class PreferredDays(SoftRule):
    """Points for each session that stands outside the days, and again outside the slots, it is wished on.

    A wish may name a session, a kind (run, strength, cross) or a tier (key, easy). The tier easy is every run that is
    not key, and cross-training, too; a wish for easy is for all of them.
    """

    name: ClassVar[str] = "preferred_days"
    sources: ClassVar[tuple[str, ...]] = ("S23",)
    weight: int = Field(default=2, strict=True, ge=0, le=1000, description="points: per wish missed")

    def build(self, grid: Grid) -> None:
        for key, wish in grid.instance.prefer.items():
            for day in grid.days():
                for cell in grid.on(day.index, is_any):
                    if cell.slot is not None and key in (cell.session.name, cell.session.kind, cell.session.tier):
                        outside_day = wish.days is not None and day.weekday not in wish.days
                        outside_slot = wish.slots is not None and cell.slot.name not in wish.slots
                        grid.points((outside_day + outside_slot) * self.weight, cell.taken)

    def check(self, plan: Plan) -> Iterator[Violation]:
        for key, wish in plan.instance.prefer.items():
            for planned in plan.sessions:
                names = {planned.session.name, planned.session.kind, planned.session.tier}
                for missed in self._missed(plan, planned, wish) if key in names and not planned.settled else ():
                    text = f"{planned.name} on {plan.place(planned)}, wished: {missed}"
                    yield self.costs(1, text, planned.day, planned.name)

    @staticmethod
    def _missed(plan: Plan, planned: PlannedSession, wish: Preference) -> Iterator[str]:
        if wish.days and plan.instance.days[planned.day].weekday not in wish.days:
            yield ", ".join(wish.days)
        if wish.slots and planned.slot not in wish.slots:
            yield ", ".join(wish.slots)

    def sentence(self) -> str:
        return "sessions stand on the days and times the athlete likes"
