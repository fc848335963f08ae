"""Ramp caps: by what was done, by what is asked, through a whole season, and every cut told."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

import pytest

from scenarios.catalog import seasons
from scenarios.log.history import with_log
from scenarios.log.log import parse_log
from scenarios.schema import WEEKDAYS, Goal, Scenario
from scenarios.season.periodization import WeekAsk, week_asks
from scenarios.season.ramp import Ramp

START = dt.date(2026, 11, 30)
WIDE = {day: {"morning": 300, "evening": 60} for day in WEEKDAYS}


def asked(**said: Any) -> tuple[list[WeekAsk], list[str]]:
    return week_asks(Scenario.model_validate({"start": START, "available": WIDE, **said}))


def minutes(ask: WeekAsk) -> int:
    return sum((run.minutes or 0) * run.times for run in ask.runs)


def longest(ask: WeekAsk) -> int:
    return max((run.minutes or 0 for run in ask.runs), default=0)


def weeks_done(*weeks: tuple[int, ...], until: dt.date = START) -> list[dict[str, Any]]:
    """History of whole weeks up to the day before ``until``: rest, then these runs (min) on the last days of each."""
    first = until - dt.timedelta(days=7 * len(weeks))
    done: list[dict[str, Any]] = []
    for number, runs in enumerate(weeks):
        for day in range(7):
            date = first + dt.timedelta(days=7 * number + day)
            rest = 7 - len(runs)
            run = {"session": "easy", "minutes": runs[day - rest]} if day >= rest else {"session": "rest"}
            done.append({**run, "date": date})
    return done


def test_a_week_is_at_most_ten_percent_above_the_most_of_the_last_four() -> None:
    done = weeks_done((80, 60, 30), (80, 60, 60), (50, 50), (40, 40))
    asks, told = asked(goal="marathon", weeks=3, history=done)
    assert [minutes(ask) for ask in asks[:2]] == [220, 240]
    assert "week 1: 220 min of running instead of 230: all that the last 4 weeks allow" in told


def test_a_small_week_grows_by_a_quarter_of_an_hour() -> None:
    asks, _ = asked(goal="half", weeks=3, history=weeks_done((30, 30, 25)))
    assert [minutes(ask) for ask in asks] == [100, 115, 130]


def test_the_long_run_is_ten_percent_above_the_longest_and_always_five_minutes() -> None:
    (first, *_), told = asked(goal="marathon", weeks=2, history=weeks_done((60, 60, 60, 60, 60)))
    assert longest(first) == 65
    assert "week 1: long run cut from 85 to 65 min: all that the last 4 weeks allow" in told
    (first, *_), _ = asked(goal="ultra", weeks=12, history=weeks_done((85, 85, 85, 80)))
    assert first.runs[0].minutes == 90


def test_who_runs_enough_is_asked_what_the_table_says() -> None:
    done = weeks_done((90, 60, 60, 45))
    assert asked(goal="marathon", weeks=9, history=done)[0] == asked(goal="marathon", weeks=9)[0]


def test_a_few_days_of_history_are_no_week() -> None:
    done = weeks_done((20, 20))[1:]
    asks, told = asked(goal="marathon", weeks=2, history=done)
    assert (asks, told) == asked(goal="marathon", weeks=2)
    (note,) = told
    untold = "what you ran before is not known (no whole week in log: or history:)"
    assert note == f"week 1: {untold}, so the table decides: 230 min of running, 85 in the long run"


def test_a_season_that_nothing_is_known_before_says_so_and_a_return_needs_not() -> None:
    assert any("what you ran before is not known" in note for note in asked(goal="ultra")[1])
    by_hand = asked(goal="ultra", weeks=2, overrides=[{"week": 1, "run_minutes": 100}])[1]
    for told in (
        asked(goal="return", weeks=2)[1],
        asked(goal="ultra", weeks=2, history=weeks_done((200, 60)))[1],
        by_hand,
    ):
        assert not any("no whole week" in note for note in told)


def test_days_between_two_that_history_tells_of_count_as_without_a_run() -> None:
    done = weeks_done((60, 40, 45, 40), (60, 40, 45, 40), (60, 40, 45, 40))
    runs_alone = [run for run in done if run["session"] != "rest"]
    full, told_full = asked(goal="half", weeks=4, history=done)
    sparse, told = asked(goal="half", weeks=4, history=[done[0], *runs_alone])
    assert sparse == full
    assert minutes(full[0]) == 200  # the table's own; its long run of 70 min is one step above the 60 that were run
    assert longest(full[0]) == 65
    (note,) = [note for note in told if note not in told_full]
    assert note.startswith("week 1: 8 days between two that history: or log: tells of count as without a run")


def test_four_weeks_without_a_run_begin_like_a_return() -> None:
    asks, _ = asked(goal="half", weeks=4, history=weeks_done((), (), (), ()))
    row = seasons()["return"][0]
    assert (minutes(asks[0]), longest(asks[0])) == (row.run_minutes, 20)


@pytest.mark.parametrize(("gap", "share"), [(3, 100), (4, 90), (7, 90), (8, 75), (14, 75), (15, 60)])
def test_after_days_off_the_last_weeks_count_for_less(gap: int, share: int) -> None:
    resting = [{"session": "rest", "date": START - dt.timedelta(days=day + 1)} for day in range(gap)]
    ran = weeks_done(*[(50,) * 7] * 4, until=START - dt.timedelta(days=gap))
    caps = Ramp(Scenario.model_validate({"start": START, "available": WIDE, "history": [*ran, *resting]})).caps()
    assert caps is not None
    growth = (110, 5) if share == 100 else (100, 0)  # what is left of the last week done, and nothing on top
    assert caps.minutes == 350 * share // 100 * growth[0] // 100 // 5 * 5
    assert caps.longest == (50 * share // 100 + growth[1]) // 5 * 5


def test_one_session_long_ago_caps_nothing() -> None:
    raced = {"session": "race", "date": START - dt.timedelta(days=40)}
    assert asked(goal="marathon", weeks=3, history=[raced]) == asked(goal="marathon", weeks=3)


def test_deloads_shrink_with_the_weeks_they_follow() -> None:
    asks, _ = asked(goal="marathon", weeks=4, history=weeks_done((60, 60)))
    loads, deload = [minutes(ask) for ask in asks[:3]], minutes(asks[3])
    assert loads == [135, 150, 165]
    assert abs(deload - 0.75 * loads[-1]) <= 10


def test_the_taper_shrinks_with_the_peak() -> None:
    race = {"race": {"date": START + dt.timedelta(days=7 * 6 - 1)}}
    asks, _ = asked(goal="10k", **race, history=weeks_done((50, 50, 50)))
    peak = max(minutes(ask) for ask in asks)
    last = asks[-1]
    assert peak < 280
    assert 0.40 <= minutes(last) / peak <= 0.60


NARROW = {day: {"morning": 40} for day in ("tue", "wed", "thu")} | {"sun": {"morning": 75}}


@pytest.mark.parametrize("level", ["novice", "intermediate", "advanced"])
@pytest.mark.parametrize("goal", ["5k", "10k", "half", "marathon", "ultra", "hill_race"])
def test_deload_and_taper_are_measured_by_what_short_slots_left_of_the_weeks_before(goal: str, level: str) -> None:
    """The factors of blocks.md (deload 0.75, long run 0.70; each taper week its part of the peak), within a step."""
    table = seasons()[goal]
    race = {"race": {"date": START + dt.timedelta(days=7 * len(table) - 1)}}
    asks, told = asked(goal=goal, athlete={"level": level}, available=NARROW, **race)
    loads: list[WeekAsk] = []
    peak = max(row.run_minutes for row in table)
    for ask, row in zip(asks, table, strict=True):
        if row.deload:
            assert minutes(ask) <= 0.75 * minutes(loads[-1]) + 5
            assert longest(ask) <= max(0.70 * longest(loads[-1]) + 5, 35)
        elif "taper" in row.phase:
            assert minutes(ask) <= row.run_minutes / peak * max(map(minutes, loads)) + 5
        else:
            loads.append(ask)
    measured = [note for note in told if ", and this one as much less" in note]
    assert bool(measured) == (minutes(loads[-1]) < peak * {"novice": 0.7, "intermediate": 1.0, "advanced": 1.35}[level])


def test_a_deload_after_a_short_week_by_hand_is_a_deload_of_that_week() -> None:
    asks, told = asked(goal="10k", weeks=8, overrides=[{"week": 7, "run_minutes": 170}])
    assert [minutes(ask) for ask in asks[6:]] == [170, 120]  # 125, were its easy runs not as short as that week's
    load = "the last load week holds 170 min instead of 260, and this one as much less"
    assert f"week 8: 125 min of running instead of 195: {load}" in told


@pytest.mark.parametrize("level", ["novice", "intermediate", "advanced"])
@pytest.mark.parametrize("goal", ["5k", "10k", "half", "marathon", "ultra", "hill_race", "general"])
@pytest.mark.parametrize("free", [WIDE, {day: {"morning": 200} for day in ("tue", "wed", "fri", "sun")}])
def test_no_easy_run_of_a_deload_or_taper_is_longer_than_in_the_load_weeks_before(
    goal: str, level: str, free: dict[str, Any]
) -> None:
    """What the long run gives up is rest, not longer easy runs; the minutes left over are told."""
    table = seasons()[goal]
    said: dict[str, Any] = {"goal": goal, "athlete": {"level": level}, "available": free, "weeks": len(table)}
    if goal != "general":
        said["race"] = {"date": START + dt.timedelta(days=7 * len(table) - 1)}
    asks, told = asked(**said)
    loads: list[WeekAsk] = []
    for ask, row in zip(asks, table, strict=True):
        easy = easiest(ask)
        if not row.deload and "taper" not in row.phase:
            loads.append(ask)
        elif easiest(loads[-1] if row.deload else max(loads, key=minutes)):
            least = easiest(loads[-1]) if row.deload else max(map(easiest, loads))
            assert easy <= max(least, 25), (ask.week, told)


def easiest(ask: WeekAsk) -> int:
    """Its longest easy run (min)."""
    return max((run.minutes or 0 for run in ask.runs if run.type in ("easy", "recovery")), default=0)


def test_what_shorter_easy_runs_leave_over_is_told_and_makes_no_light_session_longer() -> None:
    asks, told = asked(goal="marathon", weeks=12)
    assert {run.type: run.minutes for run in asks[11].runs} == {"long": 105, "fartlek": 35, "easy": 50}
    left = "290 of 300 min of running asked: no easy run gets longer than in the week it eases from"
    assert f"week 12: {left}" in told


def test_a_week_without_any_run_is_no_load_week() -> None:
    asks, _ = asked(goal="10k", weeks=4, overrides=[{"week": 3, "run_minutes": 0}])
    assert (minutes(asks[2]), minutes(asks[3])) == (0, 160)


def test_a_light_session_gets_no_longer_than_its_kind_usually_is() -> None:
    """Minutes that five runs do not hold are not asked, rather than put into the light quality session."""
    race = {"race": {"date": START + dt.timedelta(days=7 * 16 - 1)}}
    asks, _ = asked(goal="ultra", athlete={"level": "advanced"}, **race)
    for ask, row in zip(asks, seasons()["ultra"], strict=True):
        light = [run.minutes or 0 for run in ask.runs if run.type in ("fartlek", "hills")]
        assert not row.quality_short or max(light, default=0) <= 45


def test_minutes_by_hand_stand_and_are_told() -> None:
    asks, told = asked(
        goal="10k", weeks=2, history=weeks_done((30, 30, 40)), overrides=[{"week": 1, "run_minutes": 300}]
    )
    assert minutes(asks[0]) == 300
    assert "week 1: the override asks for more than the last 4 weeks allow; it stands as you wrote it" in told


def away(first: int, days: int) -> dict[str, Any]:
    """So many days away from a day of the season on, counted from 0."""
    last = START + dt.timedelta(days=first + days - 1)
    return {"away": [{"from": START + dt.timedelta(days=first), "to": last}]}


@pytest.mark.parametrize(("days", "percent"), [(7, 90), (14, 75), (21, 60)])
def test_after_weeks_away_training_resumes_with_a_share(days: int, percent: int) -> None:
    """As after a gap in the log (A13): the last weeks count for 90, 75 or 60 %."""
    weeks = days // 7 + 2
    asks, told = asked(goal="half", weeks=weeks, **away(7, days))
    assert minutes(asks[-1]) == 200 * percent // 100
    assert any(f"week {weeks}: " in note and f"after {days} days without a run" in note for note in told)


def test_four_days_away_are_a_gap_and_three_are_none() -> None:
    three, told = asked(goal="10k", weeks=3, **away(11, 3))
    four, _ = asked(goal="10k", weeks=3, **away(10, 4))
    assert minutes(three[0]) < minutes(three[2]) <= minutes(three[0]) * 1.1
    assert not any("without a run" in note for note in told)
    assert minutes(four[2]) == minutes(four[0]) * 90 // 100 // 5 * 5


def test_days_that_are_never_free_are_no_gap() -> None:
    weekends = {day: {"morning": 200} for day in ("fri", "sat", "sun")}
    usual, _ = asked(goal="10k", weeks=3, available=weekends)
    wednesday, _ = asked(goal="10k", weeks=3, available=weekends, **away(9, 1))
    assert [ask.runs for ask in wednesday] == [ask.runs for ask in usual]


def test_a_log_counts_as_what_was_done() -> None:
    rows = "".join(f"2026-11-{day},easy,30\n" for day in (23, 25, 27, 29))
    scenario = Scenario.model_validate({"start": START, "available": WIDE, "goal": "half", "weeks": 2})
    log = parse_log(f"date,session,minutes\n2026-11-22,rest,\n{rows}".encode(), "log.csv")
    asks, told = week_asks(with_log(scenario, log))
    assert minutes(asks[0]) == 135
    assert "week 1: 135 min of running instead of 200: all that the last 4 weeks allow" in told


@pytest.mark.parametrize("level", ["novice", "intermediate", "advanced"])
@pytest.mark.parametrize("goal", get_args(Goal))
def test_no_season_ramps_faster_than_its_caps(goal: str, level: str) -> None:
    """Every goal and level, from little done before: the caps of blocks.md, written down once more."""
    length = len(seasons()[goal])
    said: dict[str, Any] = {"goal": goal, "athlete": {"level": level}, "weeks": length}
    if goal not in ("general", "return"):
        said["race"] = {"date": START + dt.timedelta(days=7 * length - 1)}
    for history in ([], weeks_done((30, 30, 30, 30), (35, 35, 35, 35))):
        asks, _ = asked(**said, history=history)
        loads = [(140, 35)] if history else []
        for ask, row in zip(asks, seasons()[goal], strict=True):
            load = not row.deload and "taper" not in row.phase
            if load and loads:
                most = max(done for done, _ in loads[-3 if len(loads) > 3 else -4 :])
                far = max(run for _, run in loads[-4:])
                assert minutes(ask) <= max(most * 1.1, most + 15 * (most < 150), 60)
                assert longest(ask) <= far + max(5, far // 10)
            if load:
                loads.append((minutes(ask), longest(ask)))
