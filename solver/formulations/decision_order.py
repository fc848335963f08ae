"""The order in which CP-SAT decides what nothing tells apart yet: by the place of the variables in the model.

What costs nothing it rules out from the last variable backwards. So of each day the patterns that hold least come last:
days of rest are ruled out first. See ``docs/decisions/0026-ruled-out-first.md``.
"""

from __future__ import annotations

from collections.abc import Sequence

from solver.formulations.alike import Listed


def fullest_first(day: Listed, literals: Sequence[int]) -> Sequence[int]:
    """A literal for each pattern of a day, the first literal for the one that holds most."""
    found = [0] * len(literals)
    fullest = sorted(range(len(literals)), key=lambda place: -len(day.held[place]))
    for literal, place in zip(literals, fullest, strict=True):
        found[place] = literal
    return found


def as_listed(_day: Listed, literals: Sequence[int]) -> Sequence[int]:
    """The same in the order in which patterns are listed: what it is measured against."""
    return literals
