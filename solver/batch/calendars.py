"""A member planned again: the calendar is told as an update of what the folder's calendar told before.

The ledger begins with a member's second calendar, from what the first one says. It gets its new state after the
journal has noted the member: until then the folder keeps the state before, so that a run killed in between plans the
member again from there, to the same bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from solver.batch.files import write_member
from solver.batch.label import Label
from solver.output import ledger

if TYPE_CHECKING:
    from solver.batch.journal import Journal

CALENDAR = "plan.ics"
Files: TypeAlias = Mapping[str, bytes]


def with_past(label: Label, fingerprint: str, journal: Journal) -> Label:
    """The label, with what the folder told before where another plan stands there, or a ledger is kept."""
    last = journal.last_in(label.folder)
    if last is None or (last["fingerprint"] == fingerprint and ledger.NAME not in last["files"]):
        return label
    return replace(label, told=last["files"].get(CALENDAR, ""))


def kept_up(out: Path, label: Label, files: Files, start: dt.date) -> tuple[Files, bytes | None]:
    """The files with the calendar numbered and what is gone cancelled, and the ledger that says so.

    The same files and None for a member without an earlier calendar in ``out``. Raises ``OSError``.
    """
    if CALENDAR not in files or not label.told:
        return files, None
    calendar, new = _told(out, label, start, files[CALENDAR])
    return (files, None) if new is None else ({**files, CALENDAR: calendar}, new)


def note_told(out: Path, label: Label, told: bytes) -> None:
    """Write the ledger's new state, once the journal has noted the member. Raises ``OSError``."""
    write_member(out, label.folder, {ledger.NAME: told})


def _told(out: Path, label: Label, start: dt.date, calendar: bytes) -> tuple[bytes, bytes | None]:
    place, owner = out / label.folder, label.id
    with suppress(OSError, ValueError):  # a ledger that cannot be read is begun anew
        return ledger.with_ledger(calendar, (place / ledger.NAME).read_bytes(), owner, start)
    try:
        before = (place / CALENDAR).read_bytes()
    except OSError:
        return calendar, None
    if hashlib.sha256(before).hexdigest() != label.told:
        return calendar, None
    _, begun = ledger.with_ledger(before, None, owner, start)
    write_member(out, label.folder, {ledger.NAME: begun})
    return ledger.with_ledger(calendar, begun, owner, start)
