"""A strength session that may stand in place of another: brute force, and what such a session can never make worse."""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from anything.every_plan import best_by_hand, every_plan

from constraints.base.rule import Rule
from constraints.settings import rules_from
from scenarios.instance import Instance, instance_of
from scenarios.schema import WEEKDAYS, Scenario
from solver.explain.conflicts import Questions
from solver.options import Options
from solver.result import Result
from solver.solve import solve_instance
from solver.verify import judge

Key = tuple[int, int, int, int]
ALL_STAND = (0, 0, 0)


def asked(said: dict[str, object], spare: str) -> tuple[Instance, tuple[Rule, ...]]:
    scenario = Scenario.model_validate(said)
    instance = instance_of(scenario)
    demands = tuple(replace(demand, spare=demand.session.name == spare) for demand in instance.demands)
    return replace(instance, demands=demands), rules_from(scenario.rules)


def small_weeks(first: int, count: int) -> Iterator[tuple[int, Instance, tuple[Rule, ...]]]:
    """Weeks of three strength sessions and at most one run in a few places, in which any of the three is the spare."""
    for seed in range(first, first + count):
        rng = random.Random(seed)
        places = rng.sample([(day, slot) for day in WEEKDAYS for slot in ("morning", "evening")], rng.choice((2, 3)))
        free: dict[str, dict[str, int]] = {}
        for day, slot in places:
            free.setdefault(day, {})[slot] = rng.choice((30, 60, 90))
        yield (
            seed,
            *asked(
                {
                    "start": "2026-11-30",
                    "available": free,
                    "goal": rng.choice(("marathon", "5k", "general")),
                    "runs": [{"type": rng.choice(("long", "tempo", "easy")), "minutes": rng.choice((30, 60, 90))}],
                    "strength": {"focus": ["lower", "full", "upper"], "policy": rng.choice(("easy_days", "any"))},
                    "repeat": rng.random() < 0.3,
                    "rules": {"full_rest_days": rng.choice((True, {"days": 3}))},
                },
                rng.choice(("upper", "upper", "full", "lower")),
            ),
        )


def key(result: Result) -> Key | None:
    return None if result.score is None else result.score.key()


def agree(first: int, count: int) -> list[Key]:
    found = []
    for seed, instance, rules in small_weeks(first, count):
        by_hand = best_by_hand(instance, rules)
        assert by_hand is not None
        for formulation in ("patterns", "slots"):
            result = solve_instance(instance, rules, Options(formulation=formulation))
            assert (result.status, key(result)) == ("optimal", by_hand), f"seed {seed}, {formulation}"
            strict = solve_instance(instance, rules, Options(formulation=formulation, strict=True))
            assert key(strict) == (by_hand if by_hand[:3] == ALL_STAND else None), f"seed {seed}, {formulation}"
        assert Questions(instance, rules).possible_in_full() == (by_hand[:3] == ALL_STAND), f"seed {seed}"
        found.append(by_hand)
    return found


def test_the_solver_finds_the_optimum_of_brute_force_and_in_full_means_as_many_as_the_table_asks() -> None:
    assert {best[2] for best in agree(0, 12)} >= {0, 1}


@pytest.mark.campaign
def test_the_solver_finds_the_optimum_of_brute_force_at_length() -> None:
    agree(1_000, 1_000)


def test_every_plan_by_hand_misses_what_it_holds_too_few() -> None:
    _, instance, _ = next(small_weeks(0, 1))
    for plan in every_plan(instance):
        lifts = sum(planned.session.kind == "strength" for planned in plan.sessions)
        assert sum(left.session.kind == "strength" for left in plan.left_out) == max(0, 2 - lifts)
        assert lifts + len([left for left in plan.left_out if left.session.kind == "strength"]) + len(plan.spared) == 3


def busy_week(seed: int, spare: str) -> tuple[Instance, tuple[Rule, ...]]:
    """Two key runs, a long one and two leg sessions, as a season asks for them, with ``spare`` beside them."""
    rng = random.Random(seed)
    free = {day: {"morning": rng.choice((0, 45, 75)), "evening": rng.choice((0, 60))} for day in WEEKDAYS}
    free[rng.choice(("sat", "sun"))]["morning"] = 150
    focus = ["lower", "full", *([spare] if spare else [])]
    said = {
        "start": "2026-11-30",
        "goal": rng.choice(("marathon", "10k", "hill_race")),
        "available": free,
        "runs": [
            {"type": "long", "minutes": 120},
            {"type": "tempo", "minutes": 45},
            {"type": "intervals", "minutes": 45},
            {"type": "easy", "minutes": 40, "times": rng.choice((1, 2))},
        ],
        "strength": {"focus": focus},
    }
    return asked(said, spare or "none")


def test_a_spare_never_makes_a_week_worse() -> None:
    better = []
    for seed in range(8):
        instance, rules = busy_week(seed, "upper")
        without, spared = (
            solve_instance(replace(instance, demands=demands), rules, Options())
            for demands in (tuple(d for d in instance.demands if not d.spare), instance.demands)
        )
        # the half of the body that nobody asks to train costs nothing without it
        assert without.plan is not None
        before = replace(without.plan, instance=instance)
        points = sum(found.points or 0 for found in judge(before, rules))
        now, then = key(spared), key(without)
        assert now is not None
        assert then is not None
        assert now <= (*then[:3], points), seed
        better.append((now < then, now[2] < then[2]))
    assert any(fewer for _, fewer in better)
    assert sum(gain for gain, _ in better) >= 2
    assert not all(gain for gain, _ in better)
