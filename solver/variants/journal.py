"""``results.csv``: a row a run, written as soon as the run is over, so that a stopped suite goes on where it was."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from typing import IO

from scenarios.errors import InputError, escaped
from solver.output.atomic import write_all
from solver.variants.row import COLUMNS, Row, row_of

RESULTS = "results.csv"
Done = tuple[str, str, int]


class Journal:
    """The rows of a run's folder, those of earlier goes among them. Raises ``InputError`` for a file not ours."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / RESULTS
        self.rows: list[Row] = []
        if self._path.exists():
            self._read()
        else:
            folder.mkdir(parents=True, exist_ok=True)
            write_all(folder, {RESULTS: (",".join(COLUMNS) + "\n").encode()})
        self._file: IO[str] | None = None

    @property
    def done(self) -> set[Done]:
        """(scenario, variant, seed) of every run that is over."""
        return {(row.scenario, row.variant, row.seed) for row in self.rows}

    def add(self, row: Row) -> None:
        """Keep a row. Raises ``OSError``."""
        try:
            if self._file is None:
                self._file = self._path.open("a", encoding="utf-8", newline="")
            csv.writer(self._file, lineterminator="\n").writerow(row.cells())
            self._file.flush()
        except OSError as error:
            raise OSError(error.errno, os.strerror(error.errno or 0), str(self._path)) from error
        # as it will be read: the report is the same bytes, whether the run was stopped in between or not
        self.rows.append(row_of(row.cells()))

    def close(self) -> None:
        """Nothing more to add."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _read(self) -> None:
        try:
            text = self._path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{escaped(str(self._path))}: cannot be read: {error}; accepted: a new folder") from None
        whole = text[: text.rfind("\n") + 1]
        if whole != text:
            # a row cut short by a kill: its run is made again
            write_all(self._path.parent, {RESULTS: whole.encode()})
        lines = list(csv.reader(io.StringIO(whole)))
        if not lines or tuple(lines[0]) != COLUMNS:
            raise InputError(f"{escaped(str(self._path))}:1: not a results.csv of this version; accepted: a new folder")
        for number, cells in enumerate(lines[1:], 2):
            try:
                self.rows.append(row_of(cells))
            except (ValueError, TypeError) as error:
                found = f"no row of ours ({escaped(str(error))}); accepted: a new folder"
                raise InputError(f"{escaped(str(self._path))}:{number}: {found}") from None
