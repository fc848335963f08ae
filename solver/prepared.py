"""A scenario made ready to be solved: its instance, and the rules in force."""

from __future__ import annotations

from dataclasses import replace

from constraints.base.rule import Rule
from constraints.settings import grid_of, rules_from
from scenarios.instance import Instance, instance_of
from scenarios.schema import Scenario
from solver.rhythm import with_rhythm


def prepare(scenario: Scenario) -> tuple[Instance, tuple[Rule, ...]]:
    """A scenario's instance and the rules in force, with a note on each rule named that has nothing to say.

    Raises ``InputError``.
    """
    rules = rules_from(scenario.rules)
    instance = with_rhythm(instance_of(scenario), rules)
    named = [rule for rule in rules if rule.name in scenario.rules]
    idle = [rule.name for rule in named if not grid_of(instance, (rule,), prune=False).says]
    notes = (f"rules.{name}: this rule matches nothing here" for name in idle)
    return replace(instance, notes=(*instance.notes, *notes)), rules
