"""What the strength weeks of a plan that are over left behind: as planned, or as the log says."""

from __future__ import annotations

import datetime as dt

from scenarios.log.log import Log
from scenarios.plan import Plan
from scenarios.strength.carried import Carried
from scenarios.strength.past import strength_past
from scenarios.strength.progression import PastSession
from solver.replan.past import Past, Placed
from solver.strength.weeks import strength_until


def strength_behind(before: Plan, past: Past, log: Log | None, week: int, since: dt.date) -> Carried | None:
    """Where the athlete stands in strength when week ``week`` (from 0) of a plan begins.

    A session whose exercises the log names went as it says; one done of which no more is known went as planned. What
    the log tells of that week itself, up to ``since``, says what the week lifts. In the first week of the plan nothing
    else is behind but what the plan itself began with. Raises ``Defect``.
    """
    first, end = before.date(0), before.date(7 * week)
    logged = strength_past(log, since + dt.timedelta(days=1)) if log is not None else ()
    told: dict[int, tuple[PastSession, ...]] = {}
    for session in logged:
        if session.date >= first and session.exercises:
            number = (session.date - first).days // 7
            told[number] = (*told.get(number, ()), session)
    if week == 0 and week not in told:
        return before.instance.lifter.carried
    spoken = {session.date for sessions in told.values() for session in sessions}
    done = {
        ((each.date - first).days // 7, expected.planned.name): each.date
        for each, expected in past.pairs
        if isinstance(expected, Placed) and each.type in ("upper", "lower", "full")
        if expected.session.type == each.type and each.date < end and each.date not in spoken
    }
    return strength_until(before, week, done, told)
