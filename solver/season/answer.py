"""A season solved -> the answer a person gets: judged as a whole, with the status its proof allows."""

from __future__ import annotations

import time
from dataclasses import replace

from constraints.base.rule import Rule
from constraints.settings import grid_of
from scenarios.instance import Instance
from scenarios.plan import Plan
from scenarios.sessions import TIERS, Tier
from solver.defect import Defect
from solver.explain.reasons import why_infeasible
from solver.options import Options
from solver.progress import Progress, unheard
from solver.result import Bound, Result, Solved, Timings
from solver.season.season import Season, SeasonPlan
from solver.stretch import alone
from solver.time_budget import TimeBudget
from solver.verify import score_of, verified
from solver.week import plan_of, stated_points


def solve_season(
    instance: Instance, rules: tuple[Rule, ...], options: Options, progress: Progress = unheard
) -> tuple[Result, Season]:
    """The best plan of several weeks, as ``solve_week`` answers one, and the season with all its searches taught."""
    began = time.perf_counter()
    season = Season(grid_of(instance, rules), options, progress)
    built = time.perf_counter()
    found = season.solve()
    timings = Timings(built - began, time.perf_counter() - built, 0.0)
    reached = found.cost is not None or (season.budget.stopped and any(found.weeks))
    if found.impossible or not reached:
        return _no_plan(rules, season, found, timings), season
    return _planned(rules, season, found, timings), season


def why_no_season(season: Season, rules: tuple[Rule, ...]) -> tuple[str, ...]:
    """The shortest run of weeks that cannot be, and why, as far as the time the season had goes once more.

    Expects a season that was proven to have no plan.
    """
    season.budget = TimeBudget(season.budget.options)
    weeks = season.impossible_stretch()
    which = f"week {weeks[0] + 1}" if len(weeks) == 1 else f"weeks {weeks[0] + 1} to {weeks[-1] + 1} together"
    explanation = why_infeasible(alone(season.grid.instance, weeks), rules, season.budget, season=True)
    return (f"{which} cannot be done in full", *(() if explanation is None else explanation.texts))


def _planned(rules: tuple[Rule, ...], season: Season, found: SeasonPlan, timings: Timings) -> Solved:
    """The plan of a season, judged; a person may have stopped it before every week was reached."""
    judging = time.perf_counter()
    grid, fold = season.grid, season.fold
    plan = plan_of(grid.instance, grid.cells_in(found.taken))
    left_out: dict[Tier, int] = {tier: sum(left.session.tier == tier for left in plan.left_out) for tier in TIERS}
    points = stated_points(grid, found.taken)
    if found.cost is not None and fold.apart(found.cost + season.settled) != (left_out, points):
        raise Defect("the weeks of a season cost something else together than one by one")
    costs = tuple(verified(plan, rules, left_out, points))
    interrupted, proven = season.budget.stopped, found.cost == found.bound
    return Solved(
        status="optimal" if proven else "feasible",
        plan=_with_unreached(plan, found) if interrupted else plan,
        score=score_of(plan, rules, costs),
        bound=Bound(*fold.apart(found.bound + season.settled)),
        rules=rules,
        costs=costs,
        timings=replace(timings, check=time.perf_counter() - judging),
        interrupted=interrupted and not proven,
        out_of_time=season.budget.late and not interrupted and not proven,
        searches=season.searches,
    )


def _with_unreached(plan: Plan, found: SeasonPlan) -> Plan:
    """The plan with a word on each session of a week that was not reached."""
    reason = ("interrupted before this week was planned",)
    unreached = {week for week, planned in enumerate(found.weeks) if planned is None}
    left_out = (replace(left, reasons=reason) if left.week in unreached else left for left in plan.left_out)
    return replace(plan, left_out=tuple(left_out))


def _no_plan(rules: tuple[Rule, ...], season: Season, found: SeasonPlan, timings: Timings) -> Result:
    """A season without a plan: it cannot be, or that is not known in time."""
    return Result.without_plan(
        rules,
        timings,
        impossible=found.impossible,
        interrupted=season.budget.stopped,
        out_of_time=season.budget.late,
        searches=season.searches,
    )
