"""Weeks with more in them than they hold."""

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from constraints.base.rule import Rule
from constraints.settings import rules_from
from scenarios.instance import Instance, instance_of
from scenarios.schema import Scenario
from solver.options import Options
from solver.week import solve_week


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


def drawn_from(first: int, count: int) -> Iterator[tuple[Scenario, Instance, tuple[Rule, ...]]]:
    seed = first
    while count:
        scenario = Scenario.model_validate(crowded_week(seed))
        instance, rules = instance_of(scenario), rules_from(scenario.rules)
        seed += 1
        if solve_week(instance, rules, Options(strict=True)).status == "infeasible":
            yield scenario, instance, rules
            count -= 1


@pytest.fixture(scope="session")
def infeasible_weeks() -> Callable[[int, int], Iterator[tuple[Scenario, Instance, tuple[Rule, ...]]]]:
    """So many weeks that cannot be done in full, drawn with the seeds from the first on."""
    return drawn_from
