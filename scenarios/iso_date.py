"""A date as people write it in a file: 2026-11-30, and what to say when it is none."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from scenarios.errors import shown

FIRST_YEAR, LAST_YEAR = 2000, 2199
ACCEPTED = f"accepted: a date such as 2026-11-30, from {FIRST_YEAR} to {LAST_YEAR}"
_SHAPE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def parse_date(text: str) -> dt.date:
    """The date a text names; raises ``ValueError`` whose text says what is wrong and what is accepted."""
    found = _SHAPE.fullmatch(text)
    if found is None:
        raise ValueError(f"got {shown(text)}; {ACCEPTED}")
    year, month, day = (int(part) for part in found.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"year {year}; {ACCEPTED}")
    if not 1 <= month <= 12:
        raise ValueError(f"{text} has no such month; {ACCEPTED}")
    last = calendar.monthrange(year, month)[1]
    if (month, day) == (2, 29) and last == 28:
        raise ValueError(f"{year} is not a leap year, so 29 February does not exist; {ACCEPTED}")
    if not 1 <= day <= last:
        raise ValueError(f"{calendar.month_name[month]} {year} has days 1 to {last}, not {day}; {ACCEPTED}")
    return dt.date(year, month, day)


def accept_date(value: object) -> dt.date:
    """A date given as text or as a date, for pydantic; raises ``ValueError`` as ``parse_date`` does."""
    if isinstance(value, str):
        return parse_date(value)
    if type(value) is dt.date:
        return parse_date(value.isoformat())
    raise ValueError(f"got {shown(value)}; {ACCEPTED}")
