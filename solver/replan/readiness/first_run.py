"""The first run after days without one: an easy one, and no key run before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from scenarios.catalog import run_types
from scenarios.resumed import units_of
from scenarios.sessions import PlannedSession
from solver.replan.readiness.morning import Effect, OnThatDay, Situation, Softer, TomorrowOrEasy, spare


def first_run(situation: Situation, after: dt.date) -> PlannedSession | None:
    """The first run still to come from ``after`` on that stands on an open day."""
    for run in situation.ahead:
        date = situation.plan.date(run.day)
        if run.session.kind == "run" and date >= after and date not in situation.blocked:
            return run
    return None


def easy_first(situation: Situation, rule: str, after: dt.date, why: str) -> Iterator[Effect]:
    """No key run before the first one from ``after`` on, which is run easily where it stands; ``why``: after what."""
    first = first_run(situation, after)
    if first is not None:
        yield spare(rule, "key", after, situation.plan.date(first.day), f"first an easy run, after {why}")
        if not _is_easy(first):
            yield Softer(rule, first, f"the first run after {why}", type="easy")


def easy_first_back(situation: Situation, rule: str, why: str) -> Iterator[Effect]:
    """The first open day holds an easy run of its week, and key runs stand from the next day on, as in a season.

    One that has lost its day comes first, then the shortest. Where none may stand there, ``easy_first``.
    """
    first, today, placed = first_run(situation, situation.since), situation.since, situation.in_week(situation.week)
    easy = [run for run in situation.still_asked() if _is_easy(run) and _may_stand(situation, run, today)]
    if first is None or _is_easy(first) or not easy:
        yield from easy_first(situation, rule, today, why)
        return
    yield spare(rule, "key", today, today, f"first an easy run, after {why}")
    chosen = min(easy, key=lambda run: (run in placed, run.session.minutes))
    yield OnThatDay(rule, chosen, f"the first run after {why}", today)
    if situation.plan.date(first.day) == today:
        yield TomorrowOrEasy(rule, first, f"first an easy run, after {why}", or_later=True)


def _is_easy(run: PlannedSession) -> bool:
    return run.session.kind == "run" and not run.session.key and not run_types()[run.session.type].work_fraction


def _may_stand(situation: Situation, run: PlannedSession, date: dt.date) -> bool:
    """Whether the day has time for a run that nobody has put on another."""
    day = next(day for day in situation.plan.instance.days if day.date == date)
    asked = units_of(situation.plan.instance.demands).get((run.day // 7, run.name))
    meant = asked is None or (asked.fixed is None and day.weekday in (asked.days or (day.weekday,)))
    return meant and any(slot.minutes >= run.session.minutes for slot in day.slots)
