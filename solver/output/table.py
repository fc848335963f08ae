"""A plan as a table (CSV, UTF-8): one row per session, one per day of rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scenarios.plan import Plan
from scenarios.schema import WEEKDAYS
from scenarios.sessions import PlannedSession
from scenarios.strength.plan import NOT_FILLED, StrengthContent
from solver.output.spreadsheet import csv_file
from solver.output.strength_text import entries

COLUMNS = ("athlete", "week", "date", "day", "slot", "start", "end", "session", "kind", "minutes", "key", "legs")
EXTRA_COLUMNS = ("type", "load", "why", "exercises")


def table(plan: Plan, why: Mapping[tuple[int, str], str], strength: StrengthContent = NOT_FILLED) -> bytes:
    """The plan's rows by day and time; minutes are min, load is session-RPE x min, weeks count from 1.

    ``why`` is keyed by week (from 0) and session name. Text that a spreadsheet would take for a formula gets
    an apostrophe in front; numbers are left alone. ``exercises`` are those of strength sessions, written as in a log.
    """
    return csv_file((*COLUMNS, *EXTRA_COLUMNS), _rows(plan, why, strength))


def _rows(plan: Plan, why: Mapping[tuple[int, str], str], strength: StrengthContent) -> Iterator[tuple[str | int, ...]]:
    for day in plan.instance.days:
        lead = (
            plan.instance.athlete,
            day.week + 1 + plan.instance.first_week,
            day.date.isoformat(),
            WEEKDAYS[day.date.weekday()],
        )
        for rest in _rows_of(plan, day.index, why, strength):
            yield *lead, *rest


def _rows_of(
    plan: Plan, day: int, why: Mapping[tuple[int, str], str], strength: StrengthContent
) -> Iterator[tuple[str | int, ...]]:
    sessions = sorted(plan.on(day), key=lambda planned: (planned.start, planned.name))
    if not sessions:
        yield "", "", "", "rest", "rest", 0, "false", "none", "rest", 0, "", ""
    for planned in sessions:
        place = plan.instance.days[day].week, planned.name
        filled = strength.sessions.get(place)
        yield (*_row(plan, planned), why.get(place, ""), "" if filled is None else entries(filled))


def _row(plan: Plan, planned: PlannedSession) -> tuple[str | int, ...]:
    session, clock = planned.session, plan.instance.clock
    return (
        planned.slot,
        clock.time(planned.start),
        clock.time(planned.end),
        planned.name,
        session.kind,
        session.minutes,
        "true" if session.key else "false",
        session.legs,
        session.type,
        session.load,
    )
