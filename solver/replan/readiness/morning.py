"""What the readiness rules look at, and what they may ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from scenarios.easing import AS_USUAL, Easing
from scenarios.log.check_in import CheckIn
from scenarios.log.log import Log
from scenarios.meanwhile import Care
from scenarios.plan import Plan
from scenarios.readiness import Readiness
from scenarios.schema import Legs
from scenarios.season.weeks_done import counts_for_ramp, is_run
from scenarios.sessions import PlannedSession
from solver.replan.past import Past, Placed

DAY = dt.timedelta(days=1)
NEW_FOR, NEW_BELOW = 14 * DAY, 7
"""A14: for so long strength is new, or new again, and leg soreness below so much expected."""


@dataclass(frozen=True, slots=True)
class Softer:
    """A session still to come is asked for otherwise: each part that is not None is less than it was."""

    rule: str
    planned: PlannedSession
    why: str
    type: str | None = None
    minutes: int | None = None
    legs: Legs | None = None
    easing: Easing = AS_USUAL


@dataclass(frozen=True, slots=True)
class TomorrowOrEasy:
    """A key run of today: tomorrow if it can stand there, else easy where it stands.

    One of yesterday, asked for a day later, stands today or is dropped. ``or_later``: or on any later day of its week.
    """

    rule: str
    planned: PlannedSession
    why: str
    or_later: bool = False


@dataclass(frozen=True, slots=True)
class OnThatDay:
    """A session that has lost its day, and stands on ``date``."""

    rule: str
    planned: PlannedSession
    why: str
    date: dt.date


@dataclass(frozen=True, slots=True)
class Dropped:
    """A session that was missed, or that nobody will do, and is not asked for again."""

    rule: str
    missed: Placed
    why: str


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to say, which changes nothing."""

    rule: str
    text: str


Effect: TypeAlias = Care | Softer | TomorrowOrEasy | OnThatDay | Dropped | Advice


@dataclass(frozen=True, slots=True)
class Trained:
    """A session done, and how many of its ``minutes`` are a week's ``running``."""

    date: dt.date
    minutes: int
    type: str

    @property
    def running(self) -> int:
        """Min by which weeks are measured: those of a run, and none of a race."""
        return self.minutes if counts_for_ramp(self.type) else 0


