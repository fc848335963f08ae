"""Processes for workers, begun ahead where there is time: they load what plans a week while the parent reads a roster.

Nothing slow is loaded here; that is what it is for.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from solver.exit_codes import NOT_WRITTEN
from solver.garbage import search_rarely
from solver.memory import out_of_memory

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True, slots=True, eq=False)
class Begun:
    """A process that loads or serves, and this end of its pipe."""

    process: BaseProcess
    pipe: Connection

    def end(self) -> None:
        """Kill the process."""
        self.process.kill()
        self.pipe.close()
        self.process.join()


def workers_wanted(asked: int | None) -> int:
    """As many as asked for, or one for each core this process may use."""
    if asked is not None:
        return asked
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Processes:
    """Processes to take as workers: first those begun ``ahead``, then new ones."""

    def __init__(self, ahead: int = 0) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._ahead = deque[Begun]()
        self.begin(ahead)

    def begin(self, ahead: int) -> None:
        """Begin as many as are missing to that many."""
        while len(self._ahead) < ahead:
            self._ahead.append(self._begun())

    def take(self) -> Begun:
        """A process for a worker, which whoever takes it has to end."""
        return self._ahead.popleft() if self._ahead else self._begun()

    def end(self) -> None:
        """End those that nobody took."""
        while self._ahead:
            self._ahead.popleft().end()

    def _begun(self) -> Begun:
        here, there = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(there,), daemon=True)
        with _out_of_reach():
            process.start()
        there.close()
        return Begun(process, here)


@contextmanager
def _out_of_reach() -> Iterator[None]:
    """What begins meanwhile gets no signal even while Python loads; our own wait until the end, and none is lost.

    They may reach every process of a terminal or a service; the parent alone decides what they mean.
    """
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # which lets through what is held back
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection) -> None:
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    search_rarely()  # an eighth of what loading takes, and nothing of it is garbage
    try:
        from solver.batch.worker import serve  # noqa: PLC0415 - slow to load, and only the worker needs it

        serve(pipe)
    except Exception as error:
        if not out_of_memory(error):
            raise
        sys.exit(NOT_WRITTEN)  # without a traceback: the parent tells it
