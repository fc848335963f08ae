"""Tables for spreadsheets (CSV, UTF-8): text that begins like a formula is made plain text.

Lines end with a line feed, which ``csv``, spreadsheets and line tools all read; a table has no use for more.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from solver.output.text import plain

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_PIECE = 50_000
"""characters"""


def neutral(text: str) -> str:
    """Text no spreadsheet takes for a formula."""
    shown = plain(text)
    return f"'{shown}" if text.startswith(_FORMULA_STARTS) or shown.startswith(_FORMULA_STARTS) else shown


def cell(value: str | int) -> str | int:
    """A cell's content: text made neutral, numbers left alone."""
    return neutral(value) if isinstance(value, str) else value


def csv_file(columns: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """A table under its columns; numbers are left alone."""
    table = Table(columns)
    for row in rows:
        table.add(row)
    return b"".join(table.pieces())


class Table:
    """A table that grows row by row."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._full: list[bytes] = []
        self._text = io.StringIO()
        self._writer = csv.writer(self._text, lineterminator="\n")
        self._writer.writerow(columns)

    def add(self, row: Sequence[str | int]) -> None:
        """Another row; numbers are left alone."""
        self._writer.writerow([cell(value) for value in row])
        if self._text.tell() > _PIECE:  # as bytes it takes a quarter of the room
            self._full.append(self._text.getvalue().encode("utf-8"))
            self._text.seek(0)
            self._text.truncate()

    def pieces(self) -> Iterator[bytes]:
        """All of it so far."""
        yield from self._full
        yield self._text.getvalue().encode("utf-8")
