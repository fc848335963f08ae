"""A scenario of one week or of many -> the answer, with reasons for what is left out.

One week is one model (``solver.week``). Many weeks are solved together (``solver.season``): the plan is the best of
the whole season, and proven to be, or comes with a bound that is proven.
"""

from __future__ import annotations

import time
from dataclasses import replace

from constraints.base.rule import Rule
from constraints.settings import grid_of
from scenarios.instance import Instance
from scenarios.plan import Plan
from scenarios.schema import Scenario
from scenarios.sessions import TIERS, Tier
from solver.defect import Defect
from solver.explain.reasons import why_infeasible, with_reasons
from solver.options import Options
from solver.prepared import prepare
from solver.result import Bound, Result, Timings
from solver.season.reasons import with_season_reasons
from solver.season.season import Season, SeasonPlan, Told
from solver.stretch import alone
from solver.time_budget import TimeBudget
from solver.verify import score_of, verified
from solver.week import plan_of, solve_week, stated_points

Progress = Told


def solve(scenario: Scenario, options: Options | None = None, progress: Progress | None = None) -> Result:
    """Answer a scenario: the best plan for its week, or for all its weeks together.

    Raises ``InputError`` for settings the rules do not accept and ``Defect`` for faults of ours. ``progress``
    is told (what is being done, how much of it is done, of how much).
    """
    instance, rules = prepare(scenario)
    return solve_instance(instance, rules, options or Options(), progress)


def solve_instance(
    instance: Instance, rules: tuple[Rule, ...], options: Options, progress: Progress | None = None
) -> Result:
    """``solve`` for an instance and rules at hand. Reasons for what is left out take as long again, at most."""
    if instance.weeks > 1:
        result = _solve_season(instance, rules, options, progress)
        if result.plan is None or options.control.stopped.is_set():
            return result
        return replace(result, plan=with_season_reasons(result.plan, rules, TimeBudget(options)))
    result = solve_week(instance, rules, options)
    if result.status == "infeasible":
        explanation = why_infeasible(instance, result.rules)
        return replace(result, reasons=() if explanation is None else explanation.texts)
    if result.plan is None or result.interrupted:
        return result
    return replace(result, plan=with_reasons(result.plan, result.rules, TimeBudget(options)))


def solve_bare(
    instance: Instance,
    rules: tuple[Rule, ...],
    options: Options,
    progress: Progress | None = None,
    *,
    explained: bool = True,
) -> Result:
    """The best plan of a week or a season, without reasons for what it leaves out.

    ``explained`` is whether a season that cannot be says why: rules that name days of the whole season cannot be asked
    of the few weeks it is told from.
    """
    if instance.weeks > 1:
        return _solve_season(instance, rules, options, progress, explained=explained)
    return solve_week(instance, rules, options)


def _solve_season(
    instance: Instance,
    rules: tuple[Rule, ...],
    options: Options,
    progress: Progress | None = None,
    *,
    explained: bool = True,
) -> Result:
    began = time.perf_counter()
    grid = grid_of(instance, rules)
    season = Season(grid, options, progress or (lambda what, done, of: None))
    built = time.perf_counter()
    found = season.solve()
    solved = time.perf_counter()
    interrupted = season.budget.stopped
    if found.impossible or (found.cost is None and not (interrupted and any(found.weeks))):
        reasons = _impossible(instance, rules, season) if explained and found.impossible else ()
        return _no_plan(rules, season, found, Timings(built - began, solved - built, 0.0), reasons)
    taken = {day: bits for week in found.weeks if week is not None for day, bits in week.taken.items()}
    plan = plan_of(instance, grid.cells_in(taken))
    left_out: dict[Tier, int] = {tier: sum(left.session.tier == tier for left in plan.left_out) for tier in TIERS}
    points = stated_points(grid, taken)
    if found.cost is not None and season.fold.apart(found.cost + season.settled) != (left_out, points):
        raise Defect("the weeks of a season cost something else together than one by one")
    costs = tuple(verified(plan, rules, left_out, points))
    proven = found.cost == found.bound
    return Result(
        status="optimal" if proven else "feasible",
        plan=_told(plan, found) if interrupted else plan,
        score=score_of(plan, rules, costs),
        bound=Bound(*season.fold.apart(found.bound + season.settled)),
        rules=rules,
        costs=costs,
        timings=Timings(built - began, solved - built, time.perf_counter() - solved),
        interrupted=interrupted and not proven,
        out_of_time=season.budget.late and not interrupted and not proven,
        searches=season.searches,
    )


def _told(plan: Plan, found: SeasonPlan) -> Plan:
    """The plan with a word on each session of a week that was not reached."""
    reason = ("interrupted before this week was planned",)
    unplanned = {week for week, planned in enumerate(found.weeks) if planned is None}
    left_out = (replace(left, reasons=reason) if left.week in unplanned else left for left in plan.left_out)
    return replace(plan, left_out=tuple(left_out))


def _impossible(instance: Instance, rules: tuple[Rule, ...], season: Season) -> tuple[str, ...]:
    """The shortest run of a season's weeks that cannot be, and why."""
    weeks = season.impossible_stretch()
    which = f"week {weeks[0] + 1}" if len(weeks) == 1 else f"weeks {weeks[0] + 1} to {weeks[-1] + 1} together"
    explanation = why_infeasible(alone(instance, weeks), rules, season=True)
    return (f"{which} cannot be done in full", *(() if explanation is None else explanation.texts))


def _no_plan(
    rules: tuple[Rule, ...], season: Season, found: SeasonPlan, timings: Timings, reasons: tuple[str, ...]
) -> Result:
    """A season without a plan: it cannot be, or that is not known in time."""
    return Result.without_plan(
        rules,
        timings,
        impossible=found.impossible,
        interrupted=season.budget.stopped,
        out_of_time=season.budget.late,
        reasons=reasons,
        searches=season.searches,
    )
