"""Pairs that midnight divides: a session late on one day and one early on the next, with little time in between.

Most weeks have no slots near midnight. Nothing is then found, and nothing stated.
"""

from __future__ import annotations

from collections.abc import Iterator

from constraints.base.cell import Cell, Filter, places
from constraints.base.grid import Grid
from scenarios.plan import Plan, PlannedSession

DAY_MINUTES = 24 * 60


def over_midnight(
    grid: Grid, first: Filter, second: Filter, below_minutes: int
) -> Iterator[tuple[list[Cell], list[Cell], int]]:
    """Groups (cells of one place, later cells of one place of the day after, the gap between in min).

    The gap is elapsed, from the end of the earlier to the start of the later, and less than ``below_minutes``. At least
    one of the two is to be planned. Before the first day stands what history tells; after the last the race, or the
    first day once more where the week repeats.
    """
    last = len(grid.days())
    for day in range(-1, last):
        tonight, morning = grid.on(day, first), grid.on(day + 1, second)
        if not (tonight and morning):
            continue
        shift = last * DAY_MINUTES if grid.instance.repeat and day + 1 == last else 0
        if min(cell.start for cell in morning) + shift - max(cell.end for cell in tonight) >= below_minutes:
            continue
        for earlier in places(tonight):
            for later in places(morning):
                gap = later[0].start + shift - earlier[0].end
                settled = all(cell.given for cell in (*earlier, *later))
                if gap < below_minutes and not settled:
                    yield earlier, later, gap


def nights(plan: Plan) -> Iterator[tuple[PlannedSession, PlannedSession]]:
    """Every pair (a session of one day, one of the day after) of which the plan holds at least one."""
    for day in range(-1, plan.day_count):
        for earlier in plan.on(day):
            for later in plan.on(day + 1):
                if not (earlier.settled and later.settled):
                    yield earlier, later
