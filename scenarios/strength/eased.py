"""A strength session that may not grow, or whose legs step down, has options and ceilings of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from scenarios.strength.ask import Lifter, WeekPhase, doses_of, ladder_of
from scenarios.strength.exercises import Exercise
from scenarios.strength.options import Doses, Standing, load_at, option_of, start_rung
from scenarios.strength.past import LastTime
from scenarios.strength.progression import step_back
from scenarios.strength.week import AskedSession, Ceiling, EasedSession, Option


def eased_sessions(
    lifter: Lifter,
    sessions: Iterable[AskedSession],
    phase: WeekPhase,
    standings: Mapping[str, Standing],
    last_time: Mapping[str, LastTime],
) -> tuple[EasedSession, ...]:
    """The sessions of a week that a morning lets not grow, or steps down."""
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
            standing = then.standing
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


def stepped_down(lifter: Lifter, exercise: Exercise, standing: Standing | None, doses: Doses) -> Standing:
    """Where an athlete stands with an exercise one step of its progression further down."""
    kit = lifter.kit_for(exercise)
    standing = standing or Standing(start_rung(exercise, kit, lifter.level), 0)
    return step_back(standing, ladder_of(lifter, exercise, standing, doses))
