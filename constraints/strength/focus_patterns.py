"""A session holds every movement its focus is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import SoftStrengthRule, StrengthFinding
from scenarios.schema import Focus
from scenarios.strength.plan import StrengthPlan
from scenarios.strength.week import Option

_WANTED: dict[Focus, dict[str, Callable[[Option], bool]]] = {
    "upper": {
        "push": lambda option: option.exercise.family == "push",
        "pull": lambda option: option.exercise.family == "pull",
        "core": lambda option: option.exercise.family == "core",
    },
    "lower": {
        "knee": lambda option: option.exercise.family in ("knee", "jump") and "quads" in option.exercise.primary,
        "hip": lambda option: option.exercise.pattern in ("hinge", "bridge"),
        "calf": lambda option: option.exercise.family == "calf",
        "core": lambda option: option.exercise.family == "core",
        "single-leg": lambda option: option.exercise.one_sided and option.exercise.family in ("knee", "hip"),
    },
    "full": {
        "knee": lambda option: option.exercise.family in ("knee", "jump") and "quads" in option.exercise.primary,
        "hinge": lambda option: option.exercise.pattern == "hinge",
        "push": lambda option: option.exercise.family == "push",
        "pull": lambda option: option.exercise.family == "pull",
        "core": lambda option: option.exercise.family == "core",
    },
}


_BENDING = ("squat", "lunge", "step", "jump")


class FocusPatterns(SoftStrengthRule):
    """Upper: push, pull, core. Lower: squat, lunge or step; hinge or bridge; calf; core; one side alone. Full: both.

    A wall sit is a squat for those whom the table of exercises means it for (return, taper): others have to move.
    """

    name: ClassVar[str] = "focus_patterns"
    sources: ClassVar[tuple[str, ...]] = ("S31", "S32", "S35")
    weight: int = Field(300, strict=True, ge=0, le=1000, description="points: per movement missing")

    def build(self, grid: StrengthGrid) -> None:
        for index, session in enumerate(grid.week.sessions):
            for part, matches in _WANTED[session.focus].items():
                fitting = grid.on(index, matches)
                if part == "knee":
                    fitting = [each for each in fitting if not each.option.exercise.hold or _meant(each.option, grid)]
                grid.points_under(self.weight, [(1, choice.id) for choice in fitting], 1)

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        for session in plan.sessions:
            done = [prescription.option.exercise for prescription in session.exercises()]
            held: set[str] = {
                exercise.family for exercise in done if exercise.family in ("push", "pull", "calf", "core")
            }
            still = {e.id for e in done if e.hold and e.id not in plan.week.emphasis and not e.tags & plan.week.tags}
            bending = [e for e in done if e.pattern in _BENDING and "quads" in e.primary and e.id not in still]
            held |= {"knee"} if bending else set()
            hinges = ("hinge", "bridge") if session.asked.focus == "lower" else ("hinge",)
            single_leg = any(e.one_sided and e.family in ("knee", "hip") for e in done)
            missing = {
                "upper": [part for part in ("push", "pull", "core") if part not in held],
                "lower": [part for part in ("knee", "calf", "core") if part not in held],
                "full": [part for part in ("knee", "push", "pull", "core") if part not in held],
            }[session.asked.focus]
            if session.asked.focus != "upper" and not any(e.pattern in hinges for e in done):
                missing.append("hinge")
            if session.asked.focus == "lower" and not single_leg:
                missing.append("single-leg")
            for part in missing:
                yield self.costs(1, f"no {part} exercise", session.asked.name)

    def sentence(self) -> str:
        return "a session holds every movement its focus is made of"


def _meant(option: Option, grid: StrengthGrid) -> bool:
    return option.id in grid.week.emphasis or bool(option.exercise.tags & grid.week.tags)
