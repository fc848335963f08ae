"""A training log as ``history:``: what was done just before a date, for the rules that have a memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from scenarios.clock import Clock
from scenarios.log.log import Log
from scenarios.race_distance import distance_of
from scenarios.schema import Done, Scenario

DAYS_BACK = 28
"""Four weeks: as far back as ramp caps look (``weekly_ramp`` in parameters.csv)."""
_FEWEST, _MOST = 5, 600


def history_of(log: Log, before: dt.date, days: int = DAYS_BACK) -> tuple[Done, ...]:
    """The sessions done in the ``days`` days before ``before``, in order of time.

    A day between two logged ones without a session was rest, and is told as rest. What was shorter than 5 min is
    passed over.
    """
    first = before - dt.timedelta(days=days)
    return tuple(_done(log.before(before), max(first, _first_logged(log, before)), before))


def with_log(scenario: Scenario, log: Log, days: int = DAYS_BACK) -> Scenario:
    """The scenario with the last ``days`` of its log, up to the last run and what came after it, told as history.

    Dates that its own ``history:`` mentions stay as it says.
    """
    told = {done.date for done in scenario.history}
    runs = (entry.date for entry in log.before(scenario.start).entries if entry.done and entry.is_run)
    idle = (scenario.start - max(runs, default=scenario.start)).days
    clock = Clock(scenario.timezone)
    logged = tuple(
        _at_a_real_time(done, clock) for done in history_of(log, scenario.start, days + idle) if done.date not in told
    )
    return scenario.model_copy(update={"history": (*logged, *scenario.history)})


def _at_a_real_time(done: Done, clock: Clock) -> Done:
    """A session logged at a time that the clocks skip begins as soon as they are past it, or else just before."""
    if not clock.in_gap(done.date, done.start):
        return done
    logged = 60 * int(done.start[:2]) + int(done.start[3:])
    times = (f"{minute // 60:02}:{minute % 60:02}" for minute in (*range(logged, 24 * 60), *range(logged, -1, -1)))
    real = (at for at in times if not clock.in_gap(done.date, at))
    return done.model_copy(update={"start": next(real, done.start)})


def _first_logged(log: Log, before: dt.date) -> dt.date:
    return min((entry.date for entry in log.entries), default=before)


def _done(log: Log, first: dt.date, before: dt.date) -> Iterator[Done]:
    last_logged = max((entry.date for entry in log.entries), default=first)
    for date in (first + dt.timedelta(days=day) for day in range((before - first).days)):
        entries = [entry for entry in log.between(date, date) if entry.done and entry.minutes >= _FEWEST]
        for entry in entries:
            minutes = min(entry.minutes, _MOST)
            raced = distance_of(entry.distance_km) if entry.session == "race" and entry.distance_km else None
            yield Done(session=entry.session, date=entry.date, start=entry.start, minutes=minutes, goal=raced)
        if not entries and date <= last_logged:
            yield Done(session="rest", date=date)
