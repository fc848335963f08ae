"""What the weeks after a break ask: a share of the last week done, an easy run first, and no deload just after it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from scenarios.catalog import run_types, seasons
from scenarios.schema import WEEKDAYS, Scenario
from scenarios.season.periodization import WeekAsk, week_asks
from scenarios.season.weeks_done import run_before

START = dt.date(2026, 11, 30)
WIDE = {day: {"morning": 300, "evening": 60} for day in WEEKDAYS}


def asked(weeks: int = 6, first: int = 23, days: int = 8, **said: Any) -> tuple[list[WeekAsk], list[str]]:
    """A marathon season, so many days away from a day of it on (counted from 0)."""
    away = [{"from": START + dt.timedelta(days=first), "to": START + dt.timedelta(days=first + days - 1)}]
    base = {"start": START, "available": WIDE, "goal": "marathon", "weeks": weeks, "away": away}
    return week_asks(Scenario.model_validate({**base, **said}))


def minutes(ask: WeekAsk) -> int:
    return sum((run.minutes or 0) * run.times for run in ask.runs)


def key_days(ask: WeekAsk) -> list[tuple[str, ...] | None]:
    return [run.days for run in ask.runs if run_types()[run.type].key]


def test_the_rest_of_a_week_holds_its_days_share_of_the_last_week_done() -> None:
    """Home on the Thursday of week 3, after 8 days: 75 % of the 230 min of week 1, on 4 of 7 days."""
    asks, told = asked(weeks=4, first=9)
    assert minutes(asks[0]) == 230
    assert minutes(asks[2]) == 230 * 75 // 100 * 4 // 7 // 5 * 5 == 95
    share = "75 % of the last week done (230 min), on its last 4 days, after 8 days without a run"
    assert f"week 3: 95 min of running instead of 265: {share}" in told


def test_the_seven_days_after_a_break_go_on_into_the_next_week() -> None:
    asks, told = asked(weeks=5, first=16, goal="half")
    assert minutes(asks[1]) == 215
    assert minutes(asks[4]) <= 215 * (3 * 75 + 4 * 100) // 700
    assert any("the seven days after the break are not over" in note for note in told)


def test_the_first_run_after_a_break_is_easy() -> None:
    asks, told = asked(weeks=4, first=9)
    back = asks[2]
    assert all(days == ("fri", "sat", "sun") for days in key_days(back))
    assert key_days(back)
    assert [run.type for run in back.runs if run.days == ("thu",)] in (["easy"], ["recovery"])
    assert "week 3: the first run after 8 days without one is easy" in told


def test_a_day_that_holds_something_fixed_is_not_kept_for_the_easy_run() -> None:
    asks, _ = asked(weeks=4, first=9, fixed=[{"session": "upper", "day": "thu", "slot": "evening"}])
    assert all(run.days != ("thu",) for run in asks[2].runs)
    assert all(days == ("fri", "sat", "sun") for days in key_days(asks[2]))


def test_key_runs_set_by_hand_stand() -> None:
    asks, told = asked(weeks=4, first=9, overrides=[{"week": 3, "quality": 1}])
    assert set(key_days(asks[2])) == {None}
    assert not any("the first run after" in note for note in told)


@pytest.mark.parametrize(("first", "deload"), [(10, False), (14, False), (3, True), (21, True)])
def test_a_break_counts_as_a_deload_for_the_two_weeks_after_it(first: int, deload: bool) -> None:
    """Week 4 is a deload in the table: not within two weeks of a break, but where the break itself lies in it."""
    asks, told = asked(weeks=6, first=first, days=5)
    assert (asks[3].phase == "deload") == deload
    note = "week 4: no deload, the 5 days away before it were one"
    assert (note in told) == (not deload)
    assert [ask.phase for ask in asks[4:]] == [row.phase for row in seasons()["marathon"][4:6]]


def test_a_long_break_counts_as_a_deload_in_the_last_week_it_fills() -> None:
    """Twenty days from the Monday of week 5 on: a deload in week 8 would follow one day of running."""
    asks, told = asked(weeks=8, first=28, days=20)
    assert "week 8: no deload, the 20 days away before it were one" in told
    assert [ask.phase for ask in asked(weeks=8, first=28, days=6)[0]][7] == "deload"
    assert asks[7].phase != "deload"


def history(*rests: int, gap: int) -> list[dict[str, Any]]:
    """Four weeks of 50 min a day, then so many days of rest; ``rests`` are days of the last week without a run."""
    days = []
    for back in range(28, 0, -1):
        date = START - dt.timedelta(days=back + gap)
        run = {"session": "rest"} if back <= 7 and 7 - back in rests else {"session": "easy", "minutes": 50}
        days.append({**run, "date": date})
    return days + [{"session": "rest", "date": START - dt.timedelta(days=back + 1)} for back in range(gap)]


def test_after_a_break_in_the_history_it_is_the_last_week_done_that_counts() -> None:
    asks, told = asked(weeks=2, first=13, days=1, history=history(0, 1, 2, gap=5))
    assert minutes(asks[0]) == 200 * 90 // 100
    assert key_days(asks[0]) == [WEEKDAYS[1:]] * len(key_days(asks[0]))
    assert "week 1: the first run after 5 days without one is easy" in told


def test_days_that_are_never_free_are_no_break() -> None:
    """Who runs from Friday to Sunday trains every week, and is not held down for the days between."""
    free = {day: {"morning": 200} for day in ("fri", "sat", "sun")}
    scenario = {"start": START + dt.timedelta(days=4), "available": free, "history": history(gap=0)}
    silent = Scenario.model_validate(scenario)
    assert run_before(silent).gap == 0
    assert run_before(silent.model_copy(update={"available": WIDE})).gap == 4
