"""A table's CSV bytes -> rows whose cells know where they stand, and are read strictly or refused in one line.

Every error names file, row and column, and says what is accepted.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NoReturn

from scenarios.errors import InputError, escaped, shown
from scenarios.iso_date import parse_date
from scenarios.schema import CLOCK_PATTERN
from scenarios.text.csv_text import WHOLE_ROW, CsvText, Fault, Wanted, csv_of

MAX_BYTES = 4 * 1024 * 1024
_WHOLE = re.compile("[0-9]{1,9}")
# a comma is the decimal mark of the programs that part columns with semicolons
_DECIMAL = re.compile(r"([0-9]{1,6})(?:[.,]([0-9]{1,2}))?")


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
    data: bytes, name: str, wanted: Wanted, *, most_bytes: int = MAX_BYTES, most_rows: int | None = None
) -> Iterator[Row]:
    """The rows of a CSV file's bytes; ``name`` is what errors call it. Raises ``InputError`` at the first bad one.

    Only the cells of known columns are kept. A cell in quotes may hold line breaks.
    """
    if len(data) > most_bytes:
        raise InputError(Fault(1, "file", f"larger than {most_bytes // 1024} kB; accepted: at most that").line(name))
    for count, line in enumerate(CsvText(csv_of(data), name, wanted, over_lines=True).rows(), 1):
        if isinstance(line, Fault):
            raise InputError(line.line(name))
        if most_rows is not None and count > most_rows:
            message = f"one more than {most_rows}; accepted: at most that many rows"
            raise InputError(Fault(line.row, WHOLE_ROW, message).line(name))
        cells = {column: cell for column, cell in line.cells.items() if column in wanted.known}
        yield Row(f"{escaped(name)}:{line.row}", cells)
