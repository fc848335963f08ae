"""A plan's file -> what it states, by the kind of file it is."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from scenarios.errors import InputError, escaped
from scenarios.load import read_bytes
from scenarios.text.source import Source
from solver.reading.stated import MAX_BYTES, SCENARIO, StatedPlan

# a key no scenario goes without, at the beginning of a line; the cells of a table have no colon after their name
_SCENARIO = re.compile(rb"^(?:start|available)\s*:", re.MULTILINE)
_BOM = b"\xef\xbb\xbf"
_SUFFIXES = {".json": "json", ".csv": "csv", ".ics": "ics", ".ical": "ics", ".yaml": "yaml", ".yml": "yaml"}


def read_plan(path: str | Path) -> tuple[StatedPlan, Source | None]:
    """The plan a file states, and for a plan.json where its fields stand. Raises ``InputError``.

    The name's ending says what it is: .json, .csv, .ics; for any other name, and for standard input (``-``), what it
    begins with does. A scenario (.yaml) is told as one.
    """
    if str(path) == "-":
        return read_plan_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), "<stdin>")
    return read_plan_bytes(read_bytes(Path(path), MAX_BYTES), str(path))


def read_plan_bytes(data: bytes, name: str) -> tuple[StatedPlan, Source | None]:
    """The same for a file's bytes; ``name`` is what errors call it."""
    kind = _SUFFIXES.get(Path(name).suffix.lower()) or _kind(data.removeprefix(_BOM).lstrip())
    if kind == "json":
        from solver.reading.document import read_document  # noqa: PLC0415 - each kind has its own heavy library

        return read_document(data, name)
    if kind == "ics":
        from solver.reading.calendar import read_calendar  # noqa: PLC0415

        return read_calendar(data, name), None
    if kind == "yaml":
        found = SCENARIO if _SCENARIO.search(data) else "YAML, which holds no plan"
        raise InputError(f"{escaped(name)}: {found}; accepted: a plan as plan.json, CSV or iCalendar (.ics)")
    from solver.reading.table import read_table  # noqa: PLC0415

    return read_table(data, name), None


def _kind(data: bytes) -> str:
    if data.startswith(b"{"):
        return "json"
    if data[:16].upper().startswith(b"BEGIN:VCALENDAR"):
        return "ics"
    return "yaml" if _SCENARIO.search(data) else "csv"
