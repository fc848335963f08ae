"""What a break asks of the weeks after it: little quality at first, and no deload where the break was one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from scenarios.catalog import SeasonRow, seasons
from scenarios.schema import Scenario
from scenarios.season.deload import DELOAD_EVERY, DELOAD_RUN
from scenarios.season.gap import percent_after
from scenarios.season.rows import WeekTarget
from scenarios.season.weeks_done import break_before
from scenarios.spoken import counted


def without_deloads(rows: Sequence[SeasonRow | None], scenario: Scenario) -> tuple[list[SeasonRow | None], list[str]]:
    """The rows with the last load row in the place of a deload soon after a break, and what was changed.

    Four days away or more rest the runner as a deload does, in the week they begin in. None is due sooner after it than
    deloads ever follow each other.
    """
    kept, notes = list(rows), []
    broken, days = -DELOAD_EVERY, 0
    for week, row in enumerate(rows):
        found = break_before(scenario.start + dt.timedelta(days=7 * week), scenario)
        if found is not None:
            broken, days = ((found.resume - scenario.start).days - found.days) // 7, found.days
        loads = [each for each in kept[:week] if each is not None and not each.deload]
        if row is not None and row.deload and loads and broken < week < broken + DELOAD_EVERY:
            kept[week] = loads[-1]
            notes.append(f"week {week + 1}: no deload, the {counted(days, 'day')} away before it were one")
    return kept, notes


def coming_back(target: WeekTarget, days: int) -> tuple[WeekTarget, list[str]]:
    """The target of a week of the first seven days after so many without a run, and what was changed.

    Where a break leaves no more of the last week than a deload does (A13: 75 %, from 8 days on), those days hold no
    more quality than the goal's deload has. What the athlete set by hand stands.
    """
    deload = next(row for row in seasons()[target.row.goal] if row.deload)
    fewer = min(target.quality, deload.quality_sessions)
    if percent_after(days) > DELOAD_RUN or fewer == target.quality or target.quality_by_hand:
        return target, []
    told = f"{counted(fewer, 'quality session')} instead of {target.quality}, as in a deload"
    return replace(target, quality=fewer), [f"{told}: the first seven days after {days} without a run"]
