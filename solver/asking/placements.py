"""Where the sessions of two plans stand, compared: equal sessions count as one, whatever they are called."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeAlias

from scenarios.demands import Demand
from scenarios.instance import Instance
from scenarios.plan import Plan, PlannedSession

Placement: TypeAlias = tuple[int, int, str]
"""(index of the demand, day, slot): which session stands where, one of equal ones like another."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A day (by its index) and a slot of it."""

    day: int
    slot: str

    def said(self, instance: Instance) -> str:
        """The place as a person says it: ``Tue 1 Dec morning``."""
        return f"{instance.days[self.day].name} {self.slot}"


@dataclass(frozen=True, slots=True)
class Move:
    """A session that stands elsewhere: ``before`` is None for one left out before, ``after`` for one left out now."""

    session: str
    before: Place | None
    after: Place | None
    demand: int

    def said(self, instance: Instance) -> str:
        """The move as a person says it."""
        before = "left out" if self.before is None else self.before.said(instance)
        after = "left out" if self.after is None else self.after.said(instance)
        return f"{self.session}: {before} -> {after}"


def demand_of(instance: Instance, planned: PlannedSession) -> int | None:
    """The index of the demand a planned session answers; None for the race."""
    for index, demand in enumerate(instance.demands):
        if planned.day // 7 == demand.week and planned.name in demand.names():
            return index
    return None


def placements_of(plan: Plan) -> frozenset[Placement]:
    """Every placement of a plan, the race apart."""
    found = ((demand_of(plan.instance, planned), planned) for planned in plan.sessions)
    return frozenset((index, planned.day, planned.slot) for index, planned in found if index is not None)


def moves_between(
    before: Plan, after: Plan, lead: Placement | None = None, session: str | None = None
) -> tuple[Move, ...]:
    """What stands elsewhere in ``after``, in order of time.

    Equal sessions are paired in order of time; but the move that ends at ``lead`` comes first, and is told of
    ``session`` if that is one of them.
    """
    gone, new = placements_of(before) - placements_of(after), placements_of(after) - placements_of(before)
    names = {(planned.day, planned.slot): planned.name for planned in before.sessions}
    moves: list[Move] = []
    for index, demand in enumerate(before.instance.demands):
        left, taken = _places(before, index, gone), _places(before, index, new)
        if lead is not None and lead in new and lead[0] == index:
            taken.sort(key=lambda place: (place.day, place.slot) != lead[1:])
            left.sort(key=lambda place: names[place.day, place.slot] != session)
        unused = iter(_left_out_names(before, demand))
        for old, place in zip_longest(left, taken):
            name = next(unused, demand.session.name) if old is None else names[old.day, old.slot]
            moves.append(Move(name, old, place, index))

    def order(move: Move) -> tuple[bool, Place, str]:
        there = move.after is not None and (move.demand, move.after.day, move.after.slot) == lead
        return not there, move.before or move.after or Place(0, ""), move.session

    return tuple(sorted(moves, key=order))


def _places(plan: Plan, index: int, placements: frozenset[Placement]) -> list[Place]:
    """The places of one demand among the placements, in order of time."""
    starts = {(day.index, slot.name): slot.start for day in plan.instance.days for slot in day.slots}
    own = [Place(day, slot) for demand, day, slot in placements if demand == index]
    return sorted(own, key=lambda place: starts[place.day, place.slot])


def _left_out_names(plan: Plan, demand: Demand) -> list[str]:
    names = demand.names()
    return [left.name for left in plan.left_out if left.week == demand.week and left.name in names]
