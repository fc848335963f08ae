"""How far the answer about a season is, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from solver.season.season import Told

STAGES = {
    "weeks": "planning weeks",
    "joins": "proving the season",
    "rules": "lifting each rule in turn",
    "ways": "looking for ways out",
    "tight": "trying stricter rules",
}


@contextmanager
def progress_bar(weeks: int) -> Iterator[Told | None]:
    """What to tell of each step; None for a lone week, and where nobody looks."""
    if weeks < 2 or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - rich is slow to load
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(STAGES["weeks"], total=weeks)

        def told(what: str, done: int, of: int) -> None:
            bar.update(task, description=STAGES[what], completed=done, total=of)

        yield told
