"""Why not there: a session is forced to a place, the week is solved again, and the two answers are compared.

A move *breaks* when no plan keeps every hard rule with the session there and every session at least as
important that the best week places (key runs, then easy runs, then strength); else it *costs* what the best
week with the session there is worse by. Of equally good such weeks the one is told that moves the fewest
other sessions.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, combinations
from typing import Literal

from constraints.base.rule import Rule
from constraints.base.statement import Never
from constraints.settings import grid_of
from scenarios.instance import Instance
from scenarios.plan import TIERS, Plan, Score, Tier
from solver.asked_place import AskedPlace, single_week
from solver.explain import Explanation, explanation_of
from solver.pins import Repeats, StandsThere
from solver.placements import Move, Placement, moves_between, placements_of
from solver.questions import Conflict, Member, Questions
from solver.result import Result
from solver.solve import Options, solve_week

Verdict = Literal["stands", "costs", "breaks"]


class NoWeekError(Exception):
    """There is no best week to compare with: ``result`` is infeasible, or the time limit came first."""

    def __init__(self, result: Result) -> None:
        self.result = result
        super().__init__(f"no plan: {result.status}")


@dataclass(frozen=True, slots=True)
class Difference:
    """A second score less a first, tier by tier and rule by rule; nothing that is equal."""

    left_out: dict[Tier, int]
    points: dict[str, int]

    @property
    def total(self) -> int:
        """Points over all rules."""
        return sum(self.points.values())


@dataclass(frozen=True)
class WhatIf:
    """What it would mean to have a session somewhere.

    ``verdict``: the best week has it there already, it costs points, or it breaks something. ``best`` is the
    week as solved; ``forced`` the best week with the session there, None when there is none. ``difference``
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


def difference_between(first: Score, second: Score) -> Difference:
    """What ``second`` has more than ``first``."""
    left_out: dict[Tier, int] = {
        tier: second.left_out[tier] - first.left_out[tier]
        for tier in TIERS
        if second.left_out[tier] != first.left_out[tier]
    }
    rules = dict.fromkeys((*first.points, *second.points))
    points = {rule: second.points.get(rule, 0) - first.points.get(rule, 0) for rule in rules}
    return Difference(left_out, {rule: n for rule, n in points.items() if n})


def best_week(instance: Instance, rules: tuple[Rule, ...], options: Options) -> Result:
    """The week everything is compared with. Raises ``NoWeekError`` when there is none."""
    single_week(instance)
    result = solve_week(instance, rules, options)
    if result.plan is None:
        raise NoWeekError(result)
    return result


def what_if(instance: Instance, rules: tuple[Rule, ...], asked: AskedPlace, options: Options | None = None) -> WhatIf:
    """Force the session there and solve again. Raises ``InputError`` for several weeks, ``NoWeekError``."""
    options = options or Options()
    best = best_week(instance, rules, options)
    assert best.plan is not None
    pin = _pin(best.plan, asked)
    if not list(pin.check(best.plan)):
        proven = best.status == "optimal"
        return WhatIf(asked, "stands", best, best, Difference({}, {}), (), None, proven)
    conflict = _conflict(best.plan, rules, pin)
    forced = _solved_with(best, pin, options)
    if forced is None:
        return WhatIf(asked, "breaks", best, None, None, (), conflict, True)
    assert best.score is not None
    assert forced.plan is not None
    assert forced.score is not None
    breaks = conflict is not None or _loses(best.score, forced.score, best.plan, asked)
    return WhatIf(
        asked=asked,
        verdict="breaks" if breaks else "costs",
        best=best,
        forced=forced,
        difference=difference_between(best.score, forced.score),
        moves=moves_between(best.plan, forced.plan, _standing(forced.plan, pin), asked.session),
        conflict=conflict,
        proven=best.status == forced.status == "optimal",
    )


def _pin(plan: Plan, asked: AskedPlace) -> StandsThere:
    """The question as a rule. Where the very unit named is left out, it is asked for on top of those placed."""
    out = any(left.name == asked.session for left in plan.left_out)
    if not out or any(planned.session.name == asked.session for planned in plan.sessions):
        return StandsThere(demands=asked.demands, day=asked.day, slot=asked.slot)
    demand = next(i for i in asked.demands if asked.session in plan.instance.demands[i].names())
    units = 1 + sum(index == demand for index, _, _ in placements_of(plan))
    return StandsThere(demands=(demand,), day=asked.day, slot=asked.slot, units=units)


