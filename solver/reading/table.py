"""A plan from a table (CSV): our own, or one that a person or a spreadsheet wrote.

Columns nobody reads are passed over. What is read is read strictly, because a plan misread is judged wrongly.
"""

from __future__ import annotations

import datetime as dt
from typing import cast

from scenarios.errors import shown, unknown
from scenarios.schema import WEEKDAYS, Legs
from scenarios.spoken import spoken
from scenarios.text.csv_text import Wanted
from scenarios.text.strict_rows import Row, read_rows
from scenarios.unit_name import session_types
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

NEEDED = ("date", "start", "session", "minutes")
_COLUMNS = (*NEEDED, "type", "kind", "slot", "end", "key", "legs", "athlete", "day")
_LEGS = ("none", "light", "heavy")


def read_table(data: bytes, name: str) -> StatedPlan:
    """The plan a CSV file states; ``name`` is what errors call the file. Raises ``InputError``."""
    sessions: list[StatedSession] = []
    rest: list[dt.date] = []
    notes: list[str] = []
    athlete = ""
    for row in read_rows(data, name, Wanted(NEEDED, _COLUMNS), most_bytes=MAX_BYTES):
        if row["athlete"] and athlete and row["athlete"] != athlete:
            row.refuse("athlete", f"got {shown(row['athlete'])} after {shown(athlete)}; accepted: one athlete's plan")
        athlete = athlete or row["athlete"]
        date = row.date("date")
        if row["day"] and row["day"].lower()[:3] != WEEKDAYS[date.weekday()]:
            notes.append(f"{row.where}: {spoken(date)} is not {shown(row['day'])}; the date counts")
        if row["session"].lower() == "rest" or (not row["session"] and row["kind"].lower() == "rest"):
            rest.append(date)
            continue
        sessions.append(_session(row, date))
        if len(sessions) > MAX_SESSIONS:
            row.refuse("session", f"one more than {MAX_SESSIONS}; accepted: at most that many sessions")
    return StatedPlan(tuple(sessions), tuple(rest), athlete, notes=tuple(notes))


def _session(row: Row, date: dt.date) -> StatedSession:
    type_, ordinal = _type(row)
    start, end = row.clock("start"), row.clock("end") if row["end"] else ""
    minutes = row.whole("minutes", FEWEST_MINUTES, MOST_MINUTES, "min")
    wall = dt.datetime.combine(date, dt.time(int(start[:2]), int(start[3:])))
    key, legs = _key(row, type_), _legs(row, type_)
    return StatedSession(row.where, type_, ordinal, wall, minutes, slot=row["slot"], end=end, key=key, legs=legs)


def _type(row: Row) -> tuple[str, int | None]:
    name, type_ = row["session"].lower(), row["type"].lower()
    named = unit(name)
    if not type_:
        if named is None:
            row.refuse("session", unknown("session", row["session"], session_types()))
        return named
    if type_ not in session_types():
        row.refuse("type", unknown("session type", row["type"], session_types()))
    if named is None:
        return type_, None
    if named[0] != type_:
        row.refuse("type", f"got {shown(row['type'])} for {shown(row['session'])}; accepted: {named[0]}, or no type")
    return named


def _key(row: Row, type_: str) -> bool | None:
    word = row["key"].lower()
    if word not in ("", "true", "false"):
        row.refuse("key", f"got {shown(row['key'])}; accepted: true, false or nothing")
    if word == "true" and is_strength(type_):
        row.refuse("key", f"got {shown(row['key'])} for strength; accepted: false or nothing")
    return word == "true" if word else None


def _legs(row: Row, type_: str) -> Legs | None:
    word = row["legs"].lower()
    accepted = _LEGS if is_strength(type_) else ("none",)
    if word not in ("", *accepted):
        row.refuse("legs", f"got {shown(row['legs'])} for {type_}; accepted: {', '.join(accepted)} or nothing")
    return cast(Legs, word) if word else None
