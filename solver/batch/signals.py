"""Ctrl-C and SIGTERM end a batch between two answers; a second one ends it at once."""

from __future__ import annotations

import os
import signal
import threading
from types import FrameType
from typing import Any, Self

from solver.exit_codes import INTERRUPTED, TERMINATED


class StopOnSignal:
    """While entered, a signal sets ``exit_code``; the batch looks at it and ends, its journal flushed."""

    def __init__(self) -> None:
        self.exit_code: int | None = None
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        # only the main thread may, and only there does a signal arrive
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(self, *_: object) -> None:
        if self.exit_code is None:
            for number, handler in self._before.items():
                signal.signal(number, handler)

    def stopped(self) -> bool:
        """Whether a signal came."""
        return self.exit_code is not None

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        code = TERMINATED if number == signal.SIGTERM else INTERRUPTED
        if self.exit_code is not None:
            os._exit(code)
        self.exit_code = code
