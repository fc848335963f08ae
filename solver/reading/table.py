"""A plan from a table (CSV): our own, or one that a person or a spreadsheet wrote.

Columns come in any order and others are passed over; commas or semicolons part them. What is read is read
strictly, because a plan misread is judged wrongly.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn, cast

from scenarios.errors import InputError, escaped, shown, unknown
from scenarios.iso_date import parse_date
from scenarios.load import decoded
from scenarios.schema import CLOCK_PATTERN, WEEKDAYS, Legs
from scenarios.source import Source
from scenarios.spoken import spoken
from solver.reading.stated import (
    FEWEST_MINUTES,
    MAX_BYTES,
    MAX_SESSIONS,
    MOST_MINUTES,
    StatedPlan,
    StatedSession,
    is_strength,
    known_types,
    unit,
)

NEEDED = ("date", "start", "session", "minutes")
MAX_CELL, MAX_COLUMNS = 4000, 200
_COLUMNS = (*NEEDED, "type", "kind", "slot", "end", "key", "legs", "athlete", "day")
_MINUTES = re.compile("[0-9]{1,4}")
_NEUTRALISED = re.compile(r"'[=+\-@\t\r]")
_LEGS = ("none", "light", "heavy")


@dataclass(frozen=True, slots=True)
class _Row:
    where: str
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def refuse(self, column: str, message: str) -> NoReturn:
        raise InputError(f"{self.where}: {column}: {message}") from None


def read_table(data: bytes, name: str) -> StatedPlan:
    """The plan a CSV file states; ``name`` is what errors call the file. Raises ``InputError``."""
    text = decoded(data, Source(name, hashlib.sha256(data).hexdigest()), MAX_BYTES)
    sessions: list[StatedSession] = []
    rest: list[dt.date] = []
    notes: list[str] = []
    athlete = ""
    for row in _rows(text, escaped(name)):
        if row["athlete"] and athlete and row["athlete"] != athlete:
            row.refuse("athlete", f"got {shown(row['athlete'])} after {shown(athlete)}; accepted: one athlete's plan")
        athlete = athlete or row["athlete"]
        date = _date(row)
        if row["day"] and row["day"].lower()[:3] != WEEKDAYS[date.weekday()]:
            notes.append(f"{row.where}: {spoken(date)} is not {shown(row['day'])}; the date counts")
        if row["session"].lower() == "rest" or (not row["session"] and row["kind"].lower() == "rest"):
            rest.append(date)
            continue
        sessions.append(_session(row, date))
        if len(sessions) > MAX_SESSIONS:
            row.refuse("session", f"one more than {MAX_SESSIONS}; accepted: at most that many sessions")
    return StatedPlan(tuple(sessions), tuple(rest), athlete, notes=tuple(notes))


def _rows(text: str, name: str) -> Iterator[_Row]:
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    header: list[str] | None = None
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise InputError(f"{name}:{reader.line_num}: row: {escaped(str(error))}; accepted: CSV") from None
        if cells is None:
            break
        where, line = f"{name}:{line}", reader.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = _header(cells, where)
        else:
            yield _row(header, cells, where)
    if header is None:
        raise InputError(f"{name}:1: header: the file is empty; accepted: a row of columns with {', '.join(NEEDED)}")


def _header(cells: list[str], where: str) -> list[str]:
    if len(cells) > MAX_COLUMNS:
        raise InputError(f"{where}: header: {len(cells)} columns; accepted: at most {MAX_COLUMNS}")
    names = [cell.strip().lower() for cell in cells]
    for index, column in enumerate(names):
        if column and column in names[:index]:
            first = names.index(column) + 1
            message = f"stands twice, in columns {first} and {index + 1}; accepted: each column once"
            raise InputError(f"{where}: {shown(column)}: {message}")
    missing = [column for column in NEEDED if column not in names]
    if missing:
        message = f"no column {', '.join(missing)}; accepted: a row of columns with {', '.join(NEEDED)}"
        raise InputError(f"{where}: header: {message}")
    return names


def _row(header: list[str], cells: list[str], where: str) -> _Row:
    if len(cells) != len(header):
        message = f"got {len(cells)} cells; accepted: {len(header)}, as many as the header has"
        raise InputError(f"{where}: row: {message}")
    for column, cell in zip(header, cells, strict=True):
        if len(cell) > MAX_CELL:
            message = f"a cell of {len(cell)} characters; accepted: at most {MAX_CELL}"
            raise InputError(f"{where}: {shown(column)}: {message}")
    named = zip(header, cells, strict=True)
    return _Row(where, {column: _plain(cell) for column, cell in named if column in _COLUMNS})


def _plain(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return (cell[1:] if _NEUTRALISED.match(cell) else cell).strip()


def _date(row: _Row) -> dt.date:
    try:
        return parse_date(row["date"])
    except ValueError as error:
        row.refuse("date", str(error))


def _session(row: _Row, date: dt.date) -> StatedSession:
    type_, ordinal = _type(row)
    start, end = _time(row, "start"), _time(row, "end") if row["end"] else ""
    minutes = int(row["minutes"]) if _MINUTES.fullmatch(row["minutes"]) else -1
    if not FEWEST_MINUTES <= minutes <= MOST_MINUTES:
        accepted = f"accepted: a whole number from {FEWEST_MINUTES} to {MOST_MINUTES} (min)"
        row.refuse("minutes", f"got {shown(row['minutes'])}; {accepted}")
    wall = dt.datetime.combine(date, dt.time(int(start[:2]), int(start[3:])))
    key, legs = _key(row, type_), _legs(row, type_)
    return StatedSession(row.where, type_, ordinal, wall, minutes, slot=row["slot"], end=end, key=key, legs=legs)


def _type(row: _Row) -> tuple[str, int | None]:
    name, type_ = row["session"].lower(), row["type"].lower()
    named = unit(name)
    if not type_:
        if named is None:
            row.refuse("session", unknown("session", row["session"], known_types()))
        return named
    if type_ not in known_types():
        row.refuse("type", unknown("session type", row["type"], known_types()))
    if named is None:
        return type_, None
    if named[0] != type_:
        row.refuse("type", f"got {shown(row['type'])} for {shown(row['session'])}; accepted: {named[0]}, or no type")
    return named


def _time(row: _Row, column: str) -> str:
    if not re.fullmatch(CLOCK_PATTERN, row[column]):
        row.refuse(column, f"got {shown(row[column])}; accepted: a time from 00:00 to 23:59, written HH:MM")
    return row[column]


def _key(row: _Row, type_: str) -> bool | None:
    word = row["key"].lower()
    if word not in ("", "true", "false"):
        row.refuse("key", f"got {shown(row['key'])}; accepted: true, false or nothing")
    if word == "true" and is_strength(type_):
        row.refuse("key", f"got {shown(row['key'])} for strength; accepted: false or nothing")
    return word == "true" if word else None


def _legs(row: _Row, type_: str) -> Legs | None:
    word = row["legs"].lower()
    accepted = _LEGS if is_strength(type_) else ("none",)
    if word not in ("", *accepted):
        row.refuse("legs", f"got {shown(row['legs'])} for {type_}; accepted: {', '.join(accepted)} or nothing")
    return cast(Legs, word) if word else None
