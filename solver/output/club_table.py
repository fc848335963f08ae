"""The club as a table (CSV, UTF-8): one row for each row of the roster, in the roster's order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from solver.output.spreadsheet import Table


@dataclass(frozen=True, slots=True)
class ClubRow:
    """What became of one row of the roster.

    ``runs`` and ``strength`` count the sessions planned, ``run_minutes`` is min, ``points`` None without a plan;
    ``why`` says what is missing, one reason after the other; ``caution`` which nights ask more of the member than the
    own week would.
    """

    row: int
    id: str
    name: str
    status: str
    folder: str = ""
    groups: tuple[str, ...] = ()
    runs: int = 0
    strength: int = 0
    run_minutes: int = 0
    left_out: int = 0
    points: int | None = None
    proof: str = ""
    why: str = ""
    caution: str = ""


COLUMNS = tuple(field.name for field in fields(ClubRow))
_GROUPS = COLUMNS.index("groups")


class ClubTable:
    """The table as far as its rows are known."""

    def __init__(self) -> None:
        self._table = Table(COLUMNS)

    def add(self, row: ClubRow) -> None:
        """The next row."""
        self._table.add(_cells(row))

    def pieces(self) -> Iterator[bytes]:
        """The table in pieces."""
        return self._table.pieces()


def _cells(row: ClubRow) -> list[str | int]:
    values = [getattr(row, column) for column in COLUMNS]
    values[_GROUPS] = "|".join(row.groups)
    return ["" if value is None else value for value in values]
