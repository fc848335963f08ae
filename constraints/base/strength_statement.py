"""What strength rules state: plain data over numbered variables, for any solver to take and any program to evaluate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Term: TypeAlias = tuple[int, int]
"""(weight, variable)"""


@dataclass(frozen=True, slots=True)
class Within:
    """Hard: ``low <= weighted sum <= high`` (None: open)."""

    rule: str
    terms: tuple[Term, ...]
    low: int | None
    high: int | None

    def broken(self, values: Sequence[int]) -> bool:
        """Whether these values of the variables break it."""
        total = weighted(self.terms, values)
        return (self.low is not None and total < self.low) or (self.high is not None and total > self.high)


@dataclass(frozen=True, slots=True)
class Price:
    """Soft: ``points`` for every unit by which the weighted sum exceeds ``over``."""

    rule: str
    points: int
    terms: tuple[Term, ...]
    over: int = 0

    def cost(self, values: Sequence[int]) -> int:
        """What these values of the variables cost."""
        return self.points * max(0, weighted(self.terms, values) - self.over)


Statement: TypeAlias = Within | Price


def weighted(terms: Sequence[Term], values: Sequence[int]) -> int:
    """The weighted sum."""
    return sum(weight * values[variable] for weight, variable in terms)
