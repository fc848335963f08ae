"""The files of members who ask the same: rendered once for a stand-in, then the names put in, format by format.

Byte for byte what rendering for each member gives (``tests/batch/test_copies.py``), in a fraction of the time.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping

from icalendar.parser import Contentline
from markupsafe import escape

from scenarios.plan import Plan
from solver.batch.messages import Label
from solver.batch.render import labelled, rendered, sha256_of
from solver.batch.together import Together
from solver.output.calendar import Text
from solver.output.identity import uid
from solver.output.spreadsheet import cell
from solver.output.text import one_line

# plain letters, which every format writes as they are, and which no sentence of ours holds
STAND_IN = Label("standinforanid", "standinforaname", "")
# the calendar's title is a line of its own, and may have to be folded
_TITLES = {f"{key}Training: {STAND_IN.name}\r\n": key for key in ("X-WR-CALNAME:", "NAME:")}


class Copies:
    """One week's files, for anyone who asked for it."""

    def __init__(self, together: Together, club: str) -> None:
        self._together = together
        scenario, result = labelled(together, STAND_IN)
        self._fixed = [sha256_of(scenario), *_uids(result.plan)]
        token = re.compile("({})".format("|".join((*_TITLES, STAND_IN.id, STAND_IN.name, *self._fixed))).encode())
        files = rendered(together, STAND_IN, club)
        self._parts = {name: token.split(content) for name, content in files.items()}

    def files(self, label: Label) -> dict[str, bytes]:
        """The member's files."""
        scenario, result = labelled(self._together, label)
        fixed = dict(zip(self._fixed, [sha256_of(scenario), *_uids(result.plan)], strict=True))
        return {name: _joined(name, parts, fixed, label) for name, parts in self._parts.items()}


def _joined(name: str, parts: list[bytes], fixed: Mapping[str, str], label: Label) -> bytes:
    if name.endswith(".ics"):
        own = {**{line: _title(key, label.name) for line, key in _TITLES.items()}, **fixed}
    else:
        own = {STAND_IN.id: _written(name, label.id), STAND_IN.name: _written(name, label.name), **fixed}
    return b"".join(own[part.decode()].encode() if odd % 2 else part for odd, part in enumerate(parts))


def _written(file: str, text: str) -> str:
    """Text as it stands in a file of this kind."""
    if file.endswith(".json"):
        return json.dumps(text, ensure_ascii=False)[1:-1]
    if file.endswith(".csv"):
        row = io.StringIO()
        csv.writer(row, lineterminator="").writerow([cell(text), ""])
        return row.getvalue()[:-1]
    return str(escape(text))


def _title(key: str, name: str) -> str:
    text = Text(one_line(f"Training: {name}")).to_ical().decode()
    return Contentline(key + text).to_ical().decode() + "\r\n"  # type: ignore[no-untyped-call, no-any-return]


def _uids(plan: Plan | None) -> list[str]:
    """The events' identities, in the order of the plan."""
    return [] if plan is None else [uid(plan, planned) for planned in plan.sessions]
