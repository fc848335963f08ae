"""A season without one rule after the other: the scores of plain solves, with less work."""

import random
from typing import Any

import pytest

from constraints.base.rule import Rule
from scenarios.instance import Instance
from scenarios.schema import WEEKDAYS, Scenario
from solver.asking.best import best_plan
from solver.asking.lifted import Without, plainly_without, seasons_without
from solver.cpsat import Search
from solver.options import Options
from solver.prepared import prepare
from solver.result import Solved


def season(seed: int, weeks: int) -> tuple[Instance, tuple[Rule, ...]]:
    """A few weeks with a place for nearly everything, in which much is paid for and much leans on a Sunday night."""
    rng = random.Random(seed)
    free = {
        day: {slot: rng.choice((45, 75, 120)) for slot in rng.sample(("morning", "evening"), rng.choice((0, 1, 1, 2)))}
        for day in WEEKDAYS
    }
    free["sun"] = {"evening": 120}
    said: dict[str, Any] = {
        "start": rng.choice(("2026-11-30", "2027-03-15")),
        "timezone": "Europe/Zurich",
        "weeks": weeks,
        "goal": rng.choice(("5k", "marathon")),
        "available": free,
        "runs": [
            {"type": "long", "minutes": 90},
            {"type": rng.choice(("tempo", "hills")), "minutes": 40, "times": rng.choice((1, 2))},
            {"type": "easy", "minutes": 40, "times": rng.choice((1, 2, 3))},
        ],
        "strength": {"focus": rng.choice((["lower"], ["lower", "upper"], ["full", "lower"]))},
        "prefer": {"long": {"days": ["sat"]}},
        "away": [{"from": "2026-12-03", "to": "2026-12-04"}] if rng.random() < 0.4 else [],
        "rules": {
            "leg_sessions_apart": {"days": rng.choice((2, 3, 4))},
            "full_rest_days": {"days": rng.choice((1, 2))},
            "heavy_legs_rested_before_key_run": {"weight": rng.choice((1, 4))},
        },
    }
    return prepare(Scenario.model_validate(said))


def lifted(instance: Instance, best: Solved) -> dict[str, Without]:
    liftable = tuple(rule for rule in best.rules if not rule.physical)
    return {each.rule.name: each for each in seasons_without(instance, best, liftable, Options())}


def plainly(instance: Instance, best: Solved) -> dict[str, Without]:
    others = (rule for rule in best.rules if not rule.physical)
    return {rule.name: plainly_without(instance, best.rules, rule, Options()) for rule in others}


def as_plain_solves(seed: int, weeks: int) -> bool:
    """Compare every rule lifted; whether one of them gains anything."""
    instance, rules = season(seed, weeks)
    best = best_plan(instance, rules, Options())
    assert best.score is not None
    gains = False
    told, witness = lifted(instance, best), plainly(instance, best)
    assert told.keys() == witness.keys()
    for name, without in told.items():
        other = witness[name]
        # with all the time in the world a season may be too wide for a proof; that is told, and said alike
        assert without.proven or name == "free_time"
        assert without.proven == other.proven
        assert without.score is not None
        assert other.score is not None
        assert without.score.key() == other.score.key(), name
        gains = gains or without.score.key() < best.score.key()
    return gains


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.campaign) for seed in (2, 4))])
def test_each_rule_lifted_gives_the_score_of_a_plain_solve(seed: int) -> None:
    assert as_plain_solves(seed, 2 + seed % 2)


@pytest.mark.campaign
@pytest.mark.parametrize("chunk", range(4))
def test_each_rule_lifted_gives_the_score_of_a_plain_solve_at_length(chunk: int) -> None:
    assert sum(as_plain_solves(seed, 2 + seed % 3) for seed in range(100 + 5 * chunk, 105 + 5 * chunk)) >= 4


def test_what_one_rule_teaches_is_not_searched_again_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    searches = 0
    plain_run = Search.run

    def counted(search: Search, model: Any) -> Any:
        nonlocal searches
        searches += 1
        return plain_run(search, model)

    monkeypatch.setattr(Search, "run", counted)
    instance, rules = season(1, 3)
    best = best_plan(instance, rules, Options())
    searches = 0
    lifted(instance, best)
    shared, searches = searches, 0
    plainly(instance, best)
    assert 2 * shared <= searches
