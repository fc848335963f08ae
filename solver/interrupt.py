"""Ctrl-C and SIGTERM end a solve politely: the best plan so far stands. A second Ctrl-C ends at once.

CP-SAT would swallow Ctrl-C, so the solve runs in a thread while the main thread waits for signals.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any, Self, TypeVar

from solver.exit_codes import INTERRUPTED, TERMINATED
from solver.options import Control

T = TypeVar("T")
STILL_DELIVERED = b"The search is over, and its answer is on the way. Once more stops at once.\n"


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


class Interruptible:
    """While entered, the first signal ends the search at hand, or lets what was found be delivered whole.

    The next one ends the process. What is delivered belongs inside: to fill a season and to write it takes as long as
    to plan it, and a plan that is found is not thrown away.
    """

    def __init__(self, control: Control) -> None:
        self._control = control
        self._searching = False
        self._before: dict[int, Any] = {}
        self.signalled: int | None = None
        """The exit code of the signal that came, if one did."""
        self.cut_short: int | None = None
        """The same of a signal that ended a search: without it the answer is as good as if none had come."""

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(self, *_: object) -> None:
        if self.signalled is None:
            for number, handler in self._before.items():
                signal.signal(number, handler)

    def search(self, work: Callable[[], T]) -> T:
        """The work's answer, or its exception; it runs in a thread, and a signal stops ``control``."""
        self._searching = True
        try:
            return left_on_a_signal(work)
        finally:
            self._searching = False
            self.cut_short = self.signalled

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        code = TERMINATED if number == signal.SIGTERM else INTERRUPTED
        if self.signalled is not None:
            os._exit(code)
        self.signalled = code
        self._control.stop()
        if not self._searching:
            with suppress(OSError):  # past Python's own buffers, which it may have interrupted
                os.write(2, STILL_DELIVERED)
