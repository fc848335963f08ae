"""runlift from Python: ``load`` a scenario, ``solve`` it, ``check`` a plan."""

from __future__ import annotations

from collections.abc import Iterable

from constraints.base.rule import Rule, Violation
from constraints.settings import rules_from
from scenarios.errors import InputError
from scenarios.load import load
from scenarios.plan import Plan
from solver.result import Result
from solver.solve import Options
from solver.verify import judge
from solver.weeks import solve

__all__ = ["InputError", "Options", "Plan", "Result", "Violation", "check", "load", "solve"]


def check(plan: Plan, rules: Iterable[Rule] | None = None) -> list[Violation]:
    """Everything the rules (the defaults if None) find in a plan; hard violations have ``points`` None."""
    return judge(plan, rules_from({}) if rules is None else rules)
