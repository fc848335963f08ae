"""The one leg session of a week brings what two would."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import SoftStrengthRule, StrengthFinding
from scenarios.strength.plan import FilledSession, StrengthPlan

WANTED = 2
"""Squats, lunges and steps of a week with *lower* and *full*: one of each session (strength_phases.md)."""


class SquatAndLunge(SoftStrengthRule):
    """Points where *lower* trains the legs alone in its week and holds less than two of squat, lunge, step and jump.

    Lower and full together hold one each. Asked of heavy legs, in phases that have more lifts than one and a hinge.
    """

    name: ClassVar[str] = "squat_and_lunge"
    sources: ClassVar[tuple[str, ...]] = ("S8", "S32", "S33")
    weight: int = Field(100, strict=True, ge=0, le=1000, description="points: per squat, lunge or step missing")

    def build(self, grid: StrengthGrid) -> None:
        legs = [index for index, session in enumerate(grid.week.sessions) if session.focus != "upper"]
        alone = legs[0] if len(legs) == 1 else None
        if alone is None or grid.week.most_lifts <= WANTED or grid.week.set_percent < 100:
            return
        session = grid.week.sessions[alone]
        if session.focus == "lower" and session.legs == "heavy":
            bending = grid.on(
                alone,
                lambda option: (
                    option.exercise.family in ("knee", "jump")
                    and "quads" in option.exercise.primary
                    and not option.exercise.hold
                ),
            )
            grid.points_under(self.weight, [(1, choice.id) for choice in bending], WANTED)

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        legs = [session for session in plan.sessions if session.asked.focus in ("lower", "full")]
        if plan.week.set_percent >= 100 and plan.week.most_lifts > WANTED and len(legs) == 1:
            asked, bends = legs[0].asked, _bends(legs[0])
            if (asked.focus, asked.legs) == ("lower", "heavy") and bends < WANTED:
                text = f"{bends or 'none'} of the two squats, lunges or steps of a week's one leg session"
                yield self.costs(WANTED - bends, text, asked.name)

    def sentence(self) -> str:
        return "lower body that trains the legs alone in its week holds two of squat, lunge and step"


def _bends(session: FilledSession) -> int:
    done = [prescription.option.exercise for prescription in session.exercises()]
    return sum(
        each.pattern in ("squat", "lunge", "step", "jump") and "quads" in each.primary and not each.hold
        for each in done
    )
