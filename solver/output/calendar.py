"""A plan as an iCalendar file (RFC 5545) that any calendar can subscribe to or import.

The bytes depend on the plan alone, never on the clock or the machine. A session keeps its UID wherever a
later solve puts it, so that importing again moves the event instead of adding another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeAlias

from icalendar import Calendar, Event, vCategory, vDatetime, vText

from scenarios.clock import Clock
from scenarios.plan import Plan
from scenarios.sessions import PlannedSession, Session
from scenarios.strength.plan import NOT_FILLED, StrengthContent
from solver.output.content import content_in
from solver.output.folding import Kept, escaped, written
from solver.output.fuel import fuel_of
from solver.output.identity import summary, uid
from solver.output.text import NOTICE, one_line, plain
from solver.output.vtimezone import UTC_NAMES, vtimezone_text, with_zone

SESSION_PROPERTY, LEGS_PROPERTY = "X-RUNLIFT-SESSION", "X-RUNLIFT-LEGS"
KEY_CATEGORY, HEAVY_CATEGORY, RACE_CATEGORY = "Key", "Heavy legs", "Race"
KIND_CATEGORIES = {"run": "Run", "strength": "Strength", "cross": "Cross-training"}
_HEAD = {
    "PRODID": vText("-//runlift//runlift//EN"),
    "VERSION": vText("2.0"),
    "CALSCALE": vText("GREGORIAN"),
}
_STANDS = {"STATUS": Kept(vText("CONFIRMED")), "TRANSP": Kept(vText("OPAQUE"))}
_GONE = {"STATUS": Kept(vText("CANCELLED")), "TRANSP": Kept(vText("TRANSPARENT"))}
_KEPT = 1024
"""Values kept of a kind: what the weeks of a club's members have in common."""
Cancelled: TypeAlias = tuple[Plan, PlannedSession]
"""A session of an earlier plan that stands no more, and that plan."""


class Text(vText):
    """Text escaped as RFC 5545, 3.3.11 says: the library's own way takes a written backslash-N for a line end."""

    def to_ical(self) -> bytes:
        """The text as it stands in the file."""
        return escaped(self).encode("utf-8")


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
    name = Text(one_line(f"Training: {plan.instance.athlete}"))
    told = Text("\n".join(filter(None, (plain(note), NOTICE))))
    # The X-WR- names are what most clients read; RFC 7986 gave the same things proper names.
    titles = {"NAME": name, "X-WR-CALNAME": name, "DESCRIPTION": told, "X-WR-CALDESC": told}
    component = Calendar({**_HEAD, **titles})
    zone, written_zone = plan.instance.clock.zone, b""
    if zone is not None and zone not in UTC_NAMES:
        first, last = plan.date(0).year, plan.date(plan.day_count).year
        written_zone = vtimezone_text(zone, max(first - 1, 2), min(last + 1, 9997))
    for planned in sorted(plan.sessions, key=lambda planned: (planned.start, planned.name)):
        week = plan.instance.days[planned.day].week
        component.add_component(_event(plan, planned, why.get((week, planned.name), ""), strength))
    for cancelled in gone:
        component.add_component(_cancelled(plan, cancelled))
    return with_zone(written(component), written_zone)


def _cancelled(plan: Plan, cancelled: Cancelled) -> Event:
    earlier, planned = cancelled
    told = one_line(f"Cancelled: {summary(earlier, planned)}")
    return Event(
        {
            **_placed(plan, earlier, planned),
            "SUMMARY": _text(told),
            SESSION_PROPERTY: _text(planned.name),
            **_GONE,
        }
    )


def _event(plan: Plan, planned: PlannedSession, why: str, strength: StrengthContent) -> Event:
    # what a client may show otherwise, so that a plan can be read back from its calendar
    shown_otherwise = {SESSION_PROPERTY: _text(planned.name)}
    if planned.session.kind == "strength":
        shown_otherwise[LEGS_PROPERTY] = _text(planned.session.legs)
    return Event(
        {
            **_placed(plan, plan, planned),
            "SUMMARY": _text(one_line(summary(plan, planned))),
            "CATEGORIES": _categories(planned.session),
            **shown_otherwise,
            "DESCRIPTION": Text(_description(plan, planned, why, strength)),
            **_STANDS,
        }
    )


def _placed(plan: Plan, owner: Plan, planned: PlannedSession) -> dict[str, vText | Kept]:
    """Which event it is, told by which plan, and when; its session is one of ``owner``.

    Values are of the library's types, which makes an event in a third of the time of ``add``.
    """
    start, end = _times(owner.instance.clock, planned.start, planned.end)
    return {
        "UID": vText(uid(owner, planned)),
        "DTSTAMP": _midnight(plan.instance.start),
        "DTSTART": start,
        "DTEND": end,
    }


@lru_cache(maxsize=_KEPT)
def _text(text: str) -> Kept:
    return Kept(Text(text))


@lru_cache(maxsize=_KEPT)
def _midnight(date: dt.date) -> Kept:
    return Kept(vDatetime(dt.datetime.combine(date, dt.time(), dt.UTC)))


@lru_cache(maxsize=_KEPT)
def _times(clock: Clock, start: int, end: int) -> tuple[Kept, Kept]:
    walls = clock.wall(start), clock.wall(end)
    ambiguous = any(clock.twice(clock.wall(each).date(), clock.time(each)) for each in (start, end))
    if ambiguous or clock.zone in UTC_NAMES:
        walls = walls[0].astimezone(dt.UTC), walls[1].astimezone(dt.UTC)
    return Kept(vDatetime(walls[0])), Kept(vDatetime(walls[1]))


@lru_cache(maxsize=_KEPT)
def _categories(session: Session) -> Kept:
    marks = {RACE_CATEGORY: session.type == "race", KEY_CATEGORY: session.key, HEAVY_CATEGORY: session.heavy_legs}
    return Kept(vCategory([KIND_CATEGORIES[session.kind], *(mark for mark, holds in marks.items() if holds)]))


def _description(plan: Plan, planned: PlannedSession, why: str, strength: StrengthContent) -> str:
    week = plan.instance.days[planned.day].week
    parts = [str(part) for part in content_in(plan, planned, strength)]
    first = plan.instance.first_week
    place = f"Week {week + 1 + first} of {plan.instance.weeks + first}"
    reason = [f"Why here: {plain(why)}"] if plain(why).strip() else []
    return "\n".join((*parts, "", *fuel_of(plan, planned), "", *reason, place, NOTICE))
