"""A plan as the CSV that Google Calendar imports: fixed English columns, dates as month/day/year, times of 12 hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from scenarios.plan import Plan
from scenarios.sessions import PlannedSession
from scenarios.strength.plan import StrengthContent
from solver.output.content import content_in
from solver.output.fuel import fuel_of
from solver.output.identity import summary
from solver.output.spreadsheet import csv_file
from solver.output.text import one_line, plain

COLUMNS = ("Subject", "Start Date", "Start Time", "End Date", "End Time", "All Day Event", "Description", "Private")


def google_calendar(plan: Plan, why: Mapping[tuple[int, str], str], strength: StrengthContent) -> bytes:
    """The plan's sessions, one row each, in the athlete's wall time, which the calendar reads in its own zone.

    ``why`` is keyed by week (from 0) and session name; ``strength`` is what strength sessions hold.
    An import of this format always adds: it knows no identity.
    """
    in_time = sorted(plan.sessions, key=lambda planned: (planned.start, planned.name))
    return csv_file(COLUMNS, [_row(plan, planned, why, strength) for planned in in_time])


def _row(
    plan: Plan, planned: PlannedSession, why: Mapping[tuple[int, str], str], strength: StrengthContent
) -> tuple[str, ...]:
    clock = plan.instance.clock
    start, end = clock.wall(planned.start), clock.wall(planned.end)
    here = why.get((plan.instance.days[planned.day].week, planned.name))
    told = [
        *map(str, content_in(plan, planned, strength)),
        *fuel_of(plan, planned),
        *([f"Why here: {here}"] if here else []),
    ]
    return (
        one_line(summary(plan, planned)),
        f"{start:%m/%d/%Y}",
        _time(start),
        f"{end:%m/%d/%Y}",
        _time(end),
        "False",
        plain("\n".join(told)),
        "True",
    )


def _time(wall: dt.datetime) -> str:
    """``06:30 PM``, whatever the machine's language calls the halves of a day."""
    return f"{wall.hour % 12 or 12:02}:{wall.minute:02} {'AM' if wall.hour < 12 else 'PM'}"
