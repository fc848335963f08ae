"""One week's target -> its runs: which types, how many, how long."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from scenarios.catalog import run_types
from scenarios.schema import Level, RunEntry, RunType, Scenario
from scenarios.season.days_lost import of_days, usual_days
from scenarios.season.free_time import GeneratedRun, cut_to_days, longest_slots, slots_free
from scenarios.season.key_days import Rest, dates_of, on_their_days
from scenarios.season.merged import merged
from scenarios.season.quality import GENTLEST, Quality, gentled, permitted, quality_runs
from scenarios.season.rows import KEY_RUNS, WeekTarget
from scenarios.season.shares import ANY_LENGTH, EASY, STEP, Share, share_out
from scenarios.season.weeks_done import WeekDone
from scenarios.spoken import counted

RUNS_A_WEEK = 5
MEDIUM_LONG_NOT_KEY = 85


class Generated(NamedTuple):
    """The runs of a week, notes on what was cut, and how many of the table's runs free time shortened or shut out.

    ``dropped`` are the min that days away would have held.
    """

    runs: tuple[RunEntry, ...]
    notes: list[str]
    cut: int
    dropped: int


def generated_runs(
    scenario: Scenario,
    target: WeekTarget,
    first: dt.date,
    race_in: int | None,
    lifts: int = 0,
    *,
    rest: Rest | None = None,
    allowed: WeekDone | None = None,
) -> Generated:
    """The runs of the week from ``first`` that reach the target inside the free time.

    ``race_in`` are the days to the race. In its week all runs stand before it; a tune-up stands 2-4 days before it, and
    from then on no key run. Of ``lifts`` strength sessions both halves of the body find a slot where fewer and longer
    easy runs hold the same minutes; not in the race's week. Key runs stand where ``rest`` lets
    them, as many as have an easy day between them. Of a week in which days are away, the days left hold their part of
    the minutes that are ``allowed`` (None: any).
    """
    race_day = race_in if race_in is not None and race_in <= 6 else None
    days, shortest = 7 if race_day is None else race_day, run_types()["recovery"].minutes_low
    longest = longest_slots(scenario, first, days, shortest)
    if rest is not None:
        rested = sum(dates_of(first)[day] >= rest.key_from for day in longest)
        target = _with_key_runs(target, (rested + 1) // 2)
    week = _Week(scenario.athlete.level, RUNS_A_WEEK - (race_day is not None), race=race_day is not None)
    runs, notes = week.runs(target)
    missing, dropped = max(0, len(runs) - len(longest)), 0
    if missing:
        fewer = f"{counted(len(longest), 'run')} instead of {len(runs)}: {counted(len(longest), 'day')} free for one"
        usual = min(len(runs), usual_days(scenario, first, days))
        if 0 < len(longest) < usual and not target.by_hand:
            lost = of_days(_with_key_runs(target, (len(longest) + 1) // 2), allowed, len(longest), usual)
            target, dropped, fewer = lost.target, lost.dropped, f"{fewer}; {lost.told}"
        runs, notes = week._replace(most=len(longest)).runs(target)
        notes = [fewer, *notes]
    short = sum(run.minutes for run in runs) < target.run_minutes
    runs, cuts = cut_to_days(runs, list(longest.values()), (target.row.easy_type, "recovery"))
    if race_day is None and not cuts:
        spared = merged(runs, target, list(longest.values()), slots_free(scenario, first, 7, shortest), lifts)
        runs, notes = (runs, notes) if spared is None else (spared.runs, [*notes, spared.note])
    if runs and short:
        notes.append(_not_held(runs, target))
    runs, told = on_their_days(runs, first, longest, target.row.easy_type, race_in=race_in, rest=rest)
    cuts += told
    equal = Counter(replace(run, low=0) for run in runs)
    entries = (RunEntry(type=run.type, minutes=run.minutes, times=n, days=run.days) for run, n in equal.items())
    return Generated(tuple(entries), notes + cuts, missing + len(cuts), dropped)


def _not_held(runs: Sequence[GeneratedRun], target: WeekTarget) -> str:
    """What is told where the runs hold less than the target."""
    held = f"{counted(len(runs), 'run')} hold{'s' * (len(runs) == 1)} no more"
    if any(run.type in EASY and run.minutes == target.easy_most for run in runs):
        held = "no easy run gets longer than in the week it eases from"
    return f"{sum(run.minutes for run in runs)} of {target.run_minutes} min of running asked: {held}"


def _with_key_runs(target: WeekTarget, most: int) -> WeekTarget:
    """The target with so many key runs at most, the long run the last to go; where one goes, no other run is long.

    As many quality sessions as the athlete set by hand stand.
    """
    few = target.row.easy_type == "run_walk" or target.quality + (target.long_minutes > 0) <= most
    if few or target.quality_by_hand:
        return target
    long_minutes = target.long_minutes if most else 0
    quality = min(target.quality, most - (long_minutes > 0))
    return replace(target, row=replace(target.row, other_runs=()), long_minutes=long_minutes, quality=quality)


class _Week(NamedTuple):
    """Who runs a week of up to ``most`` runs, and whether a ``race`` stands in it."""

    level: Level
    most: int
    race: bool

    def runs(self, target: WeekTarget) -> tuple[list[GeneratedRun], list[str]]:
        """Runs that share the target's minutes, in order of weight (long, quality, others, easy), and what is told.

        What the target's longest easy run leaves over is not asked: a light quality session stays light.
        """
        if self.most <= 0 or target.run_minutes <= 0:
            return [], []
        found = self._holding(target, target.run_minutes)
        held = sum(run.minutes for run in found[0])
        return found if held == target.run_minutes else self._holding(target, held)

    def _holding(self, target: WeekTarget, held: int) -> tuple[list[GeneratedRun], list[str]]:
        """The runs of a week whose quality sessions are those that so many min carry."""
        asked = quality_runs(target, self.level, held)
        quality = [each.share for each in asked if each.share is not None]
        runs, notes = _long_run(target)
        longest = min([ANY_LENGTH if target.longest is None else target.longest, *(run.minutes for run in runs)])
        rest = target.run_minutes - sum(run.minutes for run in runs)
        mixtures = _mixtures(target, self._replace(most=self.most - len(runs)), quality, longest)
        shares = next((s for s in mixtures if sum(x.low for x in s) <= rest), [])
        minutes = share_out(rest, _lengthened(shares, rest))
        caps = {share: max(share.low, target.easy_most or ANY_LENGTH) for share in shares if share.type in EASY}
        runs += [
            GeneratedRun(share.type, min(given, caps.get(share, given)), share.low)
            for share, given in zip(shares, minutes, strict=True)
        ]
        return runs, notes + _became(asked, [share.type for share in shares])


def _became(asked: Sequence[Quality], types: Sequence[RunType]) -> list[str]:
    """What is told of the quality sessions asked, by the types of the week's runs, the quality sessions first."""
    left: list[RunType] = [type_ for type_ in types if type_ == GENTLEST or type_ in {each.kind for each in asked}]
    return [note for each in asked for note in each.told(left.pop(0) if each.share is not None and left else None)]


