"""A folder's calendar onto a CalDAV server: creates, updates and removes its own events, and no others.

Every published event carries two marks: the fingerprint of what was published, and when it was put. They tell a later
run what is unchanged and what somebody moved by hand, so nothing has to be remembered here, and a run that was
cut short is simply run again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, cast

from icalendar import Calendar, Component, Event

from scenarios.errors import InputError, escaped
from scenarios.load import read_bytes
from scenarios.spoken import spoken
from solver.output import ledger
from solver.output.identity import UID_DOMAIN
from solver.reading.ical_text import BROKEN, calendars_of

MAX_BYTES = 8 * 1024 * 1024
FINGERPRINT, PLACE = "X-RUNLIFT-FINGERPRINT", "X-RUNLIFT-PLACE"
Moved = Literal["keep", "overwrite"]
Kind = Literal["create", "update", "remove", "kept", "unchanged"]


class Remote(Protocol):
    """A calendar on a server, as far as we need one."""

    def events(self) -> Mapping[str, Event]:
        """UID -> event, of everything in it."""
        ...

    def put(self, uid: str, text: str) -> None:
        """Create or replace an event."""
        ...

    def remove(self, uid: str) -> None:
        """Remove an event."""
        ...


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do, or left alone; ``told`` says it to a person, ``text`` is what is put."""

    kind: Kind
    uid: str
    told: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """What a folder holds: the events to stand on the server, and the identities that must not."""

    events: Mapping[str, Event]
    zones: Sequence[Component]
    gone: frozenset[str]


def read_folder(folder: Path) -> Published:
    """The calendar and the ledger of a folder. Raises ``InputError``."""
    path = folder / "plan.ics"
    data = read_bytes(path, MAX_BYTES)
    parts = [part for calendar in calendars_of(data, str(path), MAX_BYTES) for part in calendar.subcomponents]
    events = {str(part.get("uid", "")): cast(Event, part) for part in parts if part.name == "VEVENT"}
    strangers = [uid for uid in events if not uid.endswith(UID_DOMAIN)]
    if strangers or not events:
        raise InputError(f"{escaped(str(path))}: not a calendar of ours; accepted: the folder that solve -o wrote")
    cancelled = {uid for uid, event in events.items() if str(event.get("status", "")).upper() == "CANCELLED"}
    return Published(
        {uid: event for uid, event in events.items() if uid not in cancelled},
        [part for part in parts if part.name == "VTIMEZONE"],
        frozenset(cancelled | _cancelled_before(folder / ledger.NAME)),
    )


def _cancelled_before(path: Path) -> set[str]:
    if not path.is_file():
        return set()
    try:
        cancelled = ledger.cancelled_in(read_bytes(path, ledger.MAX_BYTES))
    except ValueError as error:
        raise InputError(f"{escaped(str(path))}: {error}") from None
    return {uid for uid in cancelled if uid.endswith(UID_DOMAIN)}


def actions(published: Published, there: Mapping[str, Event], moved: Moved) -> Iterator[Action]:
    """What has to be done, removals last. Only events of ``published`` are touched, whatever else is there."""
    for uid, event in published.events.items():
        text, fingerprint = _single(event, published.zones)
        old = there.get(uid)
        told = _told(event)
        if old is None:
            yield Action("create", uid, told, text)
        elif _moved(old) and moved == "keep":
            yield Action("kept", uid, f"{_told(old)}: moved by hand, the plan has {told}")
        elif not _moved(old) and str(old.get(FINGERPRINT, "")) == fingerprint:
            yield Action("unchanged", uid, told)
        else:
            yield Action("update", uid, told if _told(old) == told else f"{_told(old)} -> {told}", text)
    for uid in sorted(published.gone - set(published.events)):
        old = there.get(uid)
        if old is not None and _moved(old) and moved == "keep":
            yield Action("kept", uid, f"{_told(old)}: moved by hand, the plan drops it")
        elif old is not None:
            yield Action("remove", uid, _told(old))


def carry_out(remote: Remote, todo: Sequence[Action]) -> None:
    """Do what has to be done, one event after the other; each stands whole or not at all."""
    for action in todo:
        if action.kind in ("create", "update"):
            remote.put(action.uid, action.text)
        elif action.kind == "remove":
            remote.remove(action.uid)


def _single(event: Event, zones: Sequence[Component]) -> tuple[str, str]:
    """The event in a calendar of its own, with its marks; and the fingerprint."""
    plain = bytes(event.to_ical())
    fingerprint = hashlib.sha256(plain).hexdigest()
    marked = cast(Event, Event.from_ical(plain))
    marked.add(FINGERPRINT, fingerprint)
    marked.add(PLACE, _place(event))
    calendar = Calendar()
    calendar.add("prodid", "-//runlift//runlift//EN")
    calendar.add("version", "2.0")
    for zone in zones:
        calendar.add_component(zone)
    calendar.add_component(marked)
    return calendar.to_ical().decode("utf-8"), fingerprint


def _moved(event: Event) -> bool:
    """Whether an event stands elsewhere than where it was put."""
    return PLACE in event and str(event[PLACE]) != _place(event)


def _place(event: Event) -> str:
    """Start and end, the same whatever zone they are written in."""
    return "/".join(map(_instant, _times(event)))


def _instant(at: dt.date) -> str:
    if isinstance(at, dt.datetime) and at.tzinfo is not None:
        return f"{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    return f"{at:%Y%m%dT%H%M%S}" if isinstance(at, dt.datetime) else f"{at:%Y%m%d}"


def _times(event: Event) -> tuple[dt.date, dt.date]:
    try:
        return event.start, event.end
    except BROKEN:
        return dt.date.min, dt.date.min


def _told(event: Event) -> str:
    start = _times(event)[0]
    at = f" {start:%H:%M}" if isinstance(start, dt.datetime) else ""
    return f"{spoken(start)}{at} {escaped(str(event.get('summary', '')))}"
