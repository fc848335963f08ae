"""Session slots by kind of session and day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter

from constraints.base.cell import Cell, Filter


class Standing:
    """Cells in a given order. Those of one session that follow each other are asked about together."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        self._alike = [(session, list(own)) for session, own in groupby(cells, attrgetter("session"))]
        self._matching: dict[Filter, dict[int, list[Cell]]] = {}

    def on(self, day: int, matches: Filter) -> Sequence[Cell]:
        """The matching cells of a day."""
        by_day = self._matching.get(matches)
        if by_day is None:
            by_day = self._matching[matches] = {}
            for cells in [cells for session, cells in self._alike if matches(session)]:
                for cell in cells:
                    by_day.setdefault(cell.day, []).append(cell)
        return by_day.get(day, ())
