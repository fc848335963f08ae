"""Ramp caps: no week much longer than the last four, no long run much longer than the longest of them.

What was done counts (``history:``, and the log, which is told as history), then what the plan itself asks. Numbers are
those of ``blocks.md``, by which the tables are made: a week at most 10 % above the most of the last four, or 15 min
above it below 150 min a week; a long run at most 10 % above the longest, in steps of 5 min, and always 5 min.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scenarios.catalog import run_types, seasons
from scenarios.schema import Done, RunEntry, Scenario
from scenarios.season.rows import WeekTarget
from scenarios.season.shares import STEP

WEEKS_BACK = 4
SMALL_WEEK, SMALL_STEP = 150, 15
MORE_PERCENT = 10
GAPS = ((28, 60), (14, 75), (7, 90))
"""(up to so many days without a run, % of the last weeks to resume with), from ``readiness.md`` A13."""
LEAST_GAP = 4
_NO_RUN = ("rest", "upper", "lower", "full", "cross_training")


@dataclass(frozen=True, slots=True)
class WeekDone:
    """Minutes run in a week and in its longest run."""

    minutes: int
    longest: int


class Ramp:
    """What the weeks before allow the next one; it is told of each week in turn.

    Weeks of which not every day is known are passed over, and so are planned weeks that are short on purpose (deload,
    taper). As long as no running is known and not all of the last four weeks are, nothing is capped; four known
    weeks without running allow what a return begins with.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._weeks: list[WeekDone | None] = _weeks_done(scenario)
        self._percent = _resumed_percent(scenario)
        self._last_load = self._peak = (1, 1)

    def eased(self, target: WeekTarget) -> WeekTarget:
        """A deload or taper week, made as much shorter as the caps have made the week it is measured by."""
        row = target.row
        before, after = self._last_load if row.deload else self._peak if "taper" in row.phase else (1, 1)
        if before == after:
            return target
        return replace(
            target,
            run_minutes=_down(target.run_minutes * after, before),
            long_minutes=_down(target.long_minutes * after, before),
        )

    def caps(self) -> WeekDone | None:
        """The most minutes the next week and its longest run may have; None while too little is known."""
        known = [week for week in self._weeks[-WEEKS_BACK:] if week is not None]
        most = max((week.minutes for week in known), default=0) * self._percent // 100
        longest = max((week.longest for week in known), default=0) * self._percent // 100
        if not most and len(known) < WEEKS_BACK:
            return None
        again = seasons()["return"][0]
        minutes = max(most * (100 + MORE_PERCENT) // 100, most + SMALL_STEP * (most < SMALL_WEEK))
        long_minutes = longest + max(STEP, _down(longest * MORE_PERCENT, 100))
        return WeekDone(max(_down(minutes, 1), again.run_minutes), max(_down(long_minutes, 1), again.long_minutes))

    def exceeded(self, runs: Sequence[RunEntry]) -> bool:
        """Whether a week of these runs is longer than the caps allow."""
        caps, asked = self.caps(), _asked(runs)
        return caps is not None and (asked.minutes > caps.minutes or asked.longest > caps.longest)

    def capped(self, target: WeekTarget) -> tuple[WeekTarget, list[str]]:
        """A target within the caps, and what was cut. A shorter week keeps the long run's share of it."""
        caps = self.caps()
        if caps is None:
            return target, []
        notes = []
        minutes, long_minutes = target.run_minutes, target.long_minutes
        if minutes > caps.minutes:
            notes.append(f"{caps.minutes} min of running instead of {minutes}: all that the last 4 weeks allow")
            long_minutes = _down(long_minutes * caps.minutes, minutes)
            minutes = caps.minutes
        if long_minutes > caps.longest:
            notes.append(f"long run cut from {long_minutes} to {caps.longest} min: all that the last 4 weeks allow")
            long_minutes = caps.longest
        return replace(target, run_minutes=minutes, long_minutes=long_minutes), notes

    def follow(self, wanted: WeekTarget, target: WeekTarget, runs: Sequence[RunEntry]) -> None:
        """Note a week: what the table wanted, what the caps left of it, what is asked."""
        row = wanted.row
        load = not row.deload and "taper" not in row.phase
        self._weeks.append(_asked(runs) if load else None)
        self._percent = 100
        if load and wanted.run_minutes:
            self._last_load = wanted.run_minutes, min(wanted.run_minutes, target.run_minutes)
            if wanted.run_minutes >= self._peak[0]:
                self._peak = self._last_load


def _asked(runs: Sequence[RunEntry]) -> WeekDone:
    minutes = [run.minutes or run_types()[run.type].minutes for run in runs if run.type != "cross_training"]
    times = [run.times for run in runs if run.type != "cross_training"]
    return WeekDone(sum(m * n for m, n in zip(minutes, times, strict=True)), max(minutes, default=0))


def _down(numerator: int, denominator: int) -> int:
    return numerator // denominator // STEP * STEP


def _is_run(done: Done) -> bool:
    return done.session not in _NO_RUN


def _weeks_done(scenario: Scenario) -> list[WeekDone | None]:
    """The last four weeks, oldest first, counted back from the last day of which anything is told."""
    known = {done.date for done in scenario.history}
    if not known:
        return []
    last = max(known)
    weeks: list[WeekDone | None] = []
    for back in range(WEEKS_BACK, 0, -1):
        days = {last - dt.timedelta(days=7 * back - 1 - day) for day in range(7)}
        recent = (scenario.start - min(days)).days <= 7 * (WEEKS_BACK + 1)
        runs = [
            done.minutes or run_types()[done.session].minutes
            for done in scenario.history
            if done.date in days and _is_run(done)
        ]
        weeks.append(WeekDone(sum(runs), max(runs, default=0)) if days <= known and recent else None)
    return weeks


def _resumed_percent(scenario: Scenario) -> int:
    """What part of the last weeks a runner resumes with after days told to be without a run, just before the start."""
    runs = {done.date for done in scenario.history if _is_run(done)}
    known = {done.date for done in scenario.history}
    gap = 0
    while (date := scenario.start - dt.timedelta(days=gap + 1)) in known and date not in runs:
        gap += 1
    if gap < LEAST_GAP:
        return 100
    return min((percent for days, percent in GAPS if gap <= days), key=lambda percent: -percent, default=0)
