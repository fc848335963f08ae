"""The files strength sessions are filled from, beside a scenario: an athlete's own exercises and the training log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from scenarios.catalog.muscles import muscles
from scenarios.exercises import Exercise
from scenarios.load import Loaded
from scenarios.log import Log, log_of
from scenarios.own_exercises import own_exercises_of
from scenarios.strength_ask import Gym
from scenarios.strength_past import strength_past


def known_exercises(own: Iterable[Exercise]) -> frozenset[str]:
    """The ids a log may name: the catalogue's and the athlete's own."""
    return frozenset({*muscles(), *(exercise.id for exercise in own)})


def with_files(gym: Gym, loaded: Loaded) -> Gym:
    """The gym with own exercises and the strength sessions of the scenario's log before its first day.

    Raises ``InputError`` as the readers of both files do.
    """
    own = own_exercises_of(loaded)
    return with_log(replace(gym, own=own), log_of(loaded, known_exercises(own)), loaded.scenario.start)


def with_log(gym: Gym, log: Log | None, before: dt.date) -> Gym:
    """The gym with the strength sessions a log tells of before a date."""
    return gym if log is None else replace(gym, past=strength_past(log, before))
