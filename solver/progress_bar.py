"""How far the answer about a season is, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from solver.progress import Progress, Stage, unheard

STAGES: dict[Stage, str] = {
    "weeks": "planning weeks",
    "joins": "proving the season",
    "rules": "lifting each rule in turn",
    "ways": "looking for ways out",
    "tight": "trying stricter rules",
    "strength": "filling strength sessions",
}


@contextmanager
def progress_bar(weeks: int) -> Iterator[Progress]:
    """What to tell of each step; nobody hears it of a lone week, and where nobody looks."""
    if weeks < 2 or not sys.stderr.isatty():
        yield unheard
        return
    from rich.console import Console  # noqa: PLC0415 - rich is slow to load
    from rich.progress import Progress as Bar  # noqa: PLC0415

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(STAGES["weeks"], total=weeks)

        def update(stage: Stage, done: int, of: int) -> None:
            bar.update(task, description=STAGES[stage], completed=done, total=of)

        yield update
