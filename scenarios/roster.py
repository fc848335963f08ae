"""A club's roster (CSV) -> its members, each a scenario of its own. A bad row is told and skipped; the rest go on.

The file is read in pieces, so that a roster of any length takes the same memory. Where ids repeat, pandas says which
rows share one.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from scenarios.club import AT_THE_GYM, LoadedClub
from scenarios.consistency import check_consistency
from scenarios.errors import BadField, InputError, escaped, shown, unknown
from scenarios.errors import Path as Field
from scenarios.schema import WEEKDAYS, Athlete, Scenario
from scenarios.text.roster_text import WHOLE_ROW, BadRow, Line, open_csv, open_lines
from scenarios.wording import bad_field

NEEDED = ("id",)
COLUMNS = ("id", "name", "goal", "level", "groups", *WEEKDAYS, "strength_at", "rules")
_ASKED = tuple(column for column in COLUMNS if column not in ("id", "name", "strength_at"))
PLACES_TO_LIFT = (AT_THE_GYM, "home")
_FREE = re.compile(r"([a-z][a-z0-9_]{0,23}):([0-9]{1,4})")
_FREE_SAID = "slot:minutes, separated by blanks, such as morning:60 evening:45"
_SETTING = re.compile(r"([a-z][a-z0-9_]*)(?:\.([a-z][a-z0-9_]*))?=([a-z0-9_.-]+)")
_SETTING_SAID = "rule.parameter=value or rule=false, separated by blanks, such as heavy_legs_before_key_run.hours=36"
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class Member:
    """One member: the row, the groups joined, where strength is done ('' if not said), and the scenario alone.

    ``scenario`` does not hold the groups' nights yet: ``scenarios.nights`` binds them.
    """

    row: int
    id: str
    name: str
    groups: tuple[str, ...]
    strength_at: str
    scenario: Scenario
    asks: bytes
    """The same for rows that ask the same."""


@dataclass(frozen=True, slots=True)
class Again:
    """A row that asks what an earlier one asked: nothing but id, name and where strength is done is its own."""

    row: int
    id: str
    name: str
    strength_at: str
    asks: bytes


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster found readable: its SHA-256 (hex), the columns not used, and the ids given more than once."""

    club: LoadedClub
    sha256: str
    strangers: tuple[str, ...]
    twins: dict[int, tuple[int, ...]]
    """Row -> the other rows of the same id."""

    @property
    def name(self) -> str:
        """What errors call the file."""
        return str(self.club.roster)

    def rows(self) -> Iterator[Member | BadRow]:
        """Every row that is not empty, in the order of the file. Raises ``InputError`` if the file cannot be read."""
        for row in self.rows_anew(()):
            if not isinstance(row, Again):
                yield row

    def rows_anew(self, known: Container[bytes]) -> Iterator[Member | Again | BadRow]:
        """As ``rows``, but what is ``known`` to be asked is not read once more: a fifth of the time for such a row."""
        shared = self.club.club.shared()
        for line in _lines(self.club.roster):
            if isinstance(line, BadRow):
                yield line
            elif line.row in self.twins:
                yield BadRow(line.row, "id", _twice(line, self.twins[line.row]), **_who(line))
            else:
                asks = _asks(line.cells)
                again = _again(line, asks) if asks in known else None
                yield again or self._member(line, shared, asks)

    def _member(self, line: Line, shared: dict[str, Any], asks: bytes) -> Member | BadRow:
        cells = line.cells
        try:
            values = _values(cells, shared)
            groups = _groups(cells.get("groups", ""), list(self.club.club.groups))
            strength_at = _word(cells, "strength_at", PLACES_TO_LIFT)
            scenario = _scenario(values)
        except BadField as error:
            return BadRow(line.row, _column(error.path), error.message, **_who(line))
        return Member(line.row, cells["id"], scenario.athlete.name, groups, strength_at, scenario, asks)


def open_roster(club: LoadedClub) -> Roster:
    """Look through a roster's header and ids. Raises ``InputError`` when nothing of it can be read."""
    if not club.roster.exists():
        message = f"no such file {shown(club.club.roster)}; accepted: a roster (CSV), seen from this file's folder"
        raise club.source.error(("roster",), message)
    if not club.roster.is_file():
        message = (
            f"{shown(club.club.roster)} is no file; accepted: a roster (CSV) on disk, which is read more than once"
        )
        raise club.source.error(("roster",), message)
    ids = list(_ids(club.roster))
    twins = _twins(ids) if len({key for _, key in ids}) < len(ids) else {}
    try:
        with club.roster.open("rb") as data:
            sha256 = hashlib.file_digest(data, "sha256").hexdigest()
        with open_csv(club.roster) as file:
            columns, _ = open_lines(file, str(club.roster), COLUMNS, NEEDED)
    except OSError as error:
        raise _unreadable(club.roster, error) from None
    strangers = tuple(column for column in columns if column and column not in COLUMNS)
    return Roster(club, sha256, strangers, twins)


