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
    return b"".join(csv_pieces(columns, rows))


def csv_pieces(columns: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Iterator[bytes]:
    """The same in pieces, for tables of any length."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(value) for value in row])
        if text.tell() > _PIECE:
            yield text.getvalue().encode("utf-8")
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode("utf-8")
