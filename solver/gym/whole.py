"""The whole master: every member takes one of the sets listed, no slot holds more than its places. CP-SAT."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from solver.cpsat import LinearTerm, Model, Search
from solver.gym.gym_week import Group, GymWeek, Link
from solver.gym.tiers import Totals
from solver.parameters import SEED

MOST_SECONDS = 6.0
"""Deterministic seconds of one search over at most a thousand groups; more groups have as much more."""
_PARAMETERS = f"num_workers:1 random_seed:{SEED} catch_sigint_signal:false"


@dataclass(frozen=True, slots=True)
class Shared:
    """Who has which sets: group by group, set -> how many of its members; what that comes to; the wishes not kept.

    ``bound`` is the least that the tier minimised, ``least``, can come to with the sets listed, ``proven`` whether
    it does.
    """

    takes: tuple[Mapping[int, int], ...]
    totals: Totals
    broken: frozenset[int]
    least: int
    bound: int
    proven: bool


def totals_of(week: GymWeek, groups: Sequence[Group], takes: Sequence[Mapping[int, int]], broken: int) -> Totals:
    """What sets taken come to."""
    left_out = beyond = points = 0
    for group, taken in zip(groups, takes, strict=True):
        for mask, count in taken.items():
            left_out += count * group.menu.left_out(mask)
            beyond += count * group.menu.beyond(mask, week.cap)
            points += count * group.menu.sets[mask]
    return Totals(left_out, broken, beyond, points)


def shared(
    week: GymWeek,
    groups: Sequence[Group],
    links: Sequence[Link],
    settled: Sequence[int],
    least: int,
    *,
    hint: Sequence[Mapping[int, int]] | None,
) -> Shared | None:
    """A way to share in which the first tiers are as ``settled`` and the tier ``least`` (by number) is the least.

    The search ends at a deterministic limit; what is found by then stands. None when nothing was.
    """
    model = Model()
    takes = [{mask: model.integer(0, group.count) for mask in sorted(group.menu.sets)} for group in groups]
    misses = [model.boolean() for _ in links]
    for group, own in zip(groups, takes, strict=True):
        model.linear([(1, variable) for variable in own.values()], group.count, group.count)
    for slot, places in enumerate(week.places):
        model.linear([(1, v) for own in takes for mask, v in own.items() if mask >> slot & 1], None, places)
    for number, link in enumerate(links):
        _state_link(model, week, link, takes, misses[number])
    tiers = [
        _terms(groups, takes, lambda group, mask: group.menu.left_out(mask)),
        [(1, miss) for miss in misses],
        _terms(groups, takes, lambda group, mask: group.menu.beyond(mask, week.cap)),
        _terms(groups, takes, lambda group, mask: group.menu.sets[mask]),
    ]
    for tier, most in enumerate(settled):
        model.linear(tiers[tier], None, most)
    model.minimize(tiers[least])
    if hint is not None:
        model.hint({v: given.get(mask, 0) for own, given in zip(takes, hint, strict=True) for mask, v in own.items()})
    limit = MOST_SECONDS * max(1.0, len(groups) / 1000)
    outcome = Search(f"{_PARAMETERS} max_deterministic_time:{limit}").run(model)
    if not outcome.values:
        return None
    found = tuple({mask: outcome.values[v] for mask, v in own.items() if outcome.values[v]} for own in takes)
    broken = frozenset(number for number, link in enumerate(links) if not is_kept(link, found))
    totals = totals_of(week, groups, found, len(broken))
    return Shared(found, totals, broken, least, max(0, outcome.bound), outcome.status == "optimal")


def is_kept(link: Link, takes: Sequence[Mapping[int, int]]) -> bool:
    """Whether a wish is kept; a ``with`` wish of someone who does not lift at all is."""
    one, other = (next(iter(takes[group])) for group in (link.one, link.other))
    if link.kind == "never":
        return not one & other
    return not one & ~other


def _state_link(model: Model, week: GymWeek, link: Link, takes: Sequence[Mapping[int, int]], miss: int) -> None:
    for slot in range(len(week.slots)):
        one, other = (
            [(1, v) for mask, v in takes[group].items() if mask >> slot & 1] for group in (link.one, link.other)
        )
        if link.kind == "never":
            model.linear([*one, *other, (-1, miss)], None, 1)
        elif one:
            model.linear([*one, *((-1, v) for _, v in other), (-1, miss)], None, 0)


def _terms(
    groups: Sequence[Group], takes: Sequence[Mapping[int, int]], cost: Callable[[Group, int], int]
) -> list[LinearTerm]:
    return [
        (each, variable)
        for group, own in zip(groups, takes, strict=True)
        for mask, variable in own.items()
        if (each := cost(group, mask))
    ]
