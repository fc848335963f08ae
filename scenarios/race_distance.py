"""How far a race was, as far as recovering from it goes: told, or read from what is known of it."""

from __future__ import annotations

from typing import Literal, TypeAlias

from scenarios.schema import Goal

RaceDistance: TypeAlias = Literal["5k", "10k", "half", "marathon", "ultra"]
_DISTANCES: tuple[RaceDistance, ...] = ("5k", "10k", "half", "marathon", "ultra")
EASY_PACE = 6 * 60
"""s per km where distances and minutes meet and nobody told a pace: our convention, told wherever it is used."""
MEASURED_LONG = 1.02
"""A watch measures a race a little longer than it is; so much is still the race (our convention)."""
_KM: dict[RaceDistance, float] = {"5k": 5.0, "10k": 10.0, "half": 21.0975, "marathon": 42.195}


def race_distance(goal: Goal | None, minutes: int) -> RaceDistance:
    """The distance of a race of so many ``minutes``: its ``goal``'s, if that is one of a distance.

    Else, for a hill race or where no goal is told, what its minutes make at 6 min/km, taken up to the next distance: a
    slow race is recovered from like a longer one.
    """
    for distance in _DISTANCES:
        if distance == goal:
            return distance
    return distance_of(60 * minutes / EASY_PACE)


def distance_of(km: float) -> RaceDistance:
    """The shortest of the distances that holds so many kilometres; past the marathon it is an ultra."""
    for distance, full in _KM.items():
        if km <= full * MEASURED_LONG:
            return distance
    return "ultra"
