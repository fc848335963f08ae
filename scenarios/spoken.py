"""Dates and lists as a person says them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def spoken(date: dt.date) -> str:
    """A date as a person says it, in whatever locale: ``Tue 1 Dec``."""
    return f"{_DAYS[date.weekday()]} {date.day} {_MONTHS[date.month - 1]}"


def counted(count: int, one: str) -> str:
    """A number of things: ``1 member``, ``0 members``. The plural takes an s."""
    return f"{count} {one}{'' if count == 1 else 's'}"


def listed(words: Sequence[str], joined: str = "and") -> str:
    """Words in a row: ``upper, lower and full``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joined} {words[-1]}"


def runs_cut_text(count: int) -> str:
    """How many of the table's runs free time changed before anything was planned."""
    return f"{counted(count, 'run')} of the table cut or dropped for want of free time (see the notes)"
