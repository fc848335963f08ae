"""A scenario file with what its training log tells of the weeks before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from scenarios.consistency import check_asked
from scenarios.errors import BadField
from scenarios.load import Loaded, load
from scenarios.log.history import with_log
from scenarios.log.log import log_of
from scenarios.strength.files import known_exercises
from scenarios.strength.own_exercises import own_exercises_of


def load_told(path: str | Path) -> Loaded:
    """``load``, with the log the scenario names told as its history. Raises ``InputError`` for either file.

    What hangs on what the weeks ask is checked with it, but for a scenario that names calendars: ``load_asked`` reads
    those, and checks it then.
    """
    loaded = load(path, alone=False)
    log = None
    if loaded.scenario.log is not None:
        log = log_of(loaded, known_exercises(own_exercises_of(loaded)))
    scenario = loaded.scenario if log is None else with_log(loaded.scenario, log)
    if not scenario.busy:
        try:
            check_asked(scenario)
        except BadField as error:
            raise loaded.source.located(error) from None
    return replace(loaded, scenario=scenario)
