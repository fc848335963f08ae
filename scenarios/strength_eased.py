"""A strength session that may not grow, or whose legs step down, has options and ceilings of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from scenarios.exercises import Exercise
from scenarios.progression import step_back
from scenarios.strength_ask import Gym, WeekPhase, doses_of, ladder_of
from scenarios.strength_options import Doses, Standing, load_at, option_of, start_rung
from scenarios.strength_past import LastTime
from scenarios.strength_week import AskedSession, Ceiling, EasedSession, Option


def eased_sessions(
    gym: Gym,
    sessions: Iterable[AskedSession],
    phase: WeekPhase,
    standings: Mapping[str, Standing],
    last_time: Mapping[str, LastTime],
) -> tuple[EasedSession, ...]:
    """The sessions of a week that a morning lets not grow, or steps down."""
    doses = doses_of(gym, phase)
    return tuple(
        _eased(session, gym, doses, standings, last_time)
        for session in sessions
        if session.easing.step_down or not session.easing.growth
    )


def _eased(
    session: AskedSession,
    gym: Gym,
    doses: Doses,
    standings: Mapping[str, Standing],
    last_time: Mapping[str, LastTime],
) -> EasedSession:
    options: list[Option] = []
    ceilings: list[tuple[str, Ceiling]] = []
    for exercise in gym.exercises().values():
        kit = gym.kit_for(exercise) | {"bodyweight"}
        standing = standings.get(exercise.id)
        then = None if session.easing.growth else last_time.get(exercise.id)
        if then is not None:
            standing = then.standing
        steps_down = session.easing.step_down and exercise.legs != "none"
        if steps_down:
            standing = stepped_down(gym, exercise, standing, doses)
        option = option_of(exercise, standing, kit, gym.level, doses)
        if then is not None:
            sets = min(option.sets, then.sets)
            option = replace(option, sets=sets, fewest=min(option.fewest, sets))
            load = option.load if steps_down else load_at(exercise, kit, then.standing)
            ceilings.append((exercise.id, Ceiling(load, then.sets, max(option.low, then.standing.amount))))
        elif steps_down:
            ceilings.append((exercise.id, Ceiling(option.load, option.sets, option.target)))
        options.append(option)
    return EasedSession(session.name, tuple(options), tuple(ceilings))


def stepped_down(gym: Gym, exercise: Exercise, standing: Standing | None, doses: Doses) -> Standing:
    """Where an athlete stands with an exercise one step of its progression further down."""
    kit = gym.kit_for(exercise) | {"bodyweight"}
    standing = standing or Standing(start_rung(exercise, kit, gym.level), 0)
    return step_back(standing, ladder_of(gym, exercise, standing, doses))
