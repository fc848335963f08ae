"""How to solve: limits, formulation and parameters of a search, and the control that ends it from another thread."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from solver.cpsat import Search
from solver.formulations.choice import FormulationName
from solver.formulations.ideas import Idea
from solver.parameters import TUNED

DETERMINISTIC_LIMIT = 120.0
"""Of one search without a limit in seconds, in CP-SAT's deterministic time, so that its answer hangs on no clock."""


class Control:
    """Lets another thread end a solve: the best plan so far stands."""

    def __init__(self) -> None:
        self.stopped = threading.Event()
        self._lock = threading.Lock()
        self._search: Search | None = None

    def stop(self) -> None:
        """End the running search, and start no other."""
        self.stopped.set()
        with self._lock:
            if self._search is not None:
                self._search.stop()

    def watch(self, search: Search | None) -> None:
        """Name the search that ``stop`` ends."""
        with self._lock:
            self._search = search
        if self.stopped.is_set() and search is not None:
            search.stop()


@dataclass(frozen=True, slots=True)
class Options:
    """How to solve. ``seconds`` of wall time (None: until proven, within a deterministic limit).

    ``strict`` forbids leaving anything out. ``parameters`` are CP-SAT's, as text. ``without`` takes one idea out of the
    patterns formulation, to see what it brings.
    """

    seconds: float | None = None
    strict: bool = False
    formulation: FormulationName = "patterns"
    parameters: str = TUNED
    without: Idea | None = None
    control: Control = field(default_factory=Control)

    def search(self) -> Search:
        """A fresh search with these limits."""
        limit = f"max_deterministic_time:{DETERMINISTIC_LIMIT}"
        if self.seconds is not None:
            limit = f"max_time_in_seconds:{self.seconds}"
        search = Search(f"{self.parameters} {limit}")
        self.control.watch(search)
        return search
