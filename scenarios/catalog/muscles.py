"""Which muscle groups each exercise of the catalogue trains, by its id."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Muscles:
    """The muscle groups an exercise trains first and foremost, and those that help."""

    primary: tuple[str, ...]
    secondary: tuple[str, ...]


@cache
def muscles() -> dict[str, Muscles]:
    """Exercise id -> its muscle groups, from ``exercises.csv``."""
    text = resources.files("scenarios.catalog").joinpath("exercises.csv").read_text(encoding="utf-8")
    return {
        row["id"]: Muscles(_groups(row["primary"]), _groups(row["secondary"]))
        for row in csv.DictReader(text.splitlines())
    }


def _groups(cell: str) -> tuple[str, ...]:
    return tuple(group for group in cell.split("|") if group)
