"""Which muscle groups each exercise of the catalogue trains, by its id."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from scenarios.catalog.table import rows


@dataclass(frozen=True, slots=True)
class Muscles:
    """The muscle groups an exercise trains first and foremost, and those that help."""

    primary: tuple[str, ...]
    secondary: tuple[str, ...]


@cache
def muscles() -> dict[str, Muscles]:
    """Exercise id -> its muscle groups, from ``exercises.csv``."""
    return {row["id"]: Muscles(_groups(row["primary"]), _groups(row["secondary"])) for row in rows("exercises.csv")}


def _groups(cell: str) -> tuple[str, ...]:
    return tuple(group for group in cell.split("|") if group)
