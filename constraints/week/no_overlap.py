"""One session at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import ClassVar

from constraints.base.cell import Cell, is_any
from constraints.base.grid import Grid
from constraints.base.rule import HardRule, Violation
from scenarios.plan import Plan


class NoOverlap(HardRule):
    """A slot holds one session, and a session that runs on into the next slot shuts it."""

    name: ClassVar[str] = "no_overlap"
    physical: ClassVar[bool] = True

    def build(self, grid: Grid) -> None:
        for day in grid.days():
            by_start: dict[int, list[Cell]] = {}
            for cell in grid.on(day.index, is_any):
                by_start.setdefault(cell.start, []).append(cell)
            for cells in by_start.values():
                grid.at_most([(1, cell.taken) for cell in cells], 1)
        if _any_runs_on(grid):
            for running, started in grid.followed_by(is_any, is_any, None, 0):
                grid.never(running.event, grid.any_of(started))

    def check(self, plan: Plan) -> Iterator[Violation]:
        at_once = (pair for pair in combinations(plan.sessions, 2) if pair[0].start == pair[1].start)
        for a, b in (*at_once, *plan.successions(lambda s: True, lambda s: True)):
            if b.start < a.end:
                yield self.broken(f"{a.name} and {b.name} overlap on {plan.day_name(b.day)}", b.day, a.name, b.name)

    def sentence(self) -> str:
        return "one session at a time"


def _any_runs_on(grid: Grid) -> bool:
    """Whether any session may run on beyond the next start there is: in most weeks none does."""
    instance = grid.instance
    ends: dict[int, int] = {}
    last = len(instance.days) if instance.race_ahead is None else instance.race_ahead.day + 1
    for day in range(min(instance.known_past_days, default=0), last):
        for cell in grid.on(day, is_any):
            ends[cell.start] = max(cell.end, ends.get(cell.start, cell.end))
    starts = sorted(ends)
    next_round = [instance.clock.later(start, len(instance.days)) for start in starts[: instance.repeat]]
    following = [*starts[1:], *next_round]
    return any(ends[start] > after for start, after in zip(starts, following, strict=False))
