"""The files of members who ask the same: rendered once for a stand-in, then the names put in, format by format.

Byte for byte what rendering for each member gives (``tests/batch/test_copies.py``), in a fraction of the time. A worker
cuts the stand-in's files (``stand_in``); whoever writes the members' puts the names in, which needs no renderer.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import escape
from pydantic_core import to_json

from solver.batch.blank import Blank
from solver.batch.sent import Sent
from solver.output.folding import escaped, folded
from solver.output.identity import uid_of
from solver.output.spreadsheet import cell
from solver.output.text import one_line

TITLES = ("X-WR-CALNAME:", "NAME:")
"""The lines of a calendar that hold its title, and may have to be folded."""


@dataclass(frozen=True, slots=True)
class Copies(Sent):
    """One question's files with gaps, for anyone who asks it.

    ``scenario`` is the scenario's own file, whose SHA-256 a plan holds; ``events`` are the calendar's, each by the
    first day (ISO) of its week and the session's name; ``blanks`` are the files by name.
    """

    scenario: Blank
    events: tuple[tuple[str, str], ...]
    blanks: dict[str, Blank]

    def files(self, id: str, name: str) -> dict[str, bytes]:  # noqa: A002
        """The files of a member: name -> content."""
        in_json = (to_json(id)[1:-1], to_json(name)[1:-1])
        values: dict[str, Sequence[bytes]] = {
            "ics": (*titles(name), *uids(self.events, id)),
            "json": (*in_json, sha256(self.scenario.filled(in_json))),
            "csv": (_in_table(name),),
            "html": (str(escape(name)).encode(),),
        }
        return {file: blank.filled(values[format_of(file)]) for file, blank in self.blanks.items()}


def format_of(file: str) -> str:
    """The format of a file by its name: each holds something else of a member."""
    return file.rpartition(".")[2]


def titles(name: str) -> Iterator[bytes]:
    """The lines with the calendar's title."""
    text = escaped(one_line(f"Training: {name}"))
    for key in TITLES:
        yield folded(key + text) + b"\r\n"


def uids(events: Sequence[tuple[str, str]], id: str) -> list[bytes]:  # noqa: A002
    """The events' identities, in their order."""
    return [uid_of(id, first, name).encode() for first, name in events]


def sha256(text: bytes) -> bytes:
    """The text's SHA-256 (hex)."""
    return hashlib.sha256(text).hexdigest().encode()


def _in_table(text: str) -> bytes:
    """Text as it stands in a cell."""
    row = io.StringIO()
    csv.writer(row, lineterminator="").writerow([cell(text), ""])
    return row.getvalue()[:-1].encode()
