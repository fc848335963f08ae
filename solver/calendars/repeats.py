"""The rules by which a stranger's events repeat: which are none, and which no one need follow."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

from dateutil.rrule import rrulestr
from icalendar import Component
from icalendar.prop import vRecur

from scenarios.errors import InputError, escaped, shown
from solver.reading.ical_text import name_of

# what repeats within a day takes for ever to follow, and no one is busy that way; some hours of a day are ordinary
_WITHIN_A_DAY = ("SECONDLY", "MINUTELY", "HOURLY")
_CLOCK_PARTS = ("BYHOUR", "BYMINUTE", "BYSECOND")
MOST_A_DAY = 4
"""Times a day that an event is followed. Our choice: 4 a day since the year 1 take 1.9 s to read, 1 a day 1.2 s."""
# lowest and highest number a part may hold (RFC 5545, 3.3.10); with a step of 0 an event would never end
_UNSIGNED = {
    "INTERVAL": (1, 2**31 - 1),
    "COUNT": (1, 2**31 - 1),
    "BYSECOND": (0, 60),
    "BYMINUTE": (0, 59),
    "BYHOUR": (0, 23),
    "BYMONTH": (1, 12),
}
_SIGNED = {"BYMONTHDAY": 31, "BYYEARDAY": 366, "BYWEEKNO": 53, "BYSETPOS": 366}
_LAST_CYCLE = 9932
"""From here on to the year 9999, where a search for an occurrence ends, the calendar goes once through its 28 years."""
_OTHERS = ("FREQ", "UNTIL", "BYDAY", "WKST")


def within_a_day(event: Component, name: str) -> bool:
    """Whether an event of the calendar ``name`` repeats more than ``MOST_A_DAY`` times a day.

    Raises ``InputError``, which names the event, where its rule is none that RFC 5545 knows.
    """
    given: Any = event.get("rrule", [])
    rules = given if isinstance(given, list) else [given]
    for rule in rules:
        if not _is_rule(rule):
            text = str(rule) if isinstance(rule, str) else _written(rule)
            message = f"event {name_of(event)}: RRULE: got {shown(text)}; accepted: a rule as RFC 5545 says"
            raise InputError(f"{name}: iCalendar: {escaped(message)}")
    return any(_too_often(rule) for rule in rules)


def _written(rule: Any) -> str:  # noqa: ANN401 - the library's own methods have no types
    return str(rule.to_ical().decode("utf-8", "replace"))


def without_idle_rules(event: Component) -> None:
    """Take away the rules of an event that no day ever meets, such as every 30 February: their search takes seconds."""
    given: Any = event.get("rrule", [])
    rules = given if isinstance(given, list) else [given]
    kept = [rule for rule in rules if not _never_comes(rule, event)]
    if len(kept) < len(rules):
        event.pop("rrule")
        if kept:
            event["rrule"] = kept


def _never_comes(rule: Mapping[str, Sequence[Any]], event: Component) -> bool:
    """Whether no day of any year is one of the rule's, whatever its interval is."""
    start: Any = getattr(event, "start", None)
    if not isinstance(start, dt.date) or not any(part.startswith("BY") for part in rule):
        return False
    parts = {part: values for part, values in rule.items() if part not in ("INTERVAL", "UNTIL", "COUNT")}
    text = _written(vRecur(parts))
    years = range(_LAST_CYCLE, _LAST_CYCLE + 28)
    alike = next(year for year in years if calendar.monthcalendar(year, 2) == calendar.monthcalendar(start.year, 2))
    at = dt.datetime.combine(dt.date(alike, start.month, start.day), dt.time(12))
    return next(iter(rrulestr(text, dtstart=at)), None) is None


def _is_rule(rule: object) -> bool:
    """Whether the library read a rule (values by the parts' names) that is one; no parts at all repeat nothing."""
    if not isinstance(rule, Mapping):
        return False
    known = all(part in _UNSIGNED or part in _SIGNED or part in _OTHERS for part in rule)
    return not rule or (known and "FREQ" in rule and all(_in_range(part, rule[part]) for part in rule))


def _in_range(part: str, values: Sequence[Any]) -> bool:
    if part in _SIGNED:
        return all(1 <= abs(int(value)) <= _SIGNED[part] for value in values)
    low, high = _UNSIGNED.get(part, (0, 0))
    return part in _OTHERS or all(low <= int(value) <= high for value in values)


def _too_often(rule: Mapping[str, Sequence[Any]]) -> bool:
    times = prod(max(1, len(rule.get(part, ()))) for part in _CLOCK_PARTS)
    return times > MOST_A_DAY or any(str(often).upper() in _WITHIN_A_DAY for often in rule.get("FREQ", ()))
