"""Fewer and longer easy runs where a week's slots leave strength no room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scenarios.season.free_time import GeneratedRun, cut_to_days
from scenarios.season.rows import WeekTarget
from scenarios.season.shares import ANY_LENGTH, STEP, Share, share_out
from scenarios.spoken import counted

RUN_DAYS_LEAST = 3
"""``run_days`` in parameters.md: 3 to 6."""
LIFTS_LEAST = 2
"""An upper-body and a lower-body session (S7), the fewest of a week (S5)."""


class Merged(NamedTuple):
    """The runs of a week with fewer easy ones, and what is told of it."""

    runs: list[GeneratedRun]
    note: str


def merged(
    runs: Sequence[GeneratedRun], target: WeekTarget, longest: Sequence[int], slots: int, lifts: int
) -> Merged | None:
    """The runs with as few easy ones as leave ``lifts`` their slots; None where they do, or no easy one can be spared.

    ``longest`` are the min of each free day's longest slot. The easy runs stay shorter than the long one, and if need
    be each is a step (5 min) short of its share: to fit as many days as the week has runs, or else to fit at all.
    """
    easy_type = target.row.easy_type
    others = [run for run in runs if run.type not in (easy_type, "recovery")]
    minutes = sum(run.minutes for run in runs) - sum(run.minutes for run in others)
    room = slots - min(lifts, LIFTS_LEAST)
    for count in range(max(1, max(RUN_DAYS_LEAST, room) - len(others)), len(runs) - len(others)):
        for most in _most(runs, target, sorted(longest, reverse=True)[: len(others) + count]):
            shares = [Share.of(easy_type, most=most)] * count
            easy = [GeneratedRun(easy_type, held, shares[0].low) for held in share_out(minutes, shares)]
            kept, cuts = cut_to_days([*others, *easy], longest, (easy_type, "recovery"))
            lost = minutes - sum(run.minutes for run in easy)
            if not cuts and lost <= STEP * count and shares[0].high <= most:
                return Merged(kept, _told(runs, kept, most, slots))
    return None


def _most(runs: Sequence[GeneratedRun], target: WeekTarget, days: Sequence[int]) -> Iterator[int]:
    """How long the easy runs may be: as every one of the ``days`` (min) has time for, or as the week allows."""
    long = max((run.minutes for run in runs if run.type in ("long", "run_walk")), default=ANY_LENGTH)
    most = min(long - STEP, target.easy_most or ANY_LENGTH, target.longest or ANY_LENGTH)
    yield min(most, days[-1] // STEP * STEP)
    yield most


def _told(runs: Sequence[GeneratedRun], kept: Sequence[GeneratedRun], most: int, slots: int) -> str:
    before, after = sum(run.minutes for run in runs), sum(run.minutes for run in kept)
    held = "the same minutes" if after == before else f"{after} of their {before} min, the easy ones {most} at most"
    why = f"in {counted(slots, 'free slot')} they leave room for strength"
    return f"{len(kept)} runs instead of {len(runs)}, with {held}: {why}"
