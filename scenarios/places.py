"""Which slots are open on a date, and when they start, before any clock change is looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from scenarios.schema import WEEKDAYS, FreeSlot, Scenario

Free = Mapping[str, int | FreeSlot]


def planned_weeks(scenario: Scenario) -> int:
    """Weeks planned: as asked, else up to the week that holds the race, else 1."""
    if scenario.weeks is not None:
        return scenario.weeks
    return 1 if scenario.race is None else week_of(scenario.race.date, scenario) + 1


def week_of(date: dt.date, scenario: Scenario) -> int:
    """The week a date lies in, counted from 0 at ``start``."""
    return (date - scenario.start).days // 7


def last_day(scenario: Scenario) -> dt.date:
    """The last day planned."""
    return scenario.start + dt.timedelta(days=7 * planned_weeks(scenario) - 1)


def away_on(date: dt.date, scenario: Scenario) -> int | None:
    """Which entry of ``away`` says what is free on a date, the last that speaks of it; None: it is as usual."""
    found = None
    for index, away in enumerate(scenario.away):
        if away.first <= date <= away.last:
            found = index
    return found


def free_on(date: dt.date, scenario: Scenario) -> Free | None:
    """Free time of a date, the last matching ``away`` counting; None when it is blocked."""
    index = away_on(date, scenario)
    return scenario.available.get(WEEKDAYS[date.weekday()], {}) if index is None else scenario.away[index].available


def usual_on(date: dt.date, scenario: Scenario) -> bool:
    """Whether a date has its weekday's free time: no ``away`` speaks of it."""
    return away_on(date, scenario) is None


def free_minutes(place: int | FreeSlot) -> int:
    """Minutes free in a slot."""
    return place.minutes if isinstance(place, FreeSlot) else place


def clock_time(slot: str, place: int | FreeSlot, scenario: Scenario) -> str:
    """When a slot starts, HH:MM: its own time on that day, or else its usual one."""
    own = place.at if isinstance(place, FreeSlot) else None
    return own or scenario.slot_times()[slot]
