"""A day of the model over day patterns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from constraints.base.cell import Cell
from solver.formulations.by_days import Tests
from solver.formulations.day_patterns import Pattern
from solver.formulations.day_shape import Shape, Weighted


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the model: its shape, its patterns, the cells each holds, their literals."""

    shape: Shape
    patterns: Sequence[Pattern]
    held: Sequence[Sequence[Cell]]
    literals: Sequence[int]

    def roles(self, tests: Tests) -> int:
        """Tests as bits of the patterns' roles."""
        bits = 0
        for test in tests:
            bits |= 1 << self.shape.roles[test]
        return bits

    def counted(self, part: tuple[Weighted, ...]) -> list[tuple[int, Sequence[Cell], int]]:
        """What each pattern adds to a count, with the cells it holds and its literal."""
        place = self.shape.sums[part]
        return [
            (pattern.counts[place], held, literal)
            for pattern, held, literal in zip(self.patterns, self.held, self.literals, strict=True)
        ]
