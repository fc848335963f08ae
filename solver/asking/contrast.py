"""Why not there: a session is forced to a place, everything is solved again, and the two answers are compared.

A move *breaks* when no plan keeps every hard rule with the session there and every session at least as
important that the best plan places (key runs, then easy runs, then strength); else it *costs* what the best
plan with the session there is worse by. Of equally good such plans the one is told that moves the fewest
other sessions. Of a plan taken up again the best is the nearest to the one before. A season is solved as a whole,
so the price holds all weeks; the sessions that have to stay are counted over the season, and one by one in the
weeks of the conflict.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, combinations
from typing import Literal

from constraints.base.rule import Rule
from constraints.base.statement import Never
from constraints.settings import grid_of
from scenarios.demands import swaps
from scenarios.instance import Instance
from scenarios.plan import Plan, Score
from scenarios.sessions import TIERS, Tier
from solver.asking.asked_place import AskedPlace
from solver.asking.best import best_of, steps_of
from solver.asking.near import best_near
from solver.asking.pins import StandsThere
from solver.asking.placements import Move, Placement, kinds_of, moves_between, stands_of
from solver.explain.conflicts import Conflict, Member, Questions
from solver.explain.reasons import Explanation, explanation_of
from solver.explain.wording import Focus
from solver.options import Options
from solver.progress import Progress, unheard
from solver.result import Result
from solver.stretch import alone

Verdict = Literal["stands", "costs", "breaks"]
MOST_WEEKS = 4
"""Weeks a conflict of a season is looked for in; with more, the answer would be a list nobody reads."""


class NoPlanError(Exception):
    """There is no best plan to compare with: ``result`` is infeasible, or the time limit came first."""

    def __init__(self, result: Result) -> None:
        self.result = result
        super().__init__(f"no plan: {result.status}")


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


@dataclass(frozen=True)
class WhatIf:
    """What it would mean to have a session somewhere.

    ``verdict``: the best plan has it there already, it costs points, or it breaks something. ``best`` is the
    plan as solved; ``forced`` the best with the session there, None when there is none. ``difference``
    and ``moves`` lead from the one to the other. ``conflict`` says what cannot hold together when it breaks
    (None: that could not be told in time). Without ``proven`` the clock stopped one of the solves.
    """

    asked: AskedPlace
    verdict: Verdict
    best: Result
    forced: Result | None
    difference: Difference | None
    moves: tuple[Move, ...]
    conflict: Explanation | None
    proven: bool


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


def best_plan(instance: Instance, rules: tuple[Rule, ...], options: Options, progress: Progress = unheard) -> Result:
    """The week or season everything is compared with. Raises ``NoPlanError`` when there is none."""
    result = best_of(instance, rules, options, progress)
    if result.plan is None:
        raise NoPlanError(result)
    return result


def what_if(
    instance: Instance,
    rules: tuple[Rule, ...],
    asked: AskedPlace,
    options: Options | None = None,
    known: Result | None = None,
) -> WhatIf:
    """Force the session there and solve again. ``known`` is the best plan, if it was found before.

    Raises ``NoPlanError``.
    """
    options = options or Options()
    best = known or best_plan(instance, rules, options)
    assert best.plan is not None
    assert best.score is not None
    pin = _pin(best.plan, asked)
    if not list(pin.check(best.plan)):
        proven = best.status == "optimal"
        return WhatIf(asked, "stands", best, best, Difference({}, {}), (), None, proven)
    forced = _solved_with(best, pin, options)
    if forced is None:
        return WhatIf(asked, "breaks", best, None, None, (), _conflict(best.plan, rules, pin, MOST_WEEKS), True)
    assert forced.plan is not None
    assert forced.score is not None
    loses = _loses(best.score, forced.score, best.plan, asked)
    conflict = _conflict(best.plan, rules, pin, MOST_WEEKS if loses else 1)
    return WhatIf(
        asked=asked,
        # a forced plan the clock stopped may leave out what a better one would place
        verdict="breaks" if conflict is not None or (loses and forced.status == "optimal") else "costs",
        best=best,
        forced=forced,
        difference=difference_between(best.score, forced.score, best.rules),
        moves=moves_between(best.plan, forced.plan, _standing(forced.plan, pin), asked.session),
        conflict=conflict,
        proven=best.status == forced.status == "optimal",
    )


def _pin(plan: Plan, asked: AskedPlace) -> StandsThere:
    """The question as a rule. Where the very unit named is left out, it is asked for on top of those placed."""
    week = asked.day // 7
    out = any(left.name == asked.session and left.week == week for left in plan.left_out)
    if not out or any(p.session.name == asked.session and p.day // 7 == week for p in plan.sessions):
        return StandsThere(demands=asked.demands, day=asked.day, slot=asked.slot)
    demand = next(i for i in asked.demands if asked.session in plan.instance.demands[i].names())
    units = 1 + sum(index == demand for index, _, _ in stands_of(plan))
    return StandsThere(demands=(demand,), day=asked.day, slot=asked.slot, units=units)


def _conflict(plan: Plan, rules: tuple[Rule, ...], pin: StandsThere, most_weeks: int) -> Explanation | None:
    """What the session there cannot hold together with, in as few weeks around it as tell it; None if that is not told.

    Nothing is asked of the weeks before and after those, so what cannot be in them cannot be in the whole.
    """
    week = pin.day // 7
    for length in range(1, min(most_weeks, plan.instance.weeks) + 1):
        for first in range(max(0, week - length + 1), min(week, plan.instance.weeks - length) + 1):
            told = _conflict_in(range(first, first + length), plan, rules, pin)
            if told is not None:
                return told
    return None


def _conflict_in(weeks: range, plan: Plan, rules: tuple[Rule, ...], pin: StandsThere) -> Explanation | None:
    """The conflict within some weeks, with everything as important placed as often as the plan has it."""
    whole = plan.instance
    part = whole if whole.weeks == 1 else alone(whole, weeks)
    within = [index for index, demand in enumerate(whole.demands) if demand.week in weeks]
    number = {index: place for place, index in enumerate(within)}
    pin = pin.model_copy(update={"demands": tuple(number[i] for i in pin.demands), "day": pin.day - 7 * weeks.start})
    placed = {number[index]: count for index, count in plan.placed().items() if index in number}
    for places, most in swaps(part.demands):
        full = sum(placed.get(place, 0) for place in places) >= most
        if full and any(index in places and index not in placed for index in pin.demands):
            # it can only stand in place of another, and nobody said of which
            placed = {index: count for index, count in placed.items() if index not in places}
    if len(pin.demands) == 1:
        placed[pin.demands[0]] = max(placed.get(pin.demands[0], 0), pin.units)
    asked = part.demands[pin.demands[0]].session
    as_important = {
        index: placed[index] for index in sorted(placed) if part.demands[index].session.as_important_as(asked)
    }
    own = {index: count for index, count in as_important.items() if index in pin.demands}
    others = {index: count for index, count in as_important.items() if index not in pin.demands}
    told = _shut(part, rules, pin)
    if told is None:
        found = Questions(part, (*rules, pin)).conflict(others, own)
        if found is None:
            return None
        told = replace(found, members=tuple(member for member in found.members if member.rule != pin.name))
    it = pin.demands[0] if len(pin.demands) == 1 else None
    return explanation_of(part, rules, told, Focus(it, pin.day, season=whole.weeks > 1))


def _shut(instance: Instance, rules: tuple[Rule, ...], pin: StandsThere) -> Conflict | None:
    """The fewest of the scenario's own words that alone shut the place to the session, if they do.

    A conflict with other sessions would be as true; this one is shorter and surer.
    """
    grid = grid_of(instance, tuple(rule for rule in rules if rule.as_asked), prune=False)
    index_of = {id(demand): index for index, demand in enumerate(instance.demands)}
    shutting: dict[int, set[Member]] = {cell.id: set() for cell in pin.cells_there(grid)}
    for statement in grid.statements:
        if isinstance(statement, Never) and len(statement.events) == 1 and not statement.events[0].negated:
            cell, *others = grid.cells_of(statement.events[0])
            if cell.id in shutting and not others:
                shutting[cell.id].add(Member(statement.rule, index_of[id(cell.demand)]))
    members = [*dict.fromkeys(sorted(chain.from_iterable(shutting.values()), key=lambda m: (m.rule, m.demand or 0)))]
    if not all(shutting.values()):
        return None
    sets = (told for size in range(1, len(members) + 1) for told in combinations(members, size))
    return next((Conflict(told, True) for told in sets if all(by.intersection(told) for by in shutting.values())), None)


def _solved_with(best: Result, pin: StandsThere, options: Options) -> Result | None:
    """The best plan with the session there, as much as possible of it as it was; None when there is none."""
    assert best.plan is not None
    if not pin.possible(grid_of(best.plan.instance, best.rules)):
        return None
    forced = best_near(best, pin, options)
    if forced.status == "unknown":
        raise NoPlanError(forced)
    return None if forced.plan is None else forced


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
