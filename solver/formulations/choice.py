"""Which formulation takes a question: day patterns, or session slots where a day has too many patterns to list."""

from __future__ import annotations

from typing import Literal, TypeAlias

from solver.formulations.day_patterns import TooManyPatternsError
from solver.formulations.objective import Asked, Fold
from solver.formulations.patterns import Patterns
from solver.formulations.slots import Slots

FormulationName: TypeAlias = Literal["patterns", "slots"]


def formulated(asked: Asked, fold: Fold, *, by: FormulationName = "patterns", strict: bool = False) -> Patterns | Slots:
    """The statements of a grid, or of a part of one, as a model."""
    if by == "patterns":
        try:
            return Patterns(asked, fold, strict=strict)
        except TooManyPatternsError:
            pass
    return Slots(asked, fold, strict=strict)
