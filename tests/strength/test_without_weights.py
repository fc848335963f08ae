"""Progression without weights: slower reps where the kit has nothing heavier, and word of it where there is no more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scenarios.load import load_text
from scenarios.strength.ask import Lifter, WeekPhase, doses_of
from scenarios.strength.exercises import exercises
from scenarios.strength.options import Standing, option_of
from scenarios.strength.progression import Ladder, step_back, step_up
from solver.solve import solve
from solver.strength.weeks import strength_of

NO_KIT = """
start: 2026-11-30
weeks: 9
goal: half
athlete: {level: intermediate}
available:
  mon: {evening: 60}
  tue: {morning: 60, evening: 60}
  wed: {evening: 60}
  thu: {morning: 60, evening: 60}
  fri: {evening: 60}
  sat: {morning: 120}
  sun: {morning: 60, evening: 60}
strength: {focus: [upper, lower, full], equipment: [bodyweight]}
"""
BARE = Ladder(exercises()["squat"], frozenset({"bodyweight"}), 5, 12, 3, 2, 3)
"""Squats of max strength without any kit: no weight, no step of the ladder and no set more."""


@pytest.mark.parametrize(
    ("was", "ladder", "now"),
    [
        (Standing(0, 12, at_top=2), BARE, Standing(0, 5, slow=True)),
        (Standing(0, 12, at_top=2, slow=True), BARE, Standing(0, 12, at_top=2, slow=True)),
        # where sets may still be added, they come first; a weight in the kit is waited for
        (Standing(0, 12, at_top=2), replace(BARE, most_sets=4), Standing(0, 5, added_sets=1)),
        (
            Standing(0, 12, at_top=2, clean=3),
            replace(BARE, kit=frozenset({"bodyweight", "dumbbell"})),
            Standing(0, 12, at_top=2, clean=3),
        ),
        # slow as it is: the lowering of a Nordic, a split squat's second step, a hold
        (Standing(1, 6), replace(BARE, exercise=exercises()["nordic_lower"]), Standing(1, 6)),
        (Standing(1, 12), replace(BARE, exercise=exercises()["split_squat"]), Standing(1, 12)),
        (Standing(2, 60), replace(BARE, exercise=exercises()["plank"]), Standing(2, 60)),
    ],
)
def test_without_a_heavier_weight_reps_become_slow(was: Standing, ladder: Ladder, now: Standing) -> None:
    assert step_up(was, ladder) == now


def test_slow_reps_are_a_step_that_can_be_taken_back() -> None:
    assert step_back(Standing(0, 9, slow=True, added_sets=1), BARE) == Standing(0, 5, added_sets=1)
    lifter = Lifter(frozenset(), "intermediate", "general")
    doses = doses_of(lifter, WeekPhase("max strength"))
    plain, slow = (
        option_of(
            exercises()["squat"], Standing(0, 8, slow=slow), lifter.kit_for(exercises()["squat"]), "novice", doses
        )
        for slow in (False, True)
    )
    assert slow.load.above(plain.load)
    assert (plain.work(8), slow.work(8)) == (32, 40)


def test_without_kit_max_strength_still_grows() -> None:
    """The minutes cut reps there; every large exercise of the phase's two or more weeks gets harder or gains reps."""
    plan = solve(load_text(NO_KIT.encode(), "s.yaml", "yaml").scenario).plan
    assert plan is not None
    content = strength_of(plan)
    heavy = [week for week, phase in content.phases.items() if phase.kind == "max strength" and not phase.deload]
    assert len(heavy) >= 3
    seen: dict[str, list] = {}
    for (week, _), session in sorted(content.sessions.items()):
        if week in heavy:
            for done in session.exercises():
                if done.option.exercise.large and done.option.exercise.seconds < 5:
                    seen.setdefault(done.option.id, []).append(
                        (done.option.load.rung, done.option.load.slow, done.amount)
                    )
    stalled = [name for name, steps in seen.items() if len(steps) >= 3 and max(steps) == steps[0]]
    assert len([steps for steps in seen.values() if len(steps) >= 3]) >= 3
    assert stalled == []


def test_an_exercise_that_the_kit_makes_no_harder_says_so() -> None:
    lifter = Lifter(frozenset(), "intermediate", "general")
    kit, doses = lifter.kit_for(exercises()["squat"]), doses_of(lifter, WeekPhase("max strength"))

    def outgrown(standing: Standing, name: str = "squat") -> bool:
        return option_of(exercises()[name], standing, kit, "intermediate", doses).outgrown

    assert outgrown(Standing(0, 12, at_top=2, slow=True))
    assert not outgrown(Standing(0, 12, at_top=2)), "it can be slower"
    assert not outgrown(Standing(0, 10, at_top=2, slow=True)), "there are reps to gain"
    assert not outgrown(Standing(0, 12, at_top=1, slow=True))
    assert outgrown(Standing(2, 60, at_top=2), "plank")
    assert not outgrown(Standing(1, 60, at_top=2), "plank")
