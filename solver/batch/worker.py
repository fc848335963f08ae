"""A worker process: takes tasks from a pipe and answers; it writes nothing, and ends when its parent is gone."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import traceback
from multiprocessing.connection import Connection

from solver.batch.messages import READY, AnyTask, Failed, GymTask, Reply, Shared, Unfit, versions
from solver.batch.task import answer_to, said_to
from solver.garbage import search_rarely


def serve(pipe: Connection) -> None:
    """Say so when everything is loaded, take what all tasks share, then answer tasks until the pipe is closed."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    search_rarely()
    try:
        pipe.send(READY)
        shared = pipe.recv()
        while True:
            pipe.send(reply_to(pipe.recv(), shared))
    except (EOFError, OSError):
        sys.exit(0)


def reply_to(task: AnyTask, shared: Shared) -> Reply:
    """Answer the task, or say what went wrong: no exception of one task may end the others."""
    if shared.versions != versions():
        return Unfit(versions())
    try:
        if isinstance(task, GymTask):
            return said_to(task, shared)
        return answer_to(task, shared)
    except Exception as error:  # noqa: BLE001 - whatever it is, it concerns this task only
        return Failed(f"{type(error).__name__}: {error}", traceback.format_exc())


def _end_with_parent() -> None:
    """An orphan must not write into a folder that the next run has taken over."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
