"""The largest of several days: one Boolean per level it reaches, which no pattern above that level may exceed.

Tighter than one integer above every day's sum: a level costs whatever part of a pattern reaches it. A session
that stands once in the week reaches a level once, on whichever day; counted over all days it cannot hide from
the relaxation by standing a bit on each of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from solver.cpsat import LinearTerm, Model, negated
from solver.formulations.alike import Kind

Loaded: TypeAlias = tuple[int, Sequence[Kind], int]
"""The units a pattern is charged for if its day is the largest, the sessions it holds, its literal."""


class Peak(NamedTuple):
    """What the largest day costs, and the Boolean of each level that it may reach."""

    costs: Sequence[LinearTerm]
    reached: Mapping[int, int]


def state_peak(model: Model, days: Sequence[Sequence[Loaded]], price: int) -> Peak:
    """State that each unit of the largest day costs so much."""
    reaching: dict[int, list[list[tuple[list[Kind], int]]]] = {}
    for day in days:
        units = [(unit, _once(held), literal) for unit, held, literal in day if unit]
        for level in {unit for unit, _, _ in units}:
            above = [(once, literal) for unit, once, literal in units if unit >= level]
            reaching.setdefault(level, []).append(above)
    costs: list[LinearTerm] = []
    booleans: dict[int, int] = {}
    lower, lower_level = None, 0
    for level in sorted(reaching):
        reached = booleans[level] = model.boolean()
        costs.append((price * (level - lower_level), reached))
        if lower is not None:
            model.clause((negated(reached), lower))
        for literals in _exclusive(reaching[level]):
            model.difference(literals, [reached], None, 0)
        lower, lower_level = reached, level
    return Peak(costs, booleans)


def state_largest(model: Model, days: Sequence[Sequence[Loaded]], price: int) -> Peak:
    """The same with one integer above every day: what levels are measured against."""
    largest = model.integer(0, max((units for day in days for units, _, _ in day), default=0))
    for day in days:
        model.linear([*((units, literal) for units, _, literal in day if units), (-1, largest)], None, 0)
    return Peak([(price, largest)], {})


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
