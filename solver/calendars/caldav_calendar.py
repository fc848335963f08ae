"""A calendar on a CalDAV server, by way of the library ``caldav`` (with the extra ``runlift[caldav]``)."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast
from urllib.parse import urlsplit

from caldav.calendarobjectresource import Event as Kept
from caldav.davclient import DAVClient
from caldav.lib.error import AuthorizationError, DAVError
from icalendar import Event
from niquests.exceptions import ConnectionError as NotConnected
from niquests.exceptions import RequestException, Timeout

from scenarios.errors import InputError, escaped


class ServerFault(Exception):  # noqa: N818 - no error of ours, and none of a file
    """A server that cannot be reached, or that fails: one line that says which and why."""


class CalDavCalendar:
    """One calendar of a server; made by the first ``put`` if there is none of its name."""

    def __init__(self, url: str, user: str, password: str, name: str) -> None:
        """Find the calendar. Raises ``InputError`` for credentials refused, ``ServerFault`` for a server that fails."""
        self._url, self._name = url, name
        with self._told():
            client = DAVClient(
                url=url, username=user, password=password, timeout=30, enable_rfc6764=False, require_tls=False
            )
            # the library's types hold its asynchronous twin, too
            principal: Any = client.get_principal()
            named = [found for found in principal.calendars() if str(found.get_display_name()) == name]
        self._principal = principal
        self._calendar: Any = named[0] if named else None
        self._found: dict[str, Kept] = {}

    @property
    def exists(self) -> bool:
        """Whether the server has the calendar."""
        return self._calendar is not None

    def events(self) -> Mapping[str, Event]:
        """UID -> event, of everything in it."""
        if self._calendar is None:
            return {}
        with self._told():
            there = self._calendar.get_events()
            for each in there:
                component = each.icalendar_component
                if component is not None and "uid" in component:
                    self._found[str(component["uid"])] = each
            return {uid: cast(Event, each.icalendar_component) for uid, each in self._found.items()}

    def put(self, uid: str, text: str) -> None:
        """Create or replace an event."""
        with self._told():
            if self._calendar is None:
                self._calendar = self._principal.make_calendar(name=self._name)
            known = self._found.get(uid)
            if known is None:
                self._calendar.add_event(text)
            else:
                known.data = text
                known.save(increase_seqno=False)

    def remove(self, uid: str) -> None:
        """Remove an event."""
        with self._told():
            self._found[uid].delete()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Faults of server and network as one line each, which holds no password."""
        host = urlsplit(self._url).hostname or "the server"
        try:
            yield
        except AuthorizationError:
            raise InputError(f"{host}: user or password refused; accepted: those of the server") from None
        except (DAVError, RequestException, ConnectionError, TimeoutError) as error:
            raise ServerFault(f"{host}: {_what_failed(error)}") from None


def _what_failed(error: BaseException) -> str:
    """What a person can act upon, from the faults behind a fault; the library's own words may hold an address."""
    for kind, why in _UNREACHED.items():
        if any(isinstance(each, kind) for each in _behind(error)):
            return f"cannot be reached ({why})"
    return f"the server failed ({escaped(type(error).__name__)[:80]})"


_UNREACHED: dict[type[BaseException], str] = {
    ConnectionRefusedError: "connection refused",
    socket.gaierror: "no such host",
    ssl.SSLError: "its certificate or encryption is not accepted",
    Timeout: "no answer in time",
    TimeoutError: "no answer in time",
    ConnectionError: "the connection broke",
    NotConnected: "no connection",
}


def _behind(error: BaseException) -> list[BaseException]:
    """The fault and all it was raised from, which the network's library keeps as causes, reasons or arguments."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        each = waiting.pop()
        if isinstance(each, BaseException) and each not in found:
            found.append(each)
            waiting += [each.__cause__, each.__context__, getattr(each, "reason", None), *each.args]
    return found
