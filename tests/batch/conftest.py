"""A club in a folder, and runs over it: in this process, or as the program its user starts."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from scenarios.club import load_club
from scenarios.roster import open_roster
from solver.batch.messages import Shared, Task
from solver.batch.pool import Died, Replied
from solver.batch.run import Batch, Ended, shared_of
from solver.batch.worker import reply_to

HEADER = "id,name,goal,level,groups,mon,tue,wed,thu,fri,sat,sun,strength_at,rules"
CLUB = """
name: Hill Street Harriers
timezone: Europe/London
start: 2026-11-30
roster: roster.csv
defaults:
  goal: 10k
  strength: {focus: [upper, lower], minutes: 30}
groups:
  track: {session: intervals, day: tue, slot: evening, minutes: 60}
  long_run: {session: long, day: sun, slot: morning, minutes: 100}
"""
WIDE = "evening:60,evening:90,morning:60 evening:60,evening:60,morning:75,morning:90,morning:150"
PASSING = {"journal.jsonl", ".lock"}


def row(
    id: str,  # noqa: A002
    name: str = "",
    goal: str = "",
    groups: str = "",
    free: str = WIDE,
    rules: str = "",
    strength_at: str = "",
) -> str:
    """A row of a roster."""
    return f"{id},{name},{goal},,{groups},{free},{strength_at},{rules}"


class ClubFolder:
    """A club file and its roster."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "club.yaml"
        self.roster = folder / "roster.csv"
        self.out = folder / "out"

    def write(self, *rows: str, header: str = HEADER, club: str = CLUB) -> "ClubFolder":
        self.file.write_text(club, encoding="utf-8")
        self.roster.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
        return self

    def batch(self, *, update: bool = False, out: Path | None = None) -> Batch:
        return Batch(open_roster(load_club(self.file)), out or self.out, update=update)

    def run(
        self, *, update: bool = False, out: Path | None = None, stop_after: int | None = None, runner: Any = None
    ) -> tuple[Ended, list[str]]:
        """Run in this process; the end, and the ids that were planned now."""
        batch = self.batch(update=update, out=out)
        asked: list[str] = []

        def stopped() -> bool:
            return stop_after is not None and len(asked) >= stop_after

        def inline(tasks: Iterator[Task], _: Mapping[str, int]) -> Iterator[Replied | Died]:
            for task in tasks:
                if stopped():
                    return
                asked.extend(label.id for label in task.labels)
                yield Replied(task, reply_to(task, shared_of(batch, batch.out)))

        return batch.run(runner or inline, stopped), asked


@pytest.fixture
def club(tmp_path: Path) -> ClubFolder:
    return ClubFolder(tmp_path)


@pytest.fixture
def member() -> Callable[..., str]:
    return row


def tree_of(out: Path) -> dict[str, str]:
    """Every file of a finished run by its SHA-256, but for the journal, whose lines come as members are done."""
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name not in PASSING
    }


@pytest.fixture
def tree() -> Callable[[Path], dict[str, str]]:
    return tree_of


@pytest.fixture
def shared() -> Callable[..., Shared]:
    return shared_of


@pytest.fixture
def runlift() -> Callable[..., subprocess.CompletedProcess[str]]:
    def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "solver", *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, **environment},
            timeout=240,
            check=False,
        )

    return run
