"""Processes begun ahead: taken first, and none is left behind."""

import pytest

from solver.batch.messages import READY, Shared, Task, versions
from solver.batch.pool import Pool, Replied
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


def test_a_pool_works_with_processes_begun_ahead() -> None:
    processes = Processes(ahead=1)
    ahead = processes._ahead[0].process.pid
    task = Task("no question at all", b"[]", ())
    pool = Pool(1, Shared("Club", (), None, versions()), lambda: False, {}, processes)
    (event,) = (event for event in pool.run(iter((task,))) if pool.pids() == [ahead])
    assert isinstance(event, Replied)
    assert pool.pids() == [ahead], "it stays for the next tasks"
    pool.end()
    assert pool.pids() == []


@pytest.mark.parametrize(("asked", "wanted"), [(3, 3), (1, 1)])
def test_as_many_workers_as_asked_for(asked: int, wanted: int) -> None:
    assert workers_wanted(asked) == wanted
    assert workers_wanted(None) >= 1
