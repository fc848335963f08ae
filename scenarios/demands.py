"""What a week asks for, counted: equal sessions are one demand, fixed ones have their place."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from scenarios.catalog import run_types
from scenarios.days import Day
from scenarios.schema import Fixed, Goal, RunEntry, Scenario, StrengthEntry, Weekday
from scenarios.season.periodization import WeekAsk
from scenarios.sessions import Session, run_session, strength_session
from scenarios.strength.ask import is_deload
from scenarios.strength.eased_minutes import eased_minutes
from scenarios.unit_name import unit_name


@dataclass(frozen=True, slots=True)
class Demand:
    """A session asked for ``count`` times in one week; equal ones are one demand.

    ``ordinals`` name its units (``easy``, ``easy-2``); ``days`` and ``slots`` are what the athlete allows
    (None: any); ``fixed`` is the one (day index, slot) a fixed unit may take. ``stood`` is the (date, slot) it had
    in an earlier plan, if there is one to stay close to.
    """

    session: Session
    week: int
    count: int
    ordinals: tuple[int, ...]
    days: tuple[Weekday, ...] | None = None
    slots: tuple[str, ...] | None = None
    fixed: tuple[int, str] | None = None
    stood: tuple[dt.date, str] | None = None

    def names(self) -> tuple[str, ...]:
        """The units' names, in order."""
        return tuple(unit_name(self.session.name, ordinal) for ordinal in self.ordinals)


def demands_of(scenario: Scenario, ask: WeekAsk, days: tuple[Day, ...], goal: Goal) -> tuple[Demand, ...]:
    """One week's demands: fixed units carved out first, equal entries merged, units numbered by the file."""
    used: dict[str, int] = {}
    fixed = _fixed_places(scenario, days)
    demands: list[Demand] = []
    entries: tuple[RunEntry | StrengthEntry, ...] = (*ask.runs, *ask.strength)
    for entry in entries:
        session, count = _session(scenario, ask, entry, goal)
        first = used.get(session.name, 0) + 1
        used[session.name] = first + count - 1
        free_units = []
        for ordinal in range(first, first + count):
            place = _take(fixed, session.name, ordinal)
            demand = Demand(session, ask.week, 1, (ordinal,), entry.days, entry.slots, place)
            if place is None:
                free_units.append(ordinal)
            else:
                demands.append(demand)
        if free_units:
            alike = (session, entry.days, entry.slots, None)
            equal = next((d for d in demands if (d.session, d.days, d.slots, d.fixed) == alike), None)
            units = (*(equal.ordinals if equal else ()), *free_units)
            if equal:
                demands.remove(equal)
            demands.append(Demand(session, ask.week, len(units), units, entry.days, entry.slots))
    return tuple(demands)


def _session(scenario: Scenario, ask: WeekAsk, entry: RunEntry | StrengthEntry, goal: Goal) -> tuple[Session, int]:
    if isinstance(entry, RunEntry):
        minutes = entry.minutes or run_types()[entry.type].minutes
        prefatigue = entry.type == scenario.strength.allow_prefatigue
        goal_pace = ask.goal_pace if entry.type == "long" else 0
        return run_session(entry.type, minutes, goal, prefatigue=prefatigue, goal_pace=goal_pace), entry.times
    minutes = entry.minutes or scenario.strength.minutes
    if not scenario.strength.seed_strict:
        minutes = eased_minutes(minutes, ask.strength_phase, ask.strength_set_factor)
    return strength_session(entry.focus, minutes, entry.legs, goal, deload=is_deload(ask.strength_phase)), 1


def _fixed_places(scenario: Scenario, days: tuple[Day, ...]) -> list[tuple[str, tuple[int, str]]]:
    return [
        (fixed.session, (day.index, fixed.slot)) for fixed in scenario.fixed for day in days if _stands_on(fixed, day)
    ]


def _stands_on(fixed: Fixed, day: Day) -> bool:
    return fixed.date == day.date if fixed.date else fixed.day == day.weekday


def _take(fixed: list[tuple[str, tuple[int, str]]], name: str, ordinal: int) -> tuple[int, str] | None:
    """The place fixed for this unit: by its own name first (``easy-2``), else the next for its session."""
    own = unit_name(name, ordinal)
    for wanted in dict.fromkeys((own, name)):
        for index, (session, place) in enumerate(fixed):
            if session == wanted:
                del fixed[index]
                return place
    return None
