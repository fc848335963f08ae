"""Only exercises that leave each other fresh take turns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from constraints.base.strength_grid import PairKind, StrengthGrid
from constraints.base.strength_rule import HardStrengthRule, StrengthFinding
from scenarios.strength.plan import StrengthPlan

_LEGS = frozenset({"knee", "hip", "jump"})


class PairsDoNotCompete(HardStrengthRule):
    """A pair is of two families, does as many sets of both, and holds at most one heavy lift.

    A heavy lift of the legs takes turns with no other leg exercise but calves.
    """

    name: ClassVar[str] = "pairs_do_not_compete"
    sources: ClassVar[tuple[str, ...]] = ("S6", "S38")

    def build(self, grid: StrengthGrid) -> None:
        def competes(kind: PairKind) -> bool:
            one, other = kind.first, kind.second
            if one.family == other.family or (one.lift and other.lift):
                return True
            return (one.lift or other.lift) and one.family in _LEGS and other.family in _LEGS

        grid.forbid_pairs(competes)

    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        for session in plan.sessions:
            for block in session.blocks:
                if len(block.exercises) != 2:
                    continue
                one, other = block.exercises
                names = f"{one.option.exercise.name} and {other.option.exercise.name}"
                families = {one.option.exercise.family, other.option.exercise.family}
                lifts = one.option.lift + other.option.lift
                if one.sets != other.sets:
                    yield self.broken(f"{names} take turns with different sets", session.asked.name)
                if len(families) == 1 or lifts == 2 or (lifts and families <= {"knee", "hip", "jump"}):
                    yield self.broken(f"{names} tire the same part", session.asked.name)

    def sentence(self) -> str:
        return "only exercises of different parts of the body take turns, and never two heavy lifts"
