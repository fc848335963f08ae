"""``runlift publish``: a folder's calendar onto a CalDAV server. A password never stands on the command line."""

from __future__ import annotations

import os
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from scenarios.errors import InputError
from solver.calendars.publish import Moved, Published, actions, carry_out, read_folder
from solver.exit_codes import NOT_WRITTEN, SOLVED

if TYPE_CHECKING:
    from solver.calendars.caldav_calendar import CalDavCalendar

PASSWORD = "RUNLIFT_CALDAV_PASSWORD"
_SIGNS = {"create": "+", "update": "~", "remove": "-", "kept": "!"}
_LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Server:
    """Where to publish: the server's address, the user, the calendar's name."""

    url: str
    user: str
    calendar: str


def publish_folder(folder: Path, server: Server, moved: Moved, *, dry_run: bool) -> int:
    """Bring a calendar on a server up to date, and return the exit code. What was done stands.

    Raises ``InputError``, and ``OSError`` for a folder that cannot be read.
    """
    published = read_folder(folder)
    host = _host(server)
    if find_spec("caldav") is None:
        raise InputError("publish: caldav is not installed; accepted: pip install 'runlift[caldav]' first")
    from solver.calendars.caldav_calendar import CalDavCalendar, ServerFault  # only where it is installed

    password = _password(server.user, host)
    try:
        calendar = CalDavCalendar(server.url, server.user, password, server.calendar)
        _brought_up_to_date(calendar, published, server, moved, dry_run=dry_run)
    except ServerFault as fault:
        click.echo(str(fault), err=True)
        return NOT_WRITTEN
    return SOLVED


def _brought_up_to_date(
    calendar: CalDavCalendar, published: Published, server: Server, moved: Moved, *, dry_run: bool
) -> None:
    todo = list(actions(published, calendar.events(), moved))
    for action in todo:
        if action.kind in _SIGNS:
            click.echo(f"{_SIGNS[action.kind]} {action.told}")
    if not calendar.exists:
        click.echo(f"the calendar {server.calendar!r} is new", err=True)
    if not dry_run:
        carry_out(calendar, todo)
    counts: Counter[str] = Counter(action.kind for action in todo)
    words = {**_WORDS, **_WOULD} if dry_run else _WORDS
    told = [f"{counts[kind]} {word}" for kind, word in words.items() if counts[kind]]
    click.echo(f"{', '.join(told) or 'nothing to do'}{' (dry run: nothing was sent)' if dry_run else ''}")


_WORDS = {
    "create": "created",
    "update": "updated",
    "remove": "removed",
    "kept": "moved by hand and kept",
    "unchanged": "unchanged",
}
_WOULD = {kind: f"would be {_WORDS[kind]}" for kind in ("create", "update", "remove")}


def _host(server: Server) -> str:
    """The server's name, once its address is seen to be one that may be given a password."""
    parts = urlsplit(server.url)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise InputError("--caldav: no address of a server; accepted: such as https://dav.example.org/")
    if parts.password is not None or parts.username is not None:
        raise InputError(f"--caldav: the address holds a user; accepted: --user, and the password in {PASSWORD}")
    if parts.scheme == "http" and parts.hostname not in _LOCAL:
        raise InputError("--caldav: http would send the password in the clear; accepted: https")
    return parts.hostname


def _password(user: str, host: str) -> str:
    """From the environment, the keyring (service ``runlift``, name ``user@host``), or a person at a terminal."""
    given = os.environ.get(PASSWORD)
    if given is None and find_spec("keyring") is not None:
        import keyring
        from keyring.errors import KeyringError

        with suppress(KeyringError):  # a machine without one
            given = keyring.get_password("runlift", f"{user}@{host}")
    if given is None and sys.stdin.isatty():
        given = str(click.prompt(f"Password of {user} at {host}", hide_input=True, err=True))
    if given is None:
        message = f"no password; accepted: {PASSWORD} in the environment, a keyring's entry runlift, or a terminal"
        raise InputError(f"publish: {message}")
    return given
