"""A real Dask cluster on the loopback: a scheduler and two workers, of which one is killed midway."""

import asyncio
import os
import pickle
import re
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import distributed
import pytest

import solver.batch.cluster
import solver.batch.cluster_client
from scenarios.errors import InputError
from solver.batch.messages import ClusterGoneError, Failed, Shared, Task, versions
from solver.batch.run import shared_of
from solver.batch.runners import cluster_runner

Club = Any
Cluster = Any
Row = Callable[..., str]
Tree = Callable[[Path], dict[str, str]]
CAMPAIGN = pytest.mark.campaign
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


@pytest.mark.parametrize("told", [pytest.param(True, id="told"), pytest.param(False, id="not told", marks=CAMPAIGN)])
def test_replies_that_went_down_with_their_workers_are_made_again(
    club: Club, member: Row, tree: Tree, cluster: Cluster, told: bool
) -> None:
    """What every worker had done, and nobody had fetched, when the last of them died: told so by Dask, or not yet."""
    batch = club.write(*rows(4, member)).batch()
    runner = LateToFetch(cluster.address, shared_of(batch), lambda: False)
    runner.cluster, runner.told = cluster, told
    try:
        batch.run(runner.run, lambda: False)
    finally:
        runner.end()
    assert runner.waiting == 4
    club.run(out=club.folder / "alone")
    assert tree(club.out) == tree(club.folder / "alone")


@pytest.mark.campaign
def test_a_newcomer_with_a_nanny_takes_the_work_over(club: Club, member: Row, tree: Tree, cluster: Cluster) -> None:
    """As ``dask worker`` starts them if nothing is said: it joins midway, and all who were there are killed then."""
    batch = club.write(*rows(30, member)).batch()
    runner = cluster_runner(batch, cluster.address, lambda: False)

    def disturbed(tasks: Iterator[Any], deaths: dict[str, int]) -> Iterator[Any]:
        for number, event in enumerate(runner(tasks, deaths)):
            if not number:
                cluster.another_worker(nanny=True)
                with distributed.Client(cluster.address, set_as_default=False) as client:
                    client.wait_for_workers(3, timeout=60)
                for worker in cluster.workers:
                    worker.kill()
            yield event

    batch.run(disturbed, lambda: False)
    assert club.noted() == 30
    assert club.noted("death") == 0
    club.run(out=club.folder / "alone")
    assert tree(club.out) == tree(club.folder / "alone")


class InDasksPlace:
    """Keeps what it is given to pass on; its future is done at once, as a worker would do it."""

    def submit(self, function: Callable[[bytes], Any], *arguments: bytes, pure: bool) -> "InDasksPlace":
        assert not pure
        self.given = (function, *arguments)
        self.reply = function(*arguments)
        return self

    def __await__(self) -> Iterator[Any]:
        yield from ()
        return self.reply

    def release(self) -> None:
        pass


def test_a_cluster_is_given_bytes_alone() -> None:
    """Who passes a task on, or takes it without having runlift, would die of a message that it cannot read."""
    runner = solver.batch.cluster.Cluster("127.0.0.1:9", Shared("Club", (), versions()), lambda: False)
    runner._client.dask = dask = InDasksPlace()
    assert isinstance(asyncio.run(runner._asked(Task("no question at all", b"[]", ()))), Failed)
    function, call = dask.given
    assert function is pickle.loads
    assert type(call) is bytes


@pytest.mark.campaign
def test_a_cluster_that_stays_without_workers_is_given_up(
    club: Club, member: Row, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solver.batch.cluster, "WITHOUT_WORKERS_SECONDS", 2)
    batch = club.write(*rows(8, member)).batch()
    runner = solver.batch.cluster.Cluster(cluster.address, shared_of(batch), lambda: False)

    def disturbed(tasks: Iterator[Any], deaths: dict[str, int]) -> Iterator[Any]:
        for event in runner.run(tasks, deaths):
            for worker in cluster.workers:
                worker.kill()
            yield event

    with pytest.raises(ClusterGoneError, match="has lost all its workers"):
        batch.run(disturbed, lambda: False)
    assert 1 <= club.noted() < 8


