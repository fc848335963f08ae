"""A deload: what it holds of a load week, and how many weeks lie between two (``parameters.csv``)."""

from __future__ import annotations

DELOAD_RUN, DELOAD_LONG, DELOAD_SETS = 75, 70, 55
"""% of a load week's running, of its long run (``deload_run_factor``) and of its sets (``deload_strength_sets``)."""
DELOAD_EVERY = 3
"""The fewest weeks from one deload to the next (``deload_every``: 3 to 6): none is due before."""
