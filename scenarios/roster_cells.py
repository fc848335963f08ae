"""The cells of a roster's row -> a scenario's values, the groups joined and where strength is done.

Each cell is read by itself, so that a row with two bad ones is told both at once.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from scenarios.club import AT_THE_GYM
from scenarios.errors import BadField, shown, unknown
from scenarios.errors import Path as Field
from scenarios.schema import WEEKDAYS
from scenarios.text.roster_text import WHOLE_ROW

COLUMNS = ("id", "name", "goal", "level", "groups", *WEEKDAYS, "strength_at", "rules")
PLACES_TO_LIFT = (AT_THE_GYM, "home")
_FREE = re.compile(r"([a-z][a-z0-9_]{0,23}):([0-9]{1,4})")
_FREE_SAID = "slot:minutes, separated by blanks, such as morning:60 evening:45"
_SETTING = re.compile(r"([a-z][a-z0-9_]*)(?:\.([a-z][a-z0-9_]*))?=([a-z0-9_.-]+)")
_SETTING_SAID = "rule.parameter=value or rule=false, separated by blanks, such as heavy_legs_before_key_run.hours=36"
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?")


class Faults:
    """What is wrong with the cells of a row, by column: of each the first thing."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def __enter__(self) -> None:
        """As a context: note a cell that cannot be read, and go on with the next."""

    def __exit__(self, _: object, error: BaseException | None, __: object) -> bool:
        if isinstance(error, BadField):
            self.note(error)
            return True
        return False

    def note(self, error: BadField) -> None:
        """Note what is wrong with a scenario's field."""
        self.found.setdefault(column_of(error.path), error.message)


def athlete_of(cells: dict[str, str]) -> dict[str, str]:
    """The athlete's id and name as written."""
    return {"id": cells["id"], "name": cells.get("name") or cells["id"]}


def values_of(cells: dict[str, str], shared: dict[str, Any], faults: Faults) -> dict[str, Any]:
    """The scenario's values as the row and the club file give them, as far as the cells can be read."""
    athlete = athlete_of(cells)
    if cells.get("level"):
        athlete["level"] = cells["level"]
    values = {**shared, "athlete": athlete}
    if cells.get("goal"):
        values["goal"] = cells["goal"]
    free: dict[str, dict[str, int]] = {}
    for day in (day for day in WEEKDAYS if cells.get(day)):
        with faults:
            free[day] = _free(day, cells[day])
    if free or "available" not in shared:
        values["available"] = free
    if cells.get("rules"):
        with faults:
            values["rules"] = _rules(cells["rules"], shared.get("rules", {}))
    return values


def _free(day: str, cell: str) -> dict[str, int]:
    try:
        return dict(_slots(cell))
    except ValueError as error:
        raise BadField(("available", day), str(error)) from None


@lru_cache(maxsize=4_000)
def _slots(cell: str) -> tuple[tuple[str, int], ...]:
    """Slots and minutes; people of one club have much the same evenings. Raises ``ValueError``."""
    slots: dict[str, int] = {}
    for part in cell.split():
        found = _FREE.fullmatch(part)
        if found is None:
            raise ValueError(f"got {shown(part)}; accepted: {_FREE_SAID}")
        if found[1] in slots:
            raise ValueError(f"{found[1]} stands twice; accepted: each slot once")
        slots[found[1]] = int(found[2])
    return tuple(slots.items())


def _rules(cell: str, shared: dict[str, Any]) -> dict[str, Any]:
    rules = dict(shared)
    for part in cell.split():
        found = _SETTING.fullmatch(part)
        value = None if found is None else _value(found[3])
        if found is None or (found[2] is None and not isinstance(value, bool)):
            raise BadField(("rules",), f"got {shown(part)}; accepted: {_SETTING_SAID}")
        rule, parameter = found[1], found[2]
        before = rules.get(rule)
        rules[rule] = value if parameter is None else {**(before if isinstance(before, dict) else {}), parameter: value}
    return rules


def _value(text: str) -> bool | int | float | str:
    if text in ("true", "false"):
        return text == "true"
    found = _NUMBER.fullmatch(text)
    if found is None:
        return text
    return float(text) if found[2] else int(text)


def groups_of(cell: str, known: list[str]) -> tuple[str, ...]:
    """The groups joined, of those ``known``. Raises ``BadField``."""
    names = [name for part in cell.split("|") if (name := part.strip())]
    for name in names:
        if name not in known:
            listed = unknown("group", name, known) if known else f"no such group {shown(name)}; accepted: no groups"
            raise BadField(("groups",), listed)
        if names.count(name) > 1:
            raise BadField(("groups",), f"{name} stands twice; accepted: each group once")
    # in the club file's order: members of the same groups are the same, however the cell puts it
    return tuple(name for name in known if name in names)


def place_to_lift(cells: dict[str, str]) -> str:
    """Where strength is done; '' if not said. Raises ``BadField``."""
    word = cells.get("strength_at", "")
    if word and word not in PLACES_TO_LIFT:
        raise BadField(("strength_at",), unknown("place", word, PLACES_TO_LIFT))
    return word


def column_of(path: Field) -> str:
    """The column a scenario's field is written in."""
    words = [part for part in path if isinstance(part, str)]
    for word in words:
        if word in COLUMNS:
            return word
    return f"{WEEKDAYS[0]}-{WEEKDAYS[-1]}" if words[:1] == ["available"] else WHOLE_ROW
