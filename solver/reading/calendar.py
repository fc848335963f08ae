"""A plan from an iCalendar file: our own events, wherever a person or a client moved them.

Every other event is told and passed over: a calendar holds more than training.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, cast

from icalendar import Component

from scenarios.catalog import run_types
from scenarios.errors import InputError, escaped, shown
from scenarios.iso_date import FIRST_YEAR, LAST_YEAR
from scenarios.schema import Legs
from scenarios.zones import zone
from solver.output.calendar import (
    HEAVY_CATEGORY,
    KEY_CATEGORY,
    KIND_CATEGORIES,
    LEGS_PROPERTY,
    RACE_CATEGORY,
    SESSION_PROPERTY,
)
from solver.output.identity import FOCUS_WORDS, UID_DOMAIN
from solver.reading.ical_text import BROKEN, events_of, strange_zone
from solver.reading.stated import (
    FEWEST_MINUTES,
    MAX_BYTES,
    MAX_SESSIONS,
    MOST_MINUTES,
    StatedPlan,
    StatedSession,
    is_strength,
    unit,
)

_MINUTES = re.compile(r",\s*[0-9]{1,4}\s*min\s*$")


@dataclass(frozen=True, slots=True)
class _Moment:
    """A time of an event: as written, as an instant (min) where its zone is known, and that zone."""

    wall: dt.datetime
    instant: int | None
    zone: str | None


def read_calendar(data: bytes, name: str) -> StatedPlan:
    """The plan an iCalendar file states; ``name`` is what errors call the file. Raises ``InputError``."""
    sessions: list[StatedSession] = []
    zones: list[str] = []
    notes: list[str] = []
    strange = cancelled = 0
    for number, event in enumerate(events_of(data, name, MAX_BYTES), 1):
        named = _named(event)
        if named is None:
            strange += 1
            continue
        if _text(event, "status").upper() == "CANCELLED":
            cancelled += 1
            continue
        where = f"{escaped(name)}: event {number} ({shown(_text(event, 'summary'))})"
        if "RRULE" in event or "RDATE" in event:
            notes.append(f"{where} repeats; only its first date is read")
        session, zone_name = _session(event, where, *named)
        if no_zone := strange_zone(event):
            notes.append(f"{where}: no such time zone {shown(no_zone)}; its time is read on the plan's clock")
        sessions.append(session)
        zones += [zone_name] if zone_name else []
        if len(sessions) > MAX_SESSIONS:
            raise session.fault("event", f"one more than {MAX_SESSIONS}; accepted: at most that many sessions")
    for count, what in ((strange, "not a session of ours"), (cancelled, "cancelled")):
        if count:
            told = what if count == 1 else what.replace("a session", "sessions")
            notes.append(f"{count} event{'s are' if count > 1 else ' is'} {told}")
    local = [name for name in zones if name != "UTC"]
    first = next(iter(local or zones), None)
    return StatedPlan(tuple(sessions), zone=first, notes=tuple(notes), passes_over=True)


def _text(event: Component, key: str) -> str:
    """A text property, its first value if it stands there twice."""
    value: Any = event.get(key, "")
    return str(value[0] if isinstance(value, list) and value else value)


def _categories(event: Component) -> list[str]:
    value: Any = event.get("categories", [])
    given = value if isinstance(value, list) else [value]
    return [str(category).strip() for each in given for category in getattr(each, "cats", [each])]


def _named(event: Component) -> tuple[str, int | None] | None:
    """The session an event is: by our own property, else by the title and kind we give it."""
    named = unit(_text(event, SESSION_PROPERTY).strip())
    if named is not None:
        return named
    categories = _categories(event)
    ours = _text(event, "uid").endswith(UID_DOMAIN) or bool({*KIND_CATEGORIES.values()} & {*categories})
    title = _MINUTES.sub("", _text(event, "summary")).strip().lower()
    if not ours:
        return None
    if RACE_CATEGORY in categories:
        return "race", 1
    titles = {row.name.lower(): type_ for type_, row in run_types().items() if type_ not in ("race", "rest")}
    titles |= {f"strength: {words}": focus for focus, words in FOCUS_WORDS.items()}
    return (titles[title], None) if title in titles else None


def _session(event: Component, where: str, type_: str, ordinal: int | None) -> tuple[StatedSession, str | None]:
    """The session as stated, and the zone its start names."""
    start, end = _moment(event, "start", where), _moment(event, "end", where)
    if start.instant is not None and end.instant is not None:
        minutes = end.instant - start.instant
    else:
        minutes = int((end.wall - start.wall).total_seconds() // 60)
    categories = _categories(event)
    session = StatedSession(
        where,
        type_,
        ordinal,
        start.wall,
        minutes,
        instant=start.instant,
        key=KEY_CATEGORY in categories if categories and not is_strength(type_) else None,
        legs=_legs(event, type_, categories),
    )
    if not FEWEST_MINUTES <= minutes <= MOST_MINUTES:
        raise session.fault("end", f"{minutes} min after its start; accepted: {FEWEST_MINUTES} to {MOST_MINUTES} min")
    return session, start.zone


def _legs(event: Component, type_: str, categories: list[str]) -> Legs | None:
    if not is_strength(type_):
        return None
    legs = _text(event, LEGS_PROPERTY).strip()
    if legs in ("none", "light", "heavy"):
        return cast(Legs, legs)
    if not categories or type_ == "upper":
        return None
    return "heavy" if HEAVY_CATEGORY in categories else "light"


def _moment(event: Component, which: str, where: str) -> _Moment:
    """The event's start or end; its zone is read from our own database where that knows it."""
    try:
        value = getattr(event, which)
        if not isinstance(value, dt.datetime):
            raise InputError(f"{where}: {which}: a whole day; accepted: a date with a time")
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise InputError(f"{where}: {which}: year {value.year}; accepted: {FIRST_YEAR} to {LAST_YEAR}")
        wall = value.replace(tzinfo=None, second=0, microsecond=0)
        if value.tzinfo is None:
            return _Moment(wall, None, None)
        name = getattr(value.tzinfo, "key", None)
        aware, known = _known(value, name)
        return _Moment(wall, int(aware.timestamp()) // 60, name if known else None)
    except BROKEN as error:
        message = f"cannot be read ({escaped(str(error)[:80])}); accepted: a date with a time"
        raise InputError(f"{where}: {which}: {message}") from None


def _known(value: dt.datetime, name: str | None) -> tuple[dt.datetime, bool]:
    try:
        return value.replace(tzinfo=zone(name or "")), True
    except ValueError:
        return value, False
