"""How far a race was, as far as recovering from it goes: told, or read from what is known of it."""

from __future__ import annotations

from typing import Literal, TypeAlias

from scenarios.catalog import run_types
from scenarios.schema import Done, Goal

RaceDistance: TypeAlias = Literal["5k", "10k", "half", "marathon", "ultra"]
_DISTANCES: tuple[RaceDistance, ...] = ("5k", "10k", "half", "marathon", "ultra")
DAYS_TO_RECOVER: dict[RaceDistance, int] = {"5k": 2, "10k": 3, "half": 5, "marathon": 10, "ultra": 14}
"""Days after a race until the legs are loaded heavily again (``post_race_no_heavy_legs_d``), and until a key run."""
RACE_WORDS: dict[RaceDistance, str] = {
    "5k": "a race of 5 km",
    "10k": "a race of 10 km",
    "half": "a half marathon",
    "marathon": "a marathon",
    "ultra": "an ultra",
}
EASY_PACE = 6 * 60
"""s per km where distances and minutes meet and nobody told a pace: our convention, told wherever it is used."""
MEASURED_LONG = 1.02
"""A watch measures a race a little longer than it is; so much is still the race (our convention)."""
_KM: dict[RaceDistance, float] = {"5k": 5.0, "10k": 10.0, "half": 21.0975, "marathon": 42.195}
_ULTRA_KM = 50
"""The ultra that the season table is made for (``blocks.md``)."""
_TO_MINUTES = 5


def race_distance(goal: Goal | None, minutes: int) -> RaceDistance:
    """The distance of a race of so many ``minutes``: its ``goal``'s, if that is one of a distance.

    Else, for a hill race or where no goal is told, what its minutes make at 6 min/km, taken up to the next distance: a
    slow race is recovered from like a longer one.
    """
    for distance in _DISTANCES:
        if distance == goal:
            return distance
    return distance_of(60 * minutes / EASY_PACE)


def goal_raced(done: Done, goal: Goal) -> Goal | None:
    """The goal of a race done: as told, and where nothing at all is told of it the one trained for."""
    return done.goal or (goal if done.minutes is None else None)


def distance_of(km: float) -> RaceDistance:
    """The shortest of the distances that holds so many kilometres; past the marathon it is an ultra."""
    for distance, full in _KM.items():
        if km <= full * MEASURED_LONG:
            return distance
    return "ultra"


def usual_race(goal: Goal, easy_pace: int = EASY_PACE) -> tuple[int, str]:
    """Minutes to plan a race with that nobody told the minutes of, and what they were taken from.

    A distance takes its kilometres at ``easy_pace`` (s per km), to 5 min; a race of unknown length the usual
    minutes of one (``run_sessions.csv``).
    """
    km = next((km for distance, km in (*_KM.items(), ("ultra", _ULTRA_KM)) if distance == goal), None)
    if km is None:
        return run_types()["race"].minutes, "nothing says how far it is"
    minutes = _TO_MINUTES * round(km * easy_pace / 60 / _TO_MINUTES)
    return minutes, f"{km:.4g} km at {easy_pace // 60}:{easy_pace % 60:02} min/km"
