"""Where the sessions of two plans stand, compared: equal sessions count as one, whatever they are called."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeAlias

from scenarios.demands import Demand, swaps
from scenarios.instance import Instance
from scenarios.plan import Plan
from scenarios.sessions import Session

Placement: TypeAlias = tuple[int, int, str]
"""(kind, day, slot): which session stands where, one of equal ones like another. The kind of equal sessions is the
index of the first demand that asks for one, so entries that differ only in where they may stand are of one kind."""


@dataclass(frozen=True, slots=True, order=True)
class Spot:
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
    before: Spot | None
    after: Spot | None
    kind: int

    def may_be_spared(self, instance: Instance) -> bool:
        """Whether another session of its week may stand in its place, so that nothing is left out without it."""
        return any(self.kind in places for places, _ in swaps(instance.demands))

    def said(self, instance: Instance) -> str:
        """The move as a person says it."""
        nowhere = "nowhere" if self.may_be_spared(instance) else "left out"
        before = nowhere if self.before is None else self.before.said(instance)
        after = nowhere if self.after is None else self.after.said(instance)
        return f"{self.session}: {before} -> {after}"


def kinds_of(instance: Instance) -> tuple[int, ...]:
    """For each demand the first one of its week that asks for an equal session."""
    first: dict[tuple[int, Session], int] = {}
    return tuple(first.setdefault((each.week, each.session), index) for index, each in enumerate(instance.demands))


def stands_of(plan: Plan) -> tuple[tuple[int, int, str], ...]:
    """(index of the demand, day, slot) of every session in order of time, the race apart."""
    units = plan.instance.units()
    found = ((units.get((planned.day // 7, planned.name)), planned) for planned in plan.sessions)
    return tuple((index, planned.day, planned.slot) for index, planned in found if index is not None)


def placements_of(plan: Plan) -> frozenset[Placement]:
    """Every placement of a plan, the race apart."""
    kinds = kinds_of(plan.instance)
    return frozenset((kinds[index], day, slot) for index, day, slot in stands_of(plan))


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
    kinds = kinds_of(before.instance)
    for kind in dict.fromkeys(kinds):
        left, taken = _spots(before, kind, gone), _spots(before, kind, new)
        if lead is not None and lead in new and lead[0] == kind:
            taken.sort(key=lambda place: (place.day, place.slot) != lead[1:])
            left.sort(key=lambda place: names[place.day, place.slot] != session)
        demands = [each for each, own in zip(before.instance.demands, kinds, strict=True) if own == kind]
        unused = iter(_left_out_names(before, demands))
        for old, place in zip_longest(left, taken):
            name = next(unused, demands[0].session.name) if old is None else names[old.day, old.slot]
            moves.append(Move(name, old, place, kind))

    def order(move: Move) -> tuple[bool, Spot, str]:
        there = move.after is not None and (move.kind, move.after.day, move.after.slot) == lead
        return not there, move.before or move.after or Spot(0, ""), move.session

    return tuple(sorted(moves, key=order))


def _spots(plan: Plan, kind: int, placements: frozenset[Placement]) -> list[Spot]:
    """The places of one kind among the placements, in order of time."""
    starts = {(day.index, slot.name): slot.start for day in plan.instance.days for slot in day.slots}
    there = [Spot(day, slot) for own, day, slot in placements if own == kind]
    return sorted(there, key=lambda place: starts[place.day, place.slot])


def _left_out_names(plan: Plan, demands: list[Demand]) -> list[str]:
    names = {name for demand in demands for name in demand.names()}
    return [left.name for left in plan.left_out if left.week == demands[0].week and left.name in names]
