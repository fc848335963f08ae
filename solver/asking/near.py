"""The best plan under a question's own rule, and of equally good ones the one nearest to an earlier plan."""

from __future__ import annotations

from dataclasses import replace

from constraints.base.rule import Rule, SoftRule
from solver.asking.pins import StaysPut
from solver.asking.placements import placements_of
from solver.defect import Defect
from solver.options import Options
from solver.result import Bound, Result
from solver.solve import solve_bare
from solver.verify import judge, score_of


def best_near(best: Result, asked: Rule, options: Options) -> Result:
    """The best week or season that also keeps ``asked``; of those as good the one that moves the fewest sessions.

    One search: a point weighs more than all moves together, so that moves decide among equals only.
    """
    assert best.plan is not None
    before = placements_of(best.plan)
    weight = len(before) + 1
    weighed = (
        rule.model_copy(update={"weight": weight * rule.weight}) if isinstance(rule, SoftRule) else rule
        for rule in best.rules
    )
    rules = (*weighed, StaysPut(placements=before), asked)
    found = solve_bare(best.plan.instance, rules, options)
    if found.plan is None or found.score is None or found.bound is None:
        return found
    costs = tuple(judge(found.plan, best.rules))
    score = score_of(found.plan, best.rules, costs)
    moved = len(before - placements_of(found.plan))
    if found.score.total != weight * score.total + moved:
        raise Defect(f"{score.total} points and {moved} moves were weighed as {found.score.total} points")
    points = score.total if found.status == "optimal" else found.bound.points // weight
    return replace(found, rules=best.rules, score=score, costs=costs, bound=Bound(found.bound.left_out, points))
