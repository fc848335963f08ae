"""Hostile CSV text -> rows whose cells know where they stand, and are read strictly or refused in one line.

Columns come in any order; commas or semicolons part them, as the header tells. Empty rows are passed over. Every error
names file, line and column, and says what is accepted.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NoReturn

from scenarios.errors import InputError, escaped, nearest, shown, unknown
from scenarios.iso_date import parse_date
from scenarios.schema import CLOCK_PATTERN

MAX_CELL, MAX_COLUMNS = 4000, 200
_WHOLE = re.compile("[0-9]{1,9}")
# a comma is the decimal mark of the programs that part columns with semicolons
_DECIMAL = re.compile(r"([0-9]{1,6})(?:[.,]([0-9]{1,2}))?")
_NEUTRALISED = re.compile(r"'[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``where`` is its file and line, for errors; a column the file does not have gives ''."""

    where: str
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def refuse(self, column: str, message: str) -> NoReturn:
        """Raise the ``InputError`` of a cell."""
        raise InputError(f"{self.where}: {column}: {message}") from None

    def date(self, column: str) -> dt.date:
        """A date such as 2026-11-30."""
        try:
            return parse_date(self[column])
        except ValueError as error:
            self.refuse(column, str(error))

    def clock(self, column: str) -> str:
        """A wall time, HH:MM."""
        if not re.fullmatch(CLOCK_PATTERN, self[column]):
            self.refuse(column, f"got {shown(self[column])}; accepted: a time from 00:00 to 23:59, written HH:MM")
        return self[column]

    def whole(self, column: str, low: int, high: int, unit: str) -> int:
        """A whole number in plain digits; ``unit`` is said to the reader."""
        number = int(self[column]) if _WHOLE.fullmatch(self[column]) else low - 1
        if not low <= number <= high:
            self.refuse(column, f"got {shown(self[column])}; accepted: a whole number from {low} to {high} ({unit})")
        return number

    def decimal(self, column: str, low: float, high: float, unit: str) -> float:
        """A number in plain digits with at most two decimals; ``unit`` is said to the reader."""
        found = _DECIMAL.fullmatch(self[column])
        number = float(f"{found[1]}.{found[2] or 0}") if found else low - 1
        if not low <= number <= high:
            self.refuse(column, f"got {shown(self[column])}; accepted: a number from {low:g} to {high:g} ({unit})")
        return number

    def word(self, column: str, accepted: Sequence[str]) -> str:
        """One of a few words, in small letters."""
        word = self[column].lower()
        if word not in accepted:
            self.refuse(column, f"got {shown(self[column])}; accepted: {', '.join(accepted)}")
        return word


def read_rows(
    text: str, name: str, needed: Sequence[str], known: Collection[str], *, refuse_slips: bool = False
) -> Iterator[Row]:
    """The rows of a CSV text; ``name`` is what errors call the file. Raises ``InputError``.

    The header must hold the ``needed`` columns and each column once. Only the cells of ``known`` columns are kept;
    with ``refuse_slips`` a column that is nearly a known one is refused, where it would be passed over unseen.
    """
    name = escaped(name)
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
            header = _header(cells, where, needed)
            if refuse_slips:
                _refuse_slips(header, where, known)
        else:
            yield _row(header, cells, where, known)
    if header is None:
        raise InputError(f"{name}:1: header: the file is empty; accepted: a row of columns with {', '.join(needed)}")


def _header(cells: list[str], where: str, needed: Sequence[str]) -> list[str]:
    if len(cells) > MAX_COLUMNS:
        raise InputError(f"{where}: header: {len(cells)} columns; accepted: at most {MAX_COLUMNS}")
    names = [cell.strip().lower() for cell in cells]
    for index, column in enumerate(names):
        if column and column in names[:index]:
            first = names.index(column) + 1
            message = f"stands twice, in columns {first} and {index + 1}; accepted: each column once"
            raise InputError(f"{where}: {shown(column)}: {message}")
    missing = [column for column in needed if column not in names]
    if missing:
        message = f"no column {', '.join(missing)}; accepted: a row of columns with {', '.join(needed)}"
        raise InputError(f"{where}: header: {message}")
    return names


def _refuse_slips(names: list[str], where: str, known: Collection[str]) -> None:
    for column in names:
        if column and column not in known and nearest(column, known) is not None:
            raise InputError(f"{where}: {shown(column)}: {unknown('column', column, known)}")


def _row(header: list[str], cells: list[str], where: str, known: Collection[str]) -> Row:
    if len(cells) != len(header):
        message = f"got {len(cells)} cells; accepted: {len(header)}, as many as the header has"
        raise InputError(f"{where}: row: {message}")
    for column, cell in zip(header, cells, strict=True):
        if len(cell) > MAX_CELL:
            message = f"a cell of {len(cell)} characters; accepted: at most {MAX_CELL}"
            raise InputError(f"{where}: {shown(column)}: {message}")
    named = zip(header, cells, strict=True)
    return Row(where, {column: _plain(cell) for column, cell in named if column in known})


def _plain(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return (cell[1:] if _NEUTRALISED.match(cell) else cell).strip()
