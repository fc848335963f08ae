"""Killed, interrupted, handed to a cluster: sharing a gym ends with the bytes of a run left in peace."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import Client

from solver.batch.run import cluster_runner

Club = Any
Row = Callable[..., str]
Run = Callable[..., subprocess.CompletedProcess[str]]
Tree = Callable[[Path], dict[str, str]]
MEMBERS = 14
GYM = """
name: Hill Street Harriers
start: 2026-11-30
roster: roster.csv
defaults: {goal: 10k, strength: {focus: [upper, lower], minutes: 30}}
gym:
  capacity: 2
  open: {mon: [evening], wed: [evening, morning], thu: [evening], fri: [morning], sat: [morning]}
  fair_within: 20
"""
FREE = "evening:{},evening:90,morning:60 evening:60,evening:60,morning:75,morning:90,morning:150"


def write(club: Club, member: Row) -> None:
    goals = ("5k", "10k", "half")
    rows = [member(f"m{n}", goal=goals[n % 3], free=FREE.format(60 + n), strength_at="gym") for n in range(MEMBERS)]
    club.write(*rows, club=GYM)


def lines(club: Club, kind: str) -> int:
    journal = club.out / "journal.jsonl"
    return journal.read_bytes().count(f'"line":"{kind}"'.encode()) if journal.exists() else 0


def started(club: Club, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "solver", "batch", club.file, "-o", club.out, *arguments]
    return subprocess.Popen(
        [str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def until(ready: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 120
    while not ready() and process.poll() is None:
        assert time.monotonic() < end, "no headway"
        time.sleep(0.005)


def workers_of(pid: int) -> list[int]:
    """The worker processes, without the one in which Python keeps account of what they share."""
    try:
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        return [child for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
    except OSError:
        return []


@pytest.fixture
def undisturbed(club: Club, tree: Tree) -> Callable[[], dict[str, str]]:
    def run() -> dict[str, str]:
        club.run(out=club.folder / "undisturbed")
        return tree(club.folder / "undisturbed")

    return run


@pytest.mark.campaign
def test_kills_while_the_gym_is_shared(club: Club, member: Row, tree: Tree, runlift: Run, undisturbed: Any) -> None:
    """Parent and workers are killed after every few answers; the last command finishes."""
    write(club, member)
    dice = random.Random(5)
    for _ in range(6):
        process = started(club, "--workers", 2)
        before, more = lines(club, "gym") + lines(club, "member"), dice.randrange(1, 5)
        until(lambda: lines(club, "gym") + lines(club, "member") >= before + more, process)  # noqa: B023
        workers = workers_of(process.pid)
        os.kill(dice.choice(workers) if workers and dice.random() < 0.4 else process.pid, signal.SIGKILL)
        if dice.random() < 0.5 and process.poll() is None:
            time.sleep(0.2)
            process.kill()
        process.communicate(timeout=120)
    finished = runlift("batch", club.file, "-o", club.out, "--workers", 2, "--update")
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.splitlines()[0].endswith(f"+ 0 quarantined = {MEMBERS} rows")
    assert tree(club.out) == undisturbed()


@pytest.mark.campaign
def test_an_interrupted_search_goes_on(club: Club, member: Row, tree: Tree, runlift: Run, undisturbed: Any) -> None:
    write(club, member)
    process = started(club, "--workers", 1)
    until(lambda: lines(club, "gym") >= 4, process)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert f"stopped: 0 of {MEMBERS} members done; the same command goes on" in err
    assert 4 <= lines(club, "gym") <= MEMBERS
    finished = runlift("batch", club.file, "-o", club.out, "--workers", 2)
    assert finished.returncode == 0, finished.stderr
    assert tree(club.out) == undisturbed()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    """The address of a scheduler on the loopback, with two workers of one thread each."""
    file = tmp_path / "scheduler.json"
    processes: list[subprocess.Popen[bytes]] = []

    def start(what: str, *arguments: object) -> None:
        command = [sys.executable, "-m", "dask", what, *map(str, arguments), "--no-dashboard"]
        processes.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", file)
    end = time.monotonic() + 60
    while not file.exists():
        assert time.monotonic() < end, "the scheduler did not start"
        time.sleep(0.05)
    address: str = json.loads(file.read_text())["address"]
    for _ in range(2):
        start("worker", address, "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny")
    yield address
    for process in reversed(processes):
        process.kill()
        process.wait()


@pytest.mark.campaign
def test_a_cluster_shares_the_gym_to_the_same_bytes(
    club: Club, member: Row, tree: Tree, undisturbed: Any, cluster: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One connection does for all rounds, and is closed at the end."""
    clients: list[Any] = []

    class Counted(Client):  # type: ignore[misc]
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)  # type: ignore[no-untyped-call]
            clients.append(self)

    monkeypatch.setattr("distributed.Client", Counted)
    monkeypatch.setattr("solver.gym.share.AT_FIRST", 2)
    write(club, member)
    batch, asked = club.batch(), [0]
    runner = cluster_runner(batch, cluster, lambda: False)

    def counted(tasks: Iterator[Any], deaths: dict[str, int]) -> Any:
        asked[0] += 1
        return runner(tasks, deaths)

    ended = batch.run(counted, lambda: False)
    assert ended.counts is not None
    assert asked[0] > 2
    assert [client.status for client in clients] == ["closed"]
    assert tree(club.out) == undisturbed()
