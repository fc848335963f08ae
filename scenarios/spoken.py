"""Dates as a person says them."""

from __future__ import annotations

import datetime as dt

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def spoken(date: dt.date) -> str:
    """A date as a person says it, in whatever locale: ``Tue 1 Dec``."""
    return f"{_DAYS[date.weekday()]} {date.day} {_MONTHS[date.month - 1]}"