def same_id(text: str) -> str:
    """What two ids have in common when a file system or a person takes them for one: case and Unicode form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def _ids(path: Path) -> Iterator[tuple[int, str]]:
    for line in _lines(path):
        if isinstance(line, Line) and line.cells["id"]:
            yield line.row, same_id(line.cells["id"])


def _twins(ids: list[tuple[int, str]]) -> dict[int, tuple[int, ...]]:
    """Row -> the other rows of the same id."""
    import pandas as pd  # noqa: PLC0415 - takes longer to load than a thousand rows to read

    table = pd.DataFrame(ids, columns=["row", "key"])
    twins: dict[int, tuple[int, ...]] = {}
    for _, same in table[table.duplicated("key", keep=False)].groupby("key")["row"]:
        rows = [int(row) for row in same]
        twins |= {row: tuple(other for other in rows if other != row) for row in rows}
    return twins


def _lines(path: Path) -> Iterator[Line | BadRow]:
    try:
        with open_csv(path) as file:
            _, lines = open_lines(file, str(path), COLUMNS, NEEDED)
            yield from lines
    except OSError as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(f"{escaped(str(path))}: cannot be read: {error.strerror}; accepted: a readable CSV file")


def _who(line: Line) -> dict[str, str]:
    """The id and the name as written, for what is told of a row that is not accepted."""
    return {"id": line.cells["id"], "name": line.cells.get("name", "")}


def _twice(line: Line, others: tuple[int, ...]) -> str:
    rows = ", ".join(map(str, others))
    return f"{shown(line.cells['id'])} is also in row {rows} (case and Unicode form aside); accepted: each id once"


def _asks(cells: dict[str, str]) -> bytes:
    """What a row asks, in short; no cell holds a line break."""
    return hashlib.sha256("\n".join([cells.get(column, "") for column in _ASKED]).encode()).digest()


def _again(line: Line, asks: bytes) -> Again | None:
    """The row as one that asks what is known; None where its own cells have a fault, which reading it all tells."""
    try:
        who = Athlete.model_validate(_athlete(line.cells))
        strength_at = _word(line.cells, "strength_at", PLACES_TO_LIFT)
    except (ValidationError, BadField):
        return None
    return Again(line.row, line.cells["id"], who.name, strength_at, asks)


def _athlete(cells: dict[str, str]) -> dict[str, str]:
    return {"id": cells["id"], "name": cells.get("name") or cells["id"]}


def _values(cells: dict[str, str], shared: dict[str, Any]) -> dict[str, Any]:
    """The scenario's values as the row and the club file give them."""
    athlete = _athlete(cells)
    if cells.get("level"):
        athlete["level"] = cells["level"]
    values = {**shared, "athlete": athlete}
    if cells.get("goal"):
        values["goal"] = cells["goal"]
    free = {day: _free(day, cells[day]) for day in WEEKDAYS if cells.get(day)}
    if free or "available" not in shared:
        values["available"] = free
    if cells.get("rules"):
        values["rules"] = _rules(cells["rules"], shared.get("rules", {}))
    return values


def _free(day: str, cell: str) -> dict[str, int]:
    slots: dict[str, int] = {}
    for part in cell.split():
        found = _FREE.fullmatch(part)
        if found is None:
            raise BadField(("available", day), f"got {shown(part)}; accepted: {_FREE_SAID}")
        if found[1] in slots:
            raise BadField(("available", day), f"{found[1]} stands twice; accepted: each slot once")
        slots[found[1]] = int(found[2])
    return slots


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


def _groups(cell: str, known: list[str]) -> tuple[str, ...]:
    names = [name for part in cell.split("|") if (name := part.strip())]
    for name in names:
        if name not in known:
            listed = unknown("group", name, known) if known else f"no such group {shown(name)}; accepted: no groups"
            raise BadField(("groups",), listed)
        if names.count(name) > 1:
            raise BadField(("groups",), f"{name} stands twice; accepted: each group once")
    # in the club file's order: members of the same groups are the same, however the cell puts it
    return tuple(name for name in known if name in names)


def _word(cells: dict[str, str], column: str, known: tuple[str, ...]) -> str:
    word = cells.get(column, "")
    if word and word not in known:
        raise BadField((column,), unknown("place", word, known))
    return word


def _scenario(values: dict[str, Any]) -> Scenario:
    try:
        scenario = Scenario.model_validate(values)
    except ValidationError as error:
        raise bad_field(error, (), Scenario, values) from None
    check_consistency(scenario)
    return scenario


def _column(path: Field) -> str:
    """The column a scenario's field is written in."""
    words = [part for part in path if isinstance(part, str)]
    for word in words:
        if word in COLUMNS:
            return word
    return f"{WEEKDAYS[0]}-{WEEKDAYS[-1]}" if words[:1] == ["available"] else WHOLE_ROW
