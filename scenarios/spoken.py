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


def weeks_said(weeks: list[int]) -> str:
    """Weeks by their numbers (from 1): ``week 4``, ``weeks 2, 5 and 9``, ``weeks 3 to 12``."""
    runs: list[list[int]] = []
    for week in weeks:
        if runs and week == runs[-1][-1] + 1:
            runs[-1].append(week)
        else:
            runs.append([week])
    parts = [part for run in runs for part in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run))]
    return f"week{'s' * (len(weeks) > 1)} {listed(parts)}"


def runs_cut_text(count: int) -> str:
    """How many of the table's runs free time changed before anything was planned."""
    return f"{counted(count, 'run')} of the table cut or dropped for want of free time (see the notes)"
