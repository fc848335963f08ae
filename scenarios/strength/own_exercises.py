"""An athlete's own exercises: a CSV with the columns of the catalogue, added to it."""

from __future__ import annotations

from pathlib import Path

from scenarios.errors import shown
from scenarios.load import Loaded, read_bytes
from scenarios.strength.exercises import COLUMNS, NEEDED, Exercise, exercise_of, exercises
from scenarios.text.csv_text import Wanted
from scenarios.text.strict_rows import read_rows

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
    found: dict[str, Exercise] = {}
    wanted = Wanted(NEEDED, COLUMNS, strict=True)
    for row in read_rows(data, name, wanted, most_bytes=MAX_BYTES, most_rows=MAX_ROWS):
        exercise = exercise_of(row)
        if exercise.id in exercises():
            row.refuse("id", f"{exercise.id} is in the catalogue already; accepted: an id of its own")
        if exercise.id in found:
            row.refuse("id", f"{exercise.id} stands twice; accepted: each id once")
        found[exercise.id] = exercise
    return tuple(found.values())
