"""A member planned again: the calendar is told as an update of what the folder's calendar told before.

The ledger begins with a member's second calendar, from what the first one says. It gets its new state after the
journal has noted the member: until then the folder keeps the state before, so that a run killed in between plans the
member again from there, to the same bytes.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from solver.batch.files import write_member
from solver.batch.messages import Answer, Label
from solver.output import ledger

if TYPE_CHECKING:
    from solver.batch.journal import Journal

CALENDAR = "plan.ics"


def with_past(label: Label, fingerprint: str, journal: Journal) -> Label:
    """The label, with what the folder told before where another plan stands there, or a ledger is kept."""
    last = journal.last_in(label.folder)
    if last is None or (last["fingerprint"] == fingerprint and ledger.NAME not in last["files"]):
        return label
    return replace(label, told=last["files"].get(CALENDAR, ""))


def kept_up(out: Path, answer: Answer) -> Answer:
    """The answer with its calendar numbered, what is gone cancelled, and the ledger that says so.

    Unchanged for a member without an earlier calendar in ``out``. Raises ``OSError``.
    """
    files, label = answer.files, answer.label
    if files is None or CALENDAR not in files or not label.told:
        return answer
    calendar, new = _told(out, answer, files[CALENDAR])
    if new is None:
        return answer
    digests = {CALENDAR: _sha256(calendar), ledger.NAME: _sha256(new)}
    return replace(answer, files={**files, CALENDAR: calendar}, digests={**answer.digests, **digests}, ledger=new)


def _told(out: Path, answer: Answer, calendar: bytes) -> tuple[bytes, bytes | None]:
    place, owner = out / answer.label.folder, answer.label.id
    with suppress(OSError, ValueError):  # a ledger that cannot be read is begun anew
        return ledger.with_ledger(calendar, (place / ledger.NAME).read_bytes(), owner, answer.start)
    try:
        before = (place / CALENDAR).read_bytes()
    except OSError:
        return calendar, None
    if _sha256(before) != answer.label.told:
        return calendar, None
    _, begun = ledger.with_ledger(before, None, owner, answer.start)
    write_member(out, answer.label.folder, {ledger.NAME: begun})
    return ledger.with_ledger(calendar, begun, owner, answer.start)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
