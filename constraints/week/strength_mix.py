"""Both halves of the body are trained."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from constraints.base.cell import is_lift
from constraints.base.grid import Grid
from constraints.base.rule import HardRule, Violation
from scenarios.plan import Plan


class StrengthMix(HardRule):
    """A week with two strength sessions or more holds at least one upper and one lower.

    A full-body session counts as both.
    """

    name: ClassVar[str] = "strength_mix"
    sources: ClassVar[tuple[str, ...]] = ("S7", "S8", "leg_exposures_min")

    def build(self, grid: Grid) -> None:
        for week in grid.weeks():
            most = grid.asked(week, is_lift)
            if most < 2:
                continue
            lifts = list(grid.week(week, is_lift))
            for half in ("upper", "lower"):
                grid.at_most(
                    [(1 if lift.session.type not in (half, "full") else 1 - most, lift.taken) for lift in lifts],
                    1,
                )

    def check(self, plan: Plan) -> Iterator[Violation]:
        for week in plan.weeks():
            lifts = [planned for planned in plan.week(week) if planned.session.kind == "strength"]
            focuses = [] if all(lift.settled for lift in lifts) else [lift.session.type for lift in lifts]
            for half in ("upper", "lower"):
                if len(focuses) >= 2 and half not in focuses and "full" not in focuses:
                    first = 7 * week
                    text = f"{len(focuses)} strength sessions in the week from {plan.day_name(first)}, none {half}"
                    yield self.broken(text, first)

    def sentence(self) -> str:
        return "two strength sessions or more in a week include upper and lower body"
