"""Why sessions of a season are left out: each its own reason, also where the week after is the cause."""

from dataclasses import replace

import pytest

from scenarios.schema import Scenario
from solver.explain.reasons import UNPROVEN
from solver.options import Options
from solver.prepared import prepare
from solver.season.answer import solve_season, why_no_season
from solver.solve import solve, solve_instance
from solver.time_budget import TimeBudget


class StopsExplaining(TimeBudget):
    """A budget that is over once so many reasons were asked for."""

    reasons = 1

    @property
    def over(self) -> bool:
        self.reasons -= 1
        return self.reasons < 0


@pytest.mark.parametrize("weeks", [1, 2])
def test_reasons_end_with_the_time_there_is(weeks: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solver.solve.TimeBudget", StopsExplaining)
    said = {"start": "2026-11-30", "weeks": weeks, "available": {"mon": {"evening": 45}}, "runs": [{"type": "tempo"}]}
    plan = solve(Scenario.model_validate({**said, "strength": {"focus": ["upper", "lower"]}})).plan
    assert plan is not None
    first, *others = plan.left_out
    assert UNPROVEN not in first.reasons
    assert {left.reasons for left in others} == {(UNPROVEN,)}


def test_units_of_one_session_left_out_for_different_reasons_are_each_told_their_own() -> None:
    """One easy run is fixed beside the tempo run; for another there is no room at all."""
    scenario = Scenario.model_validate(
        {
            "start": "2026-11-30",
            "weeks": 2,
            "available": {"mon": {"morning": 60, "evening": 60}, "tue": {"morning": 60}},
            "runs": [{"type": "easy", "minutes": 45, "times": 3}, {"type": "tempo", "minutes": 45}],
            "strength": {"focus": []},
            "fixed": [
                {"session": "tempo", "day": "mon", "slot": "morning"},
                {"session": "easy", "day": "mon", "slot": "evening"},
            ],
        }
    )
    plan = solve(scenario).plan
    assert plan is not None
    fixed, free = (left for left in plan.left_out if left.week == 1)
    assert (fixed.name, fixed.reasons[0]) == ("easy", "it is fixed on Mon 7 Dec evening")
    assert (free.name, free.reasons[0][:7]) == ("easy-3", "in week")


def test_a_session_the_next_week_keeps_out_is_explained() -> None:
    """Legs fit only on Sunday evening, 36 h before Tuesday's intervals, which 40 h forbid."""
    scenario = Scenario.model_validate(
        {
            "start": "2026-11-30",
            "weeks": 2,
            "available": {"sun": {"evening": 45}, "tue": {"morning": 60}},
            "runs": [{"type": "intervals", "minutes": 60}],
            "strength": {"focus": ["lower"]},
            "rules": {"heavy_legs_before_key_run": {"hours": 40}},
        }
    )
    instance, rules = prepare(scenario)
    result = solve_instance(replace(instance, rhythm=()), rules, Options())
    assert result.plan is not None
    first = next(left for left in result.plan.left_out if left.week == 0)
    assert "heavy leg work ends at least 40 h before a key run" in first.reasons


def test_why_there_is_no_season_ends_with_the_time_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two weeks that cannot hold two hours in one: the reason is sought no longer than the season was."""
    said = {"start": "2026-11-30", "weeks": 2, "available": {"mon": {"evening": 45}}, "runs": [{"type": "tempo"}]}
    instance, rules = prepare(Scenario.model_validate({**said, "strength": {"focus": ["upper", "lower"]}}))
    result, season = solve_season(instance, rules, Options(strict=True, seconds=60))
    assert result.status == "infeasible"
    assert "not proven to be the smallest reason" not in why_no_season(season, rules)
    monkeypatch.setattr("solver.season.answer.TimeBudget", lambda _: TimeBudget(Options(seconds=0)))
    assert why_no_season(season, rules)[-1] == "not proven to be the smallest reason"