def _conflict(plan: Plan, rules: tuple[Rule, ...], pin: StandsThere) -> Explanation | None:
    """What the session there cannot hold together with; None when it can, or that cannot be told in time."""
    instance = plan.instance
    placed = dict.fromkeys(range(len(instance.demands)), 0)
    for index, _, _ in placements_of(plan):
        placed[index] += 1
    if len(pin.demands) == 1:
        placed[pin.demands[0]] = max(placed[pin.demands[0]], pin.units)
    rank = TIERS.index(instance.demands[pin.demands[0]].session.tier)
    as_important = {
        index: count
        for index, count in placed.items()
        if count and TIERS.index(instance.demands[index].session.tier) <= rank
    }
    own = {index: count for index, count in as_important.items() if index in pin.demands}
    others = {index: count for index, count in as_important.items() if index not in pin.demands}
    told = _shut(instance, rules, pin)
    if told is None:
        found = Questions(instance, (*rules, pin)).conflict(others, own)
        if found is None:
            return None
        told = replace(found, members=tuple(member for member in found.members if member.rule != pin.name))
    return explanation_of(instance, rules, told, it=pin.demands[0] if len(pin.demands) == 1 else None)


def _shut(instance: Instance, rules: tuple[Rule, ...], pin: StandsThere) -> Conflict | None:
    """The fewest of the scenario's own words that alone shut the place to the session, if they do.

    A conflict with other sessions would be as true; this one is shorter and surer.
    """
    grid = grid_of(instance, tuple(rule for rule in rules if rule.as_asked), prune=False)
    index_of = {id(demand): index for index, demand in enumerate(instance.demands)}
    shutting: dict[int, set[Member]] = {cell.id: set() for cell in pin.cells_there(grid)}
    for statement in grid.statements:
        if isinstance(statement, Never) and len(statement.events) == 1 and len(statement.events[0].cells) == 1:
            cell = statement.events[0].cells[0]
            if cell in shutting and not statement.events[0].negated:
                shutting[cell].add(Member(statement.rule, index_of[id(grid.cells[cell].demand)]))
    members = [*dict.fromkeys(sorted(chain.from_iterable(shutting.values()), key=lambda m: (m.rule, m.demand or 0)))]
    if not all(shutting.values()):
        return None
    sets = (told for size in range(1, len(members) + 1) for told in combinations(members, size))
    return next((Conflict(told, True) for told in sets if all(by.intersection(told) for by in shutting.values())), None)


def _solved_with(best: Result, pin: StandsThere, options: Options) -> Result | None:
    """The best week with the session there, as much as possible of it as it was; None when there is none."""
    assert best.plan is not None
    instance, rules = best.plan.instance, best.rules
    if not pin.possible(grid_of(instance, rules)):
        return None
    forced = solve_week(instance, (*rules, pin), options)
    if forced.status == "unknown":
        raise NoWeekError(forced)
    if forced.plan is None or forced.score is None or forced.status != "optimal":
        return None if forced.plan is None else forced
    before, wanted = placements_of(best.plan), forced.score.key()
    few, many = len(before & placements_of(forced.plan)), len(before)
    while few < many:
        again = (few + many + 1) // 2
        kept = Repeats(placements=before, at_least=again)
        closer = solve_week(instance, (*rules, pin, kept), options)
        if closer.plan is None or closer.score is None or closer.score.key() != wanted:
            many = again - 1
        else:
            forced, few = replace(closer, status=forced.status, bound=forced.bound), again
    return forced


def _loses(best: Score, forced: Score, plan: Plan, asked: AskedPlace) -> bool:
    """Whether more sessions at least as important are left out."""
    rank = TIERS.index(plan.instance.demands[asked.demands[0]].session.tier)
    return any(forced.left_out[tier] > best.left_out[tier] for tier in TIERS[: rank + 1])


def _standing(plan: Plan, pin: StandsThere) -> Placement:
    """Where in the forced plan the session stands."""
    return next(
        placement
        for placement in sorted(placements_of(plan))
        if placement[0] in pin.demands and placement[1] == pin.day and pin.slot in (None, placement[2])
    )
