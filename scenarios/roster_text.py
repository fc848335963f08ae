"""A roster's CSV text -> rows of cells, each row read strictly on its own: a bad one is told and the rest go on.

One member is one line: no cell holds a line break, so a stray quote can spoil its own line only. Commas or semicolons
part the cells, as the header tells. Rows are counted as a spreadsheet counts them: the header is row 1.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from scenarios.errors import InputError, escaped, shown, unknown

MAX_CELL = 2_000
MAX_LINE_BYTES = 65_536
MAX_COLUMNS = 200
_NOT_ON_A_LINE = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
"""Control characters but the tab, and what ends a line or a paragraph."""
_BOM = b"\xef\xbb\xbf"
WHOLE_ROW = "row"


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
        return f"{escaped(name)}:{self.row}: {self.column}: {self.message}"


@dataclass(frozen=True, slots=True)
class Line:
    """A row as written, its cells by column, stripped of blanks around them."""

    row: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Header:
    """The columns in the order of the file ('' for one without a name), and what parts the cells."""

    columns: tuple[str, ...]
    delimiter: str


def read_header(file: BinaryIO, name: str, known: Sequence[str], needed: Sequence[str]) -> Header:
    """The first line of a roster. Raises ``InputError``: without its columns nothing of a roster can be read.

    Columns that are not ``known`` are let pass, unless one nearly is: that is a slip of the pen.
    """
    name = escaped(name)
    raw = file.readline(MAX_LINE_BYTES + 1)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{name}:1: encoding: UTF-16; accepted: UTF-8")
    try:
        text = _text(raw.removeprefix(_BOM))
        delimiter = ";" if text.count(";") > text.count(",") else ","
        columns = tuple(cell.lower() for cell in _cells(text, delimiter))
    except ValueError as error:
        raise InputError(f"{name}:1: header: {error}") from None
    if len(columns) == 1 and "\t" in text:
        raise InputError(f"{name}:1: header: columns parted by tabs; accepted: commas or semicolons between columns")
    wanted = f"a row of columns with {', '.join(needed)}"
    if not any(columns):
        raise InputError(f"{name}:1: header: the file is empty or begins with an empty row; accepted: {wanted}")
    if len(columns) > MAX_COLUMNS:
        raise InputError(f"{name}:1: header: {len(columns)} columns; accepted: at most {MAX_COLUMNS}")
    for index, column in enumerate(columns):
        first = columns.index(column)
        if column and first != index:
            message = f"stands twice, in columns {first + 1} and {index + 1}; accepted: each column once"
            raise InputError(f"{name}:1: {shown(column)}: {message}")
        refused = unknown("column", column, known)
        if column and column not in known and "did you mean" in refused:
            raise InputError(f"{name}:1: {shown(column)}: {refused}")
    missing = [column for column in needed if column not in columns]
    if missing:
        raise InputError(f"{name}:1: header: no column {', '.join(missing)}; accepted: {wanted}")
    return Header(columns, delimiter)


def read_lines(file: BinaryIO, header: Header) -> Iterator[Line | BadRow]:
    """The rows after the header; empty ones are passed over."""
    row = 1
    while raw := file.readline(MAX_LINE_BYTES + 1):
        row += 1
        if len(raw) > MAX_LINE_BYTES:
            while not raw.endswith(b"\n") and (raw := file.readline(MAX_LINE_BYTES)):
                pass
            yield BadRow(row, WHOLE_ROW, f"longer than {MAX_LINE_BYTES // 1024} kB; accepted: at most that")
            continue
        try:
            cells = _cells(_text(raw), header.delimiter)
        except ValueError as error:
            yield BadRow(row, WHOLE_ROW, str(error))
            continue
        if any(cells):
            yield _line(row, header, cells)


def _line(row: int, header: Header, cells: list[str]) -> Line | BadRow:
    if len(cells) != len(header.columns):
        message = f"{len(cells)} cells; accepted: {len(header.columns)}, as many as the header has"
        # where a cell is missing or too many, only the first is sure to stand under its own name
        return BadRow(row, WHOLE_ROW, message, cells[0] if header.columns[0] == "id" else "")
    named = dict(zip(header.columns, cells, strict=True))
    for column, cell in named.items():
        if len(cell) > MAX_CELL:
            message = f"a cell of {len(cell)} characters; accepted: at most {MAX_CELL}"
            return BadRow(row, column or WHOLE_ROW, message, "" if column == "id" else named.get("id", ""))
    if named.pop("", ""):
        return BadRow(
            row, WHOLE_ROW, "a cell in a column without a name; accepted: cells under a name", named.get("id", "")
        )
    return Line(row, named)


def _cells(text: str, delimiter: str) -> list[str]:
    """One line's cells. Raises ``ValueError`` for quotes that do not match."""
    try:
        cells = next(csv.reader([text], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        if "field larger" in str(error):
            raise ValueError(f"a cell of more than {MAX_CELL} characters; accepted: at most that") from None
        raise ValueError("quotes that do not match on this line; accepted: one member a line") from None
    return [cell.strip() for cell in cells]


def _text(raw: bytes) -> str:
    """A line's text. Raises ``ValueError`` for what is no text."""
    try:
        text = raw.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"byte 0x{raw[error.start]:02x} is not UTF-8; accepted: text saved as UTF-8") from None
    odd = _NOT_ON_A_LINE.search(text)
    if odd is not None:
        raise ValueError(f"control character U+{ord(odd[0]):04X}; accepted: printable text")
    return text
