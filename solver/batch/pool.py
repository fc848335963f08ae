"""Worker processes on this machine. Each has a pipe of its own, so a death is blamed on the one task it had at hand.

A worker is given tasks of the kinds it has had before where there are any, so that no two work out the same parts. It
holds one task and one more in waiting, or three more while there are plenty. When it dies, the first is the suspect: it
is given to a worker that holds no other, and after ``MOST_DEATHS`` deaths it is given up. Those in waiting are innocent
and are handed on.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import connection

from scenarios.errors import InputError
from solver.batch.messages import READY, AnyTask, Reply, Shared, Unfit, versions
from solver.batch.processes import Begun, Processes
from solver.defect import Defect
from solver.exit_codes import NOT_WRITTEN

MOST_DEATHS = 3
MOST_DEATHS_AT_START = 10
AHEAD = 2
FAR_AHEAD = 4
"""A busy disk may hold the parent up for longer than a task takes; near the end nobody keeps what others could do."""
CHOICE = 32
"""tasks to choose from, for each worker"""
PLENTY = 16
"""tasks to choose from, for each worker, above which one may hold ``FAR_AHEAD``"""
_LOOK_UP_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Died:
    """A worker died over this task: how often that has happened, and whether the task is given up."""

    task: AnyTask
    deaths: int
    given_up: bool


@dataclass(frozen=True, slots=True)
class Replied:
    """A worker's reply."""

    task: AnyTask
    reply: Reply


Runner = Callable[[Iterator[AnyTask], dict[str, int]], Iterator[Replied | Died]]
"""Runs tasks somewhere, beside the deaths over each question so far."""


def unfit(reply: Unfit) -> InputError:
    """What is told of a worker with other versions."""
    here, there = (f"runlift {found[0]}, ortools {found[1]}" for found in (versions(), reply.versions))
    return InputError(f"a worker has {there}; accepted: {here}, as here")


def _never_started(exit_code: int | None) -> MemoryError | Defect:
    if exit_code == NOT_WRITTEN:
        return MemoryError("no worker process can start")
    return Defect(f"worker processes die as they start (exit code {exit_code})")


@dataclass(slots=True, eq=False)
class _Worker:
    begun: Begun
    ready: bool = False
    tasks: deque[AnyTask] = field(default_factory=deque)
    kinds: set[str] = field(default_factory=set)

    @property
    def pipe(self) -> connection.Connection:
        """The pipe to it."""
        return self.begun.pipe


class Pool:
    """Runs tasks on up to ``size`` processes until all are done or ``stopped`` says so.

    ``deaths`` counts the deaths over each question, those of earlier runs included; ``processes`` are those to take.
    They stay for the next tasks until ``end``.
    """

    def __init__(
        self,
        size: int,
        shared: Shared,
        stopped: Callable[[], bool],
        deaths: dict[str, int],
        processes: Processes | None = None,
    ) -> None:
        self._size = size
        self._shared = shared
        self._stopped = stopped
        self._deaths = deaths
        self._processes = processes or Processes()
        self._workers: list[_Worker] = []
        self._waiting: deque[AnyTask] = deque()
        self._deaths_at_start = 0

    def run(self, tasks: Iterator[AnyTask]) -> Iterator[Replied | Died]:
        """Every task's reply as it comes, and every death.

        Raises ``MemoryError``, or else ``Defect``, if workers cannot even start.
        """
        done, over = False, threading.Event()
        threading.Thread(target=self._kill_when_stopped, args=(over,), daemon=True).start()
        try:
            while not self._stopped():
                self._hand_out(tasks)
                if not self._waiting and not any(worker.tasks for worker in self._workers):
                    done = True
                    return
                pipes: dict[object, _Worker] = {worker.pipe: worker for worker in self._workers}
                for pipe in connection.wait([worker.pipe for worker in self._workers], _LOOK_UP_SECONDS):
                    yield from self._heard(pipes[pipe])
        finally:
            over.set()
            if not done:
                self.end()

    def _kill_when_stopped(self, over: threading.Event) -> None:
        """A worker that stands still amid a message would let nobody stop who reads it, or writes to it."""
        while not over.wait(_LOOK_UP_SECONDS):
            if self._stopped():
                for worker in list(self._workers):
                    worker.begun.process.kill()

    def _hand_out(self, tasks: Iterator[AnyTask]) -> None:
        while len(self._waiting) < CHOICE * self._size and (task := next(tasks, None)) is not None:
            self._waiting.append(task)
        free = sum(not worker.tasks for worker in self._workers)
        while len(self._workers) < self._size and len(self._waiting) > free:
            self._workers.append(self._started())
            free += 1
        for held in range(FAR_AHEAD if len(self._waiting) > PLENTY * self._size else AHEAD):
            for worker in self._workers:
                if worker.ready and len(worker.tasks) == held and self._waiting:
                    task = self._next_for(worker)
                    if not self._needs_own(worker, task):
                        self._waiting.remove(task)
                        self._give(worker, task)

    def _next_for(self, worker: _Worker) -> AnyTask:
        """The first task of a kind the worker has had, else of a kind that nobody has had, else the first of all."""
        own = (task for task in self._waiting if task.kind in worker.kinds)
        new = (task for task in self._waiting if not any(task.kind in other.kinds for other in self._workers))
        return next(own, None) or next(new, None) or self._waiting[0]

    def _needs_own(self, worker: _Worker, task: AnyTask) -> bool:
        """Whether the task, or one the worker holds, is a suspect, beside which no other may stand."""
        return bool(worker.tasks) and any(self._deaths.get(each.question) for each in (*worker.tasks, task))

    def _give(self, worker: _Worker, task: AnyTask) -> None:
        worker.tasks.append(task)
        worker.kinds.add(task.kind)
        with suppress(OSError):  # if it has died, its pipe will tell
            worker.pipe.send(task)

    def _started(self) -> _Worker:
        worker = _Worker(self._processes.take())
        with suppress(OSError):
            worker.pipe.send(self._shared)
        return worker

    def _heard(self, worker: _Worker) -> Iterator[Replied | Died]:
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            if not self._stopped():
                yield from self._buried(worker)
            return
        if message == READY:
            worker.ready = True
            self._deaths_at_start = 0
        else:
            yield Replied(worker.tasks.popleft(), message)

    def _buried(self, worker: _Worker) -> Iterator[Died]:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.begun.process.join()
        if not worker.ready:
            self._deaths_at_start += 1
            if self._deaths_at_start >= MOST_DEATHS_AT_START:
                raise _never_started(worker.begun.process.exitcode)
        if not worker.tasks:
            return
        suspect = worker.tasks.popleft()
        self._waiting.extendleft(reversed(worker.tasks))
        deaths = self._deaths[suspect.question] = self._deaths.get(suspect.question, 0) + 1
        if deaths < MOST_DEATHS:
            self._waiting.append(suspect)
        yield Died(suspect, deaths, deaths >= MOST_DEATHS)

    def end(self) -> None:
        """End the processes."""
        for worker in self._workers:
            worker.begun.end()  # what it was writing is cleared away by the run that goes on
        self._workers.clear()
