"""Processes begun ahead: taken first, and none is left behind."""

from typing import Any, cast

import pytest

from solver.batch.messages import READY, Shared, Task, versions
from solver.batch.pool import Pool, Replied, _Worker
from solver.batch.processes import Processes, workers_wanted


def test_those_begun_ahead_are_taken_first_and_the_rest_is_ended() -> None:
    processes = Processes(ahead=2)
    first, rest = processes.take(), processes._ahead[0]
    assert first.pipe.recv() == READY
    processes.end()
    assert rest.process.exitcode is not None
    assert first.process.is_alive()
    new = processes.take()
    for begun in (first, new):
        begun.end()
        assert not begun.process.is_alive()


def pids(pool: Pool) -> list[int | None]:
    return [worker.begun.process.pid for worker in pool._workers]


def test_a_pool_works_with_processes_begun_ahead() -> None:
    processes = Processes(ahead=1)
    ahead = processes._ahead[0].process.pid
    task = Task("no question at all", b"[]", ())
    pool = Pool(1, Shared("Club", (), None, versions()), lambda: False, {}, processes)
    (event,) = (event for event in pool.run(iter((task,))) if pids(pool) == [ahead])
    assert isinstance(event, Replied)
    assert pids(pool) == [ahead], "it stays for the next tasks"
    pool.end()
    assert pids(pool) == []


@pytest.mark.parametrize(("asked", "wanted"), [(3, 3), (1, 1)])
def test_as_many_workers_as_asked_for(asked: int, wanted: int) -> None:
    assert workers_wanted(asked) == wanted
    assert workers_wanted(None) >= 1


def test_a_worker_goes_on_with_the_kinds_it_has_had() -> None:
    pool = Pool(3, Shared("", (), None, versions()), lambda: False, {})
    first, second, fresh = (_Worker(cast(Any, None), kinds=kinds) for kinds in ({"a"}, {"b"}, set[str]()))
    pool._workers = [first, second, fresh]
    b, c, a = (Task(kind, b"", (), kind) for kind in "bca")
    pool._waiting.extend((b, c, a))
    assert [pool._next_for(worker) for worker in pool._workers] == [a, b, c]
    pool._waiting.remove(a)
    assert pool._next_for(first) is c, "what nobody has had, before what another has"
    pool._waiting.remove(c)
    assert pool._next_for(first) is b, "and nobody waits while there is anything to do"
