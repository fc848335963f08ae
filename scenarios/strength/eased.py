"""A strength session that may not grow, or whose legs step down, has options and ceilings of its own.

A morning asks for it, or the week does, which eases off: then every session does what was done last time, at the effort
of the week.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from scenarios.strength.ask import Lifter, WeekPhase, doses_of, ladder_of
from scenarios.strength.exercises import Exercise
from scenarios.strength.new_phase import by_weight
from scenarios.strength.options import Doses, Standing, load_at, option_of, start_rung
from scenarios.strength.past import LastTime
from scenarios.strength.progression import BACK_PERCENT, step_back
from scenarios.strength.week import AskedSession, Ceiling, EasedSession, Option


def eased_sessions(
    lifter: Lifter,
    sessions: Iterable[AskedSession],
    phase: WeekPhase,
    standings: Mapping[str, Standing],
    last_time: Mapping[str, LastTime],
) -> tuple[EasedSession, ...]:
    """The sessions of a week that may not grow, or step down."""
    doses = doses_of(lifter, phase)
    return tuple(
        _eased(session, lifter, doses, standings, last_time)
        for session in sessions
        if session.easing.step_down or not session.easing.growth
    )


def _eased(
    session: AskedSession,
    lifter: Lifter,
    doses: Doses,
    standings: Mapping[str, Standing],
    last_time: Mapping[str, LastTime],
) -> EasedSession:
    options: list[Option] = []
    ceilings: list[tuple[str, Ceiling]] = []
    for exercise in lifter.exercises().values():
        kit = lifter.kit_for(exercise)
        standing = standings.get(exercise.id)
        then = None if session.easing.growth else last_time.get(exercise.id)
        if then is not None:
            standing = _as_then(then.standing, lifter, exercise, doses)
        steps_down = session.easing.step_down and exercise.legs != "none"
        if steps_down:
            standing = stepped_down(lifter, exercise, standing, doses)
        option = option_of(exercise, standing, kit, lifter.level, doses)
        if then is not None:
            sets = min(option.sets, then.sets)
            option = replace(option, sets=sets, fewest=min(option.fewest, sets))
            load = option.load if steps_down else load_at(exercise, kit, then.standing)
            ceilings.append((exercise.id, Ceiling(load, then.sets, max(option.low, then.standing.amount))))
        elif steps_down:
            ceilings.append((exercise.id, Ceiling(option.load, option.sets, option.target)))
        options.append(option)
    return EasedSession(session.name, tuple(options), tuple(ceilings))


def _as_then(then: Standing, lifter: Lifter, exercise: Exercise, doses: Doses) -> Standing:
    """As the exercise was last done: at most its weight, less where the effort asks it, in a deload 10 % at most."""
    if then.kg is None or not by_weight(then, lifter, exercise, doses):
        return replace(then, in_reserve=None)
    ladder = ladder_of(lifter, exercise, then, doses)
    least = then.kg * (100 - BACK_PERCENT) / 100 if doses.deload else 0
    held = ladder.at_effort(then, at_most=then.kg, at_least=least)
    more = held.amount - max(then.amount, ladder.low)
    if more <= 0:
        return held
    left = ladder.in_reserve if held.in_reserve is None else held.in_reserve
    return replace(held, amount=held.amount - more, in_reserve=left + more)


def stepped_down(lifter: Lifter, exercise: Exercise, standing: Standing | None, doses: Doses) -> Standing:
    """Where an athlete stands with an exercise one step of its progression further down."""
    kit = lifter.kit_for(exercise)
    standing = standing or Standing(start_rung(exercise, kit, lifter.level), 0)
    return step_back(standing, ladder_of(lifter, exercise, standing, doses))
