"""What a week asks of which some days are away: the runs of those days are dropped, not stacked on the others."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import NamedTuple

from scenarios.catalog import run_types
from scenarios.catalog.week_shares import long_percent
from scenarios.schema import Scenario
from scenarios.season.free_time import longest_slots
from scenarios.season.rows import WeekTarget
from scenarios.season.shares import STEP
from scenarios.season.weeks_done import WeekDone


def usual_days(scenario: Scenario, first: dt.date, days: int) -> int:
    """On how many of so many days from ``first`` a run would find a slot, were none of them away."""
    usual = scenario.model_copy(update={"away": ()})
    return len(longest_slots(usual, first, days, run_types()["recovery"].minutes_low))


class DaysLost(NamedTuple):
    """The target of a week in which days are away, and the min that those would have held."""

    target: WeekTarget
    dropped: int

    @property
    def told(self) -> str:
        """What is told of it."""
        minutes = self.target.run_minutes
        return (
            f"{minutes} min of running instead of {minutes + self.dropped}: what the other days would hold is dropped"
        )


def of_days(target: WeekTarget, allowed: WeekDone | None, days: int, usual: int) -> DaysLost:
    """The target of a week in which ``days`` of the ``usual`` ones are left for its runs.

    The runs there are days for are as long as in a whole week, as far as its minutes are ``allowed``; those of the
    other days are dropped (A11: drop, do not stack). The long run keeps within its share of the week
    (``long_run_share_max``).
    """
    most, longest = target.run_minutes, target.long_minutes
    if allowed is not None:
        most, longest = min(most, allowed.minutes), min(longest, allowed.longest)
    minutes = most * days // usual // STEP * STEP
    longest = min(longest, minutes * long_percent() // 100 // STEP * STEP)
    return DaysLost(replace(target, run_minutes=minutes, long_minutes=longest), most - minutes)
