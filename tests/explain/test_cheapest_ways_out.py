"""No way out is cheaper than those told: every cheaper change tried, priced by the published prices alone."""

import json
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest

from constraints.base.rule import Rule
from constraints.settings import rules_from
from scenarios.instance import Instance, instance_of
from scenarios.schema import Scenario
from solver.explain.remedies import Remedy, remedies
from solver.options import Options
from solver.week import solve_week


def single_changes(week: dict[str, Any], rules: tuple[Rule, ...]) -> Iterator[tuple[int, str, Any]]:
    """(price, what, how) for every change there is, priced by the published prices and not by the model."""
    for rule in rules:
        if rule.kind == "hard" and not rule.always_on():
            yield 100, "rule", (rule.name, False)
            for name, direction in rule.loosened.items():
                low, high = next(
                    (f["minimum"], f["maximum"])
                    for f in [type(rule).model_json_schema()["properties"][name]]
                    if "minimum" in f
                )
                now = getattr(rule, name)
                values = range(low, now) if direction == "less" else range(now + 1, high + 1)
                for value in values:
                    yield 10 + 20 * abs(value - now) // (high - low), "rule", (rule.name, {name: value})
    used = {slot for day in week["available"].values() for slot in day}
    minutes = {run["minutes"] for run in week["runs"]} | ({30} if week["strength"]["focus"] else set())
    for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"):
        for slot in ("morning", "midday", "evening"):
            now = week["available"].get(day, {}).get(slot, 0)
            for value in sorted(value for value in minutes if value > now):
                first = 10 if now else 30 if slot in used else 35
                yield first + -(-(value - now) // 5), "minutes", (day, slot, value)
    if "fixed" in week:
        yield 30, "unfix", None
    for index, run in enumerate(week["runs"]):
        if "days" in run:
            yield 30, "anywhere", index
        yield (60 if run["type"] == "easy" else 80), "run", index
    for index in range(len(week["strength"]["focus"])):
        yield 50, "strength", index


def changed_by(week: dict[str, Any], what: str, how: Any) -> dict[str, Any]:
    week = json.loads(json.dumps(week))
    if what == "rule":
        week["rules"][how[0]] = how[1]
    elif what == "minutes":
        week["available"].setdefault(how[0], {})[how[1]] = how[2]
    elif what == "unfix":
        del week["fixed"]
    elif what == "anywhere":
        del week["runs"][how]["days"]
    elif what == "strength":
        gone = week["strength"]["focus"].pop(how)
        _unfix(week, gone, week["strength"]["focus"])
    elif what == "run":
        run = week["runs"][how]
        if run.get("times", 1) > 1:
            run["times"] -= 1
        else:
            del week["runs"][how]
            _unfix(week, run["type"], [])
    return week


def _unfix(week: dict[str, Any], gone: str, others: list[str]) -> None:
    if week.get("fixed") and week["fixed"][0]["session"] == gone and gone not in others:
        del week["fixed"]


def possible(week: dict[str, Any]) -> bool:
    scenario = Scenario.model_validate(week)
    return solve_week(instance_of(scenario), rules_from(scenario.rules), Options(strict=True)).plan is not None


def sort_of(what: str, how: Any) -> tuple[str, str]:
    """What sort of change it is; each further way out does without one of every way before it."""
    if what == "rule":
        return ("rule_off" if how[1] is False else "number"), how[0]
    if what in ("run", "strength"):
        return "leave_out", what
    return what, ""


def sorts_of(instance: Instance, remedy: Remedy) -> set[tuple[str, str]]:
    return {
        ("leave_out", instance.demands[change.demand].session.kind)
        if change.kind == "leave_out"
        else (change.kind, change.rule)
        for change in remedy.way.changes
    }


def beats(price: int, sorts: set[tuple[str, str]], told: list[tuple[int, set[tuple[str, str]]]]) -> bool:
    """Whether changes of this price and these sorts, if they worked, should have been told instead."""
    for place in range(3):
        if any(earlier <= sorts for _, earlier in told[:place]):
            return False
        if place >= len(told) or price < told[place][0]:
            return True
    return False


def no_way_is_cheaper(weeks: Any, count: int) -> None:
    tried = 0
    for scenario, instance, rules in weeks:
        week = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)
        if scenario.away:
            continue
        told = [(remedy.price, sorts_of(instance, remedy)) for remedy in remedies(scenario, instance, rules)]
        changes = sorted(single_changes(week, rules), key=lambda change: change[0])
        for size, among in ((1, changes), (2, changes[:12])):
            for made in combinations(among, size):
                of_rules = [how[0] for _, what, how in made if what == "rule"]
                places = [how for _, what, how in made if what in ("run", "strength")]
                if len(set(of_rules)) < len(of_rules) or len(places) > 1:
                    continue
                if beats(sum(c[0] for c in made), {sort_of(what, how) for _, what, how in made}, told):
                    changed = week
                    for _, what, how in made:
                        changed = changed_by(changed, what, how)
                    assert not possible(changed), (made, told)
        tried += 1
    assert tried >= count // 2


def test_no_way_out_is_cheaper(infeasible_weeks: Any) -> None:
    no_way_is_cheaper(infeasible_weeks(500_000, 8), 8)


@pytest.mark.campaign
def test_no_way_out_is_cheaper_at_length(infeasible_weeks: Any) -> None:
    no_way_is_cheaper(infeasible_weeks(600_000, 60), 60)
