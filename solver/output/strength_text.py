"""A filled strength session in words: exercises with sets, reps, load, rest and cue."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

from scenarios.catalog import strength_phase
from scenarios.season.periodization import WeekAsk
from scenarios.spoken import counted
from scenarios.strength.plan import Block, FilledSession, Prescription
from scenarios.strength.week import Load

SEED_EFFORT = "effort: stop with about 2 reps in reserve"


def ordinals(session: FilledSession) -> Iterator[tuple[str, Block, Prescription]]:
    """Each exercise with its place: ``1``, or ``2a`` and ``2b`` where two take turns."""
    for number, block in enumerate(session.blocks, 1):
        for letter, done in zip(ascii_lowercase, block.exercises, strict=False):
            yield f"{number}{letter if len(block.exercises) > 1 else ''}", block, done


def dose(done: Prescription) -> str:
    """``3 x 8``, ``3 x 30 s``, with ``a side`` where it has two."""
    unit = " s" if done.option.exercise.hold else ""
    side = " a side" if done.option.exercise.one_sided else ""
    return f"{done.sets} x {done.amount}{unit}{side}"


def load_text(load: Load) -> str:
    """What is lifted and where: ``2 x 16 kg, at the sides``, ``dumbbell, held at the chest``, ``bodyweight``."""
    if load.kg is not None and load.loaded:
        weight = f"{load.count} x {load.kg:g} kg" if load.count > 1 else f"{load.kg:g} kg"
    else:
        weight = load.equipment
    heavier = f", {counted(load.raises, 'step')} heavier than at first" if load.raises else ""
    return (f"{weight}, {load.words}" if load.words else weight) + ("" if load.kg is not None else heavier)


def entry(done: Prescription) -> str:
    """One exercise as a training log writes it: ``goblet_squat 3x8@20kg``; a weight nobody told by its name."""
    load, count = done.option.load, done.amount
    weight = load.equipment
    if load.kg is not None and load.loaded:
        weight = f"{load.count}x{load.kg:g}kg" if load.count > 1 else f"{load.kg:g}kg"
    return f"{done.option.id} {done.sets}x{count}{'s' if done.option.exercise.hold else ''}@{weight}"


def entries(session: FilledSession) -> str:
    """A session's exercises in one cell."""
    return "; ".join(entry(done) for done in session.exercises())


def lines(session: FilledSession) -> list[str]:
    """One line for each exercise in order, and the rests."""
    written = []
    for place, block, done in ordinals(session):
        exercise = done.option.exercise
        rest = "" if len(block.exercises) > 1 else f"; rest {block.rest_s} s"
        cue = f". {exercise.cue}" if exercise.cue else ""
        written.append(f"{place}. {exercise.name}: {dose(done)}, {load_text(done.option.load)}{rest}{cue}")
        if len(block.exercises) > 1 and done is block.exercises[-1]:
            written.append(f"   in turns, {block.rest_s} s of rest after each round")
    return written


def effort_of(ask: WeekAsk) -> str:
    """How hard a week's sessions are, by its phase: session-RPE and reps in reserve; in a deload one RPE less."""
    row = strength_phase(ask.strength_phase) if ask.strength_phase else None
    if row is None or row.rpe is None:
        return SEED_EFFORT
    eased = "deload" in ask.strength_phase
    low, high = (value - eased for value in row.rpe)
    rpe = f"{low}-{high}" if low < high else f"{low}"
    reserve = "" if row.reps_in_reserve is None else f", about {row.reps_in_reserve} reps in reserve"
    return f"effort: RPE {rpe}{reserve}"
