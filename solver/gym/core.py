"""The sets worth choosing from: at the linear master's prices, a set's reduced cost is what taking it adds at least.

Sets that cost more than what lies between the best plan known and the bound are in no better plan. Few are left, so
that CP-SAT proves a club of thousands with a model of hundreds of choices.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from solver.gym.ask import UNIT
from solver.gym.prices import Prices, linked
from solver.gym.whole import Aim, Takes

_WHOLE = 1e-5
"""How far a share may lie off a whole number and still be taken for it."""


@dataclass(frozen=True, slots=True)
class Core:
    """``bound``: what every plan of the sets listed costs at least; ``more``: group by group, set -> reduced cost.

    Both in units; a plan's cost is the bound, and at least the reduced costs of what it takes.
    """

    bound: int
    more: tuple[dict[int, int], ...]

    def within(self, most: int, beside: Takes | None) -> list[list[int]]:
        """The sets of each group with no higher reduced cost, and those that a plan known takes."""
        known = beside or [{} for _ in self.more]
        return [
            sorted(mask for mask, more in own.items() if more <= most or mask in also)
            for own, also in zip(self.more, known, strict=True)
        ]

    def around(self, shares: Sequence[Mapping[int, float]], groups: int) -> list[list[int]]:
        """What each group takes in the relaxed plan; all its sets where that is not whole, and in so many groups more.

        Those are the groups for which another set costs least.
        """
        divided = (any(abs(share - round(share)) > _WHOLE for share in own.values()) for own in shares)
        freed = {index for index, is_divided in enumerate(divided) if is_divided}
        second = [(sorted(own.values())[1], index) for index, own in enumerate(self.more) if len(own) > 1]
        freed.update(index for _, index in sorted(second)[:groups])
        return [sorted(self.more[index] if index in freed else own) for index, own in enumerate(shares)]

    def step(self, choices: int) -> int:
        """The reduced cost up to which there are about so many sets beyond each group's first."""
        costs = sorted(more for own in self.more for more in own.values())
        return costs[min(len(costs), len(self.more) + choices) - 1]

    @property
    def highest(self) -> int:
        """The highest reduced cost of all."""
        return max((more for own in self.more for more in own.values()), default=0)


def core_of(aim: Aim, prices: Prices) -> Core:
    """The reduced costs at some prices."""
    plain, at_links = prices.own(-1, aim.links), linked(aim.links)
    bound, every = prices.certain(aim.week, aim.groups, aim.links), []
    for index, group in enumerate(aim.groups):
        own = prices.own(index, aim.links) if index in at_links else plain
        costs = {mask: group.menu.cost(mask, own, prices.weights, aim.week.cap) for mask in group.menu.sets}
        least = min(costs.values())
        bound += group.count * least
        every.append({mask: cost - least for mask, cost in costs.items()})
    return Core(bound, tuple(every))


def cost_of(aim: Aim, totals: Sequence[int]) -> int:
    """A plan's cost, in units."""
    return UNIT * (totals[-1] + aim.weight * totals[aim.least])
