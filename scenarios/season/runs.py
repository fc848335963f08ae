"""One week's target -> its runs: which types, how many, how long."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from scenarios.catalog import SeasonRow, goals, run_types
from scenarios.schema import Level, RunEntry, RunType, Scenario
from scenarios.season.free_time import GeneratedRun, cut_to_days, longest_slots, slots_free
from scenarios.season.key_days import Rest, dates_of, on_their_days
from scenarios.season.rows import KEY_RUNS, WeekTarget, reaches
from scenarios.season.shares import ANY_LENGTH, EASY, STEP, Share, share_out
from scenarios.spoken import counted

RUNS_A_WEEK = 5
RUN_DAYS_LEAST = 3
"""``run_days`` in parameters.md: 3 to 6."""
LIFTS_LEAST = 2
"""An upper-body and a lower-body session (S7), the fewest of a week (S5)."""
GENTLEST: RunType = "fartlek"
MEDIUM_LONG_NOT_KEY = 85
WORK_PERCENT: dict[str, int] = {"tempo": 10, "intervals": 8}
"""% of a week's minutes that are work at or above threshold: ``tempo_min_cap``, ``interval_min_cap``."""
_ANY_WEEK_QUALITY: tuple[RunType, ...] = ("tempo", "intervals", "hills")


class Generated(NamedTuple):
    """The runs of a week, notes on what was cut, and how many of the table's runs free time shortened or shut out."""

    runs: tuple[RunEntry, ...]
    notes: list[str]
    cut: int


