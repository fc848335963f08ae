"""What one score has more than another, tier by tier and rule by rule."""

from __future__ import annotations

from dataclasses import dataclass

from constraints.base.rule import Rule
from scenarios.plan import Score
from scenarios.sessions import TIERS, Tier
from solver.asking.best import steps_of


@dataclass(frozen=True, slots=True)
class Difference:
    """A second score less a first, tier by tier and rule by rule; nothing that is equal.

    ``steps`` are moves away from the plan before, of a plan taken up again; they have points, too.
    """

    left_out: dict[Tier, int]
    points: dict[str, int]
    steps: int = 0

    @property
    def total(self) -> int:
        """Points over all rules."""
        return sum(self.points.values())


def difference_between(first: Score, second: Score, rules: tuple[Rule, ...]) -> Difference:
    """What ``second`` has more than ``first``, both by these rules."""
    left_out: dict[Tier, int] = {
        tier: second.left_out[tier] - first.left_out[tier]
        for tier in TIERS
        if second.left_out[tier] != first.left_out[tier]
    }
    charged = dict.fromkeys((*first.points, *second.points))
    points = {rule: second.points.get(rule, 0) - first.points.get(rule, 0) for rule in charged}
    steps = steps_of(second, rules) - steps_of(first, rules)
    return Difference(left_out, {rule: n for rule, n in points.items() if n}, steps)
