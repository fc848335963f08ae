"""Days without training (A13): how much of the last week done the seven days after them hold."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from scenarios.catalog import seasons
from scenarios.catalog.table import rows


class Held(NamedTuple):
    """Min of running that the rest of a week holds after a gap, and the week after it."""

    rest: int
    after: int


def percent_after(days: int) -> int:
    """What part (%) of the last week done is resumed with after so many days; 0 where one begins anew (A13)."""
    return next((percent for least, percent in reversed(_gaps()) if days >= least), 100)


def is_gap(days: int) -> bool:
    """Whether so many days without training are enough to resume with less."""
    return percent_after(days) < 100


def begins_anew(days: int) -> bool:
    """Whether after so many days nothing of the weeks before them counts any more."""
    return not percent_after(days)


def held_after(done: int, days: int, left: int) -> Held:
    """What is held after so many days, of ``done`` min in the last week, with ``left`` days (1-7) of this one to come.

    The table has a share of a week, so seven days hold it: those that are left here, and so many of the next week,
    whose other days hold what the last week did. Never less than what a return from injury begins with, and no more
    where one begins anew.
    """
    percent, least = percent_after(days), seasons()["return"][0].run_minutes
    full = 100 if percent else 0
    rest, after = done * percent * left // 700, done * (percent * (7 - left) + full * left) // 700
    return Held(max(rest, least * left // 7), max(after, least))


@cache
def _gaps() -> tuple[tuple[int, int], ...]:
    """(from so many days on, % of the last week done), the fewest days first (``readiness.md`` A13)."""
    return tuple((int(row["days_low"]), int(row["percent"])) for row in rows("training_gaps.csv"))
