"""Strength weeks made by hand, and a clock that knows nothing of the program's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from constraints.base.strength_grid import StrengthGrid, pair_class
from constraints.base.strength_statement import Price, Within
from scenarios.schema import Focus, Goal, Legs, Level
from scenarios.strength.ask import Lifter, WeekPhase, strength_week
from scenarios.strength.eased import eased_sessions
from scenarios.strength.options import Standing
from scenarios.strength.plan import FilledSession, StrengthPlan
from scenarios.strength.week import AskedSession, PhaseKind, StrengthWeek

KITS: dict[str, frozenset[str]] = {
    "nothing": frozenset({"bodyweight"}),
    "band": frozenset({"band"}),
    "home": frozenset({"dumbbell", "band", "box"}),
    "gym": frozenset({"band", "dumbbell", "kettlebell", "barbell", "box", "bar"}),
}


def asked(focus: Focus, minutes: int = 30, legs: Legs | None = None, name: str | None = None) -> AskedSession:
    return AskedSession(name or focus, focus, minutes, legs or ("none" if focus == "upper" else "heavy"))


def make_week(
    *sessions: AskedSession,
    kit: str = "home",
    level: Level = "intermediate",
    goal: Goal = "general",
    phase: PhaseKind = "seed",
    minutes: int = 30,
    percent: int = 100,
    seed_strict: bool = False,
    standings: dict[str, Standing] | None = None,
    gentle: bool = False,
    **more: Any,
) -> StrengthWeek:
    lifter = Lifter(KITS[kit], level, goal, seed_strict=seed_strict)
    wanted = sessions or tuple(asked(focus, minutes) for focus in ("full", "lower", "upper"))
    week_phase = WeekPhase(phase, percent, gentle)
    eased = eased_sessions(lifter, wanted, week_phase, standings or {}, {})
    return strength_week(lifter, wanted, week_phase, standings or {}, eased=eased, **more)


def timeline(session: FilledSession) -> tuple[int, list[str]]:
    """Seconds of warm-up to cool-down, walked through set by set, and every rest that is too short.

    Figures are those of the strength pages, written down again: 5 min of warm-up, 3 of cool-down, half a minute to set
    up an exercise, a quarter of one to change within a pair.
    """
    now = 300
    short = []
    for block in session.blocks:
        ended: dict[str, int] = {}
        now += 30 * len(block.exercises)
        for turn in range(block.exercises[0].sets):
            for place, done in enumerate(block.exercises):
                exercise = done.option.exercise
                if place:
                    now += 15
                if exercise.id in ended:
                    rest = now - ended[exercise.id]
                    loaded = done.option.load.equipment in ("dumbbell", "kettlebell", "barbell")
                    heavy = (exercise.legs if loaded else exercise.legs_unloaded) == "heavy"
                    if rest < (90 if heavy else 45):
                        short.append(f"{exercise.id}: {rest} s")
                rep = max(exercise.seconds, 5) if done.option.load.slow else exercise.seconds
                a_side = done.amount if exercise.hold else done.amount * rep
                now += a_side * (2 if exercise.one_sided else 1)
                ended[exercise.id] = now
            if turn < block.exercises[0].sets - 1:
                now += block.rest_s
    return now + 180, short


def values_of(grid: StrengthGrid, plan: StrengthPlan) -> list[int]:
    """The values of the grid's variables that filled sessions mean. ``KeyError`` for what the grid does not know."""
    values = [0] * len(grid.domains)
    by_key = {(choice.session, choice.option.id, choice.sets): choice for choice in grid.choices}
    for index, session in enumerate(plan.sessions):
        values[grid.cuts[index]] = session.cut
        for done in session.exercises():
            choice = by_key[index, done.option.id, done.sets]
            values[choice.id] += 1
            if choice.id in grid.extras:
                values[grid.extras[choice.id]] = (done.amount - done.option.low) // done.option.step
        kinds = {(kind.first, kind.second, kind.sets): kind.id for kind in grid.all_pairs(index)}
        for block in session.blocks:
            if len(block.exercises) == 2:
                first, second = sorted(pair_class(done.option) for done in block.exercises)
                kind = kinds.get((first, second, block.exercises[0].sets))
                if kind is not None:  # else one of the two is forbidden itself, and no pair was made of it
                    values[kind] += 1
    return values


def stated(grid: StrengthGrid, plan: StrengthPlan) -> tuple[list[str], int]:
    """The rules whose hard statements filled sessions break, and the points their soft ones cost."""
    values = values_of(grid, plan)
    broken = [s.rule for s in grid.statements if isinstance(s, Within) and s.broken(values)]
    broken += [rule for variable, rule in grid.forbidden.items() if values[variable]]
    return broken, sum(s.cost(values) for s in grid.statements if isinstance(s, Price))


@pytest.fixture(scope="session")
def week() -> Callable[..., StrengthWeek]:
    return make_week


@pytest.fixture(scope="session")
def session() -> Callable[..., AskedSession]:
    return asked


@pytest.fixture(scope="session")
def clock() -> Callable[[FilledSession], tuple[int, list[str]]]:
    return timeline


@pytest.fixture(scope="session")
def kits() -> dict[str, frozenset[str]]:
    return KITS


@pytest.fixture(scope="session")
def said() -> Callable[[StrengthGrid, StrengthPlan], tuple[list[str], int]]:
    """What a grid's statements say of filled sessions."""
    return stated
