"""What share of a week's running its hard work and its long run may take: % of its minutes."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from scenarios.catalog.table import rows

_CAPS = (("tempo", "tempo_min_cap"), ("intervals", "interval_min_cap"))


class WorkCap(NamedTuple):
    """What % of a week's minutes are work of one kind as a rule, and at most."""

    usual: int
    most: int


@cache
def work_caps() -> dict[str, WorkCap]:
    """Run type -> its cap: default and end of range of ``tempo_min_cap`` and ``interval_min_cap``."""
    return {kind: WorkCap(int(_row(cap)["default"]), int(_row(cap)["range"].split("-")[1])) for kind, cap in _CAPS}


@cache
def hard_percent() -> int:
    """What % of a week is work at or above threshold, of all kinds, at most (``easy_share_min``: 0.75 hard)."""
    return 100 - round(100 * float(_row("easy_share_min")["default"].split(" hard")[0]))


@cache
def usual_hard_percent() -> int:
    """What % of a week is work at or above threshold, of all kinds, as a rule (``easy_share_min``: 0.80 soft)."""
    return 100 - round(100 * float(_row("easy_share_min")["default"].split(", ")[1].removesuffix(" soft")))


@cache
def long_percent() -> int:
    """What % of a week its long run is at most (``long_run_share_max``: 50 hard)."""
    return int(_row("long_run_share_max")["default"].split(", ")[1].removesuffix(" hard"))


def _row(parameter: str) -> dict[str, str]:
    return next(row for row in rows("parameters.csv") if row["id"] == parameter)
