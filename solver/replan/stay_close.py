"""The plan nearest to an earlier one, and of those the best: two searches, each with its proof.

As few sessions as possible are left out; then as little as possible moves; only then points count. The first search
knows no points but those of ``few_changes``. Its plan costs so many other points; a second search, in which one step
costs more than all of those, can therefore afford no step more than the first, and finds the fewest points.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from constraints.base.rule import Rule, SoftRule
from constraints.week.few_changes import FewChanges
from scenarios.instance import Instance
from scenarios.plan import Plan
from solver.options import Options
from solver.progress import Progress, unheard
from solver.result import Bound, Result, Timings
from solver.solve import solve_instance
from solver.verify import judge, score_of


@dataclass(frozen=True)
class Closest:
    """The answer, how many steps it moves, and whether it is proven that none that leaves out as little moves less."""

    result: Result
    steps: int
    proven: bool


def closest(instance: Instance, rules: tuple[Rule, ...], options: Options, progress: Progress = unheard) -> Closest:
    """The plan that leaves out least, then moves least, then costs the fewest points.

    Where ``few_changes`` is switched off nothing is held in its place: one search, by points alone.
    """
    own = next((rule.weight for rule in rules if isinstance(rule, FewChanges)), 0)
    if not own:
        result = solve_instance(instance, rules, options, progress)
        return Closest(result, 0 if result.plan is None else steps_of_plan(result.plan), proven=False)
    first = solve_instance(instance, tuple(_movement_only(rule) for rule in rules), options, progress)
    if first.plan is None:
        return Closest(first, 0, proven=False)
    steps = steps_of_plan(first.plan)
    others = score_of(first.plan, rules, judge(first.plan, rules)).total - own * steps
    dear = max(own, others + 1)
    second = first
    if not first.interrupted:
        weighed = tuple(_weighing(rule, dear) if isinstance(rule, FewChanges) else rule for rule in rules)
        second = solve_instance(instance, weighed, options, progress)
    if second is first or second.plan is None:
        shown = _restated(replace(first, interrupted=second.interrupted or first.interrupted), rules, 1, own, first)
        return Closest(replace(shown, status="feasible"), steps, first.status == "optimal")
    moved = steps_of_plan(second.plan)
    proven = first.status == "optimal" and moved == steps
    return Closest(_restated(second, rules, dear, own, first), moved, proven)


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


def _restated(result: Result, rules: tuple[Rule, ...], weighed: int, own: int, first: Result) -> Result:
    """The result in the points of the rules as they are; its bound holds for plans that move as little."""
    assert result.plan is not None
    found = judge(result.plan, rules)
    score = score_of(result.plan, rules, found)
    steps = steps_of_plan(result.plan)
    bound = result.bound
    if bound is not None:
        others = 0 if result is first else max(0, bound.points - weighed * steps)
        bound = Bound(bound.left_out, score.total if result.status == "optimal" else others + own * steps)
    timings = Timings(
        *(a + b for a, b in zip(_seconds(first), _seconds(result), strict=True))
        if result is not first
        else _seconds(first)
    )
    return replace(result, rules=rules, score=score, bound=bound, costs=tuple(found), timings=timings)


def _seconds(result: Result) -> tuple[float, float, float]:
    return result.timings.build, result.timings.solve, result.timings.check
