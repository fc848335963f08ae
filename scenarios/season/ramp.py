"""Ramp caps: no week much longer than the last four, no long run much longer than the longest of them.

What was done counts (``history:``, and the log, which is told as history), then what the plan itself asks. Numbers are
those of ``blocks.md``, by which the tables are made: a week at most 10 % above the most of the last four, or 15 min
above it below 150 min a week; a long run at most 10 % above the longest, in steps of 5 min, and always 5 min. After
four days or more without a run the next seven hold a share of the last week done (A13), and no growth. A deload is a
share of the last load week there, and a taper of the peak: of those weeks as planned, not as wanted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scenarios.catalog import SeasonRow, run_types, seasons
from scenarios.schema import RunEntry, Scenario
from scenarios.season.gap import held_after, percent_after
from scenarios.season.rows import WeekTarget, scaled
from scenarios.season.shares import EASY, STEP
from scenarios.season.weeks_done import NOTHING, WEEKS_BACK, WeekDone, break_before, run_before
from scenarios.spoken import counted

SMALL_WEEK, SMALL_STEP = 150, 15
MORE_PERCENT = 10
CONTINUOUS, SETTLED_WEEKS = 30, 2
"""After an injury no quality until 30 min in one go are settled for 2 weeks (``run_sessions.md``)."""


@dataclass(frozen=True, slots=True)
class _Load:
    """A load week (or the most of several): as the table has it at the runner's level, and as it is planned.

    ``easy`` is the longest easy run of the week, or of the one of several with the most minutes; 0 without any.
    """

    table: WeekDone = NOTHING
    planned: WeekDone = NOTHING
    easy: int = 0

    def or_more(self, other: _Load) -> _Load:
        """The most of both."""
        easy = other.easy if other.planned.minutes >= self.planned.minutes else self.easy
        return _Load(_most(self.table, other.table), _most(self.planned, other.planned), easy)


class Ramp:
    """What the weeks before allow the next one; it is told of each week in turn.

    Weeks of which not every day is known are passed over, and so are planned weeks that are short on purpose (deload,
    taper, after a race). As long as no running is known and not all of the last four weeks are, nothing is capped; four
    known weeks without running allow what a return begins with. ``table`` are the rows that the season's weeks have in
    the table, by which deloads and tapers are made, where a beginner takes others.
    """

    def __init__(self, scenario: Scenario, table: Sequence[SeasonRow | None] = ()) -> None:
        self._table = iter(table)
        self._scenario, past = scenario, run_before(scenario)
        self._weeks, self._whole = list(past.weeks), list(past.weeks)
        self._gap, self._silent, self._between = past.gap, past.silent, past.between
        self._left, self._last_done, self._held, self._over = 7, self._last_of(self._weeks), 0, 0
        self._first = True
        self._last_load = self._peak = _Load()
        self._run_walks, self._continuous = False, 0

    def begin(self, first: dt.date) -> None:
        """Look at the week from ``first``: days away just before its first free day are days without a run."""
        found = break_before(first, self._scenario)
        if found is not None and found.days > self._gap:
            begun = (found.resume - self._scenario.start).days - found.days
            self._gap, self._left = found.days, 7 - (found.resume - first).days
            whole = len(self._weeks) - (first - self._scenario.start).days // 7 + begun // 7
            self._last_done = self._last_of(self._weeks[:whole])

    def _last_of(self, weeks: Sequence[WeekDone | None]) -> WeekDone:
        """The last week of running before a break; without one the most that others held, or would have as a whole."""
        known = [week for week in weeks if week is not None and week.minutes]
        others = [week for week in self._whole[-WEEKS_BACK:] if week is not None]
        return known[-1] if known else max(others, key=_minutes, default=NOTHING)

    def eased(self, target: WeekTarget) -> tuple[WeekTarget, list[str]]:
        """A deload or taper week as much shorter as the week it is measured by is planned, and what was cut.

        None of its easy runs is longer than those of that week: what its long run gives up is rest.
        """
        row = target.row
        load = self._last_load if row.deload else self._peak if "taper" in row.phase else _Load()
        least = seasons()["return"][0]
        minutes = _in_proportion(target.run_minutes, load.planned.minutes, load.table.minutes, least.run_minutes)
        longest = _in_proportion(target.long_minutes, load.planned.longest, load.table.longest, least.long_minutes)
        notes = []
        if minutes < target.run_minutes:
            told = f"{minutes} min of running instead of {target.run_minutes}"
            measure = "the last load week" if row.deload else "the longest week before it"
            was = f"{load.planned.minutes} min instead of {load.table.minutes}"
            notes.append(f"{told}: {measure} holds {was}, and this one as much less")
        if longest < target.long_minutes:
            told = f"long run cut from {target.long_minutes} to {longest} min"
            measure = "that of the last load week" if row.deload else "the longest before it"
            was = f"{load.planned.longest} min instead of {load.table.longest}"
            notes.append(f"{told}: {measure} takes {was}, and this one as much less")
        return replace(target, run_minutes=minutes, long_minutes=longest, easy_most=load.easy or None), notes

    def caps(self) -> WeekDone | None:
        """The most minutes the next week and its longest run may have; None while too little is known."""
        known = self._known()
        most = max((week.minutes for week in known), default=0)
        longest = max((week.longest for week in known), default=0)
        if not most and len(known) < WEEKS_BACK:
            return None
        again, done = seasons()["return"][0], self._last_done
        if self._gap:
            minutes = least = held_after(done.minutes, self._gap, self._left).rest
            long_minutes = done.longest * percent_after(self._gap) // 100
        else:
            minutes = max(most * (100 + MORE_PERCENT) // 100, most + SMALL_STEP * (most < SMALL_WEEK))
            minutes = min(minutes, self._held or minutes)
            long_minutes, least = longest + max(STEP, _down(longest * MORE_PERCENT, 100)), again.run_minutes
        return WeekDone(
            max(_down(minutes, 1), _down(least, 1), again.long_minutes), max(_down(long_minutes, 1), again.long_minutes)
        )

    def settled(self, target: WeekTarget) -> WeekTarget:
        """A week after run-walk, without quality until two weeks have held half an hour of running in one go."""
        settled = not self._run_walks or self._continuous >= SETTLED_WEEKS
        if settled or target.quality_by_hand:
            return target
        return replace(target, quality=0)

    def silence(self, target: WeekTarget) -> list[str]:
        """What is made of weeks or days before the first week of which nothing is told; empty where nothing is."""
        if self.caps() is None:
            return [_table_alone(target)] * (self._first and not target.by_hand and target.row.easy_type != "run_walk")
        if not self._silent:
            return []
        told = f"nothing is told of the {self._silent} days before the start: they count as days without a run"
        return [f"{told}; what was run on them belongs in log: or history:"]

    @property
    def gap(self) -> int:
        """Days without a run before the next week's first free day; 0 where they or what is known are too few."""
        return self._gap if self.caps() is not None else 0

    @property
    def coming_back(self) -> int:
        """Days of the break whose next seven days reach into the next week; 0 without one."""
        return self.gap or self._over

    def exceeded(self, runs: Sequence[RunEntry]) -> bool:
        """Whether a week of these runs is longer than the caps allow."""
        caps, asked = self.caps(), _asked(runs)
        return caps is not None and (asked.minutes > caps.minutes or asked.longest > caps.longest)

    def capped(self, target: WeekTarget) -> tuple[WeekTarget, list[str]]:
        """A target within the caps, and what was cut. A shorter week keeps the long run's share of it.

        No run of it, of whatever type, is longer than the long run may be (``single_run_step``).
        """
        caps = self.caps()
        if caps is None:
            return target, []
        notes = []
        all_allowed = self._allowed_by()
        minutes, long_minutes = target.run_minutes, target.long_minutes
        if minutes > caps.minutes:
            notes.append(f"{caps.minutes} min of running instead of {minutes}: {all_allowed}")
            long_minutes = _down(long_minutes * caps.minutes, minutes)
            minutes = caps.minutes
        if long_minutes > caps.longest:
            notes.append(f"long run cut from {long_minutes} to {caps.longest} min: {all_allowed}")
            long_minutes = caps.longest
        if self._between:
            days = f"{counted(self._between, 'day')} between two that history: or log: tells of"
            notes.append(f"{days} count{'s' * (self._between == 1)} as without a run; what was run then belongs there")
        return replace(target, run_minutes=minutes, long_minutes=long_minutes, longest=caps.longest), notes

    def _allowed_by(self) -> str:
        """What the caps of the next week are taken from, in words."""
        done, percent = self._last_done.minutes, percent_after(self._gap)
        if self._held:
            return "the seven days after the break are not over when it begins, and hold less"
        if not self._gap or not done:
            return "all that the last 4 weeks allow"
        after = f"after {self._gap} days without a run"
        if not percent:
            return f"a return begins so {after}"
        days = f", on its last {counted(self._left, 'day')}" * (self._left < 7)
        last = "the last week done" if self._last_done in self._weeks else "the last week as if no day were away"
        return f"{percent} % of {last} ({done} min){days}, {after}"

    def follow(self, row: SeasonRow, runs: Sequence[RunEntry], *, after_race: bool = False, dropped: int = 0) -> None:
        """Note a week: the table's row, the runs that are asked, whether it is ``after_race``, and the min dropped."""
        load, planned = not (after_race or row.deload or "taper" in row.phase), _asked(runs)
        self._weeks.append(planned if load else None)
        self._whole.append(replace(planned, minutes=planned.minutes + dropped) if load else None)
        goes_on = self._gap and self._left < 7
        self._held = held_after(self._last_done.minutes, self._gap, self._left).after if goes_on else 0
        self._over = self.gap if goes_on else 0
        self._gap, self._silent, self._between, self._first, self._left = 0, 0, 0, False, 7
        self._run_walks |= row.easy_type == "run_walk"
        self._continuous += any((run.minutes or 0) >= CONTINUOUS for run in runs if run.type != "run_walk")
        measure = next(self._table, row) or row
        if load and planned.minutes:
            measure, level = row if measure.deload else measure, self._scenario.athlete.level
            table = WeekDone(scaled(measure.run_minutes, level), scaled(measure.long_minutes, level))
            easy = max((run.minutes or 0 for run in runs if run.type in EASY), default=0)
            self._last_load = _Load(table, planned, easy)
            self._peak = self._peak.or_more(self._last_load)

    def _known(self) -> list[WeekDone]:
        return [week for week in self._weeks[-WEEKS_BACK:] if week is not None]


def _table_alone(target: WeekTarget) -> str:
    longest = f", {target.long_minutes} in the long run" * (target.long_minutes > 0)
    asked = f"{target.run_minutes} min of running{longest}"
    return f"what you ran before is not known (no whole week in log: or history:), so the table decides: {asked}"


def _asked(runs: Sequence[RunEntry]) -> WeekDone:
    minutes = [run.minutes or run_types()[run.type].minutes for run in runs if run.type != "cross_training"]
    times = [run.times for run in runs if run.type != "cross_training"]
    return WeekDone(sum(m * n for m, n in zip(minutes, times, strict=True)), max(minutes, default=0))


def _minutes(week: WeekDone) -> int:
    return week.minutes


def _most(one: WeekDone, other: WeekDone) -> WeekDone:
    return WeekDone(max(one.minutes, other.minutes), max(one.longest, other.longest))


def _in_proportion(minutes: int, planned: int, table: int, least: int) -> int:
    """Minutes cut as the ``planned`` ones are from those of the ``table``, to ``least`` at most; never more."""
    return minutes if planned >= table else min(minutes, max(least, _down(minutes * planned, table)))


def _down(numerator: int, denominator: int) -> int:
    return numerator // denominator // STEP * STEP
