"""Wishes for sessions that a scenario asks for no more, once something else has changed it."""

from __future__ import annotations

from scenarios.consistency import check_consistency
from scenarios.errors import BadField, Path
from scenarios.schema import Scenario

_PREFATIGUE: Path = ("strength", "allow_prefatigue")


def without_idle_wishes(scenario: Scenario) -> tuple[Scenario, tuple[Path, ...]]:
    """The scenario without what its ``prefer`` and ``allow_prefatigue`` say of no session asked for; where that stood.

    Raises ``BadField`` for anything else in it that contradicts.
    """
    gone: list[Path] = []
    while True:
        try:
            check_consistency(scenario)
        except BadField as error:
            if error.path[:1] == ("prefer",) and len(error.path) > 1:
                idle = error.path[1]
                kept = {name: wish for name, wish in scenario.prefer.items() if name != idle}
                scenario = scenario.model_copy(update={"prefer": kept})
                gone.append(("prefer", idle))
            elif error.path == _PREFATIGUE:
                strength = scenario.strength.model_copy(update={"allow_prefatigue": None})
                scenario = scenario.model_copy(update={"strength": strength})
                gone.append(_PREFATIGUE)
            else:
                raise
        else:
            return scenario, tuple(gone)
