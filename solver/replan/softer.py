"""Sessions to come that are asked for otherwise: what the readiness rules ask of each, as one change of the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from typing import TypeAlias

from scenarios.catalog import run_types
from scenarios.easing import AS_USUAL
from scenarios.meanwhile import Change
from scenarios.plan import Plan
from scenarios.schema import WEEKDAYS
from scenarios.season.periodization import WeekAsk
from scenarios.season.weeks_done import counts_for_ramp
from scenarios.sessions import PlannedSession
from scenarios.strength.eased_minutes import eased_this_morning
from scenarios.unit_name import free_name
from solver.replan.readiness.morning import Effect, OnThatDay, Softer, TomorrowOrEasy

Names = set[tuple[int, str]]
"""(week of the plan from 0, unit) of every session there is, so that a new one is called otherwise."""
Wanted: TypeAlias = dict[PlannedSession, list[Softer | TomorrowOrEasy | OnThatDay]]
"""What is asked of each session to come."""
LONGEST_WHY = 300


def softened(
    before: Plan, since: dt.date, effects: Sequence[Effect], tomorrow: Collection[TomorrowOrEasy]
) -> Iterator[Change]:
    """The sessions to come that are asked for otherwise, the softest of all that is asked of each.

    Of key runs that may stand ``tomorrow`` the others are run easily. One that is made easy anyway keeps its day.
    """
    wanted: Wanted = {}
    for effect in effects:
        if isinstance(effect, Softer | TomorrowOrEasy | OnThatDay):
            wanted.setdefault(effect.planned, []).append(effect)
    names = _names(before)
    _no_longer_long(before, since, wanted)
    for planned, asks in wanted.items():
        moved = [effect for effect in asks if isinstance(effect, TomorrowOrEasy)]
        soft = [effect for effect in asks if isinstance(effect, Softer)]
        eased = any(effect.type is not None for effect in soft)
        stays = any(effect in tomorrow for effect in moved) and _has_tomorrow(planned) and not eased
        change: dict[str, object] = {
            "week": planned.day // 7 + 1 + before.instance.first_week,
            "session": planned.name,
            "rule": asks[0].rule,
            "why": "; ".join(dict.fromkeys(effect.why for effect in asks))[:LONGEST_WHY],
        }
        for then in (effect.date for effect in asks if isinstance(effect, OnThatDay)):
            change["days"] = [WEEKDAYS[then.weekday()]]
        if stays:
            last = planned.day - planned.day % 7 + 6 if all(effect.or_later for effect in moved) else planned.day + 1
            change["days"] = [WEEKDAYS[before.date(day).weekday()] for day in range(planned.day + 1, last + 1)]
        easy = "easy" if moved and not stays else None
        change |= _shorter(planned, soft, easy, names)
        if planned.session.kind == "strength":
            change |= _lighter(planned, soft, before.instance.asks[planned.day // 7])
        yield Change.model_validate(change)


def _no_longer_long(before: Plan, since: dt.date, wanted: Wanted) -> None:
    """A long run that is left no longer than an easy one of its week is easy, too: nothing makes it a key run."""
    left = {run: run.session.minutes for run in before.sessions if counts_for_ramp(run.session.type)}
    for run, asks in wanted.items():
        shorter = (effect.minutes for effect in asks if isinstance(effect, Softer) and effect.minutes is not None)
        left[run] = min((run.session.minutes, *shorter))
    easy = [run for run in left if not run.session.key and not run.settled and before.date(run.day) >= since]
    for run, asks in wanted.items():
        others = (left[each] for each in easy if each.day // 7 == run.day // 7)
        if run.session.type == "long" and left[run] <= max(others, default=0):
            asks.append(Softer(asks[0].rule, run, asks[0].why, type="easy"))


def _names(before: Plan) -> Names:
    done = (planned for planned in before.instance.history if planned.day >= 0)
    placed = {(planned.day // 7, planned.name) for planned in (*before.sessions, *done)}
    return placed | {(left.week, left.name) for left in (*before.left_out, *before.spared)}


def _shorter(planned: PlannedSession, soft: Sequence[Softer], easy: str | None, names: Names) -> dict[str, object]:
    """Another type and fewer minutes, as far as they are asked for; a new name is added to ``names``."""
    change: dict[str, object] = {}
    minutes = [effect.minutes for effect in soft if effect.minutes is not None]
    type_ = easy or next((effect.type for effect in soft if effect.type is not None), None)
    if type_ is not None and type_ != planned.session.type:
        week = planned.day // 7
        name = free_name(type_, {name for number, name in names if number == week})
        names.add((week, name))
        change |= {"type": type_, "becomes": name}
        minutes.append(min(planned.session.minutes, run_types()[type_].minutes_high))
    if minutes:
        change["minutes"] = min(minutes)
    return change


def _lighter(planned: PlannedSession, soft: Sequence[Softer], ask: WeekAsk) -> dict[str, object]:
    """What is taken off the inside of a strength session, and the minutes that go with the sets."""
    easing = AS_USUAL
    for effect in soft:
        easing = easing.and_also(effect.easing)
    session, was = planned.session, planned.session.easing.sets_percent
    now = min(was, easing.sets_percent)
    minutes = eased_this_morning(session.minutes, ask.strength_phase, ask.strength_set_factor, was=was, now=now)
    shorter = {"minutes": minutes} if minutes < session.minutes else {}
    legs = [effect.legs for effect in soft if effect.legs is not None]
    light = {"legs": legs[0]} if legs and planned.session.legs == "heavy" else {}
    return {**asdict(easing), **light, **shorter}


def _has_tomorrow(planned: PlannedSession) -> bool:
    """Whether the day after lies in the session's week of the plan."""
    return planned.day % 7 < 6
