"""Conflicts are right and smallest, ways out work and are cheapest: each claim by solves of its own."""

import json
import random
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from constraints.base.grid import Grid
from constraints.base.rule import Rule
from constraints.base.statement import Limit, Never
from constraints.settings import grid_of, rules_from
from scenarios.instance import Instance, instance_of
from scenarios.load import load
from scenarios.schema import Scenario
from solver.cpsat import Search
from solver.explain.conflicts import SESSION, Conflict, Member
from solver.explain.edits import droppable
from solver.explain.reasons import why_infeasible
from solver.explain.remedies import Remedy, edited_text, remedies
from solver.explain.ways_out import ways_out
from solver.formulations.slots import Slots
from solver.options import Options
from solver.prepared import prepare
from solver.solve import solve
from solver.week import solve_week

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "scenarios" / "library"
DEFAULTS = "num_workers:1 random_seed:7 catch_sigint_signal:false"


def crowded_week(seed: int) -> dict[str, Any]:
    """A week with more in it than it holds, most of the time."""
    rng = random.Random(seed)
    days = rng.sample(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), rng.choice((3, 4, 5)))
    free: dict[str, dict[str, Any]] = {
        day: {slot: rng.choice((30, 45, 60, 90)) for slot in rng.sample(("morning", "evening"), rng.choice((1, 2)))}
        for day in days
    }
    kinds = rng.sample(("tempo", "intervals", "long", "easy", "hills"), rng.choice((2, 3)))
    runs: list[dict[str, Any]] = [{"type": kind, "minutes": rng.choice((30, 45, 60, 75))} for kind in kinds]
    if rng.random() < 0.3:
        runs[0]["times"] = 2
    if rng.random() < 0.4:
        runs[-1]["days"] = rng.sample(days, 1)
    focus = rng.choice((["lower"], ["upper", "lower"], ["full", "full"], ["upper", "lower", "full"]))
    week: dict[str, Any] = {
        "start": "2026-11-30",
        "available": free,
        "runs": runs,
        "strength": {"focus": focus, "minutes": 30},
        "rules": rng.choice(
            (
                {},
                {"heavy_legs_before_key_run": {"hours": 40}},
                {"full_rest_days": {"days": 3}},
                {"key_days_in_a_row": {"days": 1}},
                {"leg_sessions_apart": {"days": 4}, "recovery_days": True},
            )
        ),
    }
    if rng.random() < 0.5:
        day = rng.choice(days)
        slot = rng.choice(tuple(free[day]))
        week["fixed"] = [{"session": rng.choice((runs[0]["type"], focus[0])), "day": day, "slot": slot}]
    if rng.random() < 0.3:
        week["history"] = [{"session": rng.choice(("long", "lower")), "date": "2026-11-29", "start": "18:00"}]
    if rng.random() < 0.2:
        week["away"] = [{"from": "2026-12-01", "to": "2026-12-02"}]
        week.pop("fixed", None)
    return week


EASY_90 = {"start": "2026-11-30", "runs": [{"type": "easy", "minutes": 90}], "strength": {"focus": []}}
HOUR = {"morning": 60}


def ways_of(asked: dict[str, Any]) -> list[str]:
    scenario = Scenario.model_validate(asked)
    return [found.text for found in remedies(scenario, *prepare(scenario))]


def test_more_minutes_on_a_date_with_hours_of_its_own() -> None:
    away = [{"from": "2026-11-30", "to": "2026-12-06", "available": HOUR}]
    ways = ways_of({**EASY_90, "available": {"mon": HOUR, "wed": HOUR}, "away": away})
    assert ways[0] == "30 more minutes on Mon 30 Nov morning (90 instead of 60)"


def test_a_session_goes_with_the_wishes_for_it() -> None:
    asked = {
        **EASY_90,
        "available": {"mon": HOUR, "wed": HOUR},
        "strength": {"focus": ["upper"], "minutes": 30},
        "prefer": {"easy": {"days": ["wed"]}},
    }
    assert "no run instead of 1: without easy" in ways_of(asked)


