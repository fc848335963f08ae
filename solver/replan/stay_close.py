"""The plan nearest to an earlier one, and of those the best: two searches, each with its proof.

As few sessions as possible are left out; then as little as possible moves; only then points count. The first search
knows no points but those of ``few_changes``. Its plan costs so many other points; a second search, in which one step
costs more than all of those, can therefore afford no step more than the first, and finds the fewest points.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from constraints.base.rule import Rule, SoftRule
from constraints.week.few_changes import FewChanges
from scenarios.instance import Instance
from scenarios.plan import Plan
from solver.options import Options
from solver.progress import Progress, unheard
from solver.result import Bound, NoPlanError, Result, Solved, Timings
from solver.solve import solve_instance
from solver.verify import judge, score_of

Search: TypeAlias = Callable[[Instance, tuple[Rule, ...], Options, Progress], Result]


@dataclass(frozen=True)
class Closest:
    """The answer, how many steps it moves, and whether it is proven that none that leaves out as little moves less."""

    result: Solved
    steps: int
    proven: bool


@dataclass(frozen=True)
class LeastMoved:
    """A plan that moves least, found by ``result``, and ``dear``: points a step has to cost so that none is for sale.

    That is more than all other points of that plan together, and at least what the rule itself asks (``own``).
    """

    result: Solved
    steps: int
    own: int
    dear: int

    def weighing(self, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        """The rules, a step as dear as that."""
        return tuple(_weighing(rule, self.dear) if isinstance(rule, FewChanges) else rule for rule in rules)

    def restated(self, found: Solved, rules: tuple[Rule, ...]) -> Solved:
        """What was found under ``weighing``, in the points of the rules as they are."""
        return _restated(found, rules, self.dear, self.own, self.result)


def closest(
    instance: Instance,
    rules: tuple[Rule, ...],
    options: Options,
    progress: Progress = unheard,
    search: Search = solve_instance,
) -> Closest:
    """The plan that leaves out least, then moves least, then costs the fewest points.

    Where ``few_changes`` is switched off nothing is held in its place: one search, by points alone. Raises
    ``NoPlanError``.
    """
    if not weight_of_steps(rules):
        result = _found(search(instance, rules, options, progress))
        return Closest(result, steps_of_plan(result.plan), proven=False)
    least = least_moved(instance, rules, options, progress, search)
    first: Solved = least.result
    second: Result = first
    if not first.interrupted:
        second = search(instance, least.weighing(rules), options, progress)
    if second is first or not isinstance(second, Solved):
        stopped = replace(first, interrupted=second.interrupted or first.interrupted)
        shown = _restated(stopped, rules, 1, least.own, first)
        return Closest(replace(shown, status="feasible"), least.steps, first.status == "optimal")
    moved = steps_of_plan(second.plan)
    proven = first.status == "optimal" and moved == least.steps
    return Closest(least.restated(second, rules), moved, proven)


def least_moved(
    instance: Instance,
    rules: tuple[Rule, ...],
    options: Options,
    progress: Progress = unheard,
    search: Search = solve_instance,
) -> LeastMoved:
    """The first search: the plan that leaves out least and then moves least, whatever its other points are.

    Raises ``NoPlanError``.
    """
    own = weight_of_steps(rules)
    first = _found(search(instance, tuple(_movement_only(rule) for rule in rules), options, progress))
    steps = steps_of_plan(first.plan)
    others = score_of(first.plan, rules, judge(first.plan, rules)).total - own * steps
    return LeastMoved(first, steps, own, max(own, others + 1))


def weight_of_steps(rules: tuple[Rule, ...]) -> int:
    """Points that the rules as they are charge for a step; 0 where nothing is held in its place."""
    return next((rule.weight for rule in rules if isinstance(rule, FewChanges)), 0)


def steps_of_plan(plan: Plan) -> int:
    """Steps that the sessions of a plan moved, in all."""
    return sum(violation.points or 0 for violation in FewChanges(weight=1).check(plan))


def _movement_only(rule: Rule) -> Rule:
    """The rule without its points, unless they are for moves."""
    if not isinstance(rule, SoftRule):
        return rule
    return _weighing(rule, 1 if isinstance(rule, FewChanges) else 0)


def _weighing(rule: Rule, weight: int) -> Rule:
    return rule.model_copy(update={"weight": weight})


def _found(result: Result) -> Solved:
    if not isinstance(result, Solved):
        raise NoPlanError(result)
    return result


def _restated(result: Solved, rules: tuple[Rule, ...], weighed: int, own: int, first: Solved) -> Solved:
    """The result in the points of the rules as they are; its bound holds for plans that move as little."""
    found = judge(result.plan, rules)
    score = score_of(result.plan, rules, found)
    steps = steps_of_plan(result.plan)
    others = 0 if result is first else max(0, result.bound.points - weighed * steps)
    points = score.total if result.status == "optimal" else others + own * steps
    bound = Bound(result.bound.left_out, points)
    timings = Timings(
        *(a + b for a, b in zip(_seconds(first), _seconds(result), strict=True))
        if result is not first
        else _seconds(first)
    )
    return replace(result, rules=rules, score=score, bound=bound, costs=tuple(found), timings=timings)


def _seconds(result: Result) -> tuple[float, float, float]:
    return result.timings.build, result.timings.solve, result.timings.check
