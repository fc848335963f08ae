"""A scenario's ``rules:`` block -> the rules in force."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import ValidationError

from constraints.base.grid import Grid
from constraints.base.rule import Rule
from constraints.week import RULES
from constraints.week.free_time import FreeTime
from scenarios.errors import BadField, unknown
from scenarios.instance import Instance
from scenarios.wording import bad_field

LISTED = "a rule of a week, as runlift rules lists them"


def rules_from(settings: Mapping[str, bool | dict[str, Any]]) -> tuple[Rule, ...]:
    """The rules in force, in the order of ``RULES``: defaults, but for what ``settings`` says.

    False switches a rule off, True on, a mapping sets parameters. Raises ``BadField`` for a name, parameter
    or value that is not accepted.
    """
    by_name = {rule.name: rule for rule in RULES}
    for name in settings:
        if name not in by_name:
            raise BadField(("rules", name), unknown("rule", name, by_name, LISTED), key=True)
    return tuple(
        _configured(rule, settings.get(rule.name, not rule.optional))
        for rule in RULES
        if settings.get(rule.name, not rule.optional) is not False or _refuse_off(rule)
    )


def _refuse_off(rule: type[Rule]) -> bool:
    if rule.always_on():
        why = "it holds for everybody" if rule.physical else "it says what the scenario asks for"
        message = f"cannot be switched off: {why}; accepted: true, or no mention of it"
        raise BadField(("rules", rule.name), message)
    return False


def _configured(rule: type[Rule], setting: bool | dict[str, Any]) -> Rule:
    if not setting or setting is True:
        return _as_usual(rule)
    try:
        return rule.model_validate(setting)
    except ValidationError as error:
        raise bad_field(error, ("rules", rule.name), rule, setting) from None


@cache
def _as_usual(rule: type[Rule]) -> Rule:
    """The rule with its defaults, made once: a club's members nearly all have it."""
    return rule()


def grid_of(instance: Instance, rules: tuple[Rule, ...], *, prune: bool = True, fitting: bool | None = None) -> Grid:
    """The instance's session slots with everything the rules state about them.

    ``fitting`` leaves out what a slot is too short for (by default where ``prune`` does), if ``free_time`` is a rule.
    """
    fits = prune if fitting is None else fitting
    grid = Grid(instance, prune=prune, fitting=fits and any(isinstance(rule, FreeTime) for rule in rules))
    for rule in rules:
        grid.rule = rule.name
        rule.build(grid)
    return grid
