"""A roster's CSV text -> rows of cells, each row read strictly on its own: a bad one is told and the rest go on.

One member is one line: no cell holds a line break, so a stray quote can spoil its own line only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from scenarios.text.csv_text import WHOLE_ROW, CsvText, Fault, Line, Wanted, open_csv

__all__ = ["WHOLE_ROW", "BadRow", "Line", "open_csv", "open_lines"]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be read: its number, the column at fault, what is wrong and what is accepted.

    ``id`` and ``name`` are the member's as far as these can be read.
    """

    row: int
    column: str
    message: str
    id: str = ""
    name: str = ""

    def line(self, name: str) -> str:
        """The fault in one line; ``name`` is the file's."""
        return Fault(self.row, self.column, self.message).line(name)


def open_lines(
    file: TextIO, name: str, known: Sequence[str], needed: Sequence[str]
) -> tuple[tuple[str, ...], Iterator[Line | BadRow]]:
    """A roster's columns as written, in the file's order, and its rows as they are asked for. Raises ``InputError``."""
    text = CsvText(file, name, Wanted(needed, known, strict=True))
    return text.headings, map(_told, text.rows())


def _told(row: Line | Fault) -> Line | BadRow:
    if isinstance(row, Line):
        return row
    return BadRow(row.row, row.column, row.message, row.cells.get("id", ""), row.cells.get("name", ""))
