"""The quality sessions of a week, as far as it carries them: by its minutes, and by the longest run before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from scenarios.catalog import SeasonRow, goals, run_types
from scenarios.catalog.week_shares import hard_percent, usual_hard_percent, work_caps
from scenarios.schema import Level, RunType
from scenarios.season.free_time import run_label
from scenarios.season.rows import WeekTarget, reaches
from scenarios.season.shares import ANY_LENGTH, STEP, Share

GENTLEST: RunType = "fartlek"
_ANY_WEEK_QUALITY: tuple[RunType, ...] = ("tempo", "intervals", "hills")


class Quality(NamedTuple):
    """A quality session the table asks: its share of the week, None where it is an easy run, and ``why`` it changed."""

    kind: RunType
    share: Share | None
    why: str | None = None

    def told(self, run: RunType | None) -> list[str]:
        """What is told where the session became a run of this type, or none."""
        if self.why is None or run == self.kind:
            return []
        return [f"{run_label(self.kind)} as {'an easy one' if run is None else f'a {run}'}: {self.why}"]


def quality_runs(target: WeekTarget, level: Level, week: int) -> list[Quality]:
    """The quality sessions of a week that holds so many min, from the most to the least weighty for its goal.

    One that the week does not carry is an easy run instead; where it would be the only one, a fartlek if it carries
    that. How many the athlete set by hand are asked. A session that the table calls short keeps to its type's least.
    """
    found: list[Quality] = []
    for kind in quality_types(target.row, target.quality, level):
        kept = [each.share for each in found if each.share is not None]
        why = None if target.quality_by_hand else _too_much(kind, target, week, kept)
        gentle = not kept and kind != GENTLEST and _too_much(GENTLEST, target, week, kept) is None
        run = kind if why is None else GENTLEST if gentle else None
        found.append(Quality(kind, None if run is None else _share(run, target, week, kept), why))
    return found


def quality_types(row: SeasonRow, count: int, level: Level) -> list[RunType]:
    """The run types of ``count`` quality sessions, from the most to the least weighty for the goal.

    The row names the types; of alternatives the goal's weights choose, among those ``level`` permits. Sessions the
    row has no permitted type for take the goal's other threshold, interval or hill runs, then fartleks.
    """
    weights = goals()[row.goal].run_weights

    def lightness(type_: str) -> int:
        return -weights.get(type_, 0)

    named: list[RunType] = [
        min(allowed, key=lightness) for types in row.quality_types if (allowed := permitted(types, level))
    ]
    others: list[RunType] = [
        kind for kind in permitted(_ANY_WEEK_QUALITY, level) if weights.get(kind) and kind not in named
    ]
    named.sort(key=lightness)
    others.sort(key=lightness)
    chosen = named + others
    while len(chosen) < count:
        chosen.append(GENTLEST)
    return chosen[:count]


def permitted(types: Sequence[RunType], level: Level) -> list[RunType]:
    """Those of the types that the level may run."""
    return [kind for kind in types if reaches(level, run_types()[kind].min_level)]


def gentled(share: Share) -> Share:
    """A quality session as a fartlek, where that may be shorter."""
    gentle = Share.of(GENTLEST, most=share.high)
    return gentle if gentle.low < share.low else share


def _share(kind: RunType, target: WeekTarget, week: int, kept: Sequence[Share]) -> Share:
    """As long as the caps of hard work have it as a rule, and no longer than the long run, but its type's least.

    What is hard in all goes to the sessions ``kept`` first, at their longest.
    """
    most, cap = min(target.longest or ANY_LENGTH, target.long_minutes or ANY_LENGTH), work_caps().get(kind)
    if cap is not None:
        most = min(most, cap.usual * week // _work(kind, 1) // STEP * STEP)
    if _work(kind, 1):
        left = usual_hard_percent() * week - sum(_work(share.type, share.high) for share in kept)
        most = min(most, left // _work(kind, 1) // STEP * STEP)
    share = Share.of(kind, most=most, short=target.row.quality_short)
    return replace(share, usual=min(share.usual, max(share.low, most))) if share.short else share


def _too_much(kind: RunType, target: WeekTarget, week: int, kept: Sequence[Share]) -> str | None:
    """Why a week does not carry the shortest session of a type beside those ``kept``; None where it does."""
    least = run_types()[kind].minutes_low
    if target.longest is not None and least > target.longest:
        return f"it takes {least} min at least, and no run of this week may take more than {target.longest}"
    cap, of_week = work_caps().get(kind), f"% of the week's {week} min"
    if cap is not None and _work(kind, least) > cap.most * week:
        return f"even {least} min of it hold more hard work than {cap.most} {of_week}"
    if _work(kind, least) + sum(_work(share.type, share.low) for share in kept) > hard_percent() * week:
        beside = " with the others" * bool(kept)
        return f"even {least} min of it hold more hard work{beside} than {hard_percent()} {of_week}"
    # a taper keeps its intensity (taper_volume)
    light = kind == GENTLEST and "taper" in target.row.phase
    if not light and 0 < target.long_minutes < least:
        return f"it takes {least} min at least, more than the week's long run ({target.long_minutes})"
    return None


def _work(kind: RunType, minutes: int) -> int:
    """Work at or above threshold in so many min of a type, in hundredths of a minute."""
    return round(100 * run_types()[kind].work_fraction) * minutes
