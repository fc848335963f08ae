"""The wall time there is for an answer: shared out among its searches, over for its reasons."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace

from solver.options import Options

LEAST_SECONDS = 0.2
"""Of one search, however many share what is left: less would find nothing."""


@dataclass
class TimeBudget:
    """``options.seconds`` of wall time from now on (None: as long as it takes), and whether a person has ended them."""

    options: Options
    deadline: float | None = field(init=False)
    late: bool = False

    def __post_init__(self) -> None:
        self.deadline = None if self.options.seconds is None else time.monotonic() + self.options.seconds

    @property
    def over(self) -> bool:
        """Whether a person or the clock has ended the solve."""
        if self.deadline is not None and time.monotonic() >= self.deadline:
            self.late = True
        return self.late or self.stopped

    @property
    def stopped(self) -> bool:
        """Whether a person has ended the solve."""
        return self.options.control.stopped.is_set()

    def share(self, of: int) -> Options:
        """Options for one of so many searches to come."""
        if self.deadline is None:
            return self.options
        return replace(self.options, seconds=max(LEAST_SECONDS, (self.deadline - time.monotonic()) / of))