def test_a_key_run_goes_with_the_tired_legs_it_may_have() -> None:
    asked = {
        **EASY_90,
        "available": {"mon": HOUR, "wed": HOUR},
        "runs": [{"type": "tempo", "minutes": 90}],
        "strength": {"focus": ["lower"], "minutes": 30, "allow_prefatigue": "tempo"},
    }
    assert "no run instead of 1: without tempo" in ways_of(asked)


def infeasible_weeks(first: int, count: int) -> Iterator[tuple[Scenario, Instance, tuple[Rule, ...]]]:
    seed = first
    while count:
        scenario = Scenario.model_validate(crowded_week(seed))
        instance, rules = instance_of(scenario), rules_from(scenario.rules)
        seed += 1
        if solve_week(instance, rules, Options(strict=True)).status == "infeasible":
            yield scenario, instance, rules
            count -= 1


def holds(instance: Instance, rules: tuple[Rule, ...], members: tuple[Member, ...]) -> bool:
    """Whether just these members can hold together: a plain model of them, no assumptions, other parameters."""
    whole = grid_of(instance, rules, prune=False)
    part = Grid(instance, prune=False)
    wanted = {(member.rule, member.demand) for member in members}
    for statement in whole.statements:
        if isinstance(statement, Never | Limit):
            per_demand = statement.rule in ("free_time", "blocked_dates", "allowed_days", "fixed_sessions")
            demand = None
            if per_demand and isinstance(statement, Never):
                demand = instance.demands.index(whole.cells_of(statement.events[0])[0].demand)
            if (statement.rule, demand) in wanted:
                part.statements.append(statement)
    at_least = {
        m.demand: instance.demands[m.demand].count for m in members if m.rule == SESSION and m.demand is not None
    }
    outcome = Search(DEFAULTS).run(Slots(part, None, at_least=at_least).model)
    assert outcome.status in ("optimal", "feasible", "infeasible")
    return outcome.status != "infeasible"


def prove(instance: Instance, rules: tuple[Rule, ...], conflict: Conflict) -> None:
    assert conflict.minimal
    assert not holds(instance, rules, conflict.members)
    for member in conflict.members:
        rest = tuple(other for other in conflict.members if other != member)
        assert holds(instance, rules, rest), member


def examine(first: int, count: int) -> None:
    for scenario, instance, rules in infeasible_weeks(first, count):
        explanation = why_infeasible(instance, rules)
        assert explanation is not None
        assert explanation.lines
        prove(instance, rules, explanation.conflict)
        found = remedies(scenario, instance, rules)
        assert len(found) == len(ways_out(instance, rules, 3, droppable(scenario, instance))), (
            "a way that does not work"
        )
        assert [remedy.price for remedy in found] == sorted(remedy.price for remedy in found)
        for remedy in found:
            text = edited_text(scenario.model_dump_json(by_alias=True, exclude_unset=True), remedy.edits, is_json=True)
            changed = Scenario.model_validate_json(text)
            done = solve_week(
                instance_of(changed), rules_from(changed.rules), Options(strict=True, formulation="slots")
            )
            assert done.plan is not None, remedy.text


@pytest.mark.parametrize("block", range(4))
def test_conflicts_are_smallest_and_ways_out_work(block: int) -> None:
    examine(1000 * block, 6)


@pytest.mark.campaign
@pytest.mark.parametrize("block", range(10))
def test_conflicts_are_smallest_and_ways_out_work_at_length(block: int) -> None:
    examine(100_000 + 10_000 * block, 50)


# -- the cheapest way out, by trying every cheaper one -----------------------------------------------------------


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


def no_way_is_cheaper(first: int, count: int) -> None:
    tried = 0
    for scenario, instance, rules in infeasible_weeks(first, count):
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


def test_no_way_out_is_cheaper() -> None:
    no_way_is_cheaper(500_000, 8)


@pytest.mark.campaign
def test_no_way_out_is_cheaper_at_length() -> None:
    no_way_is_cheaper(600_000, 60)


def test_left_out_sessions_carry_their_smallest_reason() -> None:
    result = solve(load(LIBRARY / "impossible.yaml").scenario)
    assert result.plan is not None
    (left,) = result.plan.left_out
    assert left.name == "lower"
    assert set(left.rules) == {"fixed_sessions", "heavy_legs_before_key_run"}
    assert "heavy leg work ends at least 36 h before a key run" in left.reasons
