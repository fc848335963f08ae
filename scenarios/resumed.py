"""A scenario and what happened since its plan was made -> the instance of what is still to be planned.

It begins with the week that holds the first open day. What was done in that week is history on its own days, which are
closed; every session still asked for is a demand of its own, so that each knows where it stood.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container
from dataclasses import replace

from scenarios.days import Day
from scenarios.demands import Demand
from scenarios.easing import AS_USUAL, Easing
from scenarios.errors import BadField, unknown
from scenarios.instance import Instance, instance_of
from scenarios.meanwhile import Change, DoneSession, Meanwhile
from scenarios.schema import Goal, Scenario
from scenarios.sessions import PlannedSession, Session, run_session, strength_session
from scenarios.strength.ask import is_deload
from scenarios.unit_name import FOCUSES

Units = dict[tuple[int, str], Demand]
"""(week of the whole plan from 0, unit) -> its demand, of one unit."""


def resumed(scenario: Scenario, meanwhile: Meanwhile) -> Instance:
    """What is still to be planned. Raises ``BadField``, its path inside ``replan``, for what does not fit."""
    whole = instance_of(scenario)
    first, last = whole.days[0].date, whole.days[-1].date
    if not first <= meanwhile.since <= last:
        raise BadField(("replan", "from"), f"{meanwhile.since} is not planned; accepted: {first} to {last}")
    for index, done in enumerate(meanwhile.done):
        if not first <= done.date <= meanwhile.since:
            message = f"{done.date} is not between; accepted: {first} to {meanwhile.since}"
            raise BadField(("replan", "done", index, "date"), message)
    week = (meanwhile.since - first).days // 7
    units = _units_asked(whole, meanwhile, week)
    shift = 7 * week
    history = tuple(replace(planned, day=planned.day - shift) for planned in whole.history)
    eased = {(change.week - 1, change.session): change.easing() for change in meanwhile.changes}
    history += tuple(_done(whole, done, shift, eased) for done in meanwhile.done)
    return replace(
        whole,
        start=whole.days[shift].date,
        days=tuple(_open(day, shift, meanwhile, history) for day in whole.days[shift:]),
        demands=tuple(units.values()),
        asks=tuple(replace(ask, week=ask.week - week) for ask in whole.asks[week:]),
        asks_before=tuple(replace(ask, week=ask.week - week) for ask in whole.asks[:week]),
        history=tuple(sorted(history, key=lambda planned: (planned.start, planned.name))),
        known_past_days=frozenset({day - shift for day in whole.known_past_days} | set(range(-shift, 0))),
        race=None if whole.race is None else replace(whole.race, day=whole.race.day - shift),
        repeat=False,
        notes=(),
        first_week=week,
        meanwhile=meanwhile,
        lifter=replace(whole.lifter, carried=meanwhile.strength),
    )


def with_past(instance: Instance, sessions: tuple[PlannedSession, ...]) -> tuple[Instance, tuple[PlannedSession, ...]]:
    """An instance and sessions for a reader: what was done in the first week stands among the sessions."""
    done = tuple(planned for planned in instance.history if planned.day >= 0)
    before = tuple(planned for planned in instance.history if planned.day < 0)
    everything = sorted((*done, *sessions), key=lambda planned: (planned.start, planned.name))
    return replace(instance, history=before), tuple(everything)


def units_of(demands: tuple[Demand, ...]) -> Units:
    """Every unit of every demand as a demand of its own."""
    return {
        (demand.week, name): replace(demand, count=1, ordinals=(ordinal,))
        for demand in demands
        for ordinal, name in zip(demand.ordinals, demand.names(), strict=True)
    }


def _units_asked(whole: Instance, meanwhile: Meanwhile, week: int) -> Units:
    """The units still asked for, their weeks counted from the first open one."""
    units = units_of(whole.demands)
    stood = {(place.week - 1, place.session): (place.date, place.slot) for place in meanwhile.stood}
    for index, change in enumerate(meanwhile.changes):
        key = (change.week - 1, change.session)
        if key not in units:
            known = [name for number, name in units if number == key[0]]
            raise BadField(("replan", "changes", index, "session"), unknown("session asked for", change.session, known))
        units = _without(units, key, stood) if change.dropped else _changed(units, key, change, whole)
    for done in meanwhile.done:
        units = _without(units, ((done.date - whole.start).days // 7, done.answers), stood)
    shift = 7 * week
    return {
        (key[0] - week, key[1]): replace(
            unit,
            week=unit.week - week,
            fixed=None if unit.fixed is None else (unit.fixed[0] - shift, unit.fixed[1]),
            stood=stood.get(key),
        )
        for key, unit in units.items()
        if unit.week >= week
    }


def _without(units: Units, key: tuple[int, str], stood: Container[tuple[int, str]]) -> Units:
    """The units without one. Where that was a spare, another of its week is one now, of those that did not stand.

    A spare with nothing left to stand in place of is asked for no more.
    """
    rest = {other: unit for other, unit in units.items() if other != key}
    lifts = [other for other, unit in rest.items() if other[0] == key[0] and unit.session.kind == "strength"]
    if key in units and units[key].spare:
        for other in sorted(lifts, key=lambda lift: lift in stood)[:1]:
            rest[other] = replace(rest[other], spare=True)
    if all(rest[lift].spare for lift in lifts):
        return {other: unit for other, unit in rest.items() if other not in lifts}
    return rest


def _changed(units: Units, key: tuple[int, str], change: Change, whole: Instance) -> Units:
    """The units with one changed in its place."""
    demand = units[key]
    session = _softened(demand.session, change, whole.goal, deload=is_deload(whole.asks[key[0]].strength_phase))
    ordinal = demand.ordinals[0]
    if change.becomes is not None:
        ordinal = int(change.becomes.partition("-")[2] or 1)
    new = replace(demand, session=session, ordinals=(ordinal,), days=change.days or demand.days)
    if change.days is not None:
        new = replace(new, fixed=None)
    return {(key[0], new.names()[0]) if other == key else other: new if other == key else unit
            for other, unit in units.items()}  # fmt: skip


def _softened(session: Session, change: Change, goal: Goal, *, deload: bool) -> Session:
    minutes = change.minutes or session.minutes
    type_ = change.type or session.type
    if session.kind == "strength":
        lighter = strength_session(type_, minutes, change.legs or session.legs, goal, deload=deload)
        return replace(lighter, easing=session.easing.and_also(change.easing()))
    same, unchanged = type_ == session.type, (type_, minutes) == (session.type, session.minutes)
    prefatigue, goal_pace = session.prefatigue and same, session.goal_pace if unchanged else 0
    return run_session(type_, minutes, goal, prefatigue=prefatigue, goal_pace=goal_pace)


def _done(whole: Instance, done: DoneSession, shift: int, eased: dict[tuple[int, str], Easing]) -> PlannedSession:
    if done.type in FOCUSES:
        week = (done.date - whole.start).days // 7
        deload = is_deload(whole.asks[week].strength_phase)
        session = strength_session(done.type, done.minutes, done.legs, whole.goal, deload=deload)
        session = replace(session, easing=eased.get((week, done.answers), AS_USUAL))
    else:
        session = run_session(done.type, done.minutes, whole.goal)
    start = whole.clock.instant(done.date, done.start)
    day = (done.date - whole.start).days - shift
    return PlannedSession(session, done.name, day, done.slot, start, start + done.minutes, done=day >= 0)


def _open(day: Day, shift: int, meanwhile: Meanwhile, history: tuple[PlannedSession, ...]) -> Day:
    """The day as it can still be planned: what is past, and what began before the last session done, is closed."""
    slots = day.slots if day.date >= meanwhile.since else ()
    done = [planned.end for planned in history if planned.day == day.index - shift]
    slots = tuple(slot for slot in slots if slot.start >= max(done, default=slot.start))
    blocked = day.date in meanwhile.blocked and day.date >= meanwhile.since
    taken = day.taken or ("blocked" if blocked else "")
    return replace(day, index=day.index - shift, week=day.week - shift // 7, slots=slots, taken=taken)


def week_of_date(instance: Instance, date: dt.date) -> int:
    """The week of the instance a date lies in, from 0."""
    return (date - instance.start).days // 7
