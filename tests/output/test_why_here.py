"""The reason told for each session is about that session."""

from typing import Any

from scenarios.schema import WEEKDAYS, Scenario
from solver.output.why_here import why_here
from solver.solve import solve

SPREAD = "costs 3 points (rule: a day between strength sessions)"
WIDE = {day: {"morning": 120, "evening": 60} for day in WEEKDAYS}


def reasons(**said: Any) -> dict[tuple[int, str], str]:
    result = solve(Scenario.model_validate({"start": "2026-11-30", "available": WIDE, **said}))
    assert result.plan is not None
    return why_here(result.plan, result.rules, result.costs)


def fixed(**places: str) -> dict[str, Any]:
    return {"fixed": [{"session": name, "day": day, "slot": "evening"} for name, day in places.items()]}


def test_every_session_has_a_reason() -> None:
    for said in ({"goal": "5k"}, {"runs": [{"type": "long"}], "strength": {"focus": []}}, {"repeat": True}):
        assert all(reasons(**said).values())


def test_a_cost_is_told_by_the_session_that_causes_it_and_not_by_its_namesake() -> None:
    done = [{"session": "lower", "date": "2026-11-29", "start": "18:00"}]
    why = reasons(runs=[], strength={"focus": ["upper", "lower"]}, history=done, **fixed(upper="mon", lower="thu"))
    assert SPREAD in why[0, "upper"]
    assert SPREAD not in why[0, "lower"]


def test_a_cost_over_the_join_is_told_in_both_weeks() -> None:
    strength = {"focus": ["upper", "lower"], "policy": "any"}
    why = reasons(weeks=2, runs=[{"type": "easy"}], strength=strength, **fixed(upper="sun", lower="mon"))
    told = {place for place, said in why.items() if SPREAD in said}
    assert told == {(0, "upper"), (1, "lower")}


def test_a_week_that_repeats_tells_the_cost_of_its_own_join() -> None:
    strength = {"focus": ["upper", "lower"], "policy": "any"}
    why = reasons(repeat=True, runs=[{"type": "easy"}], strength=strength, **fixed(upper="sun", lower="mon"))
    assert all(SPREAD in why[0, name] for name in ("upper", "lower"))


def test_cross_training_is_no_running() -> None:
    why = reasons(runs=[{"type": "cross_training"}], strength={"focus": []})
    assert why[0, "cross_training"] == "cross-training away from the key runs"


def test_hours_are_never_rounded_up() -> None:
    runs = [{"type": "tempo", "minutes": 40, "days": ["wed"], "slots": ["evening"]}]
    why = reasons(runs=runs, strength={"focus": ["lower"]}, **fixed(lower="mon"))
    assert "legs have 47.5 h before tempo" in why[0, "lower"]
