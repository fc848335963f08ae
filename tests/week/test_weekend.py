"""Of plans that are equal the long run stands at the weekend; never does that cost a point."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from constraints.settings import grid_of
from scenarios.instance import Instance
from scenarios.load import load
from scenarios.schema import WEEKDAYS, Scenario
from solver.formulations.choice import FormulationName
from solver.formulations.objective import WEEKEND, fold_of
from solver.options import Options
from solver.prepared import prepare
from solver.result import Result
from solver.solve import solve
from solver.week import solve_week

WEEKS = Path(__file__).parents[2] / "benchmarks" / "weeks"
WIDE = {day: {"morning": 150, "evening": 60} for day in WEEKDAYS}


def long_days(result: Result) -> list[str]:
    plan = result.plan
    assert plan is not None
    return [plan.instance.days[p.day].weekday for p in plan.sessions if p.session.type == "long"]


def at_weekends_only(instance: Instance) -> Instance:
    """The same, its long run allowed on Saturday and Sunday alone."""
    demands = (replace(each, days=WEEKEND) if each.session.type == "long" else each for each in instance.demands)
    return replace(instance, demands=tuple(demands))


@pytest.mark.parametrize("formulation", ["patterns", "slots"])
@pytest.mark.parametrize("name", ["008", "017", "024", "047", "070", "110"])
def test_a_long_run_stands_on_a_weekday_only_where_that_is_better(name: str, formulation: FormulationName) -> None:
    """Stored weeks: in the first four the weekend is as good, in the last two it costs points."""
    instance, rules = prepare(load(WEEKS / f"week_{name}.yaml").scenario)
    free = solve_week(instance, rules, Options(formulation=formulation))
    bound = solve_week(at_weekends_only(instance), rules, Options(formulation=formulation))
    assert free.score is not None
    assert bound.score is not None
    assert free.score.left_out == bound.score.left_out
    assert (set(long_days(free)) <= set(WEEKEND)) == (free.score.total == bound.score.total) == (name < "070")


def test_the_weeks_of_a_season_keep_to_the_weekend_too() -> None:
    result = solve(Scenario.model_validate({"start": "2026-11-30", "goal": "general", "weeks": 8, "available": WIDE}))
    assert set(long_days(result)) <= set(WEEKEND)


def test_a_repeating_week_that_begins_on_a_wednesday_runs_long_at_the_weekend() -> None:
    said = {"start": "2026-12-02", "goal": "10k", "available": WIDE, "repeat": True}
    assert set(long_days(solve(Scenario.model_validate(said)))) <= set(WEEKEND)


@pytest.mark.parametrize(
    "changed",
    [
        {"runs": [{"type": "easy", "times": 3}]},
        {"runs": [{"type": "long", "days": ["tue", "wed"]}]},
        {"runs": [{"type": "long", "days": ["sat", "sun"]}]},
    ],
    ids=["no long run", "never at the weekend", "always"],
)
def test_nothing_is_weighed_where_there_is_nothing_to_choose(changed: dict[str, Any]) -> None:
    said = {"start": "2026-11-30", "available": WIDE, **changed}
    assert not fold_of(grid_of(*prepare(Scenario.model_validate(said)))).midweek


def test_the_weekend_outweighs_all_slots_and_no_point() -> None:
    said = {"start": "2026-11-30", "available": WIDE, "runs": [{"type": "long", "times": 2}, {"type": "easy"}]}
    instance, rules = prepare(Scenario.model_validate(said))
    fold = fold_of(grid_of(instance, rules))
    (weight,) = fold.midweek.values()
    units = sum(demand.count for demand in instance.demands)
    assert weight > units * max(fold.lateness.values())
    assert fold.scale > 2 * weight + units * max(fold.lateness.values())
    assert (fold.midweek_on(2), fold.midweek_on(5), fold.midweek_on(6)) == (fold.midweek, {}, {})


def test_a_run_that_only_the_weekend_tells_from_the_long_one_is_told_apart() -> None:
    """With no soft rule two key runs of 30 min are one to every rule, and one would pay for the other's weekday."""
    asked = Scenario.model_validate(
        {
            "start": "2026-11-30",
            "available": {
                "mon": {"evening": 90},
                "tue": {"evening": 90},
                "fri": {"morning": 90},
                "sun": {"evening": 60},
            },
            "runs": [{"type": "hills", "minutes": 30}, {"type": "long", "minutes": 30}],
            "strength": {"focus": ["full", "full"], "minutes": 30},
            "fixed": [{"session": "full", "day": "tue", "slot": "evening"}],
            "rules": {"leg_sessions_apart": {"days": 4}},
        }
    )
    instance, rules = prepare(asked)
    result = solve_week(instance, tuple(rule for rule in rules if rule.binds), Options(strict=True))
    assert result.score is not None
    assert result.score.total == 0
