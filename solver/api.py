"""runlift from Python: ``load`` a scenario, ``solve`` it, ``check`` a plan, and question the answer.

``start`` and ``end`` of a plan's sessions are instants in min since the epoch (UTC; without a time zone as if the wall
were UTC): ``plan.wall(session)`` is the start on the runner's clock, ``plan.date(session.day)`` the date.
"""

from __future__ import annotations

from collections.abc import Iterable

from constraints.base.rule import Rule, Violation
from constraints.settings import rules_from
from scenarios.errors import InputError
from scenarios.plan import Plan
from scenarios.schema import Scenario
from solver.asked_file import load_asked as load
from solver.asking import contrast, no_better
from solver.asking.alternatives import Wanted, alternatives_to
from solver.asking.asked_place import asked_place
from solver.asking.contrast import Breaks, Costs, Stands, WhatIf
from solver.asking.no_better import NoBetter
from solver.judgement import Judgement, judge_file
from solver.options import Options
from solver.prepared import prepare
from solver.result import Alternative, Alternatives, NoPlanError, Result, Solved
from solver.solve import solve
from solver.verify import judge

__all__ = [
    "Alternative",
    "Alternatives",
    "Breaks",
    "Costs",
    "InputError",
    "Judgement",
    "NoBetter",
    "NoPlanError",
    "Options",
    "Plan",
    "Result",
    "Solved",
    "Stands",
    "Violation",
    "Wanted",
    "WhatIf",
    "alternatives_to",
    "check",
    "judge_file",
    "load",
    "solve",
    "what_if",
    "why_no_better",
]


def check(plan: Plan, rules: Iterable[Rule] | None = None) -> list[Violation]:
    """Everything ``rules`` find in a plan; hard violations have ``points`` None.

    A plan does not carry its rules: None judges by the defaults, whatever the scenario changed. ``result.rules`` of
    the ``solve`` that made the plan are those of its scenario: ``check(result.plan, result.rules)``.
    """
    return judge(plan, rules_from({}) if rules is None else rules)


def what_if(scenario: Scenario, session: str, on: str, options: Options | None = None) -> WhatIf:
    """What it would break or cost to have ``session`` on ``on`` (``thu``, ``2026-12-03/evening``).

    Raises ``InputError`` for what the scenario does not hold, ``NoPlanError`` when
    there is no plan to compare with.
    """
    instance, rules = prepare(scenario)
    return contrast.what_if(instance, rules, asked_place(instance, session, on), options)


def why_no_better(scenario: Scenario, options: Options | None = None) -> NoBetter:
    """The best week, and what lifting each rule alone would gain. Raises as ``what_if`` does."""
    return no_better.why_no_better(*prepare(scenario), options)
