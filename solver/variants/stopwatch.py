"""Times one solve from outside, by what it tells its ``Control``: the solver is not changed to be measured."""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

from solver.cpsat import Search
from solver.options import Control
from solver.variants.suite import Clock

Now = Callable[[], float]
CLOCKS: dict[Clock, Now] = {"processor": time.process_time, "wall": time.perf_counter}
_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")


class Stopwatch(Control):
    """Splits a solve into build, search and check; with ``listen`` search into presolve and the rest as well.

    All in seconds. What lies between two searches of a season counts as build, what follows the last one as check.
    ``first`` is when the first plan was found, counted from the start of the solve.
    """

    def __init__(self, now: Now, *, listen: bool = False) -> None:
        super().__init__()
        self._now = now
        self._listen = listen
        self._began = self._last = now()
        self._searching = False
        self.build = self.search = self.check = 0.0
        self.presolve: float | None = None
        self.first: float | None = None

    def watch(self, search: Search | None) -> None:
        """A search begins, or (None) ends."""
        self._lap()
        self._searching = search is not None
        if search is not None and self._listen:
            search.listen(self._line, self._solution)
        super().watch(search)
        if search is None:
            self.check = 0.0

    def ended(self) -> Self:
        """The solve is over."""
        self.check = self._now() - self._last
        return self

    def _lap(self) -> None:
        now = self._now()
        passed, self._last = now - self._last, now
        if self._searching:
            self.search += passed
        else:
            self.build += passed

    def _line(self, text: str) -> None:
        # CP-SAT says so once presolve is over, also where it is switched off
        if text.startswith("Starting search"):
            self.presolve = (self.presolve or 0.0) + self._now() - self._last

    def _solution(self) -> None:
        if self.first is None:
            self.first = self._now() - self._began


class Memory:
    """The most memory that a piece of work added to the process, in MB; None where Linux does not tell."""

    def __init__(self) -> None:
        self._before: int | None = None
        if sys.platform != "linux":
            return
        try:
            # what earlier runs have given back must not hide what this one takes
            ctypes.CDLL(None).malloc_trim(0)
            _CLEAR.write_text("5", encoding="ascii")
            self._before = _kilobytes("VmRSS")
        except (AttributeError, OSError):
            self._before = None

    def added(self) -> float | None:
        """MB on top of what was held at the start."""
        if self._before is None:
            return None
        return max(0, _kilobytes("VmHWM") - self._before) / 1024


def _kilobytes(field: str) -> int:
    for line in _STATUS.read_text(encoding="ascii").splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1])
    raise OSError(f"{_STATUS} has no {field}")
