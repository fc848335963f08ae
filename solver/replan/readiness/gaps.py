"""Days without a run that are a gap in training (A13), and the day on which running goes on, or may go on."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from scenarios.season.gap import is_gap
from scenarios.season.weeks_done import WEEKS_BACK, Break, is_run
from solver.replan.readiness.morning import DAY, Situation


def gap_lately(situation: Situation) -> Break | None:
    """The gap that ends today or ended less than seven days ago, whether a run was done since or not.

    One that ended before the plan began is none that it has to mind: it was made for who had run since.
    """
    first = max(situation.plan.instance.start, situation.since - 6 * DAY)
    return next((gap for gap in gaps(situation)[-1:] if gap.resume >= first), None)


def gaps(situation: Situation) -> list[Break]:
    """Every gap so far, the last one up to today where no run was done since."""
    runs = {each.date for each in situation.trained if is_run(each.type)}
    days = [(last, resume) for last, resume in pairwise(sorted({*runs, situation.since}))]
    return [
        Break((resume - last).days - 1, resume)
        for last, resume in days
        if is_gap((resume - last).days - 1) and _lost_between(situation, last, resume)
    ]


def last_week_done(situation: Situation, gap: Break) -> int:
    """Minutes of the last seven days run before a gap.

    Where most of them lie in a deload or a taper, the seven days before those count if they held more: a season, too,
    passes over weeks that are short on purpose.
    """
    instance, last = situation.plan.instance, gap.resume - (gap.days + 1) * DAY
    weeks = {ask.week: ask for ask in (*instance.asks_before, *instance.asks)}
    most = 0
    for end in (last - 7 * back * DAY for back in range(WEEKS_BACK)):
        most = max(most, situation.run_minutes(end - 6 * DAY, end))
        middle = weeks.get(situation.week_of(end - 3 * DAY))
        if middle is None or not middle.eases:
            break
    return most


def _lost_between(situation: Situation, last: dt.date, resume: dt.date) -> bool:
    """Whether a day between two lies before the plan, or runs there were missed, dropped or left out since.

    Days that the plan has free of runs are no gap. Four blocked days are no days of rest, whatever stood on them: so a
    season reads days ``away``.
    """
    plan, instance = situation.plan, situation.plan.instance
    weeks = range(situation.week_of(last), situation.week_of(resume) + 1)
    missed = [each.date for each in situation.past.missed if each.session.kind == "run"]
    missed += [plan.date(planned.day) for planned in situation.moved if planned.session.kind == "run"]
    earlier = () if instance.meanwhile is None else instance.meanwhile.changes
    given_up = [change for change in earlier if change.dropped]
    blocked = situation.blocked.union(() if instance.meanwhile is None else instance.meanwhile.blocked)
    return (
        any(last < date < resume for date in missed)
        or is_gap(sum(last < date < resume for date in blocked))
        or last + DAY < instance.start
        or any(left.week in weeks and left.session.kind == "run" for left in plan.left_out)
        or any(change.week - 1 - instance.first_week in weeks and is_run(change.session) for change in given_up)
    )
