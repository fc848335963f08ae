"""Hostile CSV bytes -> a header and rows of cells, or what is wrong, in the same words whoever reads the table.

UTF-8 with or without a byte order mark; commas, semicolons or tabs part the cells, as the header tells, or a first line
``sep=;`` as Excel reads it; columns come in any order; empty rows are passed over. Rows are counted as a spreadsheet
counts lines: the first is row 1. No row takes more memory than ``MAX_ROW`` characters, however long the file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TextIO

from scenarios.errors import InputError, escaped, nearest, shown
from scenarios.spoken import counted
from scenarios.text.kinds import UTF_16, kind_of

MAX_CELL, MAX_COLUMNS = 4_000, 200
MAX_ROW = 65_536
"""Characters of a row."""
WHOLE_ROW, HEADER = "row", "header"
_ENCODING, _ERRORS = "utf-8-sig", "surrogateescape"
DELIMITERS = (",", ";", "\t")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters that end no line, but the tab; and bytes that are no UTF-8, as ``surrogateescape`` gives them."""
_LINE_ENDS = re.compile("[\n\x85\u2028\u2029]")
_NAMED_SIGN = re.compile(r"\s*sep=(.)\s*", re.IGNORECASE)
_NEUTRALISED = re.compile(r"'[=+\-@\t\r]")
_TOO_LONG = f"longer than {MAX_ROW} characters; accepted: at most that, and quotes that match"
_UNMATCHED = "quotes that do not match; accepted: a cell's double quotes closed on its line, those within it doubled"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a table holds: columns it must have, and all that are read.

    A column nobody reads is let pass; where ``strict``, one whose name nearly is a known one that is not there is
    refused as a slip of the pen, and so is a cell in a column without a name.
    """

    needed: Sequence[str]
    known: Collection[str]
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row by column, its cells without blanks around them and without a spreadsheet's guard against formulas."""

    row: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be read: the column at fault, what is wrong and what is accepted.

    ``cells`` are those that stand under their own names all the same.
    """

    row: int
    column: str
    message: str
    cells: dict[str, str] = field(default_factory=dict)

    def line(self, name: str) -> str:
        """The fault in one line; ``name`` is the file's."""
        return f"{escaped(name)}:{self.row}: {self.column}: {self.message}"


def open_csv(path: Path) -> TextIO:
    """A CSV file's text, for ``CsvText``; bytes that are no UTF-8 are kept for it to tell of. Raises ``OSError``."""
    return path.open(encoding=_ENCODING, errors=_ERRORS)


def csv_of(data: bytes) -> TextIO:
    """The same for a file's bytes."""
    return io.TextIOWrapper(io.BytesIO(data), encoding=_ENCODING, errors=_ERRORS)


class CsvText:
    """A CSV file as it is read: the header at once, the rows as they are asked for.

    With ``over_lines`` a cell in quotes may hold line breaks, and a quote left open takes the rows after it along.
    Without, a row is a line, so that a stray quote spoils no other. Raises ``InputError`` where the header cannot be
    read: without its columns nothing of a table can.
    """

    def __init__(self, text: TextIO, name: str, wanted: Wanted, *, over_lines: bool = False) -> None:
        self._text, self._row = text, 0
        self._wanted, self._over_lines = wanted, over_lines
        self.headings: tuple[str, ...]
        """The columns as written, in the order of the file; '' for one without a name."""
        try:
            self.headings, self._delimiter = self._header(wanted)
            self.columns = tuple(map(str.lower, self.headings))
            _refuse_columns(self.columns, self.headings, wanted)
        except _Unreadable as error:
            raise InputError(Fault(self._row, error.column, str(error)).line(name)) from None

    def rows(self) -> Iterator[Line | Fault]:
        """The rows after the header, each once."""
        while line := self._next_line():
            row = self._row
            try:
                cells = self._cells(line)
            except _Unreadable as error:
                yield Fault(row, error.column, str(error))
                continue
            if any(cells):
                yield self._named(row, cells, line)

    def _header(self, wanted: Wanted) -> tuple[tuple[str, ...], str]:
        line = self._first_line()
        named = _NAMED_SIGN.fullmatch(line)
        if named is None:
            return _parted(line, wanted, DELIMITERS)
        if named[1] not in DELIMITERS:
            raise _Unreadable(f"got {shown(line.strip())}; accepted: sep= with a comma, a semicolon or a tab", HEADER)
        return _parted(self._first_line(), wanted, (named[1],))

    def _first_line(self) -> str:
        """The first line that holds anything."""
        while line := self._next_line():
            if line.strip(' \t\n",;'):
                return line
        self._row = 1
        raise _Unreadable(f"the file is empty; accepted: {_header_of(self._wanted)}", HEADER)

    def _next_line(self) -> str:
        """The next line with its end; of one too long what shows it, the rest is passed over; '' at the end."""
        line = self._text.readline(MAX_ROW + 2)
        self._row += bool(line)
        if len(line) > MAX_ROW:
            rest = line
            while rest and not rest.endswith("\n"):
                rest = self._text.readline(MAX_ROW)
        return line

    def _cells(self, line: str) -> list[str]:
        if len(line) > MAX_ROW + line.endswith("\n"):
            raise _Unreadable(_TOO_LONG)
        if '"' in line:
            cells = _quoted(chain([line], self._further(len(line)) if self._over_lines else ()), self._delimiter)
        else:
            cells = line.split(self._delimiter)
        if "'" in line:
            cells = [cell[1:] if _NEUTRALISED.match(cell) else cell for cell in cells]
        return [cell.strip() for cell in cells]

    def _further(self, length: int) -> Iterator[str]:
        """Lines a cell in quotes goes on over."""
        while line := self._next_line():
            length += len(line)
            if length > MAX_ROW:
                raise _Unreadable(_TOO_LONG)
            yield line

    def _named(self, row: int, cells: list[str], first: str) -> Line | Fault:
        columns = self.columns
        if len(cells) != len(columns):
            message = f"{counted(len(cells), 'cell')}; accepted: {len(columns)}, as many as the header has"
            # where a cell is missing or too many, only the first is sure to stand under its own name
            return Fault(row, WHOLE_ROW, message, {columns[0]: cells[0]})
        named = dict(zip(columns, cells, strict=True))
        if len(first) > MAX_CELL or '"' in first or not first.rstrip("\n").isprintable():
            odd = [_cell_fault(cell, over_lines=self._over_lines) for cell in cells]
            if any(odd):
                index, said = next((index, said) for index, said in enumerate(odd) if said)
                sound = {name: cell for name, cell, said in zip(columns, cells, odd, strict=True) if not said}
                return Fault(row, _called(self.headings[index], self._wanted), said, sound)
        nameless = self._wanted.strict and named.pop("", None) is not None
        if nameless and any(cell for column, cell in zip(columns, cells, strict=True) if not column):
            return Fault(row, WHOLE_ROW, "a cell in a column without a name; accepted: cells under a name", named)
        return Line(row, named)


