"""Prices of gym slots and wishes, and the bound they prove: whatever the plan, the club cannot do better.

For any prices from 0 up, what every member's week costs at least with its slots paid for, less what all places are
worth, is no more than the cost of any plan that keeps to the places (Lagrange). All of it is counted in whole units.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from solver.gym.ask import UNIT
from solver.gym.gym_week import Group, GymWeek, Link
from solver.gym.tiers import TIERS, Weights


@dataclass(frozen=True, slots=True)
class Prices:
    """What a place in each slot costs, what keeping each wish in each slot costs, in units; and the tiers' weights.

    ``weights`` of the tiers ``settled`` before (``stage`` is the one at work) are prices too, of what they came to.
    """

    stage: int
    settled: tuple[int, ...]
    weights: Weights
    slots: tuple[int, ...]
    links: dict[tuple[int, int], int] = field(default_factory=dict)

    def own(self, group: int, links: Sequence[Link]) -> tuple[int, ...]:
        """What each slot costs the members of a group; a session that stands is worth what leaving it out costs."""
        own = [price - self.weights.left_out for price in self.slots]
        for (number, slot), price in self.links.items():
            link = links[number]
            own[slot] += price * ((group == link.one) + (group == link.other) * (1 if link.kind == "never" else -1))
        return tuple(own)

    def certain(self, week: GymWeek, groups: Sequence[Group], links: Sequence[Link]) -> int:
        """What is paid whatever the members do, in units."""
        certain = self.weights.left_out * sum(group.count * group.menu.lifts for group in groups)
        certain -= sum(price * places for price, places in zip(self.slots, week.places, strict=True))
        certain -= sum(price for (number, _), price in self.links.items() if links[number].kind == "never")
        for number in range(len(links)):
            broken = sum(price for (link, _), price in self.links.items() if link == number)
            certain += min(0, self.weights.wish - broken)
        weights = (self.weights.left_out, self.weights.wish, self.weights.beyond)
        return certain - sum(weight * most for weight, most in zip(weights, self.settled, strict=False))


@dataclass(frozen=True, slots=True)
class Proof:
    """The bound at some prices, in units, and group by group: the own prices, the least cost, that of sets not listed.

    ``others`` is None where every set is listed.
    """

    prices: Prices
    bound: int
    own: tuple[tuple[int, ...], ...]
    least: tuple[int, ...]
    others: tuple[int | None, ...]

    def open(self, slack: int = 0) -> list[int]:
        """The groups in which a set not listed may lie less than ``slack`` units over the least listed."""
        return [
            index
            for index, (least, others) in enumerate(zip(self.least, self.others, strict=True))
            if others is not None and others < least + slack
        ]


def linked(links: Sequence[Link]) -> set[int]:
    """The groups that wishes concern."""
    return {number for link in links for number in (link.one, link.other)}


def proven(week: GymWeek, groups: Sequence[Group], links: Sequence[Link], prices: Prices) -> Proof:
    """The bound at these prices."""
    bound = prices.certain(week, groups, links)
    own, least, others = [], [], []
    plain = prices.own(-1, links)
    wishing = linked(links)
    for index, group in enumerate(groups):
        mine = prices.own(index, links) if index in wishing else plain
        _, listed = group.menu.cheapest(mine, prices.weights, week.cap)
        rest = group.menu.others(mine, prices.weights)
        bound += group.count * (listed if rest is None else min(listed, rest))
        own.append(mine)
        least.append(listed)
        others.append(rest)
    return Proof(prices, bound, tuple(own), tuple(least), tuple(others))


def tier_bound(proof: Proof, worst: int) -> int:
    """What the bound proves of the tier at work, if the points are never more than ``worst``."""
    stage, points = proof.prices.stage, -(-proof.bound // UNIT)
    if TIERS[stage] == "points":
        return max(0, points)
    weights = proof.prices.weights
    weight = (weights.left_out, weights.wish, weights.beyond)[stage] // UNIT
    return max(0, -(-(points - worst) // weight))
