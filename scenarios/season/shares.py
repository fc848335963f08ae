"""Sharing a week's minutes out among its runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scenarios.catalog import run_types
from scenarios.schema import RunType

STEP = 5
EASY: tuple[RunType, ...] = ("easy", "recovery")
ANY_LENGTH = 600
"""min: as long as any run may be (``minutes`` of the schema)."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """At least ``low`` and at most ``high`` minutes, in proportion to ``usual``."""

    low: int
    usual: int
    high: int


@dataclass(frozen=True, slots=True)
class Share(Bounds):
    """A run that waits for its minutes.

    ``short``: it keeps to its least as long as the other runs can hold the week's minutes.
    """

    type: RunType
    short: bool = False

    @classmethod
    def of(cls, type_: RunType, *, most: int = ANY_LENGTH, short: bool = False) -> Share:
        """A share with the bounds of its run type, ``most`` at most; ``short`` asks for the least."""
        row = run_types()[type_]
        high = row.minutes_low if short else max(row.minutes_low, min(row.minutes_high, most))
        return cls(row.minutes_low, row.minutes, high, type_, short)


def share_out(minutes: int, shares: Sequence[Bounds]) -> list[int]:
    """Minutes per share, in steps of 5, in proportion to the usual minutes and inside the bounds.

    The sum is ``minutes`` rounded down to a step wherever the bounds allow it, else what they allow. Each step goes
    to the share that has the least of its usual minutes, the first one of several.
    """
    given = [share.low for share in shares]
    left = (minutes - sum(given)) // STEP
    for _ in range(left):
        open_ = [index for index, share in enumerate(shares) if given[index] + STEP <= share.high]
        if not open_:
            break
        given[min(open_, key=lambda index: (given[index] / shares[index].usual, index))] += STEP
    return given
