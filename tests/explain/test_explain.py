"""Conflicts are right and smallest, and ways out work: each claim by solves of its own."""

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
from solver.explain.reasons import why_infeasible
from solver.explain.remedies import edited_text, remedies
from solver.explain.ways_out import WayOut, ways_out
from solver.formulations.slots import Slots
from solver.options import Options
from solver.prepared import prepare
from solver.solve import solve
from solver.week import solve_week

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "scenarios" / "library"
DEFAULTS = "num_workers:1 random_seed:7 catch_sigint_signal:false"


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


def examine(weeks: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ways: list[tuple[WayOut, ...]] = []

    def noted(*asked: Any, **named: Any) -> tuple[WayOut, ...]:
        ways.append(ways_out(*asked, **named))
        return ways[-1]

    monkeypatch.setattr("solver.explain.remedies.ways_out", noted)
    for scenario, instance, rules in weeks:
        explanation = why_infeasible(instance, rules)
        assert explanation is not None
        assert explanation.lines
        prove(instance, rules, explanation.conflict)
        found = remedies(scenario, instance, rules)
        assert len(found) == len(ways.pop()), "a way that does not work"
        assert [remedy.price for remedy in found] == sorted(remedy.price for remedy in found)
        for remedy in found:
            text = edited_text(scenario.model_dump_json(by_alias=True, exclude_unset=True), remedy.edits, is_json=True)
            changed = Scenario.model_validate_json(text)
            done = solve_week(
                instance_of(changed), rules_from(changed.rules), Options(strict=True, formulation="slots")
            )
            assert done.plan is not None, remedy.text


@pytest.mark.parametrize("block", range(4))
def test_conflicts_are_smallest_and_ways_out_work(
    infeasible_weeks: Any, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    examine(infeasible_weeks(1000 * block, 6), monkeypatch)


@pytest.mark.campaign
@pytest.mark.parametrize("block", range(10))
def test_conflicts_are_smallest_and_ways_out_work_at_length(
    infeasible_weeks: Any, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    examine(infeasible_weeks(100_000 + 10_000 * block, 30), monkeypatch)


def test_left_out_sessions_carry_their_smallest_reason() -> None:
    result = solve(load(LIBRARY / "impossible.yaml").scenario)
    assert result.plan is not None
    (left,) = result.plan.left_out
    assert left.name == "lower"
    assert set(left.rules) == {"fixed_sessions", "heavy_legs_before_key_run"}
    assert "heavy leg work ends at least 36 h before a key run" in left.reasons
