"""A club in a folder, and runs over it: in this process, or as the program its user starts."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from scenarios.club import load_club
from scenarios.roster import open_roster
from solver.batch.messages import Shared
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

    text = CLUB

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

    def noted(self, kind: str = "member") -> int:
        """Lines of a kind in the journal."""
        journal = self.out / "journal.jsonl"
        return journal.read_bytes().count(f'"line":"{kind}"'.encode()) if journal.exists() else 0

    def start(self, *arguments: object) -> "LiveRun":
        """The program on this club, at work while the test looks on."""
        return LiveRun("batch", self.file, "-o", self.out, *arguments)

    def run(
        self, *, update: bool = False, out: Path | None = None, stop_after: int | None = None, runner: Any = None
    ) -> tuple[Ended, list[str]]:
        """Run in this process; the end, and the ids that were planned now."""
        batch = self.batch(update=update, out=out)
        asked: list[str] = []

        def stopped() -> bool:
            return stop_after is not None and len(asked) >= stop_after

        def inline(tasks: Iterator[Any], _: Mapping[str, int]) -> Iterator[Replied | Died]:
            for task in tasks:
                if stopped():
                    return
                asked.extend(label.id for label in task.labels)
                yield Replied(task, reply_to(task, shared_of(batch)))

        return batch.run(runner or inline, stopped), asked


class LiveRun:
    """The program in a process group of its own, as a terminal starts it."""

    def __init__(self, *arguments: object) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "solver", *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )

    def wait_until(self, true: Callable[[], bool]) -> None:
        """Return as soon as it is true, or the run is over."""
        end = time.monotonic() + 120
        while not true() and self.process.poll() is None:
            assert time.monotonic() < end, "waited too long"
            time.sleep(0.005)

    def workers(self) -> list[int]:
        """Process ids of the workers; multiprocessing keeps a watcher of its own beside them."""
        pid = self.process.pid
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
        except (FileNotFoundError, ProcessLookupError):
            return []
        return [int(child) for child in children if self.is_worker(int(child))]

    @staticmethod
    def is_worker(pid: int) -> bool:
        """An orphan that has ended may stay listed, without a command line, until the first process takes notice."""
        try:
            return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            return False

    @staticmethod
    def kill(pid: int) -> None:
        """Kill the parent or a worker, unless it has ended."""
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def end(self) -> tuple[int, str, str]:
        """Wait for it; the exit code, and what it said."""
        out, err = self.process.communicate(timeout=120)
        return self.process.returncode, out, err


class Cluster:
    """A Dask scheduler on the loopback, and two workers of one thread each; who is killed stays dead."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "scheduler.json"
        self._processes: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", self._file)
        self.address = self._address()
        self.workers = [self.another_worker() for _ in range(2)]

    def another_worker(self, *, nanny: bool = False, **environment: str) -> "subprocess.Popen[bytes]":
        """A worker; with a ``nanny`` the process returned watches over the worker's own."""
        arguments = ("--host", "127.0.0.1", "--nthreads", "1", "--nanny" if nanny else "--no-nanny")
        return self._start("worker", self.address, *arguments, environment=environment)

    def _start(
        self, what: str, *arguments: object, environment: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", what, *map(str, arguments), "--no-dashboard"]
        around = os.environ | (environment or {})
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=around)
        self._processes.append(process)
        return process

    def _address(self) -> str:
        """What the scheduler writes when it listens; its file may be there before it is whole."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with suppress(FileNotFoundError, json.JSONDecodeError):
                return str(json.loads(self._file.read_text(encoding="utf-8"))["address"])
            time.sleep(0.05)
        raise AssertionError("the scheduler did not start")

    def end(self) -> None:
        for process in reversed(self._processes):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    started = Cluster(tmp_path)
    yield started
    started.end()


@pytest.fixture(scope="session")
def undisturbed_so_far() -> dict[tuple[bytes, bytes], dict[str, str]]:
    """Club file and roster -> every file of a run over them."""
    return {}


@pytest.fixture
def undisturbed(club: ClubFolder, undisturbed_so_far: dict[tuple[bytes, bytes], Any]) -> Callable[[], dict[str, str]]:
    """Every file of a run over the same club that nothing disturbs, made once for the tests that share a club."""

    def tree() -> dict[str, str]:
        asked = club.file.read_bytes(), club.roster.read_bytes()
        if asked not in undisturbed_so_far:
            club.run(out=club.folder / "undisturbed")
            undisturbed_so_far[asked] = tree_of(club.folder / "undisturbed")
        return undisturbed_so_far[asked]

    return tree


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