@pytest.mark.campaign
def test_a_scheduler_that_falls_silent_is_given_up(
    club: Club, member: Row, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a network stalls: its process lives, and its system takes whatever it is sent."""
    monkeypatch.setattr(solver.batch.cluster, "WITHOUT_WORKERS_SECONDS", 2)
    batch = club.write(*rows(8, member)).batch()
    runner = cluster_runner(batch, cluster.address, lambda: False)

    def disturbed(tasks: Iterator[Any], deaths: dict[str, int]) -> Iterator[Any]:
        for event in runner(tasks, deaths):
            cluster.scheduler.send_signal(signal.SIGSTOP)
            yield event

    with pytest.raises(ClusterGoneError, match="does not answer"):
        batch.run(disturbed, lambda: False)
    assert 1 <= club.noted() < 8


@pytest.mark.campaign
@pytest.mark.parametrize("sent", [signal.SIGSTOP, signal.SIGKILL])
def test_a_run_ends_in_one_line_whatever_becomes_of_the_scheduler(
    club: Club, member: Row, cluster: Cluster, sent: signal.Signals
) -> None:
    """Nothing of what Dask would say of it; Ctrl-C is heard while nobody answers."""
    club.write(*rows(60, member))
    live = club.start("--dask", cluster.address)
    live.wait_until(lambda: club.noted() >= 2)
    cluster.scheduler.send_signal(sent)
    if sent is signal.SIGSTOP:
        live.process.send_signal(signal.SIGINT)
    code, _, err = live.end()
    stopped = f"stopped: {club.noted()} of 60 members done; run it again to go on"
    gone = f"the Dask cluster {cluster.address} went away; run it again to go on, there or here"
    assert (code, err) == ((130, stopped + "\n") if sent is signal.SIGSTOP else (3, gone + "\n"))


@pytest.fixture
def mute() -> Iterator[str]:
    """The address of somebody who takes calls and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


def test_nobody_waits_for_ever_for_an_answer(
    club: Club, member: Row, mute: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solver.batch.cluster_client, "ANSWER_SECONDS", 0.5)
    batch = club.write(member("a")).batch()
    with pytest.raises(InputError, match="no Dask scheduler answers"):
        batch.run(cluster_runner(batch, mute, lambda: False), lambda: False)


def test_a_signal_is_heard_while_nobody_answers(club: Club, member: Row, mute: str) -> None:
    batch, began = club.write(member("a")).batch(), time.monotonic()

    def stopped() -> bool:
        return time.monotonic() > began + 0.5

    assert batch.run(cluster_runner(batch, mute, stopped), stopped).counts is None
    assert time.monotonic() < began + solver.batch.cluster_client.ANSWER_SECONDS / 2


WITHOUT_RUNLIFT = """
import sys
class WithoutRunlift:
    def find_spec(self, name, path=None, target=None):
        if name == "solver":
            raise ModuleNotFoundError("No module named 'solver'", name=name)
sys.meta_path.insert(0, WithoutRunlift())
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
@pytest.mark.parametrize("midway", [False, True])
def test_a_worker_of_another_version_is_told_and_no_member_is_blamed(
    club: Club, member: Row, cluster: Cluster, tmp_path: Path, files: dict[str, str], has: str, midway: bool
) -> None:
    for name, content in files.items():
        (tmp_path / "there" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "there" / name).write_text(content, encoding="utf-8")

    def joined() -> None:
        cluster.another_worker(PYTHONPATH=str(tmp_path / "there"))
        with distributed.Client(cluster.address, set_as_default=False) as client:
            client.wait_for_workers(3, timeout=60)

    if not midway:
        joined()
    batch = club.write(*rows(30, member)).batch()
    runner = cluster_runner(batch, cluster.address, lambda: False)

    def disturbed(tasks: Iterator[Any], deaths: dict[str, int]) -> Iterator[Any]:
        for number, event in enumerate(runner(tasks, deaths)):
            if not number:
                joined()
            yield event

    with pytest.raises(InputError, match=rf"the worker tcp://127\.0\.0\.1:[0-9]+ has {has}; accepted: runlift 0"):
        batch.run(disturbed if midway else runner, lambda: False)
    assert club.noted("death") == 0
    assert (club.noted() > 0) is midway


class LateToFetch(solver.batch.cluster.Cluster):
    """Loses every worker between the last reply's being there and the first one's being fetched; another comes then."""

    cluster: Cluster
    told: bool
    waiting = 0

    async def _fetched(self, future: Any) -> Any:
        await in_state(future, "finished")
        self.waiting += 1
        if self.waiting == 4:
            for worker in self.cluster.workers:
                worker.kill()
                worker.wait()
            self.cluster.another_worker()
        while self.waiting < 4:
            await asyncio.sleep(0.01)
        await in_state(future, "lost" if self.told else "finished")
        return await super()._fetched(future)


async def in_state(future: Any, state: str) -> None:
    async with asyncio.timeout(60):
        while future.status != state:
            await asyncio.sleep(0.01)


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
