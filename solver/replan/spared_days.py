"""The days that check-ins spare, as far as something of a plan stood there, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from constraints.week.morning_check_in import MorningCheckIn
from scenarios.meanwhile import Care, Meanwhile
from scenarios.plan import Plan


def spared_days(plan: Plan, cares: Iterable[Care], rule: MorningCheckIn) -> tuple[str, set[tuple[int, str]]]:
    """What the mornings ask of the plan's sessions, '' if nothing stands there, and the (day, session) it is about."""
    told: list[Care] = []
    spared: set[tuple[int, str]] = set()
    for care in cares:
        standing = {(each.day, name) for each in rule.check(_with(plan, (care,))) for name in each.sessions}
        told += [care] if standing else []
        spared |= standing
    return rule.reason(plan.instance.demands, _with(plan, tuple(told)).instance) if told else "", spared


def _with(plan: Plan, cares: tuple[Care, ...]) -> Plan:
    """The plan as if it had been made for a log that asks for these cares."""
    meanwhile = Meanwhile.model_validate({"from": plan.instance.start, "cares": cares})
    return replace(plan, instance=replace(plan.instance, meanwhile=meanwhile))
