"""How long a strength session is in a week that eases off: its main part shrinks with the sets in it."""

from __future__ import annotations

from scenarios.catalog import strength_phase
from scenarios.easing import sets_left
from scenarios.season.shares import STEP
from scenarios.strength.clock import around, seconds, straight

SHORTEST = 15
"""min: a little more than warm-up and cool-down take (our convention; the 20 min of S6 hold for whole sessions)."""


def eased_minutes(minutes: int, phase: str, set_factor: float) -> int:
    """The min of a session that usually takes ``minutes``, in a week of a phase (words of ``seasons.csv``).

    The main part keeps its exercises and loses the time of the sets that are left out, with the rests before them; a
    set counts as the phase's middle reps and its rest. To the nearest 5 min, never longer than usual.
    """
    row = strength_phase(phase) if phase else None
    if row is None or row.sets is None or row.reps is None or row.rest is None or set_factor >= 1:
        return minutes
    usual = row.sets[1]
    left = sets_left(usual, round(100 * set_factor))
    work, rest = sum(row.reps) * seconds("usual_rep") // 2, row.rest[0]
    frame = around(lighter_set=False)
    main = (60 * minutes - frame) * straight(left, work, rest) / straight(usual, work, rest)
    eased = STEP * round((frame + main) / 60 / STEP)
    return min(minutes, max(eased, SHORTEST))
