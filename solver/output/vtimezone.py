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

from scenarios.zones import zone
from solver.output.ical_line import escaped_line, local_time, written

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
def vtimezone(name: str, first_year: int, last_year: int) -> bytes:
    """The zone's VTIMEZONE for whole years, both included, with one observance per change.

    It is a third of a week's calendar, and the same for a whole club.
    """
    first = int(dt.datetime(first_year, 1, 1, tzinfo=dt.UTC).timestamp())
    last = int(dt.datetime(last_year + 1, 1, 1, tzinfo=dt.UTC).timestamp())
    offset, abbreviation, daylight = _state(zone(name), first)
    known = Transition(first, offset, offset, abbreviation, daylight)
    changes = (known, *transitions(name, first, last))
    lines = ("BEGIN:VTIMEZONE", f"TZID:{name}", *(line for each in changes for line in _observance(each)))
    return written((*lines, "END:VTIMEZONE"))


def _observance(transition: Transition) -> Iterator[str]:
    kind = "DAYLIGHT" if transition.daylight else "STANDARD"
    local = dt.datetime(1970, 1, 1) + dt.timedelta(seconds=transition.at) + transition.before
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{local_time(local)}"
    yield f"TZNAME:{escaped_line(transition.name)}"
    yield f"TZOFFSETFROM:{_offset(transition.before)}"
    yield f"TZOFFSETTO:{_offset(transition.after)}"
    yield f"END:{kind}"


def _offset(offset: dt.timedelta) -> str:
    """An offset from UTC as RFC 5545, 3.3.14 writes it: ``+0530``, with seconds where there are any."""
    seconds = abs(int(offset.total_seconds()))
    sign = "-" if offset < dt.timedelta() else "+"
    rest = f"{seconds % 60:02}" if seconds % 60 else ""
    return f"{sign}{seconds // 3600:02}{seconds // 60 % 60:02}{rest}"


def _state(info: ZoneInfo, instant: int) -> tuple[dt.timedelta, str, bool]:
    local = dt.datetime.fromtimestamp(instant, info)
    return local.utcoffset() or dt.timedelta(), local.tzname() or "", (local.dst() or dt.timedelta()) > dt.timedelta()


def _bisect(info: ZoneInfo, before: int, after: int) -> int:
    old = _state(info, before)
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (middle, after) if _state(info, middle) == old else (before, middle)
    return after
