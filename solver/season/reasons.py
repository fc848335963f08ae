"""Why sessions of a season are left out: told within their week, or with weeks after it where those are the cause."""

from __future__ import annotations

from dataclasses import replace

from constraints.base.rule import Rule
from scenarios.plan import Plan
from scenarios.sessions import PlannedSession
from solver.explain.conflicts import Questions
from solver.explain.reasons import Explanation, each_explained, why_left_out
from solver.stretch import stretch
from solver.time_budget import TimeBudget

WEEKS_AHEAD = 3


def with_season_reasons(plan: Plan, rules: tuple[Rule, ...], budget: TimeBudget) -> Plan:
    """The plan with the smallest reason told for each session left out, as far as the budget goes.

    The weeks before its own stand as planned.
    """
    return each_explained(plan, lambda index: _why(plan, index, rules), budget)


def _why(plan: Plan, index: int, rules: tuple[Rule, ...]) -> Explanation | None:
    """What keeps a demand out of its week; if nothing there does, what does in its week and those after it."""
    demand = plan.instance.demands[index]
    for ahead in range(1, WEEKS_AHEAD + 1):
        part = _part(plan, range(demand.week, min(demand.week + ahead, plan.instance.weeks)))
        own = part.instance.units()[0, demand.names()[0]]
        explanation = why_left_out(part, own, Questions(part.instance, rules), rules, season=True)
        if explanation is not None:
            return explanation
    return None


def _part(plan: Plan, weeks: range) -> Plan:
    """Some weeks of a plan as a plan of their own, with the weeks before them as history."""

    def moved(planned: PlannedSession) -> PlannedSession:
        return replace(planned, day=planned.day - 7 * weeks.start)

    done = tuple(planned for planned in plan.sessions if planned.day < 7 * weeks.start)
    return Plan(
        stretch(plan.instance, weeks, done),
        tuple(moved(planned) for planned in plan.sessions if planned.day // 7 in weeks),
        tuple(replace(left, week=left.week - weeks.start) for left in plan.left_out if left.week in weeks),
    )
