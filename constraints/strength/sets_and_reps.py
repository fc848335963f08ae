"""Sets and reps stay inside what progression and phase ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from constraints.base.strength_grid import StrengthGrid
from constraints.base.strength_rule import HardStrengthRule, StrengthFinding
from scenarios.strength.plan import StrengthPlan


class SetsAndReps(HardStrengthRule):
    """Never more sets or reps than asked, never fewer than the range; ``seed_strict`` keeps 3 sets of 5-12."""

    name: ClassVar[str] = "sets_and_reps"
    sources: ClassVar[tuple[str, ...]] = ("S34", "S47")

    def build(self, grid: StrengthGrid) -> None:
        if grid.week.seed_strict:
            whole = [session.easing.sets(3) == 3 for session in grid.week.sessions]
            grid.forbid(lambda choice: choice.sets != 3 and whole[choice.session])
            grid.forbid(
                lambda choice: not choice.option.exercise.hold and not 5 <= choice.option.low <= choice.option.target
            )
            grid.forbid(lambda choice: not choice.option.exercise.hold and choice.option.target > 12)

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        for session in plan.sessions:
            for done in session.exercises():
                option = done.option
                sets = session.asked.sets(option)
                asked = f"{sets[0]}-{sets[-1]} x {option.low}-{option.target}"
                if done.sets not in sets or not option.low <= done.amount <= option.target:
                    text = f"{done.sets} x {done.amount} of {option.exercise.name}, asked {asked}"
                    yield self.broken(text, session.asked.name)
                easing = session.asked.easing
                fewer = easing.sets_percent < 100 or (easing.most_sets is not None and easing.most_sets < 3)
                strict_sets = done.sets == 3 or fewer
                strict_reps = option.exercise.hold or 5 <= done.amount <= 12
                if plan.week.seed_strict and not (strict_sets and strict_reps):
                    text = f"{done.sets} x {done.amount} of {option.exercise.name}, not 3 x 5-12"
                    yield self.broken(text, session.asked.name)

    def sentence(self) -> str:
        return "sets and reps are those of phase and progression (3 x 5-12 with seed_strict)"
