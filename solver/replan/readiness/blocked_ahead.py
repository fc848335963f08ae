"""Days blocked ahead: what a log of them would ask for once they are over is asked for at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from scenarios.season.gap import is_gap
from solver.replan.past import past_of
from solver.replan.readiness.morning import DAY, Advice, Effect, Situation
from solver.replan.readiness.ramp import eased_weeks
from solver.replan.readiness.weeks import a11_key_runs_missed, a13_a_gap


def effects_of_blocked(now: Situation, effects: Sequence[Effect]) -> tuple[Effect, ...]:
    """What each stretch of days blocked from now on asks of the days after it, everything before it done as planned.

    Fewer than four days in a row are no gap in training (A13). A key run is missed where its whole week is closed from
    now on (A11); else it is moved. ``effects`` are what the morning itself asks for.
    """
    found: list[Effect] = []
    days = [day for day in now.plan.instance.days if day.date >= now.since]
    open_days = sorted(day.date for day in days if day.slots and day.date not in now.blocked)
    for resume in open_days:
        closed = _closed_before(resume, now.since, frozenset(open_days))
        if is_gap(len(closed)) and closed & now.blocked:
            after = _after(now, resume, open_days)
            found += (each for each in a11_key_runs_missed(after) if not isinstance(each, Advice))
            found += a13_a_gap(after)
            found += eased_weeks(after, (*effects, *found))
    return tuple(found)


def _after(now: Situation, resume: dt.date, open_days: Sequence[dt.date]) -> Situation:
    """The morning of ``resume``, as far as it is known: blocked days without a session, the others as planned."""
    log = now.log.before(now.since)
    past = past_of(now.plan, resume, now.blocked, log)
    open_weeks = {now.week_of(day): day for day in reversed(open_days)}
    moved = [each for each in past.missed if each.date >= now.since and each.week in open_weeks]
    week = now.week_of(resume)
    to_take = tuple(each.planned for each in moved if each.week == week and open_weeks[week] == resume)
    past = replace(past, missed=tuple(each for each in past.missed if each not in moved))
    return replace(now, log=log, since=resume, past=past, moved=to_take, held=())


def _closed_before(day: dt.date, since: dt.date, open_days: frozenset[dt.date]) -> frozenset[dt.date]:
    """The days in a row just before this one, from ``since`` on, that are closed."""
    closed: set[dt.date] = set()
    while (last := day - (len(closed) + 1) * DAY) >= since and last not in open_days:
        closed.add(last)
    return frozenset(closed)
