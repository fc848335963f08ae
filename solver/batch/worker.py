"""A worker process: takes tasks from a pipe, writes the files, answers; it ends when its parent is gone."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import traceback
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from solver.batch.calendars import kept_up
from solver.batch.files import write_member
from solver.batch.messages import READY, AnyTask, Failed, GymTask, NotWritten, Reply, Shared, Unfit, versions
from solver.batch.task import answers_to, said_to
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
    """Plan the task and write its files, or say what went wrong: no exception of one task may end the others."""
    if shared.versions != versions():
        return Unfit(versions())
    try:
        if isinstance(task, GymTask):
            return said_to(task, shared)
        answers = answers_to(task, shared)
    except Exception as error:  # noqa: BLE001 - whatever it is, it concerns this task only
        return Failed(f"{type(error).__name__}: {error}", traceback.format_exc())
    if shared.folder is None:
        return answers
    out = Path(shared.folder)
    try:
        answers = [kept_up(out, answer) for answer in answers]
        for answer in answers:
            write_member(out, answer.label.folder, answer.files or {})
    except OSError as error:
        return NotWritten(error.errno or 0, error.strerror or str(error), str(error.filename or shared.folder))
    return [replace(answer, files=None) for answer in answers]


def _end_with_parent() -> None:
    """An orphan must not write into a folder that the next run has taken over."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
