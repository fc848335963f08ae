"""Who lifts when in the club's gym, as a table (CSV, UTF-8): a row for each slot it is open in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from solver.output.spreadsheet import csv_file


@dataclass(frozen=True, slots=True)
class GymRow:
    """One slot: its places, how many are taken and by whom (ids).

    ``wanted``: by how many, if the gym held everybody. ``one_more_place``: what it would bring at least, in words.
    """

    date: str
    day: str
    slot: str
    places: int
    taken: int
    wanted: int
    one_more_place: str
    lifters: tuple[str, ...]


COLUMNS = tuple(field.name for field in fields(GymRow))


def gym_table(rows: Iterable[GymRow]) -> bytes:
    """The table."""
    return csv_file(COLUMNS, map(_cells, rows))


def _cells(row: GymRow) -> tuple[str | int, ...]:
    lead = (row.date, row.day, row.slot, row.places, row.taken, row.wanted, row.one_more_place)
    return *lead, "|".join(row.lifters)
