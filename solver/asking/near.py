"""The best plan under a question's own rule, and of equally good ones the one nearest to an earlier plan."""

from __future__ import annotations

from dataclasses import replace

from constraints.base.rule import Rule, SoftRule
from solver.asking.best import stays_close
from solver.asking.pins import StaysPut
from solver.asking.placements import placements_of
from solver.defect import Defect
from solver.options import Options
from solver.replan.stay_close import least_moved, steps_of_plan
from solver.result import Bound, NoPlanError, Result, Solved
from solver.solve import solve_bare
from solver.verify import judge, score_of


def best_near(best: Solved, asked: Rule, options: Options) -> Result:
    """The best week or season that also keeps ``asked``; of those as good the one that moves the fewest sessions.

    Where few moves from an earlier plan count before points, they do here, too: a search for the fewest comes first.
    """
    instance = best.plan.instance
    if not stays_close(instance, best.rules):
        return _near(best, best.rules, asked, options)
    try:
        least = least_moved(instance, (*best.rules, asked), options, search=solve_bare)
    except NoPlanError as error:
        return error.result
    found = _near(best, least.weighing(best.rules), asked, options)
    if not isinstance(found, Solved):
        return found
    proven = least.result.status == found.status == "optimal" and steps_of_plan(found.plan) == least.steps
    return replace(least.restated(found, best.rules), status="optimal" if proven else "feasible")


def _near(best: Solved, rules: tuple[Rule, ...], asked: Rule, options: Options) -> Result:
    """One search: a point of ``rules`` weighs more than all moves together, so that moves decide among equals only."""
    before = placements_of(best.plan)
    weight = len(before) + 1
    weighed = (
        rule.model_copy(update={"weight": weight * rule.weight}) if isinstance(rule, SoftRule) else rule
        for rule in rules
    )
    found = solve_bare(best.plan.instance, (*weighed, StaysPut(placements=before), asked), options)
    if not isinstance(found, Solved):
        return found
    costs = tuple(judge(found.plan, rules))
    score = score_of(found.plan, rules, costs)
    moved = len(before - placements_of(found.plan))
    if found.score.total != weight * score.total + moved:
        raise Defect(f"{score.total} points and {moved} moves were weighed as {found.score.total} points")
    points = score.total if found.status == "optimal" else found.bound.points // weight
    return replace(found, rules=rules, score=score, costs=costs, bound=Bound(found.bound.left_out, points))
