"""The files strength sessions are filled from, beside a scenario: an athlete's own exercises and the training log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from scenarios.catalog.muscles import muscles
from scenarios.errors import shown
from scenarios.load import Loaded
from scenarios.log.log import Log, log_of
from scenarios.strength.ask import Lifter
from scenarios.strength.exercises import Exercise
from scenarios.strength.own_exercises import own_exercises_of
from scenarios.strength.past import strength_past


def known_exercises(own: Iterable[Exercise]) -> frozenset[str]:
    """The ids a log may name: the catalogue's and the athlete's own."""
    return frozenset({*muscles(), *(exercise.id for exercise in own)})


def with_files(lifter: Lifter, loaded: Loaded) -> Lifter:
    """The lifter with own exercises and the strength sessions of the scenario's log before its first day.

    Raises ``InputError`` as the readers of both files do.
    """
    own = own_exercises_of(loaded)
    return with_log(replace(lifter, own=own), log_of(loaded, known_exercises(own)), loaded.scenario.start)


def seen_from_plan(loaded: Loaded, *, log: bool) -> tuple[Loaded, tuple[str, ...]]:
    """The scenario that stands in a plan.json, seen from where its files are, and a line for each that is nowhere.

    They are looked for beside the plan, then in the working folder; one that is in neither is done without. The log
    matters only where ``log`` says so.
    """
    notes: list[str] = []
    scenario, source = loaded.scenario, loaded.source
    folder = Path(source.name).parent
    strength = scenario.strength
    exercises = _found(strength.exercises, folder)
    if strength.exercises is not None and exercises is None:
        notes.append(_nowhere("own exercises", strength.exercises, "give the scenario as FILE"))
    told = _found(scenario.log, folder) if log else None
    if log and scenario.log is not None and told is None:
        notes.append(_nowhere("training log", scenario.log, "give the scenario as FILE, or the log with --log"))
    strength = strength.model_copy(update={"exercises": exercises})
    scenario = scenario.model_copy(update={"strength": strength, "log": told})
    return replace(loaded, scenario=scenario, source=replace(source, name=Path(source.name).name)), tuple(notes)


def _found(name: str | None, folder: Path) -> str | None:
    if name is None:
        return None
    return next((str(path) for path in (folder / name, Path(name)) if path.is_file()), None)


def _nowhere(what: str, name: str, instead: str) -> str:
    return (
        f"the plan's {what} {shown(name)} stands neither beside it nor here, so it is left aside; {instead} to use it"
    )


def with_log(lifter: Lifter, log: Log | None, before: dt.date) -> Lifter:
    """The lifter with the strength sessions a log tells of before a date."""
    return lifter if log is None else replace(lifter, past=strength_past(log, before))
