"""An athlete's own exercises: a CSV with the columns of the catalogue, added to it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from scenarios.csv_text import read_rows
from scenarios.errors import shown
from scenarios.exercises import COLUMNS, NEEDED, Exercise, exercise_of, exercises
from scenarios.load import Loaded, decoded, read_bytes
from scenarios.source import Source

MAX_BYTES, MAX_ROWS = 256 * 1024, 200


def own_exercises_of(loaded: Loaded) -> tuple[Exercise, ...]:
    """The exercises a scenario names under ``strength: exercises:``, a file beside its own; none if it names none.

    Raises ``InputError``, with the scenario's place where the file cannot be found, else with row and column.
    """
    name = loaded.scenario.strength.exercises
    if name is None:
        return ()
    path = Path(loaded.source.name).parent / name
    if not path.is_file():
        accepted = "accepted: a CSV file, seen from this file's folder"
        raise loaded.source.error(("strength", "exercises"), f"no such file {shown(name)}; {accepted}")
    return parse_exercise_table(read_bytes(path, MAX_BYTES), str(path))


def parse_exercise_table(data: bytes, name: str) -> tuple[Exercise, ...]:
    """The exercises of a CSV file's bytes; ``name`` is what errors call it. Raises ``InputError``."""
    text = decoded(data, Source(name, hashlib.sha256(data).hexdigest()), MAX_BYTES)
    found: dict[str, Exercise] = {}
    for row in read_rows(text, name, NEEDED, COLUMNS, refuse_slips=True):
        exercise = exercise_of(row)
        if exercise.id in exercises():
            row.refuse("id", f"{exercise.id} is in the catalogue already; accepted: an id of its own")
        if exercise.id in found:
            row.refuse("id", f"{exercise.id} stands twice; accepted: each id once")
        if len(found) == MAX_ROWS:
            row.refuse("id", f"more than {MAX_ROWS} exercises; accepted: at most {MAX_ROWS}")
        found[exercise.id] = exercise
    return tuple(found.values())
