"""A stranger's iCalendar file -> its components, or one line that says what is wrong; none of it takes for ever."""

from __future__ import annotations

import hashlib
import re
from typing import Any, cast

from icalendar import Calendar, Component
from icalendar.timezone import tzp

from scenarios.errors import InputError, escaped, shown
from scenarios.load import decoded
from scenarios.text.source import Source

MAX_DEPTH, MAX_CLOCK_RULES = 16, 100
_FOLD = re.compile("\r?\n[ \t]")
_NESTING = re.compile(r"^(BEGIN|END):", re.IGNORECASE | re.MULTILINE)
# clocks change on a day of the year; a rule by the second, or by steps of none, would never end
_CLOCK_RULE = re.compile(
    r"(;?(FREQ=YEARLY|INTERVAL=1|BYMONTH=[0-9]+|BYMONTHDAY=[0-9,-]{1,30}|BYDAY=[+-]?[0-9]?[A-Z]{2}"
    r"|WKST=[A-Z]{2}|UNTIL=[0-9TZ]+|COUNT=[0-9]+))*",
    re.IGNORECASE,
)
# what the library raises for values that are not what their property says
BROKEN = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError)


def events_of(data: bytes, name: str, most_bytes: int) -> list[Component]:
    """The events of every calendar in a file; ``name`` is what errors call it. Raises ``InputError``."""
    return [event for calendar in calendars_of(data, name, most_bytes) for event in calendar.walk("VEVENT")]


def calendars_of(data: bytes, name: str, most_bytes: int) -> list[Component]:
    """The calendars in a file's bytes, at most so many. Raises ``InputError``."""
    text = decoded(data, Source(name, hashlib.sha256(data).hexdigest()), most_bytes)
    name = escaped(name)
    # said here, for the library's error would show a line of a file that may be no calendar at all
    if not text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        raise InputError(f"{name}: iCalendar: no calendar in it; accepted: a file that begins with BEGIN:VCALENDAR")
    unfolded = _FOLD.sub("", text)
    depth = 0
    for found in _NESTING.finditer(unfolded):
        depth += 1 if found[1].upper() == "BEGIN" else -1
        if depth > MAX_DEPTH:
            raise InputError(f"{name}: iCalendar: nested too deeply; accepted: at most {MAX_DEPTH} levels")
    tzp.use("zoneinfo")  # forgets the zones of files read before, which would win over this file's
    try:
        components = cast(list[Component], Calendar.from_ical(text.encode("utf-8"), multiple=True))
    except BROKEN as error:
        raise InputError(f"{name}: iCalendar: {escaped(str(error)[:120])}; accepted: a file as RFC 5545 says") from None
    calendars = [component for component in components if component.name == "VCALENDAR"]
    _refuse_endless_clocks([part for calendar in components for part in calendar.walk()], name)
    return calendars


def strange_zone(event: Component) -> str:
    """The zone an event's start names and neither the file nor the database knows; '' if there is none such."""
    written: Any = event["dtstart"]
    return "" if getattr(written.dt, "tzinfo", None) is not None else str(written.params.get("TZID", ""))


def readable_times(event: Component) -> bool:
    """Whether an event has a start, and all that says when it is can be read."""
    try:
        for name in ("dtstart", "dtend", "duration", "recurrence-id"):
            if name in event:
                cast(Any, event[name]).dt  # noqa: B018 - a broken one raises when it is read
    except BROKEN:
        return False
    return "dtstart" in event


def name_of(event: Component) -> str:
    """What an event is called in a message: its title, else its UID."""
    return shown(str(event.get("summary") or event.get("uid") or "without a name"))


def _refuse_endless_clocks(components: list[Component], name: str) -> None:
    """Refuse zones whose rules would take the library for ever to follow."""
    rules = [_rule(component) for component in components if component.name in ("STANDARD", "DAYLIGHT")]
    for rule in rules:
        if not _CLOCK_RULE.fullmatch(rule):
            message = f"got {shown(rule)}; accepted: clocks that change on one day of each year"
            raise InputError(f"{name}: VTIMEZONE: {message}")
    if sum(map(bool, rules)) > MAX_CLOCK_RULES:
        raise InputError(f"{name}: VTIMEZONE: {len(rules)} clock rules; accepted: at most {MAX_CLOCK_RULES}")


def _rule(component: Component) -> str:
    given: Any = component.get("rrule", [])
    rules = given if isinstance(given, list) else [given]
    return ";".join(rule.to_ical().decode("utf-8", "replace") for rule in rules)
