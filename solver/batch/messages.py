"""What a worker is asked and what it replies, here or on another machine: plain data, read without loading a solver."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Self, TypeAlias

from solver import __version__
from solver.gym.ask import Ask, Said
from solver.parameters import SEED, TUNED

READY = "ready"
Versions = tuple[str, str, int, str]


class ClusterGoneError(Exception):
    """What became of the cluster; what was planned is noted, and the same command goes on."""


@cache
def versions() -> Versions:
    """What a plan depends on besides its question: runlift, ortools, CP-SAT's seed and parameters."""
    return __version__, version("ortools"), SEED, TUNED


class _Sent:
    """Data sent to other processes as the row of its fields: what dataclasses do of their own takes several times."""

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type[Self], tuple[object, ...]]:
        return type(self), tuple(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Label(_Sent):
    """Who a plan is for: the athlete's id and name, and the folder the files go to.

    ``told`` is the SHA-256 of the calendar that the folder told before, '' where there is none to keep up.
    """

    id: str
    name: str
    folder: str
    told: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Task(_Sent):
    """One question, and the members who all ask it.

    Questions of one ``kind`` have parts in common, which a worker that has answered one need not work out again.
    """

    question: str
    text: bytes
    labels: tuple[Label, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class GymTask:
    """What a question is asked about its gym slots; ``question`` and ``text`` as of a ``Task``. It plans nobody yet."""

    question: str
    text: bytes
    ask: Ask
    labels: tuple[Label, ...] = ()
    kind: str = ""


AnyTask: TypeAlias = Task | GymTask


@dataclass(frozen=True, slots=True)
class Shared:
    """What is the same for every task of a run: the club's name, its nights (as JSON), what plans depend on.

    ``folder`` is where files go, None when the worker is to send the files back instead of writing them.
    """

    club: str
    nights: tuple[tuple[str, str], ...]
    folder: str | None
    versions: Versions


@dataclass(frozen=True, slots=True)
class Answer(_Sent):
    """One member's answer. ``files`` are those to write, ``digests`` the SHA-256 of all by name.

    ``summary`` is what the board and the table of the club tell of the member, as the JSON that the journal holds: who
    passes it on need not read it. ``start`` is the first day planned, ``ledger`` what the calendar's ledger holds once
    the member is noted as done.
    """

    label: Label
    status: str
    digests: dict[str, str]
    summary: bytes
    files: dict[str, bytes] | None
    start: dt.date
    ledger: bytes | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """A task that ended in an exception: what it was, in a line and in full."""

    line: str
    detail: str


@dataclass(frozen=True, slots=True)
class NotWritten:
    """A task whose files could not be written: the system's error, by number and in words, and the file's name."""

    number: int
    why: str
    file: str


@dataclass(frozen=True, slots=True)
class Unfit:
    """A worker whose versions are not those of the run: its plans could differ."""

    versions: Versions


Reply: TypeAlias = Sequence[Answer] | Said | Failed | NotWritten | Unfit
