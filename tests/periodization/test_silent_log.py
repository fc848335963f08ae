"""A log that ends before the season begins: the days it is silent about count as days without a run."""

from __future__ import annotations

import datetime as dt

import pytest

from scenarios.catalog import seasons
from scenarios.log.history import with_log
from scenarios.log.log import parse_log
from scenarios.schema import WEEKDAYS, Scenario
from scenarios.season.periodization import WeekAsk, week_asks

WIDE = {day: {"morning": 300, "evening": 60} for day in WEEKDAYS}
LOGGED_UNTIL = dt.date(2026, 11, 8)
SILENT = "week 1: nothing is told of the {} days before the start: they count as days without a run"


def minutes(ask: WeekAsk) -> int:
    return sum((run.minutes or 0) * run.times for run in ask.runs)


def after_a_log(silent: int, *, told: bool = False) -> tuple[list[WeekAsk], list[str]]:
    """A marathon season that starts so many days after a log of four weeks of 150 min; days after it rested if told."""
    start = LOGGED_UNTIL + dt.timedelta(days=silent + 1)
    rows = ["date,session,minutes"]
    for back in range(27, -1, -1):
        run = {5: "easy,40", 3: "easy,40", 0: "long,70"}.get(back % 7, "rest,")
        rows.append(f"{LOGGED_UNTIL - dt.timedelta(days=back)},{run}")
    rows += [f"{LOGGED_UNTIL + dt.timedelta(days=day + 1)},rest," for day in range(silent * told)]
    said = {"start": start, "available": WIDE, "goal": "marathon", "weeks": 4}
    return week_asks(with_log(Scenario.model_validate(said), parse_log("\n".join(rows).encode(), "log.csv")))


@pytest.mark.parametrize("silent", [0, 4, 7, 8, 14, 15, 21, 27, 28, 29, 40])
def test_days_after_a_log_plan_what_days_told_to_be_rest_plan(silent: int) -> None:
    (asks, _), (rested, _) = after_a_log(silent), after_a_log(silent, told=True)
    assert [ask.runs for ask in asks] == [ask.runs for ask in rested]


@pytest.mark.parametrize("until", [28, 27])
def test_a_week_done_is_seven_days_of_the_calendar_whether_or_not_the_last_rest_is_written_down(until: int) -> None:
    """The seven days before the start hold 25, 20 and 25 min; the seven up to the last row another 25."""
    runs = {14: 20, 17: 20, 19: 20, 22: 25, until - 4: 25, until - 2: 20, until: 25}
    rows = "".join(f"2026-11-{day},easy,{minutes}\n" for day, minutes in runs.items())
    rests = "".join(f"2026-11-{day},rest,\n" for day in range(until + 1, 30))
    question = Scenario.model_validate({"start": dt.date(2026, 11, 30), "available": WIDE, "goal": "half"})
    planned = [
        week_asks(with_log(question, parse_log(f"date,session,minutes\n{text}".encode(), "log.csv")))
        for text in (rows, rows + rests)
    ]
    assert planned[0] == planned[1]
    assert sum(minutes(ask) for ask in planned[0][0]) == 70 + 15


def test_the_older_a_log_the_less_is_planned_and_it_is_told() -> None:
    planned = {silent: after_a_log(silent) for silent in (0, 3, 4, 7, 8, 14, 15, 28, 29, 50, 400)}
    first = [minutes(asks[0]) for asks, _ in planned.values()]
    assert first == sorted(first, reverse=True)
    assert (first[0], minutes(planned[15][0][0]), first[-1]) == (165, 90, seasons()["return"][0].run_minutes)
    for silent, (_, told) in planned.items():
        said = [note for note in told if "nothing is told" in note]
        assert len(said) == (silent >= 4)
        assert not said or said[0].startswith(SILENT.format(silent))
    cut = "90 min of running instead of 230: 60 % of the last week done (150 min), after 15 days without a run"
    assert f"week 1: {cut}" in planned[15][1]


def test_the_weeks_before_a_long_gap_do_not_bring_the_second_week_back_up() -> None:
    asks, _ = after_a_log(21)
    assert [minutes(ask) for ask in asks[:3]] == [90, 105, 120]


def test_days_told_to_be_rest_are_not_silent() -> None:
    assert not [note for note in after_a_log(21, told=True)[1] if "nothing is told" in note]