class _Unreadable(ValueError):  # noqa: N818
    def __init__(self, message: str, column: str = WHOLE_ROW) -> None:
        super().__init__(message)
        self.column = column


def _quoted(lines: Iterator[str], delimiter: str) -> list[str]:
    try:
        return next(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        raise _Unreadable(_UNMATCHED) from None


def _cell_fault(cell: str, *, over_lines: bool) -> str:
    """What is wrong with a cell whatever its column; '' if nothing is."""
    if len(cell) > MAX_CELL:
        return f"a cell of {len(cell)} characters; accepted: at most {MAX_CELL}"
    return _unprintable(cell, over_lines=over_lines)


def _unprintable(text: str, *, over_lines: bool) -> str:
    odd = _UNPRINTABLE.search(text) or (None if over_lines else _LINE_ENDS.search(text))
    if odd is None:
        return ""
    number = ord(odd[0])
    if 0xDC80 <= number <= 0xDCFF:
        return f"byte 0x{number - 0xDC00:02x} is not UTF-8; accepted: text saved as UTF-8"
    return f"control character U+{number:04X}; accepted: printable text"


def _called(heading: str, wanted: Wanted) -> str:
    """What errors call a column."""
    column = heading.lower()
    return column if column in wanted.known else shown(heading) if heading else WHOLE_ROW


def _parted(line: str, wanted: Wanted, signs: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """The header as written, and which sign parts it: the one that gives the most known columns, or else the most."""
    kind = kind_of(line[:8].encode("utf-8", _ERRORS))
    if kind and kind != UTF_16:
        raise _Unreadable(f"{kind}; accepted: a table saved as CSV (UTF-8)", HEADER)
    if len(line) > MAX_ROW:
        raise _Unreadable(_TOO_LONG, HEADER)
    if kind:
        raise _Unreadable("UTF-16; accepted: UTF-8", "encoding")
    if said := _unprintable(line.removesuffix("\n"), over_lines=False):
        raise _Unreadable(said, HEADER)
    parts = {sign: [part.strip(' \n"').lower() for part in line.split(sign)] for sign in signs}
    delimiter = max(signs, key=lambda sign: (sum(part in wanted.known for part in parts[sign]), len(parts[sign])))
    try:
        cells = _quoted(iter([line]), delimiter)
    except _Unreadable as error:
        raise _Unreadable(str(error), HEADER) from None
    return tuple(cell.strip() for cell in cells), delimiter


def _refuse_columns(columns: tuple[str, ...], headings: tuple[str, ...], wanted: Wanted) -> None:
    if len(columns) > MAX_COLUMNS:
        raise _Unreadable(f"{len(columns)} columns; accepted: at most {MAX_COLUMNS}", HEADER)
    absent = [column for column in wanted.known if column not in columns]
    for index, (column, heading) in enumerate(zip(columns, headings, strict=True)):
        first = columns.index(column)
        if column and first != index:
            message = f"stands twice, in columns {first + 1} and {index + 1}; accepted: each column once"
            raise _Unreadable(message, _called(heading, wanted))
        if wanted.strict and column and column not in wanted.known and (slip := nearest(column, absent)):
            message = f"no such column {shown(heading)}; did you mean {slip}? accepted: {', '.join(wanted.known)}"
            raise _Unreadable(message, shown(heading))
    missing = [column for column in wanted.needed if column not in columns]
    if missing:
        raise _Unreadable(f"no column {', '.join(missing)}; accepted: {_header_of(wanted)}", HEADER)


def _header_of(wanted: Wanted) -> str:
    return f"a row of columns with {', '.join(wanted.needed)}"
