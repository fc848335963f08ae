"""A first way to share the gym, found at once: it keeps to the places, and nobody lifts twice before all could once.

Everybody begins with the set that uses the gym least, which is none of its slots. Then, round after round, each may
have one session more than before: those with the fewest slots to choose from come first, then the roster's order. Each
takes the best set for which there are places, and gives back those held before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from solver.gym.gym_week import Group, GymWeek, Link
from solver.gym.priced_week import sets_in
from solver.gym.whole import WholePlan, places_left, taken


def first_plan(week: GymWeek, groups: Sequence[Group], links: Sequence[Link]) -> WholePlan | None:
    """The first plan; None only where not even the sets that use the gym least fit."""
    held = [[_least(group)] * group.count for group in groups]
    left = places_left(week, [Counter(masks) for masks in held])
    if min(left, default=0) < 0:
        return None
    for most in range(1, 1 + max((group.menu.lifts for group in groups), default=0)):
        for index, member in _order(groups, most):
            _give_back(left, held[index][member], 1)
            held[index][member] = _best(week, groups[index], left, most, held[index][member])
            _give_back(left, held[index][member], -1)
    return taken(week, groups, links, [Counter(masks) for masks in held])


def _least(group: Group) -> int:
    return min(group.menu.sets, key=lambda mask: (mask.bit_count(), group.menu.sets[mask], mask))


def _order(groups: Sequence[Group], most: int) -> Iterator[tuple[int, int]]:
    """Every member, as (group, which of the group)."""
    choice = []
    for index, group in enumerate(groups):
        slots = 0
        for mask in group.menu.sets:
            slots |= mask if mask.bit_count() <= most else 0
        choice += [(slots.bit_count(), lifter, index, member) for member, lifter in enumerate(group.lifters)]
    return ((index, member) for _, _, index, member in sorted(choice))


def _best(week: GymWeek, group: Group, left: Sequence[int], most: int, held: int) -> int:
    """The best set of so many sessions at most that fits; of equal ones the one in emptier slots."""
    menu = group.menu
    fitting = [
        mask
        for mask in menu.sets
        if mask == held or (mask.bit_count() <= most and all(left[slot] > 0 for slot in sets_in(mask)))
    ]

    def worth(mask: int) -> tuple[int, int, int, int, int]:
        fullest = min((left[slot] for slot in sets_in(mask)), default=0)
        return menu.left_out(mask), menu.beyond(mask, week.cap), menu.sets[mask], -fullest, mask

    return min(fitting, key=worth)


def _give_back(left: list[int], mask: int, times: int) -> None:
    for slot in sets_in(mask):
        left[slot] += times
