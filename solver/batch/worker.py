"""A worker process: takes tasks from a pipe and answers; it writes nothing, and ends when its parent is gone."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import traceback
from collections.abc import Iterator
from multiprocessing.connection import Connection
from queue import SimpleQueue

from solver.batch.messages import READY, AnyTask, Failed, GymTask, Reply, Shared, Unfit, versions
from solver.batch.task import answer_to, said_to
from solver.exit_codes import NOT_WRITTEN
from solver.garbage import search_rarely
from solver.memory import out_of_memory


def serve(pipe: Connection) -> None:
    """Say so when everything is loaded, take what all tasks share, then answer tasks until the pipe is closed.

    Without memory for a task the process ends, which gives all of it back: a new one tries again.
    """
    threading.Thread(target=_end_with_parent, daemon=True).start()
    search_rarely()
    try:
        pipe.send(READY)
        shared = pipe.recv()
        for task in _received(pipe):
            reply = reply_to(task, shared)
            if isinstance(reply, Failed) and reply.lacked_memory:
                sys.exit(NOT_WRITTEN)
            pipe.send(reply)
    except (EOFError, OSError):
        sys.exit(0)


def _received(pipe: Connection) -> Iterator[AnyTask]:
    """Tasks, read as they come: the parent reads no reply while its own message waits to be read.

    Raises what reading raises, ``EOFError`` when the pipe is closed.
    """
    came = SimpleQueue[AnyTask | Exception]()

    def receive() -> None:
        try:
            while True:
                came.put(pipe.recv())
        except Exception as error:  # noqa: BLE001 - whatever it is, the worker must not wait for more
            came.put(error)

    threading.Thread(target=receive, daemon=True).start()
    while not isinstance(message := came.get(), Exception):
        yield message
    raise message


def reply_to(task: AnyTask, shared: Shared) -> Reply:
    """Answer the task, or say what went wrong: no exception of one task may end the others."""
    if shared.versions != versions():
        return Unfit(versions())
    try:
        if isinstance(task, GymTask):
            return said_to(task, shared)
        return answer_to(task, shared)
    except Exception as error:  # noqa: BLE001 - whatever it is, it concerns this task only
        return Failed(f"{type(error).__name__}: {error}", traceback.format_exc(), out_of_memory(error))


def _end_with_parent() -> None:
    """An orphan must not write into a folder that the next run has taken over."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
