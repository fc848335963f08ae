"""Every plan is judged by the rules' own ``check`` before anyone sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from constraints.base.rule import Rule, Violation
from scenarios.plan import Plan, Score
from scenarios.sessions import TIERS, Tier
from solver.defect import Defect


def judge(plan: Plan, rules: Iterable[Rule]) -> list[Violation]:
    """Everything the rules find in a plan, hard and soft."""
    return [violation for rule in rules for violation in rule.check(plan)]


def score_of(plan: Plan, rules: Iterable[Rule], violations: Iterable[Violation]) -> Score:
    """The score of a plan: what is left out by tier, and the points of every soft rule in force."""
    left_out = dict.fromkeys(TIERS, 0)
    for left in plan.left_out:
        left_out[left.session.tier] += 1
    points = {rule.name: 0 for rule in rules if rule.kind == "soft"}
    for violation in violations:
        if violation.points is not None:
            points[violation.rule] += violation.points
    return Score(left_out, points)


def verified(plan: Plan, rules: tuple[Rule, ...], left_out: Mapping[Tier, int], points: int) -> list[Violation]:
    """The plan's violations, once they are proven to be exactly what the solver minimised.

    Raises ``Defect`` when a hard rule is broken, a session is placed or left out that nobody asked for, or
    the left-out counts or points differ from the solver's.
    """
    violations = judge(plan, rules)
    broken = [violation for violation in violations if violation.points is None]
    if broken:
        raise Defect(f"the plan breaks {broken[0].rule}: {broken[0].message}")
    _account_for_every_session(plan)
    score = score_of(plan, rules, violations)
    if score.left_out != left_out or score.total != points:
        raise Defect(f"the rules count {score.left_out} and {score.total} points, the solver {left_out} and {points}")
    return violations


def _account_for_every_session(plan: Plan) -> None:
    asked = sorted((demand.week, name) for demand in plan.instance.demands for name in demand.names())
    placed = [(planned.day // 7, planned.name) for planned in plan.sessions if planned.session.type != "race"]
    told = sorted(placed + [(left.week, left.name) for left in (*plan.left_out, *plan.spared)])
    if asked != told:
        odd = sorted({*asked, *told} - ({*asked} & {*told})) or told
        raise Defect(f"not every session is placed or left out exactly once: {odd}")
