"""The files of members who ask the same: rendered once for a stand-in, then the names put in, format by format.

Byte for byte what rendering for each member gives (``tests/batch/test_copies.py``), in a fraction of the time.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from icalendar.parser import Contentline
from markupsafe import escape
from pydantic_core import to_json

from scenarios.schema import Athlete
from solver.batch.messages import Label
from solver.batch.render import labelled, rendered, text_of
from solver.batch.together import Together
from solver.output.calendar import Text
from solver.output.folding import folded
from solver.output.identity import first_day, uid_of
from solver.output.spreadsheet import cell
from solver.output.text import one_line

# plain letters, which every format writes as they are, and which no sentence of ours holds
STAND_IN = Label("standinforanid", "standinforaname", "")
_ID, _NAME = STAND_IN.id.encode(), STAND_IN.name.encode()
# the calendar's title is a line of its own, and may have to be folded
_TITLES = {f"{key}Training: {STAND_IN.name}\r\n".encode(): key for key in ("X-WR-CALNAME:", "NAME:")}
Values = Mapping[bytes, bytes]
"""What stands in a file of the stand-in -> what stands there in the member's."""


class Copies:
    """One week's files, for anyone who asked for it."""

    def __init__(self, together: Together, club: str) -> None:
        self._together = together
        self._club = club
        scenario, result = labelled(together, STAND_IN)
        sessions = [] if result.plan is None else result.plan.sessions
        self._events = [(first_day(result.plan, each), each.name) for each in sessions] if result.plan else []
        text = text_of(scenario)
        self._scenario = _Blank(text, (_ID, _NAME))
        self._fixed = [_sha256(text), *self._uids(STAND_IN.id)]
        self._blanks = {
            name: _Blank(content, (*(_TITLES if name.endswith(".ics") else (_ID, _NAME)), *self._fixed))
            for name, content in rendered(together, STAND_IN, club).items()
        }

    def files(self, label: Label) -> dict[str, bytes]:
        """The member's files."""
        if _says_nothing(label):
            return rendered(self._together, label, self._club)
        in_json = {_ID: to_json(label.id)[1:-1], _NAME: to_json(label.name)[1:-1]}
        fixed = dict(zip(self._fixed, [_sha256(self._scenario.filled(in_json)), *self._uids(label.id)], strict=True))
        written: dict[str, Values] = {
            "ics": {line: _title(key, label.name) for line, key in _TITLES.items()},
            "json": in_json,
            "csv": {_ID: _in_table(label.id), _NAME: _in_table(label.name)},
            "html": {_ID: str(escape(label.id)).encode(), _NAME: str(escape(label.name)).encode()},
        }
        own = {kind: {**values, **fixed} for kind, values in written.items()}
        return {name: blank.filled(own[name.rpartition(".")[2]]) for name, blank in self._blanks.items()}

    def _uids(self, id: str) -> list[bytes]:  # noqa: A002
        """The events' identities, in the order of the plan."""
        return [uid_of(id, first, name).encode() for first, name in self._events]


class _Blank:
    """A text with gaps: the places where one of ``tokens`` stood."""

    def __init__(self, text: bytes, tokens: Iterable[bytes]) -> None:
        found = sorted((place, token) for token in tokens for place in _places(text, token))
        self._parts: list[bytes] = []
        """Text, token, text, token, ..., text."""
        end = 0
        for place, token in found:
            if place < end:  # within a longer token
                continue
            self._parts += text[end:place], token
            end = place + len(token)
        self._parts.append(text[end:])

    def filled(self, values: Values) -> bytes:
        """The text with a value in every gap."""
        parts = self._parts.copy()
        parts[1::2] = [values[token] for token in parts[1::2]]
        return b"".join(parts)


def _places(text: bytes, token: bytes) -> Iterator[int]:
    place = text.find(token)
    while place >= 0:
        yield place
        place = text.find(token, place + len(token))


@cache
def _default(name: str) -> object:
    return Athlete.model_fields[name].default


def _says_nothing(label: Label) -> bool:
    """Whether id or name is what stands for none given, which a scenario's file leaves out."""
    return label.id == _default("id") or label.name == _default("name")


def _sha256(text: bytes) -> bytes:
    return hashlib.sha256(text).hexdigest().encode()


def _in_table(text: str) -> bytes:
    """Text as it stands in a cell."""
    row = io.StringIO()
    csv.writer(row, lineterminator="").writerow([cell(text), ""])
    return row.getvalue()[:-1].encode()


def _title(key: str, name: str) -> bytes:
    text = Text(one_line(f"Training: {name}")).to_ical().decode()
    return folded(Contentline(key + text)) + b"\r\n"  # type: ignore[no-untyped-call]
