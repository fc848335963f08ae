"""``long`` and ``thu/evening``, as a person types them -> the session and place meant, or one clear line."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from scenarios.days import Day
from scenarios.errors import InputError, shown, unknown
from scenarios.instance import Instance
from scenarios.schema import WEEKDAYS
from scenarios.spoken import spoken

ONE_WEEK = "this works on one week at a time"


@dataclass(frozen=True, slots=True)
class AskedPlace:
    """A session (as typed), the demands it may mean (by index), and the place asked for (``slot`` None: any)."""

    session: str
    demands: tuple[int, ...]
    day: int
    slot: str | None

    def said(self, instance: Instance) -> str:
        """The question as a person says it: ``long on Thu 3 Dec evening``."""
        return f"{self.session} on {instance.days[self.day].name}{f' {self.slot}' if self.slot else ''}"


def single_week(instance: Instance) -> None:
    """Raise ``InputError`` unless the instance is one week."""
    if instance.weeks != 1:
        raise InputError(f"{ONE_WEEK}; this scenario has {instance.weeks}")


def asked_place(instance: Instance, session: str, on: str) -> AskedPlace:
    """What ``session`` and ``on`` (DAY or DAY/SLOT) mean. Raises ``InputError`` when they mean nothing.

    A name without a number (``easy``) means whichever of these sessions in the day's week; ``easy-2`` means that one,
    or any equal to it. In a season the day is a date.
    """
    _known(instance, session)
    day_text, _, slot = on.partition("/")
    day = _day(instance, day_text)
    demands = _demands(instance, session, day.week)
    slots = [place.name for place in day.slots]
    if "/" in on and slot not in slots:
        raise InputError(unknown("slot", slot, slots))
    return AskedPlace(session, demands, day.index, slot or None)


def _known(instance: Instance, session: str) -> None:
    """Refuse what no week asks for."""
    if session == "race" and instance.race is not None:
        raise InputError("the race stands on its own date; move it in the scenario")
    names = {name for demand in instance.demands for name in (demand.session.name, *demand.names())}
    if session not in names | {name for _, name in _asked_no_more(instance)}:
        units = dict.fromkeys(name for demand in instance.demands for name in demand.names())
        raise InputError(unknown("session", session, units))


def _demands(instance: Instance, session: str, week: int) -> tuple[int, ...]:
    asked = [(index, demand) for index, demand in enumerate(instance.demands) if demand.week == week]
    found = tuple(index for index, demand in asked if demand.session.name == session)
    found = found or tuple(index for index, demand in asked if session in demand.names())
    if not found:
        names = ", ".join(dict.fromkeys(name for _, demand in asked for name in demand.names()))
        number = week + 1 + instance.first_week
        gone = _asked_no_more(instance).get((number, session))
        if gone is not None:
            raise InputError(f"{session}{f' of week {number}' if instance.weeks > 1 else ''} {gone}")
        raise InputError(f"week {number} asks for no {shown(session)}; accepted: {names or 'nothing in this week'}")
    return found


def _asked_no_more(instance: Instance) -> dict[tuple[int, str], str]:
    """(week of the whole plan from 1, unit) -> what became of it since the plan was made, where nothing asks for it."""
    meanwhile = instance.meanwhile
    if meanwhile is None:
        return {}
    first = instance.start - dt.timedelta(weeks=instance.first_week)
    done = {
        ((done.date - first).days // 7 + 1, done.answers or done.name): f"was done on {spoken(done.date)}"
        for done in meanwhile.done
    }
    changed = {}
    for change in meanwhile.changes:
        if change.dropped:
            changed[change.week, change.session] = f"is asked for no more: {change.why}"
        elif change.becomes is not None:
            changed[change.week, change.session] = f"is {change.becomes} now ({change.rule}: {change.why})"
    return done | changed


def _day(instance: Instance, text: str) -> Day:
    first, last = instance.days[0].date, instance.days[-1].date
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        date = None
    if date is None and instance.weeks > 1:
        what = "comes in every week" if text.lower() in WEEKDAYS else "is no date"
        raise InputError(f"{shown(text)} {what}; accepted: a date from {first} to {last}")
    for day in instance.days:
        if date == day.date or text.lower() == day.weekday:
            return day
    if date is None:
        raise InputError(unknown("day", text, [day.weekday for day in instance.days]))
    or_weekday = "" if instance.weeks > 1 else ", or a weekday like mon"
    what = "this plan" if instance.weeks > 1 else "this week"
    raise InputError(f"{shown(text)} is not a day of {what}; accepted: {first} to {last}{or_weekday}")
