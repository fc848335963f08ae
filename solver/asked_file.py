"""A scenario file with the other files it names: the log of what was done, the calendars that take time away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from scenarios.consistency import check_consistency
from scenarios.errors import BadField, shown
from scenarios.load import Loaded, read_bytes
from scenarios.told import load_told


def load_asked(path: str | Path) -> Loaded:
    """Read a scenario and every file it names. Raises ``InputError`` for any of them."""
    loaded = load_told(path)
    busy = loaded.scenario.busy
    names = (busy,) if isinstance(busy, str) else busy
    if not names:
        return loaded
    from solver.calendars.busy import MAX_BYTES, Calendars, with_busy  # noqa: PLC0415 - calendars are slow to load

    calendars: Calendars = []
    for index, name in enumerate(names):
        file = Path(loaded.source.name).parent / name
        if not file.is_file():
            place = ("busy",) if isinstance(busy, str) else ("busy", index)
            message = f"no such file {shown(name)}; accepted: a calendar (.ics), seen from this file's folder"
            raise loaded.source.error(place, message)
        calendars.append((str(file), read_bytes(file, MAX_BYTES)))
    scenario = with_busy(loaded.scenario, calendars)
    try:
        check_consistency(scenario)
    except BadField as error:
        raise loaded.source.located(error) from None
    return replace(loaded, scenario=scenario)