def generated_runs(
    scenario: Scenario,
    target: WeekTarget,
    first: dt.date,
    race_in: int | None,
    lifts: int = 0,
    *,
    rest: Rest | None = None,
) -> Generated:
    """The runs of the week from ``first`` that reach the target inside the free time.

    ``race_in`` are the days to the race. In its week all runs stand before it; a tune-up stands 2-4 days before it, and
    from then on no key run. Of ``lifts`` strength sessions both halves of the body find a slot where fewer and longer
    easy runs hold the same minutes; not in the race's week. Key runs stand where ``rest`` lets
    them, as many as have an easy day between them.
    """
    race_day = race_in if race_in is not None and race_in <= 6 else None
    level = scenario.athlete.level
    shortest = run_types()["recovery"].minutes_low
    longest = longest_slots(scenario, first, 7 if race_day is None else race_day, shortest)
    if rest is not None:
        rested = sum(dates_of(first)[day] >= rest.key_from for day in longest)
        target = _with_key_runs(target, (rested + 1) // 2)
    most = RUNS_A_WEEK - (race_day is not None)
    wanted = chosen_runs(target, level, most, race=race_day is not None)
    runs, notes = wanted, []
    missing = max(0, len(wanted) - len(longest))
    if missing:
        runs = chosen_runs(target, level, len(longest), race=race_day is not None, few=True)
        notes.append(
            f"{counted(len(runs), 'run')} instead of {len(wanted)}: {counted(len(longest), 'day')} free for one"
        )
    short = sum(run.minutes for run in runs) < target.run_minutes
    runs, cuts = cut_to_days(runs, list(longest.values()), (target.row.easy_type, "recovery"))
    slots = slots_free(scenario, first, 7, shortest)
    spared = race_day is None and not cuts
    room = slots - min(lifts, LIFTS_LEAST)
    fewer = _fewer(runs, target, list(longest.values()), room) if spared else None
    if fewer:
        held = f"in {counted(slots, 'free slot')} they leave room for strength"
        notes.append(f"{len(fewer)} runs instead of {len(runs)}, with the same minutes: {held}")
        runs = fewer
    if runs and short:
        notes.append(_not_held(runs, target))
    runs, told = on_their_days(runs, first, longest, target.row.easy_type, race_in=race_in, rest=rest)
    cuts += told
    equal = Counter(replace(run, low=0) for run in runs)
    entries = (RunEntry(type=run.type, minutes=run.minutes, times=n, days=run.days) for run, n in equal.items())
    return Generated(tuple(entries), notes + cuts, missing + len(cuts))


def _not_held(runs: Sequence[GeneratedRun], target: WeekTarget) -> str:
    """What is told where the runs hold less than the target."""
    held = f"{counted(len(runs), 'run')} hold{'s' * (len(runs) == 1)} no more"
    if any(run.type in EASY and run.minutes == target.easy_most for run in runs):
        held = "no easy run gets longer than in the week it eases from"
    return f"{sum(run.minutes for run in runs)} of {target.run_minutes} min of running asked: {held}"


def _with_key_runs(target: WeekTarget, most: int) -> WeekTarget:
    """The target with so many key runs at most, the long run the last to go; where one goes, no other run is long."""
    if target.row.easy_type == "run_walk" or target.quality + (target.long_minutes > 0) <= most:
        return target
    long_minutes = target.long_minutes if most else 0
    quality = min(target.quality, most - (long_minutes > 0))
    return replace(target, row=replace(target.row, other_runs=()), long_minutes=long_minutes, quality=quality)


def chosen_runs(target: WeekTarget, level: Level, most: int, *, race: bool, few: bool = False) -> list[GeneratedRun]:
    """Up to ``most`` runs that share the target's minutes, in order of weight: long, quality, others, easy.

    Where there are ``few`` days no quality session takes over the minutes of the runs that are lost. What the target's
    longest easy run leaves over is not asked: a light quality session stays light.
    """
    if most <= 0 or target.run_minutes <= 0:
        return []
    runs = [_long_run(target)] if target.long_minutes else []
    longest = runs[0].minutes if runs else ANY_LENGTH
    rest = target.run_minutes - sum(run.minutes for run in runs)
    shares = next(
        (s for s in _mixtures(target, level, most - len(runs), longest, race=race) if sum(x.low for x in s) <= rest), []
    )
    if few:
        shares = [_within_its_share(share, target.run_minutes) for share in shares]
    minutes = share_out(rest, _lengthened(shares, rest))
    caps = {share: max(share.low, target.easy_most or ANY_LENGTH) for share in shares if share.type in EASY}
    return runs + [
        GeneratedRun(share.type, min(given, caps.get(share, given)), share.low)
        for share, given in zip(shares, minutes, strict=True)
    ]


def _fewer(
    runs: Sequence[GeneratedRun], target: WeekTarget, longest: Sequence[int], room: int
) -> list[GeneratedRun] | None:
    """The runs of a week with fewer and longer easy ones, of the same minutes, as few as ``room`` slots ask for.

    None where they have room or no easy run can be spared.
    """
    easy_type = target.row.easy_type
    others = [run for run in runs if run.type not in (easy_type, "recovery")]
    minutes = sum(run.minutes for run in runs) - sum(run.minutes for run in others)
    most = max((run.minutes for run in runs if run_types()[run.type].key), default=ANY_LENGTH)
    most = min(most, target.easy_most or ANY_LENGTH)
    for count in range(max(1, max(RUN_DAYS_LEAST, room) - len(others)), len(runs) - len(others)):
        shares = [Share.of(easy_type, most=most)] * count
        easy = [GeneratedRun(easy_type, held, shares[0].low) for held in share_out(minutes, shares)]
        kept, cuts = cut_to_days([*others, *easy], longest, (easy_type, "recovery"))
        if not cuts and sum(run.minutes for run in easy) == minutes:
            return kept
    return None


def quality_types(row: SeasonRow, count: int, level: Level) -> list[RunType]:
    """The run types of ``count`` quality sessions, from the most to the least weighty for the goal.

    The row names the types; of alternatives the goal's weights choose, among those ``level`` permits. Sessions the
    row has no permitted type for take the goal's other threshold, interval or hill runs, then fartleks.
    """
    weights = goals()[row.goal].run_weights

    def lightness(type_: str) -> int:
        return -weights.get(type_, 0)

    named: list[RunType] = [
        min(allowed, key=lightness) for types in row.quality_types if (allowed := _permitted(types, level))
    ]
    others: list[RunType] = [
        kind for kind in _permitted(_ANY_WEEK_QUALITY, level) if weights.get(kind) and kind not in named
    ]
    named.sort(key=lightness)
    others.sort(key=lightness)
    chosen = named + others
    while len(chosen) < count:
        chosen.append(GENTLEST)
    return chosen[:count]


def _long_run(target: WeekTarget) -> GeneratedRun:
    """The row's long run; in weeks of run-walk it is one, and no key run.

    Run-walks are much alike: where too few of them would hold the week's minutes, the longest grows until they do.
    """
    kind: RunType = "run_walk" if target.row.easy_type == "run_walk" else "long"
    row = run_types()[kind]
    minutes = target.long_minutes
    if kind == "run_walk":
        minutes = max(minutes, row.minutes_low)
        while minutes < row.minutes_high and (
            minutes + minutes * ((target.run_minutes - minutes) // row.minutes_low) < target.run_minutes
        ):
            minutes += STEP
        minutes = min(minutes, row.minutes_high)
    return GeneratedRun(kind, minutes, min(row.minutes_low, minutes))


def _mixtures(target: WeekTarget, level: Level, most: int, longest: int, *, race: bool) -> Iterator[list[Share]]:
    """Mixtures of runs beside the long one, from the most wanted to the one that needs the fewest minutes.

    Easy runs become recovery runs, then the row's other runs easy ones, then quality sessions fartleks from the
    least weighty on; only then there are fewer runs. One run that is not key always stays: a quality session
    gives way to it. No easy run gets longer than the ``longest`` one, and as a recovery run it may be that short.
    """
    row = target.row
    keys = target.quality + (target.long_minutes > 0) + race
    longest_other = ANY_LENGTH if keys < KEY_RUNS[level] else MEDIUM_LONG_NOT_KEY
    quality = [Share.of(kind, short=row.quality_short) for kind in quality_types(row, target.quality, level)]
    others = [Share.of(kind, most=min(longest_other, longest)) for kind in _permitted(row.other_runs, level)]
    easy_kept = 0 if target.quality_by_hand else 1
    for runs in range(most, 0, -1):
        fewest = min(len(quality), max(0, runs - 1 - easy_kept))
        for count in range(min(len(quality), runs - easy_kept), fewest - 1, -1):
            kept, room = quality[:count], runs - count
            for special in dict.fromkeys((tuple(others[:room]), ())):
                yield from _with_easy(kept, special, room - len(special), row.easy_type, longest)
            for gentle in range(1, count + 1):
                gentled = [*kept[:-gentle], *map(_gentled, kept[-gentle:])]
                yield from _with_easy(gentled, (), room, row.easy_type, longest)


def _with_easy(
    quality: Sequence[Share], special: Sequence[Share], easy: int, easy_type: RunType, longest: int
) -> Iterator[list[Share]]:
    fewest = easy if easy_type == "easy" and run_types()[easy_type].minutes_low > longest else 0
    for recovery in range(fewest, easy + 1 if easy_type == "easy" else 1):
        rest = [Share.of(easy_type, most=longest)] * (easy - recovery) + [Share.of("recovery", most=longest)] * recovery
        yield [*quality, *special, *rest]


def _lengthened(shares: Sequence[Share], minutes: int) -> list[Share]:
    """Short quality sessions as much longer as the week's minutes need, and not longer than they usually are."""
    missing = max(0, minutes - sum(share.high for share in shares))
    return [replace(share, high=min(share.usual, share.high + missing)) if share.short else share for share in shares]


def _within_its_share(share: Share, week_minutes: int) -> Share:
    """A quality session no longer than usual, or than the week bears by its work (``tempo_min_cap`` and its like)."""
    row, percent = run_types()[share.type], WORK_PERCENT.get(share.type)
    if percent is None:
        return share
    bearable = int(week_minutes * percent / 100 / row.work_fraction) // STEP * STEP
    return replace(share, high=max(share.low, min(share.high, max(row.minutes, bearable))))


def _gentled(share: Share) -> Share:
    gentle = Share.of(GENTLEST, most=share.high)
    return gentle if gentle.low < share.low else share


def _permitted(types: Sequence[RunType], level: Level) -> list[RunType]:
    return [kind for kind in types if reaches(level, run_types()[kind].min_level)]
