"""A deload: what it holds of a load week, and how many weeks lie between two (``parameters.csv``)."""

from __future__ import annotations

from scenarios.season.gap import is_gap

DELOAD_RUN, DELOAD_LONG, DELOAD_SETS = 75, 70, 55
"""% of a load week's running, of its long run (``deload_run_factor``) and of its sets (``deload_strength_sets``)."""
DELOAD_EVERY = 3
"""The fewest weeks from one deload to the next (``deload_every``: 3 to 6): none is due before."""


def rested_in(begun: int, days: int) -> int:
    """The week (from 0) that a break of so many days from the day ``begun`` (from 0) makes one of rest, as a deload is.

    That is the last of which it takes as many days as are a gap, and the one it begins in where there is none.
    """
    end = begun + days
    weeks = range((end - 1) // 7, begun // 7, -1)
    return next((week for week in weeks if is_gap(min(end, 7 * week + 7) - max(begun, 7 * week))), begun // 7)


def is_due(week: int, rested: int) -> bool:
    """Whether a deload may stand in a week (from 0) when another was one of rest."""
    return not rested < week < rested + DELOAD_EVERY
