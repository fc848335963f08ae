"""Ctrl-C and SIGTERM end a solve politely: the best plan so far stands. A second Ctrl-C ends at once.

CP-SAT would swallow Ctrl-C, so the solve runs in a thread while the main thread waits for signals.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Generic, TypeVar

from solver.exit_codes import INTERRUPTED, TERMINATED
from solver.options import Control

T = TypeVar("T")


def left_on_a_signal(work: Callable[[], T]) -> T:
    """The answer of ``work``, or its exception; signal handlers run, and may raise, while it goes on.

    Without a handler of its own Ctrl-C leaves it at once, which is right for work that has nothing to save.
    """
    answer: list[T] = []
    failure: list[BaseException] = []

    def target() -> None:
        try:
            answer.append(work())
        except BaseException as raised:  # noqa: BLE001 - handed to the main thread, whatever it is
            failure.append(raised)

    thread = threading.Thread(target=target, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(0.1)
    if failure:
        raise failure[0]
    return answer[0]


class Interruptible(Generic[T]):
    """Runs ``work`` in a thread; signals stop ``control``. ``exit_code`` is None unless one came.

    Once one has come the next ends the process, also while the best plan is being written.
    """

    def __init__(self, control: Control, work: Callable[[], T]) -> None:
        self._control = control
        self._work = work
        self.exit_code: int | None = None

    def run(self) -> T:
        """The work's answer, or its exception."""
        before = {number: signal.signal(number, self._on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            return left_on_a_signal(self._work)
        finally:
            if self.exit_code is None:
                for number, handler in before.items():
                    signal.signal(number, handler)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        code = TERMINATED if number == signal.SIGTERM else INTERRUPTED
        if self.exit_code is not None:
            os._exit(code)
        self.exit_code = code
        self._control.stop()
