"""The best plan of what a question is about; of a plan taken up again that is the nearest to the one before."""

from __future__ import annotations

from dataclasses import replace

from constraints.base.rule import Rule
from constraints.week.few_changes import FewChanges
from scenarios.instance import Instance
from scenarios.plan import Score
from solver.options import Options
from solver.progress import Progress, unheard
from solver.replan.stay_close import closest, weight_of_steps
from solver.result import NoPlanError, Result, Solved
from solver.solve import solve_bare


def stays_close(instance: Instance, rules: tuple[Rule, ...]) -> bool:
    """Whether few moves count before points: in a plan taken up again, unless its rules leave that out."""
    return instance.meanwhile is not None and weight_of_steps(rules) > 0


def best_of(instance: Instance, rules: tuple[Rule, ...], options: Options, progress: Progress = unheard) -> Result:
    """The best week or season, or the nearest: ``optimal`` where both its steps and its points are proven."""
    if not stays_close(instance, rules):
        return solve_bare(instance, rules, options, progress)
    try:
        found = closest(instance, rules, options, progress, solve_bare)
    except NoPlanError as error:
        return error.result
    unproven = found.result.status == "optimal" and not found.proven
    return replace(found.result, status="feasible") if unproven else found.result


def best_plan(instance: Instance, rules: tuple[Rule, ...], options: Options, progress: Progress = unheard) -> Solved:
    """The week or season everything is compared with. Raises ``NoPlanError`` when there is none."""
    result = best_of(instance, rules, options, progress)
    if not isinstance(result, Solved):
        raise NoPlanError(result)
    return result


def steps_of(score: Score, rules: tuple[Rule, ...]) -> int:
    """The steps that a score is charged for."""
    return score.points.get(FewChanges.name, 0) // max(1, weight_of_steps(rules))


def order_of(score: Score, rules: tuple[Rule, ...]) -> tuple[int, ...]:
    """What counts first, fewer before more: sessions left out by tier, steps, points."""
    *left_out, points = score.key()
    return (*left_out, steps_of(score, rules), points)