@dataclass(frozen=True)
class Situation:
    """A morning: the log, the plan until now with what was done of it, and the thresholds.

    ``blocked`` dates stay empty. ``moved`` are sessions of this week on blocked days, which its open days are to take;
    ``held`` are key runs of yesterday, which its morning put on today.
    """

    log: Log
    since: dt.date
    plan: Plan
    past: Past
    limits: Readiness
    blocked: frozenset[dt.date] = frozenset()
    moved: tuple[PlannedSession, ...] = ()
    held: tuple[PlannedSession, ...] = ()

    @cached_property
    def morning(self) -> CheckIn:
        """The check-in of the first open day."""
        return self.log.check_in(self.since)

    def days_ago(self, days: int) -> CheckIn:
        """The check-in so many mornings ago."""
        return self.log.check_in(self.since - days * DAY)

    @property
    def days_to_be_well(self) -> int:
        """Whole days after an ill morning that stay easy (A10)."""
        return -(-self.limits.well_hours // 24)

    @cached_property
    def easy_until(self) -> dt.date | None:
        """The last day that an illness of this week, or of the days just before it, keeps easy (A10)."""
        days = self.days_to_be_well
        begun = (self.since - self.plan.instance.start).days % 7
        ill = (ago for ago in range(begun + days + 1) if self.days_ago(ago).ill)
        last = next(ill, None)
        return None if last is None else self.since + (days - last) * DAY

    @cached_property
    def lost_while_ill(self) -> tuple[Placed, ...]:
        """What this week missed around an illness, which nobody makes up for."""
        until = self.easy_until
        missed = (each for each in self.past.missed if each.week == self.week)
        return tuple(each for each in missed if until is not None and each.date <= until)

    @cached_property
    def ahead(self) -> tuple[PlannedSession, ...]:
        """The sessions still to come, the race apart, in order of time; what is done or given up already is not."""
        given_up = {missed.planned for missed in self.past.missed}
        answered = {(self.week_of(done.date), done.answers) for done in self.past.done}
        return tuple(
            planned
            for planned in sorted(self.plan.sessions, key=lambda planned: (planned.start, planned.name))
            if not planned.settled
            and planned not in given_up
            and (self.plan.date(planned.day) >= self.since or planned in self.held)
            and (planned.day // 7, planned.name) not in answered
        )

    @property
    def due(self) -> tuple[PlannedSession, ...]:
        """What is still to be done on the first open day."""
        return tuple(planned for planned in self.ahead if self.plan.date(planned.day) <= self.since)

    @cached_property
    def week(self) -> int:
        """The number of the first open day's week in the plan, from 0."""
        return self.week_of(self.since)

    def week_of(self, date: dt.date) -> int:
        """The week of the plan a date lies in."""
        return (date - self.plan.instance.start).days // 7

    def in_week(self, week: int) -> tuple[PlannedSession, ...]:
        """What is still to come in a week."""
        return tuple(planned for planned in self.ahead if planned.day // 7 == week)

    def still_asked(self) -> tuple[PlannedSession, ...]:
        """What the rest of this week has to take: what is still to come, and what is asked for again or moved there."""
        again = (
            each.planned
            for each in self.past.missed
            if each.week == self.week and not each.session.key
            if each not in self.lost_while_ill
        )
        return tuple(dict.fromkeys((*self.in_week(self.week), *again, *self.moved)))

    @property
    def days_left(self) -> int:
        """Days of this week that are still open."""
        week = self.plan.instance.week_days(self.week)
        return sum(bool(day.slots) and day.date >= self.since and day.date not in self.blocked for day in week)

    @cached_property
    def new_to_strength_until(self) -> dt.date | None:
        """The day on which strength will be two weeks old, if it began less than that ago (A14).

        A log that itself began with it says so of a novice only: others may have lifted before they kept one.
        """
        first = min((entry.date for entry in self.log.done() if entry.is_strength), default=None)
        if first is None or self.since - first >= NEW_FOR:
            return None
        kept_before = first - self.log.entries[0].date >= NEW_FOR
        return first + NEW_FOR if kept_before or self.plan.instance.level == "novice" else None

    def run_since(self, date: dt.date) -> bool:
        """Whether a run was done on this day or later, today included."""
        return any(is_run(each.type) and each.date >= date for each in self.trained)

    @cached_property
    def trained(self) -> tuple[Trained, ...]:
        """Every session done until now, today's among them: as the log says, where it does not speak, as planned."""
        instance, race = self.plan.instance, self.plan.instance.race
        begun = instance.start - 7 * instance.first_week * DAY
        earlier = () if instance.meanwhile is None else instance.meanwhile.done
        done = [*(each for each in earlier if each.date < instance.start), *self.past.done]
        planned = [Trained(each.date, each.minutes, each.type) for each in done]
        if race is not None and self.plan.date(race.day) < self.since:
            planned.append(Trained(self.plan.date(race.day), race.session.minutes, "race"))
        logged = [Trained(row.date, row.minutes, row.session) for row in self.log.done() if row.date < begun]
        return (*logged, *planned)

    def run_minutes(self, first: dt.date, last: dt.date) -> int:
        """Minutes run from ``first`` to ``last``, both included, races apart."""
        return sum(each.running for each in self.trained if first <= each.date <= last)

    def last_heavy_legs_end(self) -> int | None:
        """When the last heavy leg session done ended, as an instant (min)."""
        clock = self.plan.instance.clock
        ends = [
            clock.instant(done.date, done.start) + done.minutes
            for done in self.past.done
            if done.type in ("lower", "full") and done.legs in (None, "heavy")
        ]
        ends += [planned.end for planned in self.plan.instance.history if planned.session.heavy_legs]
        return max(ends, default=None)


Rule: TypeAlias = Callable[[Situation], Iterator[Effect]]


def key_runs_later(situation: Situation, rule: str, why: str) -> Iterator[Effect]:
    """No key run today: each of today's stands tomorrow, or is run easily."""
    yield spare(rule, "key", situation.since, situation.since, why)
    for planned in situation.due:
        if planned.session.key:
            yield TomorrowOrEasy(rule, planned, why)


def spare(rule: str, no: str, first: dt.date, last: dt.date, why: str) -> Care:
    """Days without something, both included."""
    return Care.model_validate({"rule": rule, "no": no, "from": first, "to": last, "why": why})
