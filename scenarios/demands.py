"""What a week asks for, counted: equal sessions are one demand, fixed ones have their place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from scenarios.catalog import run_types
from scenarios.days import Day
from scenarios.schema import WEEKDAYS, Fixed, Goal, RunEntry, Scenario, StrengthEntry, Weekday
from scenarios.season.periodization import WeekAsk
from scenarios.sessions import Session, run_session, strength_session
from scenarios.strength.ask import is_deload
from scenarios.strength.eased_minutes import eased_minutes
from scenarios.unit_name import unit_name

_Entry: TypeAlias = RunEntry | StrengthEntry
_Place: TypeAlias = tuple[int, str]
_Unit: TypeAlias = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Demand:
    """A session asked for ``count`` times in one week; equal ones are one demand.

    ``ordinals`` name its units (``easy``, ``easy-2``); ``days`` and ``slots`` are what the athlete allows
    (None: any); ``fixed`` is the one (day index, slot) a fixed unit may take. ``stood`` is the (date, slot) it had
    in an earlier plan, if there is one to stay close to. A ``spare`` strength session is asked for in place of another
    of its week, never on top: a week holds as many of them as it has ones that are no spare.
    """

    session: Session
    week: int
    count: int
    ordinals: tuple[int, ...]
    days: tuple[Weekday, ...] | None = None
    slots: tuple[str, ...] | None = None
    fixed: tuple[int, str] | None = None
    stood: tuple[dt.date, str] | None = None
    spare: bool = False

    @property
    def wanted(self) -> int:
        """How many sessions it adds to what the week is to hold: none if it only stands in place of another."""
        return 0 if self.spare else self.count

    def names(self) -> tuple[str, ...]:
        """The units' names, in order."""
        return tuple(unit_name(self.session.name, ordinal) for ordinal in self.ordinals)


def demands_of(scenario: Scenario, ask: WeekAsk, days: tuple[Day, ...], goal: Goal) -> tuple[Demand, ...]:
    """One week's demands: fixed units carved out first, equal entries merged, units numbered by the file."""
    used: dict[str, int] = {}
    asked: list[tuple[_Entry, Session, range]] = []
    written: tuple[_Entry, ...] = (*ask.runs, *ask.strength, *ask.spare)
    for entry in written:
        session, count = _session(scenario, ask, entry, goal)
        first = used.get(session.name, 0) + 1
        used[session.name] = first + count - 1
        asked.append((entry, session, range(first, first + count)))
    entries = {(session.name, ordinal): entry for entry, session, ordinals in asked for ordinal in ordinals}
    places = _places_of_units(entries, _fixed_places(scenario, days), days)
    demands: list[Demand] = []
    for entry, session, ordinals in asked:
        free_units, spare = [], any(entry is each for each in ask.spare)
        for ordinal in ordinals:
            place = places.get((session.name, ordinal))
            demand = Demand(session, ask.week, 1, (ordinal,), entry.days, entry.slots, place, spare=spare)
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
            demands.append(Demand(session, ask.week, len(units), units, entry.days, entry.slots, spare=spare))
    return tuple(demands)


def most_of(demands: Sequence[Demand], matches: Callable[[Session], bool]) -> int:
    """How many matching sessions of a week's demands can stand together."""
    asked = [demand for demand in demands if matches(demand.session)]
    lifts = sum(demand.count for demand in asked if demand.session.kind == "strength")
    most = sum(demand.wanted for demand in demands if demand.session.kind == "strength")
    return sum(demand.count for demand in asked) - max(0, lifts - most)


class Swap(NamedTuple):
    """Strength sessions of one week with a spare among them: so many (``most``) of the ``places`` among all demands."""

    places: tuple[int, ...]
    most: int


def swaps(demands: Sequence[Demand]) -> list[Swap]:
    """The weeks with a spare, and what of them it may stand in place of."""
    weeks = dict.fromkeys(demand.week for demand in demands if demand.spare)
    found = []
    for week in weeks:
        own = [n for n, each in enumerate(demands) if each.week == week and each.session.kind == "strength"]
        found.append(Swap(tuple(own), sum(demands[place].wanted for place in own)))
    return found


def _session(scenario: Scenario, ask: WeekAsk, entry: _Entry, goal: Goal) -> tuple[Session, int]:
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


def _places_of_units(
    entries: Mapping[_Unit, _Entry], fixed: Sequence[tuple[str, _Place]], days: tuple[Day, ...]
) -> dict[_Unit, _Place]:
    """The unit of each fixed place: the one it names (``easy-2``), else the next of its session.

    Of several units a place goes to one whose entry allows the place, as far as there are any.
    """
    weekday = {day.index: day.weekday for day in days}
    places: dict[_Unit, _Place] = {}
    open_places: list[tuple[str, _Place]] = []
    for name, place in fixed:
        unit = next((unit for unit in entries if unit[1] > 1 and unit_name(*unit) == name), None)
        if unit is None:
            open_places.append((name, place))
        else:
            places[unit] = place

    def allows(unit: _Unit, place: _Place) -> bool:
        entry = entries[unit]
        return weekday[place[0]] in (entry.days or WEEKDAYS) and place[1] in (entry.slots or (place[1],))

    def seated(place: _Place, name: str, tried: set[_Unit]) -> bool:
        fitting = [unit for unit in entries if unit[0] == name and unit not in named and allows(unit, place)]
        for unit in sorted(fitting, key=lambda unit: unit in places):
            if unit in tried:
                continue
            tried.add(unit)
            if unit not in places or seated(places[unit], name, tried):
                places[unit] = place
                return True
        return False

    named = frozenset(places)
    nowhere = [(name, place) for name, place in open_places if not seated(place, name, set())]
    for name, place in nowhere:
        unit = next((unit for unit in entries if unit[0] == name and unit not in places), None)
        if unit is not None:
            places[unit] = place
    return places
