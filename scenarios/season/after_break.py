"""What a break asks of the weeks after it: the first run is an easy one, and the break counts as a deload."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from scenarios.catalog import SeasonRow
from scenarios.schema import Scenario
from scenarios.season.deload import DELOAD_EVERY
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
