"""Why sessions of a season are left out: told within their week, or with weeks after it where those are the cause."""

from __future__ import annotations

from dataclasses import replace

from constraints.base.rule import Rule
from scenarios.plan import LeftOut, Plan
from scenarios.sessions import PlannedSession
from solver.explain.conflicts import Questions
from solver.explain.reasons import Explanation, why_left_out
from solver.stretch import stretch

WEEKS_AHEAD = 3


def with_season_reasons(plan: Plan, rules: tuple[Rule, ...]) -> Plan:
    """The plan with the smallest reason told for each session left out; the weeks before its own stand as planned."""
    told: dict[tuple[int, int], LeftOut] = {}
    left_out = []
    for left in plan.left_out:
        key = (left.week, id(left.session))
        if key not in told:
            explanation = _why(plan, left, rules)
            told[key] = (
                replace(left, reasons=("no reason could be proven in time",))
                if explanation is None
                else replace(left, reasons=explanation.texts, rules=explanation.conflict.rules)
            )
        left_out.append(replace(left, reasons=told[key].reasons, rules=told[key].rules))
    return replace(plan, left_out=tuple(left_out))


def _why(plan: Plan, left: LeftOut, rules: tuple[Rule, ...]) -> Explanation | None:
    """What keeps a session out of its week; if nothing there does, what does in its week and those after it."""
    for ahead in range(1, WEEKS_AHEAD + 1):
        part = _part(plan, range(left.week, min(left.week + ahead, plan.instance.weeks)))
        index = next(
            index
            for index, demand in enumerate(part.instance.demands)
            if demand.week == 0 and left.name in demand.names()
        )
        explanation = why_left_out(part, index, Questions(part.instance, rules), rules, season=True)
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
