"""Weeks solved together: the optimum of one model, its proof, and every join kept."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any, get_args

import pytest

from constraints.week import RULES
from scenarios.load import load
from scenarios.schema import WEEKDAYS, Goal, Scenario
from solver.options import Control, Options
from solver.prepared import prepare
from solver.result import Result
from solver.solve import solve, solve_bare, solve_instance
from solver.verify import judge
from solver.week import solve_week

ROOT = Path(__file__).parents[2]
FREE: dict[str, dict[str, int]] = {
    "mon": {"evening": 60},
    "tue": {"morning": 75, "evening": 60},
    "wed": {"morning": 90, "evening": 60},
    "thu": {"morning": 75, "evening": 60},
    "fri": {"evening": 60},
    "sat": {"morning": 120, "evening": 60},
    "sun": {"morning": 210},
}
WIDE = {day: {"morning": 240, "evening": 75} for day in WEEKDAYS}
LEVELS = ("novice", "intermediate", "advanced")


def small_season(seed: int, weeks: int) -> Scenario:
    """A few tight weeks in which the joins matter: late Sundays, early Mondays, rules that reach far."""
    rng = random.Random(seed)
    free: dict[str, dict[str, int]] = {"sun": {"evening": rng.choice((45, 90))}, "mon": {"morning": 75}}
    for _ in range(rng.choice((3, 4, 5))):
        free.setdefault(rng.choice(WEEKDAYS), {})[rng.choice(("morning", "evening"))] = rng.choice((45, 75, 120))
    runs = [
        {"type": rng.choice(("tempo", "intervals", "hills", "long")), "minutes": 45, "times": rng.choice((1, 2))},
        {"type": rng.choice(("easy", "recovery")), "minutes": 30, "times": rng.choice((1, 2))},
    ]
    rules: dict[str, Any] = {}
    for name, values in (
        ("full_rest_days", ({"days": 2}, {"days": 3})),
        ("heavy_legs_before_key_run", ({"hours": 48},)),
        ("heavy_legs_after_long_run", ({"hours": 60},)),
        ("leg_sessions_apart", ({"days": 3}, {"days": 4})),
        ("key_days_in_a_row", ({"days": 1},)),
        ("key_runs_apart", ({"weight": 25},)),
        ("same_rhythm", (False, {"weight": 3})),
    ):
        if rng.random() < 0.4:
            rules[name] = rng.choice(values)
    said: dict[str, Any] = {
        "start": rng.choice(("2026-11-30", "2027-03-15", "2026-12-21")),
        "timezone": rng.choice((None, "Europe/Zurich")),
        "weeks": weeks,
        "goal": rng.choice(("5k", "marathon")),
        "available": free,
        "runs": runs,
        "strength": {"focus": rng.choice((["lower"], ["lower", "upper"], ["full", "lower"]))},
        "rules": rules,
    }
    if rng.random() < 0.3:
        said["history"] = [{"session": "lower", "date": dt.date.fromisoformat(said["start"]) - dt.timedelta(days=1)}]
        said["history"][0]["start"] = "18:00"
    if rng.random() < 0.3:
        away = dt.date.fromisoformat(said["start"]) + dt.timedelta(days=rng.randrange(7 * weeks - 2))
        said["away"] = [{"from": away, "to": away + dt.timedelta(days=2)}]
    return Scenario.model_validate(said)


def same_as_one_model(scenario: Scenario, *, strict: bool = False) -> str:
    """Compare the season with one CP-SAT model of all its weeks; the status both have."""
    instance, rules = prepare(scenario)
    whole = solve_week(instance, rules, Options(strict=strict))
    season = solve_instance(instance, rules, Options(strict=strict))
    assert season.status == whole.status
    if whole.score is not None:
        assert season.score is not None
        assert season.score.key() == whole.score.key()
        assert season.gap == 0.0
    return season.status


@pytest.mark.parametrize("seed", range(40))
def test_the_season_is_the_optimum_of_one_model(seed: int) -> None:
    same_as_one_model(small_season(seed, weeks=2 + seed % 2))


def test_strict_seasons_are_as_feasible_as_one_model() -> None:
    found = {same_as_one_model(small_season(seed, weeks=2), strict=True) for seed in range(30)}
    assert found == {"optimal", "infeasible"}


@pytest.mark.campaign
@pytest.mark.parametrize("chunk", range(5))
def test_more_seasons_are_the_optimum_of_one_model(chunk: int) -> None:
    for seed in range(1000 + 20 * chunk, 1020 + 20 * chunk):
        same_as_one_model(small_season(seed, weeks=3))


DEAREST = {rule.name: {"weight": 1000} for rule in RULES if "weight" in rule.model_fields}


@pytest.mark.parametrize("seed", range(100, 108))
def test_a_season_of_the_dearest_rules_is_the_optimum_of_one_model(seed: int) -> None:
    scenario = small_season(seed, weeks=3)
    same_as_one_model(scenario.model_copy(update={"rules": {**scenario.rules, **DEAREST}}))


def test_points_beyond_24_bits_stay_points() -> None:
    """17 weeks of seven tempos of ten hours cost 17.8 million points, and leave out every strength session."""
    said = {
        "start": "2026-11-30",
        "weeks": 17,
        "available": {day: {"morning": 700, "midday": 600, "evening": 300} for day in WEEKDAYS},
        "runs": [{"type": "tempo", "minutes": 600, "times": 7}],
        "strength": {"focus": ["full"]},
        "rules": dict.fromkeys(("key_days_in_a_row", "full_rest_days", "sessions_a_day", "same_rhythm"), False)
        | {"easy_share": {"weight": 1000}},
    }
    scenario = Scenario.model_validate(said)
    same_as_one_model(scenario)
    result = solve_bare(*prepare(scenario), Options())
    assert result.score is not None
    assert result.bound is not None
    assert (result.bound.left_out, result.bound.points) == (result.score.left_out, result.score.total)
    assert result.score.left_out == {"key": 0, "easy": 0, "strength": 17}
    assert result.score.total > 1 << 24


def season_to(goal: str, level: str, free: dict[str, dict[str, int]], weeks: int = 16) -> dict[str, Any]:
    start = dt.date(2026, 11, 30)
    race = {"race": {"date": start + dt.timedelta(days=7 * weeks - 1)}} if goal not in ("general", "return") else {}
    return {"goal": goal, "athlete": {"level": level}, "start": start, "weeks": weeks, "available": free, **race}


def holds(result: Result) -> None:
    """Proven, judged without a hard violation, every left-out session with a reason, the race on its day."""
    assert result.plan is not None
    assert (result.status, result.gap) == ("optimal", 0.0)
    assert [violation for violation in judge(result.plan, result.rules) if violation.points is None] == []
    assert all(left.reasons for left in result.plan.left_out)
    race = result.plan.instance.race
    assert [planned for planned in result.plan.sessions if planned.session.type == "race"] == ([race] if race else [])


@pytest.mark.campaign
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("goal", get_args(Goal))
def test_sixteen_weeks_to_any_goal_are_proven(goal: str, level: str) -> None:
    result = solve(Scenario.model_validate(season_to(goal, level, FREE)))
    holds(result)
    assert result.searches <= 10 * 16


def test_the_shipped_season_is_proven_with_few_searches() -> None:
    result = solve(load(ROOT / "scenarios" / "library" / "season.yaml").scenario)
    holds(result)
    assert result.searches <= 10 * 16


@pytest.mark.parametrize(
    ("start", "zone", "date"),
    [
        ("2026-03-16", "Europe/Zurich", "2026-04-12"),  # the clocks go forward in week 2, on a Sunday night
        ("2026-10-12", "Europe/Zurich", "2026-11-08"),  # and back in week 2
        ("2026-12-21", "Europe/Zurich", "2027-01-17"),  # New Year, and ISO week 53
        ("2028-02-21", "America/New_York", "2028-03-19"),  # 29 February, then the clocks
    ],
)
def test_seasons_over_turns_of_clock_and_calendar(start: str, zone: str, date: str) -> None:
    said = season_to("10k", "intermediate", FREE, weeks=4)
    result = solve(Scenario.model_validate({**said, "start": start, "timezone": zone, "race": {"date": date}}))
    holds(result)
    plan = result.plan
    assert plan is not None
    race = next(planned for planned in plan.sessions if planned.session.type == "race")
    assert plan.date(race.day).isoformat() == date
    walls = {(plan.wall(planned).strftime("%H:%M"), planned.slot) for planned in plan.sessions if planned.slot}
    assert walls <= {("06:30", "morning"), ("18:00", "evening")}
    assert [plan.date(7 * week).weekday() for week in plan.weeks()] == [0, 0, 0, 0]


def test_a_full_rest_day_stands_in_any_seven_days() -> None:
    plan = solve(Scenario.model_validate(season_to("5k", "advanced", WIDE, weeks=4))).plan
    assert plan is not None
    for first in range(28 - 6):
        assert any(not plan.on(day) for day in range(first, first + 7))


def test_the_same_season_is_the_same_plan() -> None:
    scenario = Scenario.model_validate(season_to("half", "intermediate", WIDE, weeks=4))
    first, again = solve(scenario), solve(scenario)
    assert first.plan is not None
    assert again.plan is not None
    assert first.plan.sessions == again.plan.sessions
    assert first.searches == again.searches


def test_both_formulations_reach_the_same_season() -> None:
    instance, rules = prepare(small_season(7, weeks=3))
    slots = solve_instance(instance, rules, Options(formulation="slots"))
    patterns = solve_instance(instance, rules, Options())
    assert slots.score is not None
    assert patterns.score is not None
    assert slots.score.key() == patterns.score.key()


class StopsAfter(Control):
    """A person who stops the solve after so many searches."""

    def __init__(self, searches: int) -> None:
        super().__init__()
        self._left = 2 * searches

    def watch(self, search: Any) -> None:
        super().watch(search)
        self._left -= 1
        if not self._left:
            self.stopped.set()


@pytest.mark.parametrize("searches", [2, 3, 6])
def test_a_season_that_is_stopped_keeps_its_best_plan(searches: int) -> None:
    instance, rules = prepare(Scenario.model_validate(season_to("10k", "intermediate", FREE, weeks=7)))
    result = solve_instance(instance, rules, Options(control=StopsAfter(searches)))
    assert result.plan is not None
    assert result.score is not None
    assert result.bound is not None
    assert (result.status, result.interrupted) == ("feasible", True)
    assert result.searches == searches
    assert (*result.bound.left_out.values(), result.bound.points) <= result.score.key()
    unplanned = {left.week for left in result.plan.left_out if "interrupted" in left.reasons[0]}
    planned = {week for week in range(7) if any(not p.settled for p in result.plan.week(week))}
    assert planned | unplanned == set(range(7))


def test_a_season_stopped_once_it_is_known_to_be_impossible_says_so() -> None:
    """Week 2 has no free time, which its first search proves; then a person says stop."""
    said = season_to("10k", "intermediate", FREE, weeks=3) | {"away": [{"from": "2026-12-07", "to": "2026-12-13"}]}
    said["runs"] = [{"type": "tempo", "minutes": 45}]
    instance, rules = prepare(Scenario.model_validate(said))
    result = solve_instance(instance, rules, Options(strict=True, control=StopsAfter(2)))
    assert (result.status, result.plan, result.bound) == ("infeasible", None, None)
    assert result.reasons[0] == "week 2 cannot be done in full"


def test_a_season_out_of_time_still_has_a_plan_and_a_bound() -> None:
    instance, rules = prepare(Scenario.model_validate(season_to("5k", "advanced", WIDE, weeks=8)))
    result = solve_instance(instance, rules, Options(seconds=0.01))
    assert result.score is not None
    assert result.bound is not None
    assert (*result.bound.left_out.values(), result.bound.points) <= result.score.key()
    assert result.out_of_time == (result.status == "feasible")


def test_progress_is_told_in_order() -> None:
    told: list[tuple[str, int, int]] = []
    scenario = Scenario.model_validate(season_to("5k", "intermediate", FREE, weeks=5))
    solve(scenario, progress=lambda what, done, of: told.append((what, done, of)))
    assert [entry for entry in told if entry[0] == "weeks"] == [("weeks", week, 5) for week in range(1, 6)]
    assert told[-1] == ("joins", 4, 4)
