"""How long a strength session is that is eased off: its main part shrinks with the sets in it."""

from __future__ import annotations

from scenarios.catalog import strength_phase
from scenarios.easing import sets_left
from scenarios.season.shares import STEP
from scenarios.strength.clock import around, seconds, straight
from scenarios.strength.options import SEED_REPS, SEED_SETS

SHORTEST = 15
"""min: a little more than warm-up and cool-down take (our convention; the 20 min of S6 hold for whole sessions)."""


def eased_minutes(minutes: int, phase: str, set_factor: float) -> int:
    """The min of a session that usually takes ``minutes``, in a week of a phase (words of ``seasons.csv``).

    The main part keeps its exercises and loses the time of the sets that are left out, with the rests before them; a
    set counts as the phase's middle reps and its rest. To the nearest 5 min, never longer than usual.
    """
    usual = _set_of(phase)[0]
    return _with_sets(minutes, phase, usual, sets_left(usual, round(100 * set_factor)))


def eased_this_morning(minutes: int, phase: str, set_factor: float, *, was: int, now: int) -> int:
    """The min of a session that takes ``minutes`` with ``was`` percent of the sets of its week, once it has ``now``.

    In a week without a phase (``''``) a set is the article's own.
    """
    of_week = sets_left(_set_of(phase)[0], round(100 * set_factor))
    return _with_sets(minutes, phase, sets_left(of_week, was), sets_left(of_week, now))


def _set_of(phase: str) -> tuple[int, int, int]:
    """The sets of an exercise, and the s of work and of rest of each."""
    row = strength_phase(phase) if phase else None
    sets, reps, rest = SEED_SETS, SEED_REPS, seconds("round_rest")
    if row is not None and row.sets is not None and row.reps is not None and row.rest is not None:
        sets, reps, rest = row.sets[1], row.reps, row.rest[0]
    return sets, sum(reps) * seconds("usual_rep") // 2, rest


def _with_sets(minutes: int, phase: str, before: int, left: int) -> int:
    if left >= before:
        return minutes
    _, work, rest = _set_of(phase)
    frame = around(lighter_set=False)
    main = (60 * minutes - frame) * straight(left, work, rest) / straight(before, work, rest)
    eased = STEP * round((frame + main) / 60 / STEP)
    return min(minutes, max(eased, SHORTEST))
