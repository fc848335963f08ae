"""A plan as an iCalendar file (RFC 5545) that any calendar can subscribe to or import.

The bytes depend on the plan alone, never on the clock or the machine. A session keeps its UID wherever a
later solve puts it, so that importing again moves the event instead of adding another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from scenarios.plan import Plan, PlannedSession
from scenarios.strength_plan import NOT_FILLED, StrengthContent
from solver.output.content import content_in
from solver.output.fuel import fuel_of
from solver.output.ical_line import escaped, escaped_line, local_time, written
from solver.output.identity import summary, uid
from solver.output.text import NOTICE, plain
from solver.output.vtimezone import UTC_NAMES, vtimezone

SESSION_PROPERTY, LEGS_PROPERTY = "X-RUNLIFT-SESSION", "X-RUNLIFT-LEGS"
KEY_CATEGORY, HEAVY_CATEGORY, RACE_CATEGORY = "Key", "Heavy legs", "Race"
KIND_CATEGORIES = {"run": "Run", "strength": "Strength", "cross": "Cross-training"}
Cancelled: TypeAlias = tuple[Plan, PlannedSession]
"""A session of an earlier plan that stands no more, and that plan."""


def calendar(
    plan: Plan,
    why: Mapping[tuple[int, str], str],
    note: str = "",
    gone: Iterable[Cancelled] = (),
    strength: StrengthContent = NOT_FILLED,
) -> bytes:
    """The plan's sessions as events, UTF-8 with CRLF line ends; days of rest are no events.

    ``why`` gives the reason a session stands where it stands, by week (from 0) and the session's name; ``note``
    is told about the calendar as a whole, such as that the search was interrupted. ``gone`` are events of an earlier
    calendar that stand no more: they are cancelled, so that an import takes them away. ``strength`` is what strength
    sessions hold.
    Times carry the scenario's zone, UTC is written as such, and without a zone they float. A start or end in
    the hour the clocks repeat is written in UTC, because a local time cannot say which of the two it means.
    """
    name, told = escaped_line(title_of(plan.instance.athlete)), escaped("\n".join(filter(None, (note, NOTICE))))
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//runlift//runlift//EN", "CALSCALE:GREGORIAN")
    # The X-WR- names are what most clients read; RFC 7986 gave the same things proper names.
    names = (f"DESCRIPTION:{told}", f"X-WR-CALDESC:{told}", f"NAME:{name}", f"X-WR-CALNAME:{name}")
    events = [
        _event(plan, planned, why.get((plan.instance.days[planned.day].week, planned.name), ""), strength)
        for planned in sorted(plan.sessions, key=lambda planned: (planned.start, planned.name))
    ]
    events += [_cancelled(plan, cancelled) for cancelled in gone]
    parts = (written((*head, *names)), _zone(plan), *map(written, events), written(("END:VCALENDAR",)))
    return b"".join(parts)


def title_of(athlete: str) -> str:
    """What the calendar is called."""
    return f"Training: {athlete}"


def _zone(plan: Plan) -> bytes:
    zone = plan.instance.clock.zone
    if zone is None or zone in UTC_NAMES:
        return b""
    first, last = plan.date(0).year, plan.date(plan.day_count).year
    return vtimezone(zone, max(first - 1, 2), min(last + 1, 9997))


def _cancelled(plan: Plan, cancelled: Cancelled) -> Iterator[str]:
    earlier, planned = cancelled
    yield "BEGIN:VEVENT"
    yield f"SUMMARY:{escaped_line(f'Cancelled: {summary(earlier, planned)}')}"
    yield from _when(plan, earlier, planned)
    yield "STATUS:CANCELLED"
    yield "TRANSP:TRANSPARENT"
    yield f"{SESSION_PROPERTY}:{escaped_line(planned.name)}"
    yield "END:VEVENT"


def _event(plan: Plan, planned: PlannedSession, why: str, strength: StrengthContent) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"SUMMARY:{escaped_line(summary(plan, planned))}"
    yield from _when(plan, plan, planned)
    yield f"CATEGORIES:{','.join(map(escaped_line, _categories(planned)))}"
    yield f"DESCRIPTION:{escaped(_description(plan, planned, why, strength))}"
    yield "STATUS:CONFIRMED"
    yield "TRANSP:OPAQUE"
    # what a client may show otherwise, so that a plan can be read back from its calendar
    if planned.session.kind == "strength":
        yield f"{LEGS_PROPERTY}:{planned.session.legs}"
    yield f"{SESSION_PROPERTY}:{escaped_line(planned.name)}"
    yield "END:VEVENT"


def _when(plan: Plan, of: Plan, planned: PlannedSession) -> Iterator[str]:
    """Start and end of a session of the plan ``of``, its identity, and the stamp of the plan that tells of it."""
    clock = of.instance.clock
    start, end = clock.wall(planned.start), clock.wall(planned.end)
    in_zone, mark = "" if clock.zone is None else f";TZID={clock.zone}", ""
    ambiguous = any(clock.twice(wall.date(), f"{wall:%H:%M}") for wall in (start, end))
    if ambiguous or clock.zone in UTC_NAMES:
        start, end = start.astimezone(dt.UTC), end.astimezone(dt.UTC)
        in_zone, mark = "", "Z"
    yield f"DTSTART{in_zone}:{local_time(start)}{mark}"
    yield f"DTEND{in_zone}:{local_time(end)}{mark}"
    yield f"DTSTAMP:{local_time(dt.datetime.combine(plan.instance.start, dt.time()))}Z"
    yield f"UID:{uid(of, planned)}"


def _categories(planned: PlannedSession) -> list[str]:
    session = planned.session
    marks = {RACE_CATEGORY: session.type == "race", KEY_CATEGORY: session.key, HEAVY_CATEGORY: session.heavy_legs}
    return [KIND_CATEGORIES[session.kind], *(mark for mark, holds in marks.items() if holds)]


def _description(plan: Plan, planned: PlannedSession, why: str, strength: StrengthContent) -> str:
    week = plan.instance.days[planned.day].week
    parts = [str(part) for part in content_in(plan, planned, strength)]
    first = plan.instance.first_week
    place = f"Week {week + 1 + first} of {plan.instance.weeks + first}"
    reason = [f"Why here: {plain(why)}"] if plain(why).strip() else []
    return "\n".join((*parts, "", *fuel_of(plan, planned), "", *reason, place, NOTICE))
