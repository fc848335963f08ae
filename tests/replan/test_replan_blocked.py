"""Days without training, told by hand before or after, or missed in a log: the weeks after agree."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

import pytest

from scenarios.catalog import run_types
from scenarios.log.log import parse_log
from scenarios.plan import Plan
from scenarios.schema import WEEKDAYS, Scenario
from solver.replan.replan import Asked, replan
from solver.solve import solve

START = dt.date(2026, 11, 30)
SECOND, THIRD = START + dt.timedelta(days=7), START + dt.timedelta(days=14)


def scenario(**said: Any) -> Scenario:
    hours = {day: {"morning": 150, "evening": 60} for day in WEEKDAYS}
    return Scenario.model_validate({"start": START, "available": hours, "goal": "10k", "weeks": 4, **said})


@pytest.fixture(scope="module")
def season() -> Plan:
    plan = solve(scenario()).plan
    assert plan is not None
    assert not plan.left_out
    return plan


def days(first: dt.date, count: int) -> frozenset[dt.date]:
    return frozenset(first + dt.timedelta(days=day) for day in range(count))


def logged(plan: Plan, missed: frozenset[dt.date], until: dt.date) -> str:
    """A log of everything before ``until`` as planned, but the days missed."""
    rows = ["date,session,minutes"]
    for planned in plan.sessions:
        date = plan.date(planned.day)
        if date < until:
            rows.append(f"{date},{planned.session.type},{0 if date in missed else planned.session.minutes}")
    return "\n".join([*rows, f"{until - dt.timedelta(days=1)},rest,"])


def weeks_after(plan: Plan, since: dt.date, blocked: frozenset[dt.date] = frozenset(), log: str = "") -> dict[int, Any]:
    """Week (from 1) -> its runs as (type, min), from the third on."""
    rows = parse_log(log.encode(), "log.csv") if log else None
    answer = replan(scenario(), plan, Asked(since, blocked, rows))
    assert answer.result.plan is not None
    found = defaultdict(list)
    for planned in answer.result.plan.sessions:
        week = planned.day // 7 + answer.result.plan.instance.first_week + 1
        if planned.session.kind == "run" and week >= 3:
            found[week].append((planned.session.type, planned.session.minutes))
    return {week: sorted(runs) for week, runs in found.items()}


def total(runs: list[tuple[str, int]]) -> int:
    return sum(minutes for _, minutes in runs)


def test_a_week_missed_is_the_same_week_whoever_tells_it(season: Plan) -> None:
    week = days(SECOND, 7)
    told = weeks_after(season, THIRD, log=logged(season, week, THIRD))
    assert weeks_after(season, THIRD, week) == told
    assert weeks_after(season, THIRD, week, logged(season, week, THIRD)) == told
    assert weeks_after(season, SECOND, week) == told
    assert weeks_after(season, START, week) == told


def test_after_a_week_blocked_ahead_training_resumes_with_a_share(season: Plan) -> None:
    """A13: 0.9 of the last week done after 4 to 7 days; the week away was the rest, so the deload gets no smaller."""
    done = sum(p.session.minutes for p in season.sessions if p.session.kind == "run" and p.day < 7)
    after = weeks_after(season, SECOND, days(SECOND, 7))
    assert 0.9 * done - 5 < total(after[3]) <= 0.9 * done
    assert total(after[4]) == sum(p.session.minutes for p in season.sessions if p.session.kind == "run" and p.day >= 21)
    quality = [(type_, minutes) for type_, minutes in (*after[3], *after[4]) if type_ in ("tempo", "fartlek")]
    assert len(quality) == 2
    assert all(minutes >= run_types()[type_].minutes_low for type_, minutes in quality)


@pytest.mark.parametrize("asked_on", [SECOND, START + dt.timedelta(days=20), START + dt.timedelta(days=21)])
def test_a_deload_soon_after_a_trip_is_not_measured_by_what_the_trip_left_of_a_week(
    season: Plan, asked_on: dt.date
) -> None:
    """Home on the third Sunday, after 13 days: A13 holds six days at 0.75, and one as the last week done."""
    done = sum(p.session.minutes for p in season.sessions if p.session.kind == "run" and p.day < 7)
    held = done * (6 * 75 + 100) / 700
    assert held - 10 < total(weeks_after(season, asked_on, days(SECOND, 13))[4]) <= held


def test_the_first_run_after_days_blocked_is_easy_and_key_runs_keep_their_week(season: Plan) -> None:
    """As in a season: an easy run on the first open day, key runs from the next day on."""
    blocked = days(SECOND, 5)
    answer = replan(scenario(), season, Asked(SECOND, blocked))
    assert answer.result.plan is not None
    after = [p for p in answer.result.plan.sessions if p.session.kind == "run" and p.day < 7]
    assert (after[0].day, after[0].session.type) == (5, "easy")
    assert any(p.session.key for p in after[1:])


@pytest.mark.parametrize(("first", "count"), [(SECOND, 3), (SECOND + dt.timedelta(days=5), 3)])
def test_three_days_blocked_ahead_are_no_gap(season: Plan, first: dt.date, count: int) -> None:
    untouched = weeks_after(season, SECOND)
    after = weeks_after(season, SECOND, days(first, count))
    assert {week: after[week] for week in (4,)} == {week: untouched[week] for week in (4,)}
    assert sorted(minutes for _, minutes in after[3]) == sorted(minutes for _, minutes in untouched[3])


def test_days_blocked_across_a_sunday_ask_less_of_the_days_after(season: Plan) -> None:
    blocked = days(SECOND + dt.timedelta(days=2), 7)
    ahead = weeks_after(season, SECOND, blocked)
    resumed = SECOND + dt.timedelta(days=9)
    assert total(ahead[3]) < total(weeks_after(season, SECOND)[3])
    assert total(ahead[3]) <= total(weeks_after(season, resumed, blocked)[3]) + 5


def test_a_deload_follows_what_was_run_of_the_load_week(season: Plan) -> None:
    """Two easy runs of the third week not done: the deload shrinks by the same share."""
    fourth = START + dt.timedelta(days=21)
    easy = [p for p in season.sessions if p.session.type == "easy" and p.day // 7 == 2][:2]
    missed = frozenset(season.date(p.day) for p in easy)
    kept = logged(season, frozenset(), fourth).splitlines()
    log = "\n".join(row for row in kept if not any(row.startswith(f"{date},easy") for date in missed))
    untouched, after = weeks_after(season, fourth), weeks_after(season, fourth, log=log)
    was = sum(p.session.minutes for p in season.sessions if p.session.kind == "run" and p.day // 7 == 2)
    left = was - sum(p.session.minutes for p in easy)
    assert total(after[4]) <= total(untouched[4]) * left / was + 2.5


def test_a_plan_taken_up_with_nothing_missed_keeps_its_minutes(season: Plan) -> None:
    for since in (SECOND, SECOND + dt.timedelta(days=3), THIRD, START + dt.timedelta(days=24)):
        planned = {week: [] for week in range(3, 5)} | weeks_after(season, since)
        for week in range(max(3, (since - START).days // 7 + 1), 5):
            asked = sorted(
                (p.session.type, p.session.minutes)
                for p in season.sessions
                if p.session.kind == "run" and p.day // 7 == week - 1
            )
            assert planned[week] == asked
