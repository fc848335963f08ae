"""A VTIMEZONE that says exactly what the time zone database says, transition by transition.

Rules such as "last Sunday of March" cannot tell Ramadan in Morocco, and a search in long steps misses it:
every change of offset in the covered years is found by short steps and bisection and written out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from scenarios.zones import zone

_STEP = 12 * 3600
UTC_NAMES = frozenset({"UTC", "Etc/UTC", "UCT", "Etc/UCT", "Universal", "Etc/Universal", "Zulu", "Etc/Zulu"})


@dataclass(frozen=True, slots=True)
class Transition:
    """A change of the clocks: the instant (s since the epoch, UTC), offsets before and after, the new name."""

    at: int
    before: dt.timedelta
    after: dt.timedelta
    name: str
    daylight: bool


def transitions(name: str, first: int, last: int) -> Iterator[Transition]:
    """Every change of offset, name or daylight saving in ``first < instant <= last`` (s since the epoch).

    Two changes within half a day of each other would count as one; the database has none in use today.
    """
    info = zone(name)
    known = _state(info, first)
    for start in range(first, last, _STEP):
        end = min(start + _STEP, last)
        new = _state(info, end)
        if new != known:
            yield Transition(_bisect(info, start, end), known[0], *new)
            known = new


@lru_cache(maxsize=64)
def vtimezone_text(name: str, first_year: int, last_year: int) -> bytes:
    """The zone's VTIMEZONE as it stands in a file: a third of a week's calendar, and the same for a whole club."""
    return bytes(vtimezone(name, first_year, last_year).to_ical())


def with_zone(calendar: bytes, zone: bytes) -> bytes:
    """A calendar's text with a VTIMEZONE before its first event. Nothing a person wrote begins a line."""
    head, event, rest = calendar.partition(b"\r\nBEGIN:VEVENT\r\n")
    if not event:
        head, event, rest = calendar.rpartition(b"\r\nEND:VCALENDAR\r\n")
    return head + b"\r\n" + zone + event.removeprefix(b"\r\n") + rest


def vtimezone(name: str, first_year: int, last_year: int) -> Timezone:
    """The zone's VTIMEZONE for whole years, both included, with one observance per change."""
    first = int(dt.datetime(first_year, 1, 1, tzinfo=dt.UTC).timestamp())
    last = int(dt.datetime(last_year + 1, 1, 1, tzinfo=dt.UTC).timestamp())
    component = Timezone()
    component.add("tzid", name)
    offset, abbreviation, daylight = _state(zone(name), first)
    component.add_component(_observance(Transition(first, offset, offset, abbreviation, daylight)))
    for transition in transitions(name, first, last):
        component.add_component(_observance(transition))
    return component


def _observance(transition: Transition) -> TimezoneStandard | TimezoneDaylight:
    observance = TimezoneDaylight() if transition.daylight else TimezoneStandard()
    local = dt.datetime(1970, 1, 1) + dt.timedelta(seconds=transition.at) + transition.before
    observance.add("dtstart", local)
    observance.add("tzoffsetfrom", transition.before)
    observance.add("tzoffsetto", transition.after)
    observance.add("tzname", transition.name)
    return observance


def _state(info: ZoneInfo, instant: int) -> tuple[dt.timedelta, str, bool]:
    local = dt.datetime.fromtimestamp(instant, info)
    return local.utcoffset() or dt.timedelta(), local.tzname() or "", (local.dst() or dt.timedelta()) > dt.timedelta()


def _bisect(info: ZoneInfo, before: int, after: int) -> int:
    old = _state(info, before)
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (middle, after) if _state(info, middle) == old else (before, middle)
    return after
