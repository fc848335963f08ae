"""What a break asks of the weeks after it: little quality at first, and no deload so soon after a rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from scenarios.catalog import SeasonRow, seasons
from scenarios.schema import Goal, Scenario
from scenarios.season.deload import DELOAD_EVERY, DELOAD_RUN, is_due, rested_in
from scenarios.season.gap import percent_after
from scenarios.season.rows import WeekTarget
from scenarios.season.weeks_done import break_before, run_before
from scenarios.spoken import counted


def without_deloads(rows: Sequence[SeasonRow | None], scenario: Scenario) -> tuple[list[SeasonRow | None], list[str]]:
    """The rows with the last load row in the place of a deload that is not due, and what was changed.

    Four days away or more rest the runner as a deload does (``rested_in``). None is due sooner after that than
    deloads ever follow each other, nor in a season's first weeks as long as too few weeks of running are told before.
    """
    kept, notes = list(rows), []
    broken, days = -1 - _weeks_told(scenario), 0
    for week, row in enumerate(rows):
        found = break_before(scenario.start + dt.timedelta(days=7 * week), scenario)
        if found is not None:
            broken, days = rested_in((found.resume - scenario.start).days - found.days, found.days), found.days
        if row is not None and row.deload and not is_due(week, broken):
            loads = [each for each in kept[:week] if each is not None and not each.deload]
            kept[week] = loads[-1] if loads else _load_row_before(row)
            away = f"the {counted(days, 'day')} away before it were one"
            early = f"none is due in the first {DELOAD_EVERY - 1} weeks of running, told or planned"
            notes.append(f"week {week + 1}: no deload, {away if days else early}")
    return kept, notes


def _weeks_told(scenario: Scenario) -> int:
    """How many weeks in a row just before the start are told and hold running; 0 after a gap, which is a rest."""
    past = run_before(scenario)
    running = [week is not None and week.minutes > 0 for week in reversed(past.weeks)]
    return 0 if past.gap else [*running, False].index(False)


def _load_row_before(deload: SeasonRow) -> SeasonRow:
    """The row of the table that a deload is a share of."""
    return next(row for row in reversed(seasons()[deload.goal][: deload.week - 1]) if not row.deload)


def coming_back(target: WeekTarget, days: int) -> tuple[WeekTarget, list[str]]:
    """The target of a week of the first seven days after so many without a run, and what was changed.

    Where a break leaves no more of the last week than a deload does (A13: 75 %, from 8 days on), those days hold no
    more quality than the goal's deload has. What the athlete set by hand stands.
    """
    most = quality_after(days, target.row.goal)
    if most is None or target.quality <= most or target.quality_by_hand:
        return target, []
    told = f"{counted(most, 'quality session')} instead of {target.quality}, as in a deload"
    return replace(target, quality=most), [f"{told}: the first seven days after {days} without a run"]


def quality_after(days: int, goal: Goal) -> int | None:
    """The most quality sessions of the first seven days after so many without a run; None where no such rule holds."""
    if percent_after(days) > DELOAD_RUN:
        return None
    return next(row.quality_sessions for row in seasons()[goal] if row.deload)
