"""What a worker is asked and what it replies, here or on another machine: plain data, read without loading a solver."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, TypeAlias

from solver import __version__
from solver.batch.label import Label
from solver.batch.sent import Sent
from solver.gym.ask import Ask, Said
from solver.parameters import SEED, TUNED

if TYPE_CHECKING:
    from solver.batch.member_files import MemberFiles

READY = "ready"
Versions = tuple[str, str, int, str]


class ClusterGoneError(Exception):
    """What became of the cluster; what was planned is noted, and the same command goes on."""


@cache
def versions() -> Versions:
    """What a plan depends on besides its question: runlift, ortools, CP-SAT's seed and parameters."""
    return __version__, version("ortools"), SEED, TUNED


@dataclass(frozen=True, slots=True, eq=False)
class Task(Sent):
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
    """What is the same for every task of a run: the club's name, its nights (as JSON), what plans depend on."""

    club: str
    nights: tuple[tuple[str, str], ...]
    versions: Versions


@dataclass(frozen=True, slots=True)
class Answer(Sent):
    """A question's answer, for all who ask it. Workers write nothing: ``files`` are those of each member.

    ``summary`` is what the board and the table of the club tell of the member, as the JSON that the journal holds: who
    passes it on need not read it. ``start`` is the first day planned.
    """

    status: str
    summary: bytes
    start: dt.date
    files: MemberFiles


@dataclass(frozen=True, slots=True)
class Failed:
    """A task that ended in an exception: what it was, in a line and in full, and whether it lacked memory."""

    line: str
    detail: str
    lacked_memory: bool = False


@dataclass(frozen=True, slots=True)
class Unfit:
    """A worker whose versions are not those of the run: its plans could differ."""

    versions: Versions


Reply: TypeAlias = Answer | Said | Failed | Unfit
