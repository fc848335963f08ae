"""The largest of several days: one Boolean per level it reaches, which no pattern above that level may exceed.

Tighter than one integer above every day's sum: a level costs whatever part of a pattern reaches it. A session
that stands once in the week reaches a level once, on whichever day; counted over all days it cannot hide from
the relaxation by standing a bit on each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from constraints.base.statement import PointsPerUnit
from solver.cpsat import LinearTerm, Model, negated
from solver.formulations.day_patterns import Pattern

Loaded: TypeAlias = tuple[int, Pattern, int]
"""What a pattern counts (the constant included), the pattern and its literal."""


def state_peak(
    model: Model, statement: PointsPerUnit, days: Iterable[Sequence[Loaded]], scale: int
) -> list[LinearTerm]:
    """State the statement, whose groups are the days, and return its costs."""
    reaching: dict[int, list[list[tuple[Pattern, int]]]] = {}
    for day in days:
        units = [(statement.units(count), pattern, literal) for count, pattern, literal in day]
        for level in {unit for unit, _, _ in units} - {0}:
            above = [(pattern, literal) for unit, pattern, literal in units if unit >= level]
            reaching.setdefault(level, []).append(above)
    costs: list[LinearTerm] = []
    lower, lower_level = None, 0
    for level in sorted(reaching):
        reached = model.boolean()
        costs.append((scale * statement.points * (level - lower_level), reached))
        if lower is not None:
            model.clause((negated(reached), lower))
        for literals in _exclusive(reaching[level]):
            model.linear([*((1, literal) for literal in literals), (-1, reached)], None, 0)
        lower, lower_level = reached, level
    return costs


def _exclusive(days: Sequence[Sequence[tuple[Pattern, int]]]) -> list[list[int]]:
    """Sets of literals above a level of which at most one is true: a day's, and those that hold one session."""
    found = [[literal for _, literal in day] for day in days]
    once: dict[int, list[int]] = {}
    for day in days:
        for pattern, literal in day:
            for demand in {id(cell.demand) for cell in pattern.cells if cell.demand and cell.demand.count == 1}:
                once.setdefault(demand, []).append(literal)
    return found + [literals for literals in once.values() if literals not in found]
