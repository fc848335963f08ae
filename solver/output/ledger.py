"""What a folder's calendar has told before: each event's fingerprint and SEQUENCE, so that a new one updates in place.

A first export is what it would be without a ledger. Afterwards an event that changed has a higher SEQUENCE, and one
that is gone is told once as cancelled. What lies before the plan's first day is over and left alone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace
from typing import Any

from pydantic_core import to_json

from scenarios.zones import zone
from solver.output.folding import folded

NAME = "plan.ledger.json"
FORMAT = 1
MAX_BYTES = 8 * 1024 * 1024
_EVENT = re.compile(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", re.DOTALL)
_PASSING = re.compile(rb"^(?:DTSTAMP|SEQUENCE)[:;].*\r\n", re.MULTILINE)
_SEQUENCE = re.compile(rb"^SEQUENCE:(\d{1,9})\r\n", re.MULTILINE)
_KEPT = ("DTSTART", "DTEND", "SUMMARY", "X-RUNLIFT-SESSION")
_ZONED = re.compile(r"(DTSTART|DTEND);TZID=([^:;]+):(\d{8}T\d{6})")
_CANCELLED = b"STATUS:CANCELLED\r\n"
_ACCEPTED = f"accepted: the {NAME} that runlift wrote, or none"


@dataclass(frozen=True, slots=True)
class Told:
    """An event as last told: SHA-256 of its text, its SEQUENCE, whether it was cancelled, the lines that cancel it."""

    fingerprint: str
    sequence: int
    cancelled: bool
    lines: tuple[str, ...]

    @property
    def day(self) -> str:
        """The date it starts on, YYYYMMDD."""
        return next(line for line in self.lines if line.startswith("DTSTART")).rpartition(":")[2][:8]


def with_ledger(calendar: bytes, ledger: bytes | None, owner: str, first: dt.date) -> tuple[bytes, bytes]:
    """The calendar as the ledger wants it told, and the new ledger.

    ``owner`` is the athlete's identity: a folder that changes hands begins anew. ``first`` is the plan's first day.
    Raises ``ValueError`` for a ledger that is none of ours.
    """
    known = {} if ledger is None else _read(ledger, owner)
    told: dict[str, Told] = {uid: event for uid, event in known.items() if event.day < f"{first:%Y%m%d}"}
    here: set[str] = set()

    def numbered(found: re.Match[bytes]) -> bytes:
        text = _PASSING.sub(b"", found[0])
        uid = _value(text, "UID")
        here.add(uid)
        sequence = _SEQUENCE.search(found[0])
        number = int(sequence[1]) if sequence else 0
        now = Told(hashlib.sha256(text).hexdigest(), number, _CANCELLED in text, _kept_lines(text))
        before = known.get(uid)
        if before is not None:
            changed = (before.fingerprint, before.cancelled) != (now.fingerprint, now.cancelled)
            now = replace(now, sequence=before.sequence + changed)
        told[uid] = now
        return _with_sequence(found[0], now.sequence)

    written = _EVENT.sub(numbered, calendar)
    for uid, event in known.items():
        if uid in here or uid in told:
            continue
        if not event.cancelled:
            told[uid] = replace(event, sequence=event.sequence + 1, cancelled=True)
            written = written.replace(
                b"END:VCALENDAR", _cancellation(uid, told[uid], first, written) + b"END:VCALENDAR"
            )
        else:
            told[uid] = event
    return written, _text(told, owner)


def cancelled_in(ledger: bytes) -> set[str]:
    """The UIDs of the events a ledger tells as cancelled. Raises ``ValueError`` for one that is none of ours."""
    return {uid for uid, event in _body(ledger).events.items() if event.cancelled}


def _read(ledger: bytes, owner: str) -> dict[str, Told]:
    body = _body(ledger)
    return body.events if body.owner == _hashed(owner) else {}


@dataclass(frozen=True, slots=True)
class _Body:
    """What a ledger holds: the hash of its owner's identity, and its events by UID."""

    owner: str
    events: dict[str, Told]


def _body(ledger: bytes) -> _Body:
    try:
        if len(ledger) > MAX_BYTES:
            raise ValueError(f"larger than {MAX_BYTES // 1024} kB; {_ACCEPTED}")
        body: Any = json.loads(ledger.decode("utf-8"))
        if body["format"] != FORMAT:
            raise ValueError(f"format {body['format']!r}; accepted: {FORMAT}")
        return _Body(str(body["owner"]), {str(uid): _told(event) for uid, event in body["events"].items()})
    except (LookupError, TypeError, AttributeError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"cannot be read ({type(error).__name__}); {_ACCEPTED}") from None


def _told(event: dict[str, Any]) -> Told:
    lines = tuple(line for line in event["lines"] if isinstance(line, str) and line.isprintable())
    told = Told(str(event["fingerprint"]), event["sequence"], event["cancelled"] is True, lines)
    if not isinstance(told.sequence, int) or not any(line.startswith("DTSTART") for line in lines):
        raise TypeError
    return told


def _text(told: dict[str, Told], owner: str) -> bytes:
    events = {uid: asdict(event) for uid, event in sorted(told.items())}
    body = {"format": FORMAT, "owner": _hashed(owner), "events": events}
    return to_json(body, indent=1) + b"\n"


def _hashed(owner: str) -> str:
    return hashlib.sha256(owner.encode("utf-8")).hexdigest()


def _value(event: bytes, name: str) -> str:
    line = next(line for line in _unfolded(event) if line.startswith(f"{name}:"))
    return line.partition(":")[2]


def _unfolded(event: bytes) -> list[str]:
    return event.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")


def _kept_lines(event: bytes) -> tuple[str, ...]:
    return tuple(line for line in _unfolded(event) if line.startswith(_KEPT))


def _with_sequence(event: bytes, sequence: int) -> bytes:
    if not sequence:
        return event
    return event.replace(b"END:VEVENT\r\n", f"SEQUENCE:{sequence}\r\nEND:VEVENT\r\n".encode())


def _cancellation(uid: str, told: Told, first: dt.date, calendar: bytes) -> bytes:
    lines = [f"UID:{uid}", f"DTSTAMP:{first:%Y%m%d}T000000Z", f"SEQUENCE:{told.sequence}"]
    lines += [_timed(line, calendar) for line in told.lines]
    body = ["BEGIN:VEVENT", *lines, "STATUS:CANCELLED", "TRANSP:TRANSPARENT", "END:VEVENT"]
    return b"".join(folded(line) + b"\r\n" for line in body)


def _timed(line: str, calendar: bytes) -> str:
    """A time in a zone the calendar does not describe is written in UTC."""
    found = _ZONED.fullmatch(line)
    if found is None or f"\r\nTZID:{found[2]}\r\n".encode() in calendar:
        return line
    wall = dt.datetime.strptime(found[3], "%Y%m%dT%H%M%S").replace(tzinfo=zone(found[2]))
    return f"{found[1]}:{wall.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
