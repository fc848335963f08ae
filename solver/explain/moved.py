"""The files that a scenario names, named anew for a copy of it that stands in another folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from scenarios.schema import Scenario
from solver.explain.edit import Edit


def moved(scenario: Scenario, folder: Path, to: Path) -> Iterator[Edit]:
    """The edits with which a copy in the folder ``to`` names the files that the scenario in ``folder`` does."""
    before, after = folder.resolve(), to.resolve()
    if before == after:
        return
    busy = scenario.busy
    named: list[tuple[tuple[str | int, ...], str | None]] = [
        (("log",), scenario.log),
        (("strength", "exercises"), scenario.strength.exercises),
    ]
    named += (
        [(("busy",), busy)] if isinstance(busy, str) else [(("busy", n), name) for n, name in enumerate(busy or ())]
    )
    for path, name in named:
        if name is not None and not Path(name).is_absolute():
            yield Edit(path, _seen_from(after, before / name))


def _seen_from(folder: Path, file: Path) -> str:
    """The file's name as it is seen from a folder; in full where no way leads there, as from another drive."""
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:
        return file.as_posix()
