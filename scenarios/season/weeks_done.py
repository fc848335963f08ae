"""What was run before the start, as ramp caps count it: whole weeks, and the days without a run after them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from scenarios.catalog import run_types
from scenarios.places import free_on
from scenarios.schema import WEEKDAYS, Scenario, Weekday
from scenarios.season.gap import begins_anew, is_gap, percent_after

WEEKS_BACK = 4
_NO_RUN = ("rest", "upper", "lower", "full", "cross_training")


@dataclass(frozen=True, slots=True)
class WeekDone:
    """Minutes run in a week and in its longest run, without a race, as in the tables."""

    minutes: int
    longest: int


NOTHING = WeekDone(0, 0)


@dataclass(frozen=True, slots=True)
class RunBefore:
    """The weeks before the start, oldest first; None where not every day of one is known.

    ``gap`` is the number of days without a run just before the start, and ``silent`` how many of them stand after the
    last day of which anything is told; both are 0 as long as a gap is too short to count (A13: 4 days). ``between``
    are the days between the first and the last one told of which nothing is.
    """

    weeks: tuple[WeekDone | None, ...]
    gap: int = 0
    silent: int = 0
    between: int = 0

    @property
    def most(self) -> WeekDone:
        """What the runner may resume with: of the fullest week and of the longest run, the part that the gap leaves."""
        known = [week for week in self.weeks if week is not None]
        minutes, longest = (
            max((week.minutes for week in known), default=0),
            max((w.longest for w in known), default=0),
        )
        percent = percent_after(self.gap)
        return WeekDone(minutes * percent // 100, longest * percent // 100)


class Break(NamedTuple):
    """Days without free time in a row, and the first day after them that has some."""

    days: int
    resume: dt.date


def break_before(first: dt.date, scenario: Scenario) -> Break | None:
    """The break that ends in the week from ``first``, or just before it, as far as the plan reaches.

    None where the week has no free day, and where fewer than four of the days (A13) are ``away``: days never free are
    no gap.
    """
    resume = first_free(first, scenario)
    if resume is None:
        return None
    closed: list[bool] = []
    while (date := resume - dt.timedelta(days=len(closed) + 1)) >= scenario.start and not free_on(date, scenario):
        closed.append(free_on(date, scenario) is None)
    return Break(len(closed), resume) if is_gap(sum(closed)) else None


def first_free(first: dt.date, scenario: Scenario) -> dt.date | None:
    """The first day with free time of the week from ``first``."""
    week = (first + dt.timedelta(days=day) for day in range(7))
    return next((date for date in week if free_on(date, scenario)), None)


def run_before(scenario: Scenario) -> RunBefore:
    """The last four weeks before the start, or before the gap that ends there, and that gap's weeks.

    Silence is no running, between two days told and after the last: who tells what he ran does not write down days of
    rest, and who keeps a log and stops does not train on, as far as anybody can tell. So whether a last day of rest is
    written down changes nothing. The weeks before a gap are followed by one without running for every seven days of it
    that have begun; up to 28 days the last week done still counts, by which A13 measures. Days that are never free are
    no gap.
    """
    told = {done.date for done in scenario.history}
    if not told:
        return RunBefore(())
    between = (max(told) - min(told)).days + 1 - len(told)
    runs = {done.date for done in scenario.history if is_run(done.session)}
    eve = scenario.start - dt.timedelta(days=1)
    gap = 0
    while (date := eve - dt.timedelta(days=gap)) not in runs and date >= min(told):
        gap += 1
    usual: set[Weekday] = {WEEKDAYS[(eve - dt.timedelta(days=day)).weekday()] for day in range(min(gap, 7))}
    if not is_gap(gap) or not any(scenario.available.get(day) for day in usual):
        return RunBefore(_weeks_until(eve, scenario, min(told)), between=between)
    silent = (eve - max(told)).days
    weeks = _weeks_until(max(runs, default=max(told)), scenario, min(told))
    resting = -(-gap // 7) if any(weeks) else (gap - silent) // 7
    most = WEEKS_BACK - (any(weeks) and not begins_anew(gap))
    return RunBefore(weeks + (NOTHING,) * min(resting, most), gap, silent, between)


def _weeks_until(last: dt.date, scenario: Scenario, known_from: dt.date) -> tuple[WeekDone | None, ...]:
    weeks: list[WeekDone | None] = []
    for back in range(WEEKS_BACK, 0, -1):
        days = {last - dt.timedelta(days=7 * back - 1 - day) for day in range(7)}
        runs = [
            done.minutes or run_types()[done.session].minutes
            for done in scenario.history
            if done.date in days and counts_for_ramp(done.session)
        ]
        weeks.append(WeekDone(sum(runs), max(runs, default=0)) if min(days) >= known_from else None)
    return tuple(weeks)


def is_run(session: str) -> bool:
    """Whether a session done, by its type, was running."""
    return session not in _NO_RUN


def counts_for_ramp(session: str) -> bool:
    """Whether its minutes are a week's running by which others are measured: a race's are none, as in the tables."""
    return is_run(session) and session != "race"


def weeks_with_a_run_of(minutes: int, scenario: Scenario) -> int:
    """In how many of the four weeks before the start a run in one go was at least so long (min)."""
    back = {
        (scenario.start - done.date).days - 1
        for done in scenario.history
        if is_run(done.session)
        and done.session != "run_walk"
        and (done.minutes or run_types()[done.session].minutes) >= minutes
    }
    return len({days // 7 for days in back if days < 7 * WEEKS_BACK})
