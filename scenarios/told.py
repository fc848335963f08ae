"""A scenario file with what its training log tells of the weeks before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from scenarios.load import Loaded, load
from scenarios.log.history import with_log
from scenarios.log.log import log_of
from scenarios.strength.files import known_exercises
from scenarios.strength.own_exercises import own_exercises_of


def load_told(path: str | Path) -> Loaded:
    """``load``, with the log the scenario names told as its history. Raises ``InputError`` for either file."""
    loaded = load(path)
    if loaded.scenario.log is None:
        return loaded
    log = log_of(loaded, known_exercises(own_exercises_of(loaded)))
    return loaded if log is None else replace(loaded, scenario=with_log(loaded.scenario, log))
