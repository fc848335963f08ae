"""How much of a late long run is at goal pace."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.catalog import SeasonRow, run_types
from scenarios.catalog.content import contents
from scenarios.schema import Level, RunEntry
from scenarios.season.rows import reaches

MOST_PERCENT = 20
"""What is not easy of a week's running (``easy_share_min``: 80 % easy), taken for the long run alone."""


def goal_pace_minutes(row: SeasonRow, runs: Sequence[RunEntry], level: Level) -> int:
    """The least block of a race-pace run (min) in the long run of a row that asks for goal pace, else 0.

    Nothing where that is more than a fifth of the long run, or below the level that race-pace runs are for.
    """
    block = contents()["race_pace"].block
    longest = max((run.minutes or 0 for run in runs if run.type == "long"), default=0)
    if not row.long_goal_pace or block is None or not reaches(level, run_types()["race_pace"].min_level):
        return 0
    return block[0] if 100 * block[0] <= MOST_PERCENT * longest else 0
