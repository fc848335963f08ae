"""Why not there: a session is forced to a place, everything is solved again, and the two answers are compared.

A move *breaks* when no plan keeps every hard rule with the session there and every session at least as
important that the best plan places (key runs, then easy runs, then strength); else it *costs* what the best
plan with the session there is worse by. Of equally good such plans the one is told that moves the fewest
other sessions. Of a plan taken up again the best is the nearest to the one before. A season is solved as a whole,
so the price holds all weeks; the sessions that have to stay are counted over the season, and one by one in the
weeks of the conflict.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from constraints.base.rule import Rule
from constraints.settings import grid_of
from scenarios.instance import Instance
from scenarios.plan import Plan, Score
from scenarios.sessions import TIERS
from solver.asking.asked_place import AskedPlace
from solver.asking.best import best_plan
from solver.asking.difference import Difference, difference_between
from solver.asking.in_the_way import in_the_way
from solver.asking.near import best_near
from solver.asking.pins import StandsThere
from solver.asking.placements import Move, Placement, kinds_of, moves_between, stands_of
from solver.explain.reasons import Explanation
from solver.options import Options
from solver.result import NoPlanError, Solved

MOST_WEEKS = 4
"""Weeks a conflict of a season is looked for in; with more, the answer would be a list nobody reads."""


@dataclass(frozen=True)
class Forced:
    """The best plan with the session there; ``difference`` and ``moves`` lead to it from the best plan of all."""

    result: Solved
    difference: Difference
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True)
class Stands:
    """The ``best`` plan has the session there already. Without ``proven`` the clock stopped its search."""

    verdict: ClassVar[Literal["stands"]] = "stands"
    asked: AskedPlace
    best: Solved
    proven: bool

    @property
    def forced(self) -> Forced:
        """The best plan itself, which nothing has to be forced for."""
        return Forced(self.best, Difference({}, {}))


@dataclass(frozen=True)
class Costs:
    """The session can stand there, for what ``forced`` is worse by. ``proven`` as of ``Breaks``."""

    verdict: ClassVar[Literal["costs"]] = "costs"
    asked: AskedPlace
    best: Solved
    forced: Forced
    proven: bool


@dataclass(frozen=True)
class Breaks:
    """The session cannot stand there, or not with every session as important that the ``best`` plan places.

    ``forced`` is None where no plan has it there at all. ``conflict`` says what cannot hold together; None: that
    could not be told in time. Without ``proven`` the clock stopped one of the two searches.
    """

    verdict: ClassVar[Literal["breaks"]] = "breaks"
    asked: AskedPlace
    best: Solved
    forced: Forced | None
    conflict: Explanation | None
    proven: bool


WhatIf: TypeAlias = Stands | Costs | Breaks
"""What it would mean to have a session somewhere."""


def what_if(
    instance: Instance,
    rules: tuple[Rule, ...],
    asked: AskedPlace,
    options: Options | None = None,
    known: Solved | None = None,
) -> WhatIf:
    """Force the session there and solve again. ``known`` is the best plan, if it was found before.

    Raises ``NoPlanError``.
    """
    options = options or Options()
    best = known or best_plan(instance, rules, options)
    pin = _pin(best.plan, asked)
    if not list(pin.check(best.plan)):
        return Stands(asked, best, best.status == "optimal")
    result = _solved_with(best, pin, options)
    if result is None:
        return Breaks(asked, best, None, in_the_way(best.plan, rules, pin, MOST_WEEKS), proven=True)
    forced = Forced(
        result,
        difference_between(best.score, result.score, best.rules),
        moves_between(best.plan, result.plan, _standing(result.plan, pin), asked.session),
    )
    proven = best.status == result.status == "optimal"
    loses = _loses(best.score, result.score, best.plan, asked)
    conflict = in_the_way(best.plan, rules, pin, MOST_WEEKS if loses else 1)
    # a forced plan the clock stopped may leave out what a better one would place
    if conflict is not None or (loses and result.status == "optimal"):
        return Breaks(asked, best, forced, conflict, proven)
    return Costs(asked, best, forced, proven)


def _pin(plan: Plan, asked: AskedPlace) -> StandsThere:
    """The question as a rule. Where the very unit named is left out, it is asked for on top of those placed."""
    week = asked.day // 7
    out = any(left.name == asked.session and left.week == week for left in plan.left_out)
    if not out or any(p.session.name == asked.session and p.day // 7 == week for p in plan.sessions):
        return StandsThere(demands=asked.demands, day=asked.day, slot=asked.slot)
    demand = next(i for i in asked.demands if asked.session in plan.instance.demands[i].names())
    units = 1 + sum(index == demand for index, _, _ in stands_of(plan))
    return StandsThere(demands=(demand,), day=asked.day, slot=asked.slot, units=units)


def _solved_with(best: Solved, pin: StandsThere, options: Options) -> Solved | None:
    """The best plan with the session there, as much as possible of it as it was; None when there is none."""
    if not pin.possible(grid_of(best.plan.instance, best.rules)):
        return None
    forced = best_near(best, pin, options)
    if forced.status == "unknown":
        raise NoPlanError(forced)
    return forced if isinstance(forced, Solved) else None


def _loses(best: Score, forced: Score, plan: Plan, asked: AskedPlace) -> bool:
    """Whether more sessions at least as important are left out."""
    least = TIERS.index(plan.instance.demands[asked.demands[0]].session.tier)
    return any(forced.left_out[tier] > best.left_out[tier] for tier in TIERS[: least + 1])


def _standing(plan: Plan, pin: StandsThere) -> Placement:
    """Where in the forced plan the session stands."""
    kinds = kinds_of(plan.instance)
    return next(
        (kinds[index], day, slot)
        for index, day, slot in sorted(stands_of(plan))
        if index in pin.demands and day == pin.day and pin.slot in (None, slot)
    )
