"""The cheapest changes that make a scenario possible in full, and further ones of another sort.

The cheapest way out is the minimum of a model of all changes. A further way out is the cheapest that does without some
sort of change that each way before it needs, so that the athlete has a choice and not one idea in three places.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from itertools import product

from constraints.base.rule import Rule
from scenarios.instance import Instance
from solver.explain.change_model import ChangeModel, FoundWay
from solver.explain.changes import WayOut


def ways_out(
    instance: Instance,
    rules: tuple[Rule, ...],
    most: int = 3,
    droppable: frozenset[int] | None = None,
    *,
    hours_open: bool = True,
) -> tuple[WayOut, ...]:
    """Up to ``most`` ways out, cheapest first; none where no change there is can help.

    A rule changes by one number or goes altogether. ``droppable`` are the demands that may lose a unit (None:
    all); without ``hours_open`` the free hours stay as they are.
    """
    changes = ChangeModel(instance, rules, droppable, hours_open=hours_open)
    told: list[FoundWay] = []
    while len(told) < most:
        found = next_way(changes, [way.sorts for way in told])
        if found is None:
            break
        told.append(found)
    return tuple(found.way for found in told)


def next_way(changes: ChangeModel, told: Sequence[frozenset[Hashable]]) -> FoundWay | None:
    """The cheapest way that does without some sort of change of each way told, by their sorts; None: there is none."""
    found = [way for barred in sorts_to_bar(told) if (way := changes.cheapest(barred)) is not None]
    return min(found, key=lambda way: way.way.price, default=None)


def sorts_to_bar(told: Iterable[frozenset[Hashable]]) -> list[frozenset[Hashable]]:
    """Every smallest set of sorts that holds one of each way told."""
    picked = {frozenset(pick) for pick in product(*(sorted(sorts, key=str) for sorts in told))}
    return sorted(
        (one for one in picked if not any(other < one for other in picked)), key=lambda one: sorted(map(str, one))
    )
