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
from solver.solve import Control

T = TypeVar("T")


class Interruptible(Generic[T]):
    """Runs ``work`` in a thread; signals stop ``control``. ``exit_code`` is None unless one came.

    Once one has come the next ends the process, also while the best plan is being written.
    """

    def __init__(self, control: Control, work: Callable[[], T]) -> None:
        self._control = control
        self._work = work
        self._answer: list[T] = []
        self._failure: list[BaseException] = []
        self.exit_code: int | None = None

    def run(self) -> T:
        """The work's answer, or its exception."""
        before = {number: signal.signal(number, self._on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            thread = threading.Thread(target=self._target, daemon=True)
            thread.start()
            while thread.is_alive():
                thread.join(0.1)
        finally:
            if self.exit_code is None:
                for number, handler in before.items():
                    signal.signal(number, handler)
        if self._failure:
            raise self._failure[0]
        return self._answer[0]

    def _target(self) -> None:
        try:
            self._answer.append(self._work())
        except BaseException as failure:  # noqa: BLE001 - handed to the main thread, whatever it is
            self._failure.append(failure)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        code = TERMINATED if number == signal.SIGTERM else INTERRUPTED
        if self.exit_code is not None:
            os._exit(code)
        self.exit_code = code
        self._control.stop()
