"""The days after a race, from whatever tells of it: the history, a log, a replan, a season."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scenarios.log.history import history_of, with_log
from scenarios.log.log import parse_log
from scenarios.plan import Plan
from scenarios.race_distance import distance_of, race_distance
from scenarios.schema import WEEKDAYS, Done, Scenario
from solver.replan.replan import Asked, replan
from solver.solve import solve

MONDAY = dt.date(2026, 11, 30)
MARATHON = {"session": "race", "date": "2026-11-29", "start": "09:00", "minutes": 230}


def question(**said: Any) -> Scenario:
    free = {day: {"morning": 100, "evening": 60} for day in WEEKDAYS}
    return Scenario.model_validate({"start": MONDAY, "goal": "marathon", "available": free, **said})


def solved(scenario: Scenario) -> Plan:
    result = solve(scenario)
    assert result.status == "optimal"
    assert result.plan is not None
    return result.plan


def heavy_days(plan: Plan) -> list[int]:
    return [planned.day for planned in plan.sessions if planned.session.heavy_legs]


def test_a_goal_of_a_distance_says_it_and_else_the_minutes_do() -> None:
    assert race_distance("marathon", 60) == "marathon"
    assert [race_distance(None, minutes) for minutes in (30, 31, 61, 129, 130, 258, 259)] == [
        "5k", "10k", "10k", "half", "marathon", "marathon", "ultra",
    ]  # fmt: skip
    assert race_distance("hill_race", 45) == "10k"


@pytest.mark.parametrize(
    ("km", "distance"), [(5.05, "5k"), (10, "10k"), (15, "half"), (42.6, "marathon"), (50, "ultra")]
)
def test_kilometres_are_taken_up_to_the_next_distance(km: float, distance: str) -> None:
    assert distance_of(km) == distance


def test_no_legs_and_no_key_run_right_after_a_marathon() -> None:
    plan = solved(question(history=[MARATHON]))
    assert heavy_days(plan) == []
    assert all(
        planned.start - 60 * 24 * 2 > plan.instance.history[0].end for planned in plan.sessions if planned.session.key
    )
    (reason, *others) = {reason for left in plan.left_out for reason in left.reasons}
    assert "10 days after a marathon (Sun 29 Nov)" in reason
    assert not others


def test_its_goal_says_what_a_race_was() -> None:
    plan = solved(question(history=[{**MARATHON, "minutes": 60, "goal": "5k"}]))
    assert len(heavy_days(plan)) == 2
    assert min(heavy_days(plan)) >= 1


def test_a_race_of_which_nothing_is_told_is_the_one_trained_for() -> None:
    assert heavy_days(solved(question(history=[{"session": "race", "date": "2026-11-29"}]))) == []


def test_a_season_keeps_the_days_over_its_first_weeks() -> None:
    plan = solved(question(history=[MARATHON], race={"date": "2026-12-27", "minutes": 230}, weeks=3))
    assert heavy_days(plan)
    assert min(heavy_days(plan)) >= 9


def test_an_older_race_asks_no_more() -> None:
    keys = []
    for days in range(1, 12):
        score = solve(question(history=[{**MARATHON, "date": MONDAY - dt.timedelta(days=days)}])).score
        assert score is not None
        keys.append(score.left_out["strength"])
    assert keys == sorted(keys, reverse=True)
    assert (keys[0], keys[-1]) == (2, 0)


def test_a_log_tells_the_distance() -> None:
    for row, expected in (("race,150,42.3", "marathon"), ("race,150,", None), ("long,150,30", None)):
        log = parse_log(f"date,session,minutes,distance_km\n2026-11-29,{row}\n".encode(), "log.csv")
        (done,) = history_of(log, MONDAY)
        assert done.goal == expected
    log = parse_log(b"date,session,minutes,distance_km\n2026-11-29,race,150,42.3\n", "log.csv")
    assert heavy_days(solved(with_log(question(), log))) == []


def test_a_race_run_on_top_of_the_plan_is_recovered_from_too() -> None:
    scenario = question(goal="10k")
    before = solved(scenario)
    log = parse_log(b"date,start,session,minutes\n2026-11-30,09:00,race,230\n2026-12-01,,rest,\n", "log.csv")
    after = replan(scenario, before, Asked(MONDAY + dt.timedelta(days=1), log=log)).result.plan
    assert after is not None
    assert [planned.name for planned in after.sessions if planned.session.type == "race"] == ["race"]
    assert heavy_days(after) == []


def test_a_goal_is_a_races(runlift: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "week.yaml"
    free = "available: {mon: {morning: 60}}\n"
    path.write_text(f"start: 2026-11-30\n{free}history:\n  - {{session: long, date: 2026-11-29, goal: half}}\n")
    ended = runlift("solve", path)
    assert ended.returncode == 2
    assert ended.stderr == (
        f"{path}:4:45: history[0].goal: long is no race; accepted: a goal with session: race, else none\n"
    )
    assert Done(session="race", date=MONDAY, goal="half").goal == "half"
