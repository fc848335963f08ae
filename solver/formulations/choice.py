"""Which formulation takes a question: day patterns, or session slots where a day has too many patterns to list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from constraints.base.statement import Event
from solver.formulations.day_patterns import TooManyPatternsError
from solver.formulations.ideas import ALL, WITHOUT, Idea
from solver.formulations.objective import Asked, Fold
from solver.formulations.patterns import Patterns
from solver.formulations.slots import Slots

FormulationName: TypeAlias = Literal["patterns", "slots"]


def formulated(
    asked: Asked,
    fold: Fold,
    *,
    by: FormulationName = "patterns",
    strict: bool = False,
    watched: Sequence[Event] = (),
    without: Idea | None = None,
) -> Patterns | Slots:
    """The statements of a grid, or of a part of one, as a model.

    ``watched`` events keep a literal of their own; ``without`` takes an idea out of the patterns.
    """
    if by == "patterns":
        try:
            ideas = WITHOUT[without] if without else ALL
            return Patterns(asked, fold, strict=strict, watched=watched, ideas=ideas)
        except TooManyPatternsError:
            pass
    return Slots(asked, fold, strict=strict, watched=watched)
