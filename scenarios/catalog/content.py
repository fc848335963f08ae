"""What a session is made of and what is eaten around it, read once from the tables beside this file.

Minutes of ``session_content.csv`` hold for a session of the type's usual length; an empty cell is a part
that has no minutes of its own. Every row names its source.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from scenarios.catalog.table import rows

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ContentRow:
    """One session type: parts in min, repeats counted, their work and rest in s; None where it has none."""

    id: str
    warm_up: Range | None
    cool_down: int | None
    block: Range | None
    reps: Range | None
    work: Range | None
    work_step: int
    rest: Range | None
    warm_up_text: str
    main_text: str
    cool_down_text: str


@dataclass(frozen=True, slots=True)
class FuelRow:
    """One figure of the fuel notes, as a range in its own unit."""

    low: float
    high: float
    unit: str


def _range(row: dict[str, str], low: str, high: str) -> Range | None:
    return (int(row[low]), int(row[high])) if row[low] else None


@cache
def contents() -> dict[str, ContentRow]:
    """Run type or strength focus -> its row of ``session_content.csv``."""
    return {
        row["id"]: ContentRow(
            id=row["id"],
            warm_up=_range(row, "warm_up_low", "warm_up_high"),
            cool_down=int(row["cool_down"]) if row["cool_down"] else None,
            block=_range(row, "block_low", "block_high"),
            reps=_range(row, "reps_low", "reps_high"),
            work=_range(row, "work_low_s", "work_high_s"),
            work_step=int(row["work_step_s"] or 1),
            rest=_range(row, "rest_low_s", "rest_high_s"),
            warm_up_text=row["warm_up_text"],
            main_text=row["main_text"],
            cool_down_text=row["cool_down_text"],
        )
        for row in rows("session_content.csv")
    }


@cache
def fuel_figures() -> dict[str, FuelRow]:
    """Name of a figure -> its row of ``fuel.csv``."""
    return {row["id"]: FuelRow(float(row["low"]), float(row["high"]), row["unit"]) for row in rows("fuel.csv")}
