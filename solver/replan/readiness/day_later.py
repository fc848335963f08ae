"""Key runs that yesterday's morning would have put on today: what a plan holds does not hang on when one asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scenarios.meanwhile import Care
from solver.replan.past import past_of
from solver.replan.readiness.forgone import forgone_on
from solver.replan.readiness.morning import DAY, Situation, TomorrowOrEasy
from solver.replan.readiness.table import READINESS

NO_KEY_RUN = ("key", "run", "anything")


def held_over(today: Situation) -> Iterator[TomorrowOrEasy]:
    """Key runs due yesterday and not done, which its morning asked to stand a day later (A2, A3, A8).

    None where today's morning keeps key runs away as well: moved by one day, the table says, not from day to day.
    """
    yesterday = today.since - DAY
    earlier = today.plan.instance.meanwhile
    planned_anew = yesterday < (today.plan.instance.start if earlier is None else earlier.since)
    if planned_anew or yesterday in today.blocked or today.week_of(yesterday) != today.week:
        return
    cares = (effect for rule in READINESS for effect in rule(today) if isinstance(effect, Care))
    if any(care.no in NO_KEY_RUN and care.first <= today.since <= care.last for care in cares):
        return
    log = today.log.before(today.since)
    past = past_of(today.plan, yesterday, today.blocked, log)
    then = replace(today, log=log, since=yesterday, past=past)
    given_up = {effect.missed.planned for effect in forgone_on(then)}
    missed = {each.planned for each in today.past.missed}
    for rule in READINESS:
        for effect in rule(then):
            if isinstance(effect, TomorrowOrEasy) and effect.planned in missed - given_up:
                yield effect