def _long_run(target: WeekTarget) -> tuple[list[GeneratedRun], list[str]]:
    """The row's long run, if it has one; in weeks of run-walk it is one, and no key run.

    What is shorter than the shortest easy run is none, unless the athlete says so. Run-walks are much alike: where too
    few of them would hold the week's minutes, the longest grows until they do.
    """
    kind: RunType = "run_walk" if target.row.easy_type == "run_walk" else "long"
    row = run_types()[kind]
    minutes, least = target.long_minutes, run_types()["easy"].minutes_low
    if not minutes:
        return [], []
    if kind == "long" and minutes < least and not target.by_hand:
        return [], [f"no long run: {minutes} min are less than the shortest easy run ({least})"]
    if kind == "run_walk":
        minutes = max(minutes, row.minutes_low)
        while minutes < row.minutes_high and (
            minutes + minutes * ((target.run_minutes - minutes) // row.minutes_low) < target.run_minutes
        ):
            minutes += STEP
        minutes = min(minutes, row.minutes_high)
    return [GeneratedRun(kind, minutes, min(row.minutes_low, minutes))], []


def _mixtures(target: WeekTarget, week: _Week, quality: Sequence[Share], longest: int) -> Iterator[list[Share]]:
    """Mixtures of runs beside the long one, from the most wanted to the one that needs the fewest minutes.

    Easy runs become recovery runs, then the row's other runs easy ones, then quality sessions fartleks from the
    least weighty on; only then there are fewer runs. One run that is not key always stays: a quality session
    gives way to it. No easy run gets longer than the ``longest`` one, and as a recovery run it may be that short.
    """
    row = target.row
    keys = target.quality + (target.long_minutes > 0) + week.race
    longest_other = ANY_LENGTH if keys < KEY_RUNS[week.level] else MEDIUM_LONG_NOT_KEY
    others = [Share.of(kind, most=min(longest_other, longest)) for kind in permitted(row.other_runs, week.level)]
    others = [share for share in others if target.longest is None or share.low <= target.longest]
    easy_kept = 0 if target.quality_by_hand else 1
    for runs in range(week.most, 0, -1):
        fewest = min(len(quality), max(0, runs - 1 - easy_kept))
        for count in range(min(len(quality), runs - easy_kept), fewest - 1, -1):
            kept, room = quality[:count], runs - count
            for special in dict.fromkeys((tuple(others[:room]), ())):
                yield from _with_easy(kept, special, room - len(special), row.easy_type, longest)
            for gentle in range(1, count + 1):
                lighter = [*kept[:-gentle], *map(gentled, kept[-gentle:])]
                yield from _with_easy(lighter, (), room, row.easy_type, longest)


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
