"""A day of the model over day patterns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from solver.formulations.alike import Kind, Listed
from solver.formulations.by_days import Tests
from solver.formulations.day_patterns import Pattern
from solver.formulations.day_shape import Load, Shape, Weighted
from solver.formulations.peaks import Loaded


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the model: its shape, its patterns and their literals."""

    shape: Shape
    listed: Listed
    literals: Sequence[int]

    @property
    def patterns(self) -> Sequence[Pattern]:
        """What each pattern means."""
        return self.listed.patterns

    @property
    def held(self) -> Sequence[Sequence[Kind]]:
        """What each pattern holds."""
        return self.listed.held

    def roles(self, tests: Tests) -> int:
        """Tests as bits of the patterns' roles."""
        bits = 0
        for test in tests:
            bits |= 1 << self.shape.roles[test]
        return bits

    def counted(self, part: tuple[Weighted, ...]) -> list[int]:
        """What each pattern adds to a count."""
        place = self.shape.sums[part]
        return [pattern.counts[place] for pattern in self.patterns]

    def loaded(self, load: Load) -> list[Loaded]:
        """The units of each pattern, what it holds, its literal."""
        place = self.shape.loads[load]
        return [
            (pattern.counts[place], held, literal)
            for pattern, held, literal in zip(self.patterns, self.held, self.literals, strict=True)
        ]
