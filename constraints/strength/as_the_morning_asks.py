"""A session that a morning eases is really eased: no jumps, no growth, a step down, fewer sets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from constraints.base.strength_grid import Choice, StrengthGrid
from constraints.base.strength_rule import HardStrengthRule, StrengthFinding
from scenarios.strength.plan import Prescription, StrengthPlan
from scenarios.strength.week import Ceiling


class AsTheMorningAsks(HardStrengthRule):
    """What a check-in takes off a strength session, it does not hold (rules A2 to A8 and A14 of the check-in).

    No plyometrics where pain was told; on a tired morning no load, sets or reps above those of last time; a step of the
    progression down after legs that needed rest; at most two sets in the first weeks.
    """

    name: ClassVar[str] = "as_the_morning_asks"
    sources: ClassVar[tuple[str, ...]] = ("S53", "S54", "S55")

    def build(self, grid: StrengthGrid) -> None:
        eased = {session.name: dict(session.ceilings) for session in grid.week.eased}
        easings = [session.easing for session in grid.week.sessions]
        caps = [eased.get(session.name, {}) for session in grid.week.sessions]
        grid.forbid(lambda choice: not easings[choice.session].jumps and choice.option.exercise.plyometric)
        grid.forbid(lambda choice: choice.sets > (easings[choice.session].most_sets or choice.sets))
        grid.forbid(lambda choice: _over(choice, caps[choice.session].get(choice.option.id)))

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        ceilings = {(eased.name, name): most for eased in plan.week.eased for name, most in eased.ceilings}
        for session in plan.sessions:
            easing = session.asked.easing
            for done in session.exercises():
                exercise = done.option.exercise
                if not easing.jumps and (exercise.contacts or exercise.pattern == "jump"):
                    yield self.broken(f"{exercise.name} on a day without jumps", session.asked.name)
                if easing.most_sets is not None and done.sets > easing.most_sets:
                    text = f"{done.sets} sets of {exercise.name}, at most {easing.most_sets}"
                    yield self.broken(text, session.asked.name)
                most = ceilings.get((session.asked.name, exercise.id))
                if most is not None and _exceeds(done, most):
                    text = f"{done.sets} x {done.option.target} of {exercise.name}"
                    text += f", at most {most.sets} x {most.amount} and no more load than then"
                    yield self.broken(text, session.asked.name)

    def sentence(self) -> str:
        return "what a check-in takes off a session it does not hold: jumps, growth, sets, a step of the progression"


def _over(choice: Choice, most: Ceiling | None) -> bool:
    if most is None:
        return False
    option = choice.option
    return choice.sets > most.sets or option.target > most.amount or option.load.above(most.load)


def _exceeds(done: Prescription, most: Ceiling) -> bool:
    load, then = done.option.load, most.load
    if (done.sets, done.option.target) != (min(done.sets, most.sets), min(done.option.target, most.amount)):
        return True
    if load.rung != then.rung:
        return load.rung > then.rung
    if load.kg is None or then.kg is None:
        return load.raises > then.raises if load.slow == then.slow else load.slow
    if load.count * load.kg == then.count * then.kg:
        return load.slow and not then.slow
    return load.count * load.kg > then.count * then.kg
