"""Neither half of the body goes a week without strength."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.grid import Grid
from constraints.base.rule import SoftRule, Violation
from scenarios.plan import Plan
from scenarios.sessions import Session


def _upper(session: Session) -> bool:
    return session.type in ("upper", "full")


def _lower(session: Session) -> bool:
    return session.type in ("lower", "full")


class BothHalves(SoftRule):
    """Points for each half of the body that a week asks to train and does not.

    A full-body session trains both. So where sessions have to be left out, the one that stands trains both halves.
    """

    name: ClassVar[str] = "both_halves"
    sources: ClassVar[tuple[str, ...]] = ("S7", "S8")
    weight: int = Field(default=10, strict=True, ge=0, le=1000, description="points: per half not trained")

    def build(self, grid: Grid) -> None:
        for week in grid.weeks():
            for half in (_upper, _lower):
                if grid.asked(week, half):
                    grid.points_under(self.weight, [(1, lift.taken) for lift in grid.week(week, half)], 1)

    def check(self, plan: Plan) -> Iterator[Violation]:
        for week in plan.weeks():
            asked = {demand.session.type for demand in plan.instance.demands if demand.week == week}
            held = {planned.session.type for planned in plan.week(week)}
            for half in ("upper", "lower"):
                if {half, "full"} & asked and not {half, "full"} & held:
                    first = 7 * week
                    text = f"no strength for the {half} body in the week from {plan.day_name(first)}"
                    yield self.costs(1, text, first)

    def sentence(self) -> str:
        return "every week that asks for upper and lower body strength trains both"
