"""A real Dask cluster on the loopback: a scheduler and two workers, of which one is killed midway."""

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import distributed
import pytest

import solver.batch.cluster
from scenarios.errors import InputError
from solver.batch.messages import ClusterGoneError
from solver.batch.run import cluster_runner, shared_of

Club = Any
Cluster = Any
Row = Callable[..., str]
Tree = Callable[[Path], dict[str, str]]
GOALS = ("5k", "10k", "half", "marathon", "hill_race", "general")


def rows(count: int, member: Row) -> list[str]:
    free = "evening:{},evening:90,morning:60 evening:60,evening:60,morning:75,morning:90,morning:150"
    return [
        member(f"m{n}", goal=GOALS[n % 6], groups="track" if n % 2 else "", free=free.format(60 + n // 3))
        for n in range(count)
    ]


def test_the_cluster_writes_the_same_bytes_though_a_worker_dies(
    club: Club, member: Row, tree: Tree, cluster: Cluster
) -> None:
    club.write(*rows(30, member), member("bad", goal="12k"))
    live = club.start("--dask", cluster.address)
    live.wait_until(lambda: club.noted() >= 8)
    os.kill(cluster.workers[0].pid, signal.SIGKILL)
    at_the_kill = club.noted()
    code, out, err = live.end()
    assert code == 3, err
    assert out.endswith("+ 1 rejected + 0 quarantined = 31 rows\n")
    assert at_the_kill < 30, "killed too late to matter"
    club.run(out=club.folder / "alone")
    assert tree(club.out) == tree(club.folder / "alone")


def test_replies_that_went_down_with_their_workers_are_made_again(
    club: Club, member: Row, tree: Tree, cluster: Cluster
) -> None:
    """What every worker had done, and nobody had fetched, when the last of them died."""
    batch = club.write(*rows(8, member)).batch()
    runner = OnCluster(cluster.address, shared_of(batch, None), lambda: False)

    def disturbed(tasks: Iterator[Any], deaths: dict[str, int]) -> Iterator[Any]:
        for number, event in enumerate(runner.run(tasks, deaths)):
            if not number:
                wait_until(lambda: runner.held() == {"finished"})
                for worker in cluster.workers:
                    worker.kill()
                wait_until(lambda: runner.held() == {"lost"})
                cluster.another_worker()
            yield event

    try:
        batch.run(disturbed, lambda: False)
    finally:
        runner.end()
    club.run(out=club.folder / "alone")
    assert tree(club.out) == tree(club.folder / "alone")


@pytest.mark.campaign
def test_a_cluster_that_stays_without_workers_is_given_up(
    club: Club, member: Row, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solver.batch.cluster, "WITHOUT_WORKERS_SECONDS", 1)
    batch = club.write(*rows(8, member)).batch()
    runner = OnCluster(cluster.address, shared_of(batch, None), lambda: False)

    def disturbed(tasks: Iterator[Any], deaths: dict[str, int]) -> Iterator[Any]:
        for event in runner.run(tasks, deaths):
            for worker in cluster.workers:
                worker.kill()
            yield event

    with pytest.raises(ClusterGoneError, match="has lost all its workers"):
        batch.run(disturbed, lambda: False)
    assert 1 <= club.noted() < 8


def test_replies_that_went_down_as_they_were_fetched_are_made_again(
    club: Club, member: Row, tree: Tree, cluster: Cluster
) -> None:
    """The cluster still says that they are finished, and those who have them are gone."""
    batch = club.write(*rows(4, member)).batch()
    runner = LateToFetch(cluster.address, shared_of(batch, None), lambda: False)
    runner.cluster = cluster
    try:
        batch.run(runner.run, lambda: False)
    finally:
        runner.end()
    assert runner.asked > 4, "one was asked for in vain"
    club.run(out=club.folder / "alone")
    assert tree(club.out) == tree(club.folder / "alone")


WITHOUT_RUNLIFT = """
from importlib import metadata
found = metadata.version
def version(package):
    if package == "runlift":
        raise metadata.PackageNotFoundError(package)
    return found(package)
metadata.version = version
"""


@pytest.mark.campaign
@pytest.mark.parametrize(
    ("files", "has"),
    [
        ({"runlift-9.9.dist-info/METADATA": "Name: runlift\nVersion: 9.9\n"}, "runlift 9.9"),
        ({"sitecustomize.py": WITHOUT_RUNLIFT}, "no runlift"),
    ],
)
def test_a_worker_of_another_version_is_told_before_it_is_sent_anything(
    club: Club, member: Row, cluster: Cluster, tmp_path: Path, files: dict[str, str], has: str
) -> None:
    for name, content in files.items():
        (tmp_path / "there" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "there" / name).write_text(content, encoding="utf-8")
    cluster.another_worker(PYTHONPATH=str(tmp_path / "there"))
    with distributed.Client(cluster.address, set_as_default=False) as client:
        client.wait_for_workers(3, timeout=60)
    batch = club.write(*rows(2, member)).batch()
    with pytest.raises(InputError, match=rf"the worker tcp://127\.0\.0\.1:[0-9]+ has {has}; accepted: runlift 0"):
        batch.run(cluster_runner(batch, cluster.address, lambda: False), lambda: False)
    assert club.noted() == 0


class OnCluster(solver.batch.cluster.Cluster):
    """Tells in which states Dask has the replies that nobody fetched yet."""

    def held(self) -> set[str]:
        return {future.status for future in self._flying}


class LateToFetch(solver.batch.cluster.Cluster):
    """Loses every worker between hearing of the first reply and fetching it; another comes a while later."""

    cluster: Cluster
    asked = 0

    def _event(self, future: Any, deaths: dict[str, int]) -> Any:
        self.asked += 1
        if self.asked > 1:
            return super()._event(future, deaths)
        for worker in self.cluster.workers:
            worker.kill()
            worker.wait()
        event = super()._event(future, deaths)
        assert event is None, "it was there to fetch"
        self.cluster.another_worker()
        return event


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.01)


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
