"""A session holds every movement its focus is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.strength_grid import Choice, StrengthGrid
from constraints.base.strength_rule import SoftStrengthRule, StrengthFinding
from scenarios.schema import Focus
from scenarios.strength.plan import StrengthPlan
from scenarios.strength.week import Option, StrengthWeek

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

    Full body holds squat, lunge or step; hinge; push; pull; core. In a week without lower body one full session trains
    the calves, too, for which it holds push or pull alone where upper body stands beside it; not in a taper.

    A wall sit is a squat for those whom the table of exercises means it for (return, taper): others have to move.
    """

    name: ClassVar[str] = "focus_patterns"
    sources: ClassVar[tuple[str, ...]] = ("S31", "S32", "S35")
    weight: int = Field(300, strict=True, ge=0, le=1000, description="points: per movement missing")
    weight_calves: int = Field(250, strict=True, ge=0, le=1000, description="points: calves missing in full body")

    def build(self, grid: StrengthGrid) -> None:
        calves: list[Choice] = []
        for index, session in enumerate(grid.week.sessions):
            for part, matches in _wanted(session.focus, grid.week).items():
                fitting = grid.on(index, matches)
                if part == "knee":
                    fitting = [each for each in fitting if not each.option.exercise.hold or _meant(each.option, grid)]
                grid.points_under(self.weight, [(1, choice.id) for choice in fitting], 1)
            if session.focus == "full":
                calves += grid.on(index, lambda option: option.exercise.family == "calf")
        if grid.week.calves_in_full and any(session.focus == "full" for session in grid.week.sessions):
            grid.points_under(self.weight_calves, [(1, choice.id) for choice in calves], 1)

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        focuses = [session.asked.focus for session in plan.sessions]
        calves = "full" in focuses and "lower" not in focuses and plan.week.phase != "taper"
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
            arms = [part for part in ("push", "pull") if part not in held]
            if calves and "upper" in focuses and session.asked.focus == "full":
                arms = ["push or pull"] if len(arms) > 1 else []
            missing = {
                "upper": [*arms, *(part for part in ("core",) if part not in held)],
                "lower": [part for part in ("knee", "calf", "core") if part not in held],
                "full": [*arms, *(part for part in ("knee", "core") if part not in held)],
            }[session.asked.focus]
            if session.asked.focus != "upper" and not any(e.pattern in hinges for e in done):
                missing.append("hinge")
            if session.asked.focus == "lower" and not single_leg:
                missing.append("single-leg")
            for part in missing:
                yield self.costs(1, f"no {part} exercise", session.asked.name)
        if calves and not any(done.option.exercise.family == "calf" for done in plan.exercises()):
            names = [session.asked.name for session in plan.sessions if session.asked.focus == "full"]
            session_name = names[0] if len(names) == 1 else ""
            yield StrengthFinding(self.name, "no calf exercise", self.weight_calves, session_name)

    def sentence(self) -> str:
        return "a session holds every movement its focus is made of"


def _wanted(focus: Focus, week: StrengthWeek) -> dict[str, Callable[[Option], bool]]:
    """The movements a session is to hold: where full body makes room for calves, upper body trains the other arms."""
    wanted = _WANTED[focus]
    if focus == "full" and week.calves_in_full and any(other.focus == "upper" for other in week.sessions):
        arms = {"push or pull": lambda option: option.exercise.family in ("push", "pull")}
        return {part: matches for part, matches in wanted.items() if part not in ("push", "pull")} | arms
    return wanted


def _meant(option: Option, grid: StrengthGrid) -> bool:
    return option.id in grid.week.emphasis or bool(option.exercise.tags & grid.week.tags)
