"""Several weeks, one after the other: joins are kept, the bound is a bound, nothing is claimed unproven."""

from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest

from scenarios.load import load
from scenarios.schema import Scenario
from solver import time_budget
from solver.options import Options
from solver.solve import solve
from solver.verify import judge

ROOT = Path(__file__).parents[2]
TWO_WEEKS = {
    "start": "2026-11-30",
    "weeks": 2,
    "available": {"sun": {"evening": 60}, "tue": {"morning": 60}, "thu": {"evening": 60}},
    "runs": [{"type": "tempo", "minutes": 45}],
    "strength": {"focus": ["lower"]},
}


def test_the_shipped_season_keeps_every_rule_across_every_join() -> None:
    result = solve(load(ROOT / "scenarios" / "library" / "season.yaml").scenario)
    assert result.plan is not None
    assert result.bound is not None
    assert result.score is not None
    assert [violation for violation in judge(result.plan, result.rules) if violation.points is None] == []
    race = [planned for planned in result.plan.sessions if planned.session.type == "race"]
    assert [result.plan.date(planned.day).isoformat() for planned in race] == ["2027-03-21"]
    bound = (*result.bound.left_out.values(), result.bound.points)
    assert bound <= result.score.key()
    assert all(left.reasons for left in result.plan.left_out)


def test_the_chain_is_called_optimal_where_the_bound_is_reached() -> None:
    result = solve(Scenario.model_validate(TWO_WEEKS))
    assert result.status == "optimal"
    assert result.gap == 0.0


def test_a_rule_that_binds_at_the_join_leaves_the_bound_below() -> None:
    scenario = Scenario.model_validate({**TWO_WEEKS, "rules": {"leg_sessions_apart": {"days": 4}}})
    result = solve(scenario)
    assert result.score is not None
    assert result.bound is not None
    assert (*result.bound.left_out.values(), result.bound.points) <= result.score.key()


def test_weeks_that_cannot_both_be_done_are_called_infeasible_together() -> None:
    """Legs on Sunday evening, the only place left, end 36 h before the intervals of the next Tuesday."""
    asked = {
        "start": "2026-11-30",
        "weeks": 2,
        "available": {"sun": {"evening": 45}, "tue": {"morning": 60}},
        "runs": [{"type": "intervals", "minutes": 60}],
        "strength": {"focus": ["lower"]},
        "rules": {"heavy_legs_before_key_run": {"hours": 40}},
    }
    result = solve(Scenario.model_validate(asked), Options(strict=True))
    assert result.status == "infeasible"
    assert result.reasons[0] == "weeks 1 to 2 together cannot be done in full"
    assert "heavy leg work ends at least 40 h before a key run" in result.reasons


def test_a_week_that_fails_alone_makes_the_season_infeasible() -> None:
    asked = {**TWO_WEEKS, "away": [{"from": "2026-12-07", "to": "2026-12-13"}]}
    result = solve(Scenario.model_validate(asked), Options(strict=True))
    assert result.status == "infeasible"
    assert result.reasons[0] == "week 2 cannot be done in full"


def test_a_season_stopped_by_the_clock_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock goes on with every look at it: each week is searched once, and the proof of the whole has no time."""
    shipped = load(ROOT / "scenarios" / "library" / "season.yaml").scenario
    monkeypatch.setattr(time_budget, "time", SimpleNamespace(monotonic=count(0, 100).__next__))
    result = solve(shipped, Options(seconds=1_800))  # 16 weeks
    assert result.status == "feasible"
    assert result.out_of_time
    assert result.bound is not None
    assert result.score is not None
    assert (*result.bound.left_out.values(), result.bound.points) < result.score.key()
