"""A club's roster (CSV) -> its members, each a scenario of its own. A bad row is told and skipped; the rest go on.

The file is read in pieces, so that a roster of any length takes the same memory. Where ids repeat, pandas says which
rows share one.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from scenarios.club import LoadedClub
from scenarios.consistency import check_consistency
from scenarios.errors import BadField, InputError, escaped, shown
from scenarios.roster_cells import COLUMNS, Faults, athlete_of, column_of, groups_of, place_to_lift, values_of
from scenarios.schema import Athlete, Scenario
from scenarios.text.roster_text import BadRow, Line, open_csv, open_lines
from scenarios.wording import bad_fields

NEEDED = ("id",)
Rules = dict[str, Any]
Twin = tuple[int, str]
_ASKED = tuple(column for column in COLUMNS if column not in ("id", "name", "strength_at"))


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
    twins: dict[int, tuple[Twin, ...]]
    """Row -> the other rows of the same id, each with the id as it is written there."""

    @property
    def name(self) -> str:
        """What errors call the file."""
        return str(self.club.roster)

    def rows(self) -> Iterator[Member | BadRow]:
        """Every row that is not empty, in the order of the file. Raises ``InputError`` if the file cannot be read."""
        for row in self.rows_anew((), lambda _: None):
            if not isinstance(row, Again):
                yield row

    def rows_anew(
        self, known: Container[bytes], check_rules: Callable[[Rules], None]
    ) -> Iterator[Member | Again | BadRow]:
        """As ``rows``, but what is ``known`` to be asked is not read once more: a fifth of the time for such a row.

        ``check_rules`` raises ``BadField`` for settings that no rule accepts: what rules there are is not known here.
        """
        shared = self.club.club.shared()
        for line in _lines(self.club.roster):
            if isinstance(line, BadRow):
                yield line
            elif line.row in self.twins:
                yield BadRow(line.row, "id", _twice(line, self.twins[line.row]), **_who(line))
            else:
                asks = _asks(line.cells)
                again = _again(line, asks) if asks in known else None
                yield again or self._member(line, shared, asks, check_rules)

    def _member(
        self, line: Line, shared: dict[str, Any], asks: bytes, check_rules: Callable[[Rules], None]
    ) -> Member | BadRow:
        cells, faults = line.cells, Faults()
        values = values_of(cells, shared, faults)
        groups, strength_at = tuple[str, ...](), ""
        with faults:
            groups = groups_of(cells.get("groups", ""), list(self.club.club.groups))
        with faults:
            strength_at = place_to_lift(cells)
        scenario = _scenario(values, faults)
        with faults:
            check_rules(values.get("rules", {}))
        if scenario is not None and not faults.found:
            return Member(line.row, cells["id"], scenario.athlete.name, groups, strength_at, scenario, asks)
        (column, message), *others = faults.found.items()
        further = "".join(f"; and {other}: {said}" for other, said in others)
        return BadRow(line.row, column, message + further, **_who(line))


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
    twins = _twins(ids) if len({same_id(id_) for _, id_ in ids}) < len(ids) else {}
    try:
        with club.roster.open("rb") as data:
            sha256 = hashlib.file_digest(data, "sha256").hexdigest()
        with open_csv(club.roster) as file:
            columns, _ = open_lines(file, str(club.roster), COLUMNS, NEEDED)
    except OSError as error:
        raise _unreadable(club.roster, error) from None
    strangers = tuple(column for column in columns if column and column.lower() not in COLUMNS)
    return Roster(club, sha256, strangers, twins)


def same_id(text: str) -> str:
    """What two ids have in common when a file system or a person takes them for one: case and Unicode form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def _ids(path: Path) -> Iterator[tuple[int, str]]:
    for line in _lines(path):
        if isinstance(line, Line) and line.cells["id"]:
            yield line.row, line.cells["id"]


def _twins(ids: list[Twin]) -> dict[int, tuple[Twin, ...]]:
    """Row -> the other rows of the same id."""
    import pandas as pd  # noqa: PLC0415 - takes longer to load than a thousand rows to read

    keys = pd.Series([same_id(id_) for _, id_ in ids])
    twins: dict[int, tuple[Twin, ...]] = {}
    for _, same in keys[keys.duplicated(keep=False)].groupby(keys):
        found = [ids[place] for place in same.index]
        twins |= {row: tuple(twin for twin in found if twin[0] != row) for row, _ in found}
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


def _twice(line: Line, others: tuple[Twin, ...]) -> str:
    rows: dict[str, list[int]] = {}
    for row, written in others:
        rows.setdefault(_aside(line.cells["id"], written), []).append(row)
    also = " and ".join(f"also in row {', '.join(map(str, rows[aside]))}{aside}" for aside in sorted(rows))
    return f"{shown(line.cells['id'])} is {also}; accepted: each id once"


def _aside(one: str, other: str) -> str:
    """In what two ids differ that are taken for one."""
    if one == other:
        return ""
    if unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other):
        return " (Unicode form aside)"
    return " (case aside)" if one.casefold() == other.casefold() else " (case and Unicode form aside)"


def _asks(cells: dict[str, str]) -> bytes:
    """What a row asks, in short; no cell holds a line break."""
    return hashlib.sha256("\n".join([cells.get(column, "") for column in _ASKED]).encode()).digest()


def _again(line: Line, asks: bytes) -> Again | None:
    """The row as one that asks what is known; None where its own cells have a fault, which reading it all tells."""
    try:
        who = Athlete.model_validate(athlete_of(line.cells))
        strength_at = place_to_lift(line.cells)
    except (ValidationError, BadField):
        return None
    return Again(line.row, line.cells["id"], who.name, strength_at, asks)


def _scenario(values: dict[str, Any], faults: Faults) -> Scenario | None:
    """The row as a scenario. Where cells could not be read, what is wrong in others is told, not what is missing."""
    read = not faults.found
    try:
        scenario = Scenario.model_validate(values)
    except ValidationError as error:
        for fault in bad_fields(error, Scenario, values):
            if read or column_of(fault.path) in COLUMNS:
                faults.note(fault)
        return None
    if read:
        with faults:
            check_consistency(scenario)
    return scenario
