"""Relations that hold between the answers to related questions, whatever the answers are."""

import random
from pathlib import Path
from typing import Any

import pytest

from constraints.week import RULES
from scenarios.load import load
from scenarios.schema import Scenario
from solver.result import Result
from solver.solve import solve

ROOT = Path(__file__).parents[2]
STORED = sorted((ROOT / "benchmarks" / "weeks").glob("*.yaml"))
LIBRARY = [ROOT / "scenarios" / "library" / f"{name}.yaml" for name in ("minimal", "hill_race", "impossible")]
WEEKS = [*LIBRARY, *STORED[2::14]]
HARD = [rule.name for rule in RULES if rule.kind == "hard" and not rule.always_on()]


@pytest.fixture(params=WEEKS, ids=lambda path: path.stem)
def asked(request: pytest.FixtureRequest) -> dict[str, Any]:
    return load(request.param).scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)


def answer(asked: dict[str, Any]) -> Result:
    result = solve(Scenario.model_validate(asked))
    assert result.status == "optimal"
    return result


def key(asked: dict[str, Any]) -> tuple[int, int, int, int]:
    score = answer(asked).score
    assert score is not None
    return score.key()


def test_lifting_a_hard_rule_never_hurts(asked: dict[str, Any]) -> None:
    before = key(asked)
    for name in random.Random(asked["start"]).sample(HARD, 3):
        relaxed = {**asked, "rules": {**asked.get("rules", {}), name: False}}
        assert key(relaxed) <= before, name


def test_more_free_time_never_hurts(asked: dict[str, Any]) -> None:
    before = key(asked)
    widened = {
        day: {
            slot: {**place, "minutes": place["minutes"] + 45} if isinstance(place, dict) else place + 45
            for slot, place in slots.items()
        }
        for day, slots in asked["available"].items()
    }
    assert key({**asked, "available": {**widened, "sun": {"evening": 60, **widened.get("sun", {})}}}) <= before


def test_the_order_of_the_file_changes_nothing(asked: dict[str, Any]) -> None:
    before = key(asked)
    rng = random.Random(str(asked))
    shuffled = dict(asked)
    for field in ("runs", "history", "fixed"):
        if field in asked:
            shuffled[field] = rng.sample(asked[field], len(asked[field]))
    shuffled["available"] = dict(rng.sample(list(asked["available"].items()), len(asked["available"])))
    assert key(shuffled) == before


def test_all_weights_times_three_give_three_times_the_points(asked: dict[str, Any]) -> None:
    result = answer(asked)
    assert result.score is not None
    rules = dict(asked.get("rules", {}))
    for rule in result.rules:
        if rule.kind == "soft":
            own = rules.get(rule.name, {})
            rules[rule.name] = {**(own if isinstance(own, dict) else {}), "weight": 3 * rule.model_dump()["weight"]}
    *left_out, points = key({**asked, "rules": rules})
    assert left_out == list(result.score.key()[:3])
    assert points == 3 * result.score.total


def test_the_optimum_pinned_stays_possible_and_costs_the_same(asked: dict[str, Any]) -> None:
    result = answer(asked)
    assert result.plan is not None
    assert result.score is not None
    fixed = [
        {"session": planned.name, "day": result.plan.instance.days[planned.day].weekday, "slot": planned.slot}
        for planned in result.plan.sessions
    ]
    assert key({**asked, "fixed": fixed}) == result.score.key()


def test_another_session_is_left_out_or_costs_but_never_pays_in_its_tier(asked: dict[str, Any]) -> None:
    before = key(asked)
    runs = [*asked.get("runs", []), {"type": "tempo", "minutes": 50}]
    if "runs" in asked:
        assert key({**asked, "runs": runs})[0] >= before[0]
