"""A scenario of one week or of many -> the answer, with reasons for what is left out.

One week is one model (``solver.week``). Many weeks are solved together (``solver.season``): the plan is the best of
the whole season, and proven to be, or comes with a bound that is proven.
"""

from __future__ import annotations

from dataclasses import replace

from constraints.base.rule import Rule
from scenarios.instance import Instance
from scenarios.schema import Scenario
from solver.explain.reasons import why_infeasible, with_reasons
from solver.options import Options
from solver.prepared import prepare
from solver.progress import Progress, unheard
from solver.result import Result, Solved
from solver.season.answer import solve_season, why_no_season
from solver.season.reasons import with_season_reasons
from solver.time_budget import TimeBudget
from solver.week import solve_week


def solve(scenario: Scenario, options: Options | None = None, progress: Progress = unheard) -> Result:
    """Answer a scenario: the best plan for its week, or for all its weeks together.

    Raises ``InputError`` for settings the rules do not accept and ``Defect`` for faults of ours.
    """
    instance, rules = prepare(scenario)
    return solve_instance(instance, rules, options or Options(), progress)


def solve_instance(
    instance: Instance, rules: tuple[Rule, ...], options: Options, progress: Progress = unheard
) -> Result:
    """``solve`` for an instance and rules at hand. Reasons for what is left out take as long again, at most."""
    if instance.weeks > 1:
        result, season = solve_season(instance, rules, options, progress)
        if result.status == "infeasible":
            return replace(result, reasons=why_no_season(season, rules))
        if not isinstance(result, Solved) or options.control.stopped.is_set():
            return result
        return replace(result, plan=with_season_reasons(result.plan, rules, TimeBudget(options)))
    result = solve_week(instance, rules, options)
    if result.status == "infeasible":
        explanation = why_infeasible(instance, rules, TimeBudget(options))
        return replace(result, reasons=() if explanation is None else explanation.texts)
    if not isinstance(result, Solved) or result.interrupted:
        return result
    return replace(result, plan=with_reasons(result.plan, rules, TimeBudget(options)))


def solve_bare(instance: Instance, rules: tuple[Rule, ...], options: Options, progress: Progress = unheard) -> Result:
    """The best plan of a week or a season, without a reason for anything."""
    if instance.weeks > 1:
        return solve_season(instance, rules, options, progress)[0]
    return solve_week(instance, rules, options)
