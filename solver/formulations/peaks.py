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
from solver.formulations.alike import Kind
from solver.formulations.objective import worst_units

Loaded: TypeAlias = tuple[int, Sequence[Kind], int]
"""What a pattern counts (the constant included), the sessions it holds and its literal."""


def state_peak(
    model: Model, statement: PointsPerUnit, days: Iterable[Sequence[Loaded]], scale: int
) -> list[LinearTerm]:
    """State the statement, whose groups are the days, and return its costs."""
    reaching: dict[int, list[list[tuple[list[Kind], int]]]] = {}
    for day in days:
        units = [(unit, _once(held), literal) for count, held, literal in day if (unit := statement.units(count))]
        for level in {unit for unit, _, _ in units}:
            above = [(once, literal) for unit, once, literal in units if unit >= level]
            reaching.setdefault(level, []).append(above)
    costs: list[LinearTerm] = []
    lower, lower_level = None, 0
    for level in sorted(reaching):
        reached = model.boolean()
        costs.append((scale * statement.points * (level - lower_level), reached))
        if lower is not None:
            model.clause((negated(reached), lower))
        for literals in _exclusive(reaching[level]):
            model.difference(literals, [reached], None, 0)
        lower, lower_level = reached, level
    return costs


def state_largest(
    model: Model, statement: PointsPerUnit, days: Iterable[Sequence[Loaded]], scale: int
) -> list[LinearTerm]:
    """The same with one integer above every day: what levels are measured against."""
    units = model.integer(0, worst_units(statement))
    for day in days:
        counts = [(count, literal) for count, _, literal in day if count]
        model.linear([*counts, (-statement.unit, units)], None, statement.over)
    return [(scale * statement.points, units)]


def _once(held: Sequence[Kind]) -> list[Kind]:
    """Those of the sessions that stand once in the week."""
    return [kind for kind in held if kind.count == 1]


def _exclusive(days: Sequence[Sequence[tuple[list[Kind], int]]]) -> list[list[int]]:
    """Sets of literals above a level of which at most one is true: a day's, and those that hold one session.

    None of them is part of another, which says more.
    """
    found = [{literal for _, literal in day} for day in days]
    once: dict[Kind, set[int]] = {}
    for day in days:
        for kinds, literal in day:
            for kind in kinds:
                once.setdefault(kind, set()).add(literal)
    kept: list[set[int]] = []
    for literals in sorted((*found, *once.values()), key=len, reverse=True):
        if not any(literals <= more for more in kept):
            kept.append(literals)
    return [sorted(literals) for literals in kept]
