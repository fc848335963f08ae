"""A filled strength session in words: exercises with sets, reps, load, rest and cue."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

from scenarios.catalog import strength_phases
from scenarios.spoken import counted
from scenarios.strength.ask import WeekPhase
from scenarios.strength.one_rep_max import MOST_RISE_PERCENT
from scenarios.strength.options import SEED_IN_RESERVE, Doses
from scenarios.strength.plan import Block, FilledSession, Prescription
from scenarios.strength.week import Load

SEED_EFFORT = f"effort: stop with about {SEED_IN_RESERVE} reps in reserve"


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
    place = ", ".join(filter(None, (weight, load.words, "lowered over 3 to 4 s" if load.slow else "")))
    return place if load.kg is not None else place + _felt(load)


def _felt(load: Load) -> str:
    """How heavy a weight is that nobody told: by feel as a phase begins, then so many steps more."""
    if load.chosen_at is None:
        return f", {counted(load.raises, 'step')} heavier than at first" if load.raises else ""
    steps = load.raises - load.chosen_at
    if steps > 0:
        return f", {counted(steps, 'step')} heavier than at the start of the phase"
    return f", chosen anew for these reps, at most {MOST_RISE_PERCENT} % above last time"


def _end(done: Prescription) -> str:
    return ", as hard as your kit makes it" if done.option.outgrown else ""


def spare(done: Prescription) -> str:
    """The reps a set leaves in reserve, where its weight leaves more than the phase asks; else ''."""
    left = done.option.in_reserve
    if left is None:
        return ""
    return f", leaves about {left + done.option.target - done.amount} reps in reserve"


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
        written.append(
            f"{place}. {exercise.name}: {dose(done)}, {load_text(done.option.load)}{spare(done)}{_end(done)}{rest}{cue}"
        )
        if len(block.exercises) > 1 and done is block.exercises[-1]:
            written.append(f"   in turns, {block.rest_s} s of rest after each round")
    return written


def effort_of(phase: WeekPhase, session: FilledSession) -> str:
    """How hard a session is, by its phase: session-RPE and reps in reserve; in a deload one RPE less and one rep more.

    Where max strength has no weight to make its reps heavy, it says what does (load of ``strength_phases.csv``).
    """
    row = None if phase.kind == "seed" else strength_phases()[phase.kind]
    if row is None or row.rpe is None:
        return SEED_EFFORT
    low, high = (value - phase.deload for value in row.rpe)
    rpe = f"{low}-{high}" if low < high else f"{low}"
    doses = Doses(row, phase.gentle, phase.set_percent, seed_strict=False, deload=phase.deload)
    effort = f"effort: RPE {rpe}, about {doses.in_reserve} reps in reserve"
    large = any(done.option.exercise.large for done in session.exercises())
    lifts = any(done.option.lift for done in session.exercises())
    if phase.kind == "max strength" and not phase.deload and large and not lifts:
        return f"{effort}; slower or deeper where it would be more"
    return effort
