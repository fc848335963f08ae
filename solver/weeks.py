"""Several weeks, one after the other: each is solved with what stands before it as its history.

Every week is optimal given the weeks before it; the whole is a plan with a proven bound, which adds up what
each week would cost with nothing before it. Where the two meet the whole is optimal, and is called so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from constraints.base.rule import Rule
from scenarios.instance import Instance
from scenarios.plan import TIERS, LeftOut, Plan, PlannedSession
from scenarios.schema import Scenario
from solver.explain import why_infeasible, with_reasons
from solver.result import Bound, Result, Timings
from solver.solve import Options, plan_of, prepare, solve_week
from solver.verify import judge, score_of, verified

Progress = Callable[[int, int], None]


def solve(scenario: Scenario, options: Options | None = None, progress: Progress | None = None) -> Result:
    """Answer a scenario: the best plan for its week, or a plan with a proven bound for several weeks.

    Raises ``InputError`` for settings the rules do not accept and ``Defect`` for faults of ours. ``progress``
    is told (weeks done, weeks in all).
    """
    instance, rules = prepare(scenario)
    return solve_instance(instance, rules, options or Options(), progress)


def solve_instance(
    instance: Instance, rules: tuple[Rule, ...], options: Options, progress: Progress | None = None
) -> Result:
    """``solve`` for an instance and rules at hand."""
    if instance.weeks > 1:
        return _solve_chain(instance, rules, options, progress or (lambda done, weeks: None))
    return _explained(solve_week(instance, rules, options), instance)


def _explained(result: Result, instance: Instance) -> Result:
    """The result of one week with its reasons: why sessions are left out, or why there is no plan."""
    if result.status == "infeasible":
        explanation = why_infeasible(instance, result.rules)
        return replace(result, reasons=() if explanation is None else explanation.texts)
    if result.plan is None or result.interrupted:
        return result
    return replace(result, plan=with_reasons(result.plan, result.rules))


def only_week(instance: Instance, week: int, done: tuple[PlannedSession, ...]) -> Instance:
    """One week of an instance as an instance of its own, with ``done`` (earlier weeks) as its history."""
    shift = 7 * week

    def moved(planned: PlannedSession) -> PlannedSession:
        return replace(planned, day=planned.day - shift)

    days = tuple(replace(day, index=day.index - shift, week=0) for day in instance.week_days(week))
    demands = tuple(
        replace(demand, week=0, fixed=None if demand.fixed is None else (demand.fixed[0] - shift, demand.fixed[1]))
        for demand in instance.demands
        if demand.week == week
    )
    known = {day - shift for day in instance.known_past_days} | set(range(-shift, 0))
    return replace(
        instance,
        start=days[0].date,
        days=days,
        demands=demands,
        asks=(replace(instance.asks[week], week=0),),
        history=tuple(moved(planned) for planned in (*instance.history, *done)),
        known_past_days=frozenset(known),
        race=None if instance.race is None else moved(instance.race),
    )


def _solve_chain(instance: Instance, rules: tuple[Rule, ...], options: Options, progress: Progress) -> Result:
    done: list[PlannedSession] = []
    left_out: list[LeftOut] = []
    bounds: list[Bound] = []
    timings = Timings(0.0, 0.0, 0.0)
    interrupted = out_of_time = False
    for week in range(instance.weeks):
        part = only_week(instance, week, tuple(done))
        if options.control.stopped.is_set():
            interrupted = True
            planned = plan_of(part, (), "interrupted before this week was planned")
        else:
            result = solve_week(part, rules, options)
            timings = _added(timings, result.timings)
            if result.plan is None:
                return replace(_no_week(instance, week, rules, options, result), timings=timings)
            interrupted = interrupted or result.interrupted
            out_of_time = out_of_time or result.out_of_time
            planned = _explained(result, part).plan or result.plan
            bounds.append(_bound_alone(instance, week, rules, options, result))
        done += [replace(p, day=p.day + 7 * week) for p in planned.sessions]
        left_out += [replace(left, week=week) for left in planned.left_out]
        progress(week + 1, instance.weeks)
    plan = Plan(instance, tuple(done), tuple(left_out))
    score = score_of(plan, rules, judge(plan, rules))
    costs = tuple(verified(plan, rules, dict(score.left_out), score.total))
    bound = Bound(
        {tier: sum(bound.left_out[tier] for bound in bounds) for tier in TIERS}, sum(bound.points for bound in bounds)
    )
    proven = not interrupted and bound.left_out == score.left_out and bound.points == score.total
    return Result(
        status="optimal" if proven else "feasible",
        plan=plan,
        score=score,
        bound=bound,
        rules=rules,
        costs=costs,
        timings=timings,
        interrupted=interrupted,
        out_of_time=out_of_time and not interrupted,
    )


def _no_week(instance: Instance, week: int, rules: tuple[Rule, ...], options: Options, found: Result) -> Result:
    """A season with a week that has no plan: infeasible only if that week has none whatever stands before it."""
    if found.status != "infeasible":
        return found
    alone = _alone(instance, week)
    if solve_week(alone, rules, options).status == "infeasible":
        explanation = why_infeasible(alone, rules)
        told = () if explanation is None else explanation.texts
        return replace(found, reasons=(f"week {week + 1} cannot be done in full", *told))
    reason = (
        f"week {week + 1} cannot be done in full after the weeks planned before it; other plans for those might help"
    )
    return replace(found, status="unknown", reasons=(reason,))


def _alone(instance: Instance, week: int) -> Instance:
    """A week with nothing known before it."""
    return replace(only_week(instance, week, ()), history=(), known_past_days=frozenset())


def _bound_alone(instance: Instance, week: int, rules: tuple[Rule, ...], options: Options, given: Result) -> Bound:
    """What the week costs at least, whatever stands before it."""
    nothing = Bound(dict.fromkeys(TIERS, 0), 0)
    if week == 0:
        return given.bound or nothing
    return solve_week(_alone(instance, week), rules, options).bound or nothing


def _added(a: Timings, b: Timings) -> Timings:
    return Timings(a.build + b.build, a.solve + b.solve, a.check + b.check)
