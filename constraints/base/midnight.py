"""Pairs that midnight divides: a session late on one day and one early on the next, with little time in between.

Most weeks have no slots near midnight. Nothing is then found, and nothing stated.
"""

from __future__ import annotations

from collections.abc import Iterator

from constraints.base.cell import Filter, Place
from constraints.base.grid import Grid
from scenarios.plan import Plan
from scenarios.sessions import PlannedSession


def over_midnight(grid: Grid, first: Filter, second: Filter, below_minutes: int) -> Iterator[tuple[Place, Place, int]]:
    """Pairs (a place, a place of the day after, the gap between in min).

    The gap is elapsed, from the end of the earlier to the start of the later, and less than ``below_minutes``. At least
    one of the two is to be planned. Before the first day stands what history tells; after the last the race, or the
    first day once more where the week repeats.
    """
    for day in range(-1, len(grid.days())):
        mornings = grid.places_on(day + 1, second)
        for earlier in grid.places_on(day, first) if mornings else ():
            if earlier.end + below_minutes <= mornings[0].start:
                continue
            for later in mornings:
                gap = later.start - earlier.end
                if gap < below_minutes and not (earlier.given and later.given):
                    yield earlier, later, gap


def nights(plan: Plan) -> Iterator[tuple[PlannedSession, PlannedSession]]:
    """Every pair (a session of one day, one of the day after) of which the plan holds at least one."""
    for day in range(-1, plan.day_count):
        for earlier in plan.on(day):
            for later in plan.on(day + 1):
                if not (earlier.settled and later.settled):
                    yield earlier, later
