"""Killed, interrupted, handed to a cluster: sharing a gym ends with the bytes of a run left in peace."""

import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import Client

from solver.batch.runners import cluster_runner

Club = Any
Cluster = Any
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


@pytest.mark.campaign
def test_kills_while_the_gym_is_shared(club: Club, member: Row, tree: Tree, runlift: Run, undisturbed: Any) -> None:
    """Parent and workers are killed after every few answers; the last command finishes."""
    write(club, member)
    dice = random.Random(5)
    for _ in range(6):
        live = club.start("--workers", 2)
        enough = club.noted("gym") + club.noted() + dice.randrange(1, 5)
        live.wait_until(lambda enough=enough: club.noted("gym") + club.noted() >= enough)  # type: ignore[misc]
        workers = live.workers()
        live.kill(dice.choice(workers) if workers and dice.random() < 0.4 else live.process.pid)
        if dice.random() < 0.5 and live.process.poll() is None:
            time.sleep(0.2)
            live.process.kill()
        live.end()
    finished = runlift("batch", club.file, "-o", club.out, "--workers", 2, "--update")
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.splitlines()[0].endswith(f"+ 0 quarantined = {MEMBERS} rows")
    assert tree(club.out) == undisturbed()


@pytest.mark.campaign
def test_an_interrupted_search_goes_on(club: Club, member: Row, tree: Tree, runlift: Run, undisturbed: Any) -> None:
    write(club, member)
    live = club.start("--workers", 1)
    live.wait_until(lambda: club.noted("gym") >= 4)
    live.process.send_signal(signal.SIGINT)
    code, _, err = live.end()
    assert code == 130, err
    assert f"stopped: 0 of {MEMBERS} members done; run it again to go on" in err
    assert 4 <= club.noted("gym") <= MEMBERS
    finished = runlift("batch", club.file, "-o", club.out, "--workers", 2)
    assert finished.returncode == 0, finished.stderr
    assert tree(club.out) == undisturbed()


@pytest.mark.campaign
def test_a_cluster_shares_the_gym_to_the_same_bytes(
    club: Club, member: Row, tree: Tree, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
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
    runner = cluster_runner(batch, cluster.address, lambda: False)

    def counted(tasks: Iterator[Any], deaths: dict[str, int]) -> Any:
        asked[0] += 1
        return runner(tasks, deaths)

    ended = batch.run(counted, lambda: False)
    assert ended.counts is not None
    assert asked[0] > 2
    assert [client.status for client in clients] == ["closed"]
    club.run(out=club.folder / "undisturbed")
    assert tree(club.out) == tree(club.folder / "undisturbed")
