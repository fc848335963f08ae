"""What a week after a race asks: key runs wait as long as heavy legs do, and the days of the wait hold less running."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from scenarios.catalog import run_types
from scenarios.race_distance import DAYS_TO_RECOVER, RACE_WORDS, RaceDistance, goal_raced, race_distance
from scenarios.schema import Goal, Override, Scenario
from scenarios.season.deload import DELOAD_LONG, DELOAD_RUN
from scenarios.season.key_days import own_key_runs
from scenarios.season.rows import WeekTarget
from scenarios.season.shares import STEP
from scenarios.season.weeks_done import WeekDone
from scenarios.spoken import counted, spoken

WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Recovery:
    """The race of ``date`` that a week is still recovering from on its first ``days``; ``until``: no more from then on.

    ``waits`` is False where key runs of the week are the athlete's own, which stand.
    """

    date: dt.date
    distance: RaceDistance
    until: dt.date
    days: int
    waits: bool

    def eased(self, target: WeekTarget, allowed: WeekDone | None) -> tuple[WeekTarget, list[str]]:
        """The week's minutes, as far as they are ``allowed``, with a deload's on the days of the wait; and a note."""
        if target.row.deload or "taper" in target.row.phase:
            return target, [self.told]
        most, longest = target.run_minutes, target.long_minutes
        if allowed is not None:
            most, longest = min(most, allowed.minutes), min(longest, allowed.longest)
        minutes, long_minutes = self._share(most, DELOAD_RUN), self._share(longest, DELOAD_LONG)
        held = f"{counted(self.days, 'day')} of it {'holds' if self.days == 1 else 'hold'} a deload's share"
        told = f"{minutes} min of running instead of {most}: {held}; {self.told}"
        return replace(target, run_minutes=minutes, long_minutes=long_minutes), [told]

    @property
    def told(self) -> str:
        """What is made of the week's key runs, and after which race."""
        waits = f"no key run until {spoken(self.until)}" if self.waits else "the key runs are your own and stand"
        need = counted(DAYS_TO_RECOVER[self.distance], "day")
        return f"{waits}, {need} after {RACE_WORDS[self.distance]} ({spoken(self.date)})"

    def _share(self, minutes: int, percent: int) -> int:
        return minutes * (700 - self.days * (100 - percent)) // 700 // STEP * STEP


def recovery_in(first: dt.date, scenario: Scenario, goal: Goal, override: Override | None = None) -> Recovery | None:
    """The race of the history that the week from ``first`` is longest recovering from; None where it is over."""
    found: list[Recovery] = []
    for done in scenario.history:
        if done.session == "race":
            distance = race_distance(goal_raced(done, goal), done.minutes or run_types()["race"].minutes)
            until = done.date + dt.timedelta(days=DAYS_TO_RECOVER[distance])
            days = min((until - first).days, WEEK.days)
            found += [Recovery(done.date, distance, until, days, waits=True)] if days > 0 else []
    if not found:
        return None
    longest = max(found, key=lambda each: each.until)
    return replace(longest, waits=not own_key_runs(first, scenario, override))
