"""A training log -> where the athlete stands with each exercise, and how long ago the last strength session was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from scenarios.log.exercises import LoggedExercise
from scenarios.log.log import Log, LogEntry
from scenarios.strength.exercises import RANKS, Exercise
from scenarios.strength.options import Standing
from scenarios.strength.progression import EASY_RPE, Done, Ladder, PastExercise, PastSession, after
from scenarios.strength.week import LOADED_RANK

BARBELL_FROM_KG = 40.0
"""A single weight from here on is taken for a barbell where the exercise and the kit have one (our convention)."""


def strength_past(log: Log, before: dt.date) -> tuple[PastSession, ...]:
    """The strength sessions a log tells of before a date, the oldest first."""
    return tuple(
        PastSession(entry.date, tuple(_exercise(logged, entry) for logged in entry.exercises))
        for entry in log.before(before).entries
        if entry.done and entry.is_strength
    )


def _exercise(logged: LoggedExercise, entry: LogEntry) -> PastExercise:
    rpe = logged.rpe if logged.rpe is not None else entry.rpe
    done = Done(logged.sets, logged.reps or logged.hold_s or 0, EASY_RPE if rpe is None else rpe)
    load = logged.load
    kinds = {"bodyweight": "bodyweight", "band": "band"}
    heavy = load.kind == "weight" and load.count == 1 and load.kg >= BARBELL_FROM_KG
    equipment = kinds.get(load.kind, "barbell" if heavy else "dumbbell")
    return PastExercise(logged.exercise, done, equipment, load.kg or None, load.count)


@dataclass(frozen=True, slots=True)
class LastTime:
    """An exercise as it was last done: where the athlete stood, with the reps (or s) done and left, and the sets."""

    standing: Standing
    sets: int


def lifted(standing: Standing, done: Done) -> LastTime:
    """An exercise as it was just done at a standing."""
    return LastTime(replace(standing, amount=done.amount, in_reserve=done.left), done.sets)


def standings_from(
    past: Iterable[PastSession],
    ladders: Mapping[str, Ladder],
    starts: Mapping[str, Standing],
    before: Mapping[str, Standing],
) -> tuple[dict[str, Standing], dict[str, LastTime]]:
    """Standings after the sessions of a log, and each exercise as it was last done; ``before`` is where it began.

    Exercises that neither names have none.
    """
    standings = dict(before)
    last_time: dict[str, LastTime] = {}
    for session in past:
        for each in session.exercises:
            ladder = ladders.get(each.exercise)
            if ladder is None:
                continue
            was = standings.get(each.exercise)
            now = _found(ladder, each, was, starts[each.exercise])
            last_time[each.exercise] = lifted(now, each.done)
            standings[each.exercise] = after(now, each.done, ladder)
    return standings, last_time


def met_in(
    past: Iterable[PastSession],
    ladders: Mapping[str, Ladder],
    starts: Mapping[str, Standing],
    before: Mapping[str, Standing],
) -> tuple[dict[str, Standing], dict[str, LastTime]]:
    """As ``standings_from``, with nothing grown: read a second time, the sessions say the same."""
    standings = dict(before)
    last_time: dict[str, LastTime] = {}
    for session in past:
        for each in session.exercises:
            if each.exercise in ladders:
                now = _found(ladders[each.exercise], each, standings.get(each.exercise), starts[each.exercise])
                standings[each.exercise] = now
                last_time[each.exercise] = lifted(now, each.done)
    return standings, last_time


def _found(ladder: Ladder, each: PastExercise, was: Standing | None, start: Standing) -> Standing:
    """Where the session found the athlete: as the sessions before it said, unless the log says other equipment.

    What was lifted is what counts: a weight the log tells replaces the one expected. Without earlier sessions the first
    one is no miss, whatever it did.
    """
    equipment = _equipment(ladder.exercise, each, ladder.kit)
    if was is None or (was.rung >= 0 and equipment not in ladder.exercise.ladder[was.rung].equipment):
        return replace(_first(ladder, each, equipment, start), amount=min(each.done.amount, ladder.high))
    if each.kg is not None and was.kg is not None and each.kg != was.kg:
        return replace(was, kg=each.kg, count=each.count, amount=min(each.done.amount, ladder.high), at_top=0)
    return replace(was, kg=each.kg or was.kg, count=each.count)


def _first(ladder: Ladder, each: PastExercise, equipment: str, start: Standing) -> Standing:
    """The standing of a first session with some equipment."""
    fitting = [index for index, rung in enumerate(ladder.exercise.ladder) if equipment in rung.equipment]
    if not fitting:
        return start
    rung = start.rung if start.rung in fitting else fitting[0]
    loaded = RANKS[equipment] >= LOADED_RANK
    return Standing(rung, 0, kg=each.kg if loaded else None, count=each.count)


def _equipment(exercise: Exercise, each: PastExercise, kit: frozenset[str]) -> str:
    """The equipment meant by what the log tells: a weight is the hand weight or the bar the exercise takes."""
    if RANKS[each.equipment] < LOADED_RANK:
        return each.equipment
    weights = [item for item in exercise.equipment if RANKS[item] >= LOADED_RANK and item in kit]
    weights = weights or [item for item in exercise.equipment if RANKS[item] >= LOADED_RANK]
    if each.equipment in weights or not weights:
        return each.equipment
    return weights[0]


def equipment_of(exercise: Exercise, past: Iterable[PastSession], kit: frozenset[str]) -> str | None:
    """What the log last did an exercise with; None where it does not name it."""
    named = [each for session in past for each in session.exercises if each.exercise == exercise.id]
    return _equipment(exercise, named[-1], kit) if named else None
