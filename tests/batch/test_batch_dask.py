"""A real Dask cluster on the loopback: a scheduler and two workers, of which one is killed midway."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scenarios.errors import InputError
from solver.batch.run import cluster_runner

Club = Any
Row = Callable[..., str]
Tree = Callable[[Path], dict[str, str]]
GOALS = ("5k", "10k", "half", "marathon", "hill_race", "general")


class Cluster:
    """A scheduler, and workers of one thread each without a nanny: who is killed stays dead."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "scheduler.json"
        self._processes: list[subprocess.Popen[bytes]] = []
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", self._file)
        end = time.monotonic() + 60
        while not self._file.exists():
            assert time.monotonic() < end, "the scheduler did not start"
            time.sleep(0.05)
        self.address: str = json.loads(self._file.read_text())["address"]
        self.workers = [
            self._start("worker", self.address, "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny")
            for _ in range(2)
        ]

    def _start(self, what: str, *arguments: object) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", what, *map(str, arguments), "--no-dashboard"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._processes.append(process)
        return process

    def end(self) -> None:
        for process in reversed(self._processes):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    started = Cluster(tmp_path)
    yield started
    started.end()


def rows(count: int, member: Row) -> list[str]:
    free = "evening:{},evening:90,morning:60 evening:60,evening:60,morning:75,morning:90,morning:150"
    return [
        member(f"m{n}", goal=GOALS[n % 6], groups="track" if n % 2 else "", free=free.format(60 + n // 3))
        for n in range(count)
    ]


def noted(club: Club) -> int:
    journal = club.out / "journal.jsonl"
    return journal.read_bytes().count(b'"line":"member"') if journal.exists() else 0


def test_the_cluster_writes_the_same_bytes_though_a_worker_dies(
    club: Club, member: Row, tree: Tree, cluster: Cluster
) -> None:
    club.write(*rows(48, member), member("bad", goal="12k"))
    command = [sys.executable, "-m", "solver", "batch", club.file, "-o", club.out, "--dask", cluster.address]
    process = subprocess.Popen(
        [str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    end = time.monotonic() + 120
    while noted(club) < 8 and process.poll() is None:
        assert time.monotonic() < end, "no headway"
        time.sleep(0.01)
    os.kill(cluster.workers[0].pid, signal.SIGKILL)
    at_the_kill = noted(club)
    out, err = process.communicate(timeout=240)
    assert process.returncode == 3, err
    assert out.endswith("+ 1 rejected + 0 quarantined = 49 rows\n")
    assert at_the_kill < 48, "killed too late to matter"
    club.run(out=club.folder / "alone")
    assert tree(club.out) == tree(club.folder / "alone")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("127.0.0.1:9", "--dask 127.0.0.1:9: no Dask scheduler answers"),
        ("cluster", "--dask: got 'cluster'; accepted: a scheduler's address such as tcp://"),
        ("ftp://127.0.0.1:9", "--dask: got 'ftp://127.0.0.1:9'; accepted"),
    ],
)
def test_no_scheduler_at_the_address(club: Club, member: Row, address: str, said: str) -> None:
    club.write(member("a"))
    batch = club.batch()
    with pytest.raises(InputError, match=re.escape(said)):
        batch.run(cluster_runner(batch, address, lambda: False), lambda: False)
