"""Brute force over small weeks, against the solver."""

import random
from collections.abc import Callable, Iterator

import pytest
from anything.every_plan import best_by_hand, plans_there_may_be

from constraints.base.rule import Rule
from constraints.settings import rules_from
from scenarios.instance import Instance, instance_of
from scenarios.plan import Plan
from scenarios.schema import WEEKDAYS, Scenario
from solver.options import Options
from solver.solve import solve_instance

MOST_PLANS = 900
RUNS = ("tempo", "intervals", "long", "easy", "hills", "recovery", "medium_long", "cross_training")


RULES_CHANGED: tuple[tuple[str, tuple[object, ...]], ...] = (
    ("full_rest_days", ({"days": 2}, {"days": 3}, False)),
    ("heavy_legs_before_key_run", ({"hours": 48}, {"hours": 24}, False)),
    ("sessions_a_day", ({"runs": 2, "lifts": 2},)),
    ("key_days_in_a_row", ({"days": 1},)),
    ("recovery_days", (True, {"days": 4})),
    ("leg_sessions_apart", ({"days": 3}, False)),
    ("easy_share", ({"hard_percent": 80}, {"percent": 90})),
    ("even_load", ({"weight": 3, "step": 20},)),
    ("morning_run_evening_lift", ({"literal": True}, {"hours_after_easy_run": 2}, False)),
    ("strength_mix", (False,)),
)


def small_week(seed: int) -> Scenario:
    """A week small enough to try every plan, from every corner of the format."""
    rng = random.Random(seed)
    slots = {"dawn": rng.choice(("05:30", "06:15")), "late": rng.choice(("07:00", "17:30", "21:30"))}
    free, runs, focus = some_time(rng, tuple(slots)), some_runs(rng), some_strength(rng)
    scenario: dict[str, object] = {
        "start": "2026-11-30",
        "slots": slots,
        "available": free,
        "runs": runs,
        "rules": {name: rng.choice(values) for name, values in RULES_CHANGED if rng.random() < 0.2},
        "history": some_history(rng),
        "timezone": rng.choice((None, "Europe/Berlin", "Africa/Casablanca")),
        "goal": rng.choice(("5k", "marathon", "hill_race", "general")),
        "strength": {"focus": focus, "minutes": 30, "policy": rng.choice(("easy_days", "hard_days", "any"))},
        "prefer": {"strength": {"slots": ["late"]}, "run": {"days": ["sat", "sun", "tue"]}},
        "repeat": rng.random() < 0.3,
    }
    if not scenario["repeat"] and rng.random() < 0.2:
        scenario["race"] = {"date": f"2026-12-0{rng.choice((3, 5, 6))}", "start": "10:00", "minutes": 50}
        scenario["weeks"] = 1
    if scenario["repeat"] and scenario["timezone"] == "Europe/Berlin":  # whose clocks change before it comes again
        scenario |= {"start": "2026-10-19", "history": []}
    return Scenario.model_validate(scenario)


def some_time(rng: random.Random, slots: tuple[str, ...]) -> dict[str, dict[str, int]]:
    free: dict[str, dict[str, int]] = {}
    for _ in range(rng.choice((4, 5, 6))):
        free.setdefault(rng.choice(WEEKDAYS), {})[rng.choice(slots)] = rng.choice((30, 45, 60, 90, 120))
    return free


def some_runs(rng: random.Random) -> list[dict[str, object]]:
    return [
        {"type": rng.choice(RUNS), "minutes": rng.choice((30, 45, 60, 95)), "times": rng.choice((1, 1, 2))}
        for _ in range(rng.choice((1, 2)))
    ]


def some_strength(rng: random.Random) -> list[object]:
    focus: list[object] = [rng.choice(("upper", "lower", "full")) for _ in range(rng.choice((0, 1, 2)))]
    if focus and rng.random() < 0.3:
        focus[0] = {"focus": focus[0], "legs": rng.choice(("none", "light", "heavy"))}
    return focus


def some_history(rng: random.Random) -> list[dict[str, object]]:
    return [
        {
            "session": rng.choice(("long", "lower", "tempo", "easy", "rest", "race")),
            "date": f"2026-11-{rng.choice((24, 26, 28, 29)):02}",
            "start": rng.choice(("06:00", "19:00")),
        }
        for _ in range(rng.choice((0, 0, 1, 2, 5)))
    ]


def two_a_day(seed: int) -> Scenario:
    """A small week of easy sessions that may share a day, with a wish or a demand for recovery days."""
    rng = random.Random(seed)
    free = {day: {"dawn": 60, "late": rng.choice((30, 60))} for day in rng.sample(WEEKDAYS, rng.choice((2, 3)))}
    easy = ("easy", "easy", "recovery", "cross_training", "tempo")
    runs = [{"type": rng.choice(easy), "minutes": rng.choice((30, 45)), "times": rng.choice((1, 2))} for _ in range(2)]
    return Scenario.model_validate(
        {
            "start": "2026-11-30",
            "slots": {"dawn": "06:15", "late": "17:30"},
            "available": free,
            "runs": runs,
            "strength": {"focus": rng.choice(([], ["upper"]))},
            "repeat": rng.random() < 0.3,
            "rules": {
                "sessions_a_day": {"runs": 2},
                "balance_5_3_2": {"recovery_days": rng.choice((2, 4)), "run_days": 3},
                "recovery_days": rng.choice((False, {"days": 5})),
                "full_rest_days": {"days": 1},
            },
        }
    )


def small_instances(
    first: int, count: int, drawn: Callable[[int], Scenario]
) -> Iterator[tuple[int, Instance, tuple[Rule, ...]]]:
    seed = first
    while count:
        scenario = drawn(seed)
        instance = instance_of(scenario)
        units = sum(demand.count for demand in instance.demands)
        if units >= 2 and plans_there_may_be(instance) <= MOST_PLANS:
            yield seed, instance, rules_from(scenario.rules)
            count -= 1
        seed += 1


def agree(first: int, count: int, drawn: Callable[[int], Scenario] = small_week) -> list[Plan]:
    plans = []
    for seed, instance, rules in small_instances(first, count, drawn):
        by_hand = best_by_hand(instance, rules)
        for formulation in ("patterns", "slots"):
            result = solve_instance(instance, rules, Options(formulation=formulation))
            found = None if result.score is None else result.score.key()
            assert found == by_hand, f"seed {seed}, {formulation}"
            assert result.status == ("optimal" if by_hand else "infeasible"), f"seed {seed}, {formulation}"
            plans += [result.plan] if result.plan is not None else []
    return plans


@pytest.mark.parametrize("block", range(10))
def test_the_solver_finds_the_optimum_of_brute_force(block: int) -> None:
    agree(10_000 * block, 30)


def test_the_solver_finds_the_optimum_where_easy_sessions_share_a_day() -> None:
    plans = agree(0, 30, two_a_day)
    shared = [
        plan for plan in plans for day in range(7) if len([p for p in plan.on(day) if p.session.tier == "easy"]) > 1
    ]
    assert len(shared) >= 10


@pytest.mark.campaign
@pytest.mark.parametrize("block", range(20))
def test_the_solver_finds_the_optimum_of_brute_force_at_length(block: int) -> None:
    agree(1_000_000 + 10_000 * block, 60)
