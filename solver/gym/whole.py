"""Whole plans: every member takes one of the sets listed, no slot holds more than its places; what that comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from solver.gym.gym_week import Group, GymWeek, Link
from solver.gym.tiers import POINTS, Totals

Takes = Sequence[Mapping[int, int]]
"""Group by group: set -> how many of its members take it."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A whole plan to look for: the first tiers ``settled`` or less, the tier ``least`` the least, then the points."""

    week: GymWeek
    groups: Sequence[Group]
    links: Sequence[Link]
    settled: tuple[int, ...]
    least: int

    @property
    def worst(self) -> int:
        """More points than any plan has."""
        return worst_of(self.groups)

    @property
    def weight(self) -> int:
        """What one of the tier ``least`` counts, in points: more than all there can be; 0 where it is the points."""
        return 0 if self.least == POINTS else 1 << self.worst.bit_length()

    def tier_of(self, cost: int) -> int:
        """What a cost in points, the weighted tier included, says of the tier: no plan that costs so much has less."""
        if self.least == POINTS:
            return max(0, cost)
        return max(0, -(-(cost - self.worst) // self.weight))


@dataclass(frozen=True, slots=True)
class WholePlan:
    """Who has which sets, what that comes to, the wishes (links by number) not kept.

    ``bound`` is the least that the tier minimised, ``least``, can come to with the sets listed, ``proven`` whether
    it and then the points are the least.
    """

    takes: tuple[Mapping[int, int], ...]
    totals: Totals
    broken: frozenset[int]
    least: int
    bound: int
    proven: bool


def worst_of(groups: Sequence[Group]) -> int:
    """More points than any plan has."""
    return 1 + sum(group.count * (group.menu.stands.worst if group.menu.stands else 0) for group in groups)


def taken(week: GymWeek, groups: Sequence[Group], links: Sequence[Link], takes: Takes) -> WholePlan:
    """A plan made elsewhere, of which nothing is proven."""
    broken = frozenset(number for number, link in enumerate(links) if not is_kept(link, takes))
    totals = totals_of(week, groups, takes, len(broken))
    return WholePlan(tuple(takes), totals, broken, POINTS, 0, proven=False)


def totals_of(week: GymWeek, groups: Sequence[Group], takes: Takes, broken: int) -> Totals:
    """What sets taken come to."""
    left_out = beyond = points = 0
    for group, own in zip(groups, takes, strict=True):
        for mask, count in own.items():
            left_out += count * group.menu.left_out(mask)
            beyond += count * group.menu.beyond(mask, week.cap)
            points += count * group.menu.sets[mask]
    return Totals(left_out, broken, beyond, points)


def is_kept(link: Link, takes: Takes) -> bool:
    """Whether a wish is kept; a ``with`` wish of someone who does not lift at all is."""
    one, other = (next(iter(takes[group])) for group in (link.one, link.other))
    if link.kind == "never":
        return not one & other
    return not one & ~other


def places_left(week: GymWeek, takes: Takes) -> list[int]:
    """Slot by slot: places nobody takes."""
    left = list(week.places)
    for own in takes:
        for mask, count in own.items():
            for slot in range(len(left)):
                left[slot] -= count * (mask >> slot & 1)
    return left


def fits(aim: Aim, takes: Takes) -> bool:
    """Whether a plan keeps to the places and to what is settled."""
    if min(places_left(aim.week, takes), default=0) < 0:
        return False
    totals = taken(aim.week, aim.groups, aim.links, takes).totals
    return all(had <= most for had, most in zip(totals, aim.settled, strict=False))
