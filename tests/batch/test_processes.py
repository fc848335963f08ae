"""Processes begun ahead: taken first, and none is left behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from multiprocessing import Pipe
from queue import SimpleQueue
from typing import Any, cast

import pytest

from solver.batch import worker as serving
from solver.batch.messages import READY, Failed, Shared, Task, versions
from solver.batch.pool import Pool, Replied, _Worker
from solver.batch.processes import Begun, Processes, workers_wanted
from solver.defect import Defect


def test_those_begun_ahead_are_taken_first_and_the_rest_is_ended() -> None:
    processes = Processes(ahead=2)
    first, rest = processes.take(), processes._ahead[0]
    for number in (signal.SIGINT, signal.SIGTERM):  # as they reach every process of a terminal, whatever it is at
        os.kill(first.process.pid or 0, number)
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
    pool = Pool(1, Shared("Club", (), versions()), lambda: False, {}, processes)
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
    pool = Pool(3, Shared("", (), versions()), lambda: False, {})
    first, second, fresh = (_Worker(cast(Any, None), kinds=kinds) for kinds in ({"a"}, {"b"}, set[str]()))
    pool._workers = [first, second, fresh]
    b, c, a = (Task(kind, b"", (), kind) for kind in "bca")
    pool._waiting.extend((b, c, a))
    assert [pool._next_for(worker) for worker in pool._workers] == [a, b, c]
    pool._waiting.remove(a)
    assert pool._next_for(first) is c, "what nobody has had, before what another has"
    pool._waiting.remove(c)
    assert pool._next_for(first) is b, "and nobody waits while there is anything to do"


FROZEN = """
import os, signal, sys
from multiprocessing.connection import Connection
pipe = Connection(int(sys.argv[1]))
pipe.send("ready")
if sys.argv[2] == "amid a reply":
    pipe.recv(), pipe.recv()  # what all share, and the task
    os.write(pipe.fileno(), (1000).to_bytes(4) + b"half of it")
os.kill(os.getpid(), signal.SIGSTOP)
"""


class OfCode(Processes):
    """Processes that run a few lines of Python; the first argument is their end of the pipe."""

    def __init__(self, *code: str) -> None:
        super().__init__()
        self._code = code
        self.pids: SimpleQueue[int] = SimpleQueue()

    def _begun(self) -> Begun:
        here, there = Pipe()
        lines, *further = self._code
        asked = [sys.executable, "-S", "-c", lines, str(there.fileno()), *further]
        process: Any = _Spawned(asked, pass_fds=[there.fileno()])
        there.close()
        self.pids.put(process.pid)
        return Begun(process, here)


class _Spawned(subprocess.Popen[bytes]):
    join = subprocess.Popen.wait

    @property
    def exitcode(self) -> int | None:
        return self.returncode


@pytest.mark.parametrize(("at", "blocked", "size"), [("amid a reply", "_recv", 1), ("amid a task", "_send", 1_000_000)])
def test_a_worker_that_stands_still_keeps_nobody_from_stopping(at: str, blocked: str, size: int) -> None:
    """By the system, by a disk that hangs; nor is its end a death, for which a member would be blamed."""
    frozen, stopped, deaths = OfCode(FROZEN, at), threading.Event(), dict[str, int]()
    pool = Pool(1, Shared("Club", (), versions()), stopped.is_set, deaths, frozen)
    run = threading.Thread(target=lambda: list(pool.run(iter([Task("q", bytes(size), ())]))), daemon=True)
    run.start()
    os.waitpid(frozen.pids.get(timeout=20), os.WUNTRACED)
    for _ in range(2000):
        if sys._current_frames()[run.ident or 0].f_code.co_name == blocked:
            break
        time.sleep(0.01)
    stopped.set()
    run.join(20)
    assert not run.is_alive()
    assert deaths == {}
    assert pids(pool) == []


@pytest.mark.parametrize(("code", "raised"), [(74, MemoryError), (1, Defect)])
def test_workers_that_never_start_are_told_by_their_exit_code(code: int, raised: type[Exception]) -> None:
    pool = Pool(1, Shared("Club", (), versions()), lambda: False, {}, OfCode(f"raise SystemExit({code})"))
    with pytest.raises(raised, match="start"):
        list(pool.run(iter([Task("q", b"", ())])))


class Asked:
    """A worker's end of its pipe, with one task in it."""

    def __init__(self) -> None:
        self.sent: list[object] = []
        self._told = iter((Shared("Club", (), versions()), Task("q", b"[]", ())))

    def recv(self) -> object:
        try:
            return next(self._told)
        except StopIteration:
            raise EOFError from None

    def send(self, message: object) -> None:
        self.sent.append(message)


def test_a_worker_reads_tasks_while_nobody_reads_its_reply(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither message has room in a pipe: if each waited for the other to be read, both would wait for ever."""
    large = 3_000_000
    monkeypatch.setattr(serving, "reply_to", lambda *_: Failed("x" * large, ""))
    monkeypatch.setattr(serving, "search_rarely", lambda: None)
    here, there = Pipe()

    def serve() -> None:
        with pytest.raises(SystemExit):
            serving.serve(there)

    worker = threading.Thread(target=serve, daemon=True)
    worker.start()
    assert here.recv() == READY
    here.send(Shared("Club", (), versions()))
    sent = threading.Event()

    def send() -> None:
        for _ in range(3):
            here.send(Task("q", bytes(large), ()))
        sent.set()

    threading.Thread(target=send, daemon=True).start()
    assert sent.wait(20)
    assert [len(here.recv().line) for _ in range(3)] == [large] * 3
    here.close()
    worker.join(20)
    assert not worker.is_alive()


class Taken:
    """The parent's end of a pipe, which takes everything."""

    def __init__(self) -> None:
        self.sent: list[object] = []
        self.send = self.sent.append


def test_a_worker_holds_more_while_there_are_plenty() -> None:
    pool = Pool(2, Shared("", (), versions()), lambda: False, {})
    pipes = Taken(), Taken()
    pool._workers = [_Worker(cast(Any, Begun(cast(Any, None), cast(Any, pipe))), ready=True) for pipe in pipes]
    pool._hand_out(iter(Task(str(number), b"", ()) for number in range(30)))
    assert [len(pipe.sent) for pipe in pipes] == [2, 2], "of few, each leaves what the other could do"
    more = iter(Task(str(number), b"", ()) for number in range(100))
    pool._hand_out(more)
    assert [len(pipe.sent) for pipe in pipes] == [4, 4]
    assert len(pool._waiting) <= 64, "nobody reads the whole roster ahead"


@pytest.mark.parametrize(("error", "code", "replies"), [(MemoryError(), 74, 0), (ValueError(), 0, 1)])
def test_a_worker_without_memory_ends_and_leaves_the_task_to_a_new_one(
    error: Exception, code: int, replies: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its end is a death over the task, of which a member has three; another error puts the member aside at once."""

    def refused(*_: object) -> None:
        raise error

    monkeypatch.setattr(serving, "answer_to", refused)
    monkeypatch.setattr(serving, "search_rarely", lambda: None)
    pipe = Asked()
    with pytest.raises(SystemExit) as ended:
        serving.serve(cast(Any, pipe))
    assert ended.value.code == code
    ready, *replied = pipe.sent
    assert ready == READY
    assert [type(reply) for reply in replied] == [Failed] * replies
