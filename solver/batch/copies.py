"""The files of members who ask the same: rendered once for a stand-in, then the names put in, format by format.

Byte for byte what rendering for each member gives (``tests/batch/test_copies.py``), in a fraction of the time.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from functools import cache

from markupsafe import escape
from pydantic_core import to_json

from scenarios.schema import Athlete
from solver.batch.messages import Label
from solver.batch.render import labelled, rendered, text_of
from solver.batch.together import Together
from solver.output.calendar import escaped
from solver.output.folding import folded
from solver.output.identity import first_day, uid_of
from solver.output.spreadsheet import cell
from solver.output.text import one_line

# plain letters, which every format writes as they are, and which no sentence of ours holds
STAND_IN = Label("standinforanid", "standinforaname", "")
_ID, _NAME = STAND_IN.id.encode(), STAND_IN.name.encode()
# the calendar's title is a line of its own, and may have to be folded
_TITLES = {f"{key}Training: {STAND_IN.name}\r\n".encode(): key for key in ("X-WR-CALNAME:", "NAME:")}
Values = Sequence[bytes]
"""What stands in the member's file for each of the tokens that stand in the stand-in's."""


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
        # each format is searched for what it holds of a member, and for nothing else
        tokens = {
            "ics": (*_TITLES, *self._uids(STAND_IN.id)),
            "json": (_ID, _NAME, _sha256(text)),
            "csv": (_NAME,),
            "html": (_NAME,),
        }
        files = rendered(together, STAND_IN, club)
        kinds = {name: name.rpartition(".")[2] for name in files}
        self._blanks = [(name, kinds[name], _Blank(text, tokens[kinds[name]])) for name, text in files.items()]

    def files(self, label: Label) -> dict[str, bytes]:
        """The member's files."""
        if _says_nothing(label):
            return rendered(self._together, label, self._club)
        in_json = (to_json(label.id)[1:-1], to_json(label.name)[1:-1])
        values: dict[str, Values] = {
            "ics": (*_titles(label.name), *self._uids(label.id)),
            "json": (*in_json, _sha256(self._scenario.filled(in_json))),
            "csv": (_in_table(label.name),),
            "html": (str(escape(label.name)).encode(),),
        }
        return {name: blank.filled(values[kind]) for name, kind, blank in self._blanks}

    def _uids(self, id: str) -> list[bytes]:  # noqa: A002
        """The events' identities, in the order of the plan."""
        return [uid_of(id, first, name).encode() for first, name in self._events]


class _Blank:
    """A text with gaps: the places where one of ``tokens`` stood."""

    def __init__(self, text: bytes, tokens: Sequence[bytes]) -> None:
        found = sorted((place, number) for number, token in enumerate(tokens) for place in _places(text, token))
        self._numbers: list[int] = []
        """Whose each gap is: the token's number."""
        self._parts: list[bytes] = []
        """Text, a gap, text, a gap, ..., text."""
        end = 0
        for place, number in found:
            if place < end:  # within a longer token
                continue
            self._numbers.append(number)
            self._parts += text[end:place], b""
            end = place + len(tokens[number])
        self._parts.append(text[end:])

    def filled(self, values: Values) -> bytes:
        """The text with a value in every gap."""
        parts = self._parts.copy()
        parts[1::2] = map(values.__getitem__, self._numbers)
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


def _titles(name: str) -> Iterator[bytes]:
    """The lines with the calendar's title."""
    text = escaped(one_line(f"Training: {name}"))
    for key in _TITLES.values():
        yield folded(key + text) + b"\r\n"
