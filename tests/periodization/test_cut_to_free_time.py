"""What a week asks where little time is free: runs are cut, dropped or give way, and every cut is told."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from scenarios.schema import RunEntry, Scenario
from scenarios.season.periodization import WeekAsk, week_asks
from scenarios.season.shares import Bounds, share_out

START = dt.date(2026, 11, 30)
WIDE = {day: {"morning": 300, "evening": 60} for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


def scenario(**said: Any) -> Scenario:
    return Scenario.model_validate({"start": START, "available": WIDE} | said)


def units(ask: WeekAsk) -> list[RunEntry]:
    return [run for run in ask.runs for _ in range(run.times)]


def test_long_run_is_cut_to_the_longest_free_slot() -> None:
    days = {"mon": 60, "tue": 75, "wed": 60, "fri": 75, "sat": 90}
    available = {day: {"morning": minutes} for day, minutes in days.items()}
    (ask,), told = week_asks(scenario(goal="marathon", available=available))
    assert ask.runs[0].minutes == 90
    assert told[1:] == ["long run cut from 100 to 90 min: the longest free slot has 90"]


def test_run_that_fits_nowhere_is_dropped_and_told() -> None:
    available = {day: {"evening": 40} for day in ("mon", "tue", "wed", "thu", "sat")}
    (ask,), told = week_asks(scenario(goal="5k", available=available))
    assert "intervals" not in {run.type for run in ask.runs}
    why = "it needs 45 min: the longest free slot has 40; instead 40 min as easy run"
    assert {f"long run dropped, {why}", f"intervals run dropped, {why}"} <= set(told)
    assert [(run.type, run.minutes) for run in units(ask) if run.type == "easy"] == [("easy", 40)] * 2


@pytest.mark.parametrize(("minutes", "stands"), [(40, "tempo"), (39, "easy"), (25, "easy"), (24, "recovery")])
def test_a_key_run_no_slot_holds_gives_way_to_what_the_slot_holds(minutes: int, stands: str) -> None:
    """Three days for a half marathon's long run (45 min at least), tempo (40) and easy run (25)."""
    available = {day: {"evening": minutes} for day in ("mon", "wed", "sat")}
    (ask, _), told = week_asks(scenario(goal="half", weeks=2, available=available))
    assert len(units(ask)) == 3
    assert stands in {run.type for run in units(ask)}
    assert {run.minutes for run in units(ask)} == {minutes // 5 * 5}
    assert ask.runs_cut == 2 + (2 if minutes == 40 else 3), "of a week of so few min a tempo run has 40 at most"
    assert f"week 1: {3 * (minutes // 5 * 5)} of" in next(note for note in told if "no more" in note)


def test_strength_that_has_no_place_is_asked_in_a_season_as_in_a_week() -> None:
    available = {day: {"evening": 25} for day in ("mon", "tue", "wed", "thu", "sat")}
    (week,), _ = week_asks(scenario(goal="half", available=available))
    season, told = week_asks(scenario(goal="half", weeks=2, available=available))
    assert [len(ask.strength) for ask in (week, *season)] == [3, 3, 3]
    assert not [note for note in told if "strength" in note]


def test_two_runs_do_not_count_on_the_same_slot() -> None:
    available = {"sat": {"morning": 120}} | {day: {"evening": 45} for day in ("mon", "tue", "wed", "thu")}
    (ask,), told = week_asks(scenario(goal="marathon", available=available))
    assert max(run.minutes or 0 for run in ask.runs if run.type != "long") == 45
    assert "tempo run cut from 55 to 45 min: the longest free slot left for it has 45" in told


def test_fewer_free_days_mean_fewer_runs_and_it_is_told() -> None:
    available = {day: {"morning": 120, "evening": 30} for day in ("tue", "thu", "sun")}
    (ask,), told = week_asks(scenario(goal="half", available=available))
    assert [run.type for run in ask.runs] == ["long", "tempo", "easy"]
    assert "3 runs instead of 5: 3 days free for one" in told


def test_few_free_days_do_not_make_quality_sessions_longer() -> None:
    available = {day: {"morning": 120} for day in ("tue", "thu", "sun")}
    (ask,), told = week_asks(scenario(goal="half", available=available))
    assert [(run.type, run.minutes) for run in ask.runs] == [("long", 85), ("tempo", 45), ("easy", 70)]
    assert "200 of 240 min of running asked: 3 runs hold no more" in told


def test_dates_away_count() -> None:
    away = [{"from": START, "to": START + dt.timedelta(days=6)}]
    asks, told = week_asks(scenario(goal="general", weeks=2, away=away))
    assert (asks[0].runs, asks[0].strength) == ((), ())
    assert len(units(asks[1])) == 4
    assert "week 1: 0 runs instead of 4: 0 days free for one" in told
    assert "week 1: no strength session instead of 3: no free time all week" in told


def test_shares_are_in_proportion_inside_bounds_and_add_up() -> None:
    shares = [Bounds(40, 50, 75), Bounds(25, 25, 70), Bounds(25, 25, 30)]
    assert share_out(100, shares) == [50, 25, 25]
    assert share_out(160, shares) == [75, 55, 30]
    assert share_out(163, shares) == [75, 55, 30]
    assert share_out(500, shares) == [75, 70, 30]


def test_no_easy_run_gets_longer_than_the_long_run() -> None:
    two_days = {"tue": {"evening": 90}, "sat": {"morning": 120}}
    asks, told = week_asks(scenario(goal="5k", athlete={"level": "novice"}, available=two_days))
    assert [(run.type, run.minutes) for run in units(asks[0])] == [("long", 45), ("easy", 45)]
    assert "90 of 135 min of running asked: 2 runs hold no more" in told


def beginner(slots: dict[str, int], **said: Any) -> tuple[list[WeekAsk], list[str]]:
    """A novice's weeks to 5 km with one slot (min) on each of these days."""
    available = {day: {"morning": minutes} for day, minutes in slots.items()}
    race = {"date": START + dt.timedelta(days=7 * 12 - 1)}
    question = {"goal": "5k", "race": race, "athlete": {"level": "novice"}, "available": available}
    return week_asks(scenario(**question | said))


def test_fewer_and_longer_easy_runs_leave_slots_for_strength() -> None:
    """Five slots: five runs left none for strength; two easy runs of 30 min hold what three of 20 held, to 5 min."""
    slots = {"mon": 40, "wed": 40, "thu": 30, "sat": 60, "sun": 45}
    asks, told = beginner(slots)
    plain, _ = beginner(slots, strength={"focus": []})
    for ask, other in zip(asks[:-1], plain, strict=False):
        runs, others = units(ask), units(other)
        spared = sum(run.minutes or 0 for run in others) - sum(run.minutes or 0 for run in runs)
        assert spared in (0, 5)
        assert not spared or any(f"week {ask.week + 1}: 3 runs instead of 4, with 1" in note for note in told)
        assert [run for run in runs if run.type not in ("easy", "recovery")] == [
            run for run in others if run.type not in ("easy", "recovery")
        ]
        assert len(runs) >= 3
    assert [run.minutes for run in units(asks[6]) if run.type == "easy"] == [30, 30]
    assert len(units(plain[6])) == 5
    held = "with the same minutes: in 5 free slots they leave room for strength"
    assert f"week 7: 4 runs instead of 5, {held}" in told
    assert not any(ask.runs_cut for ask in asks[:-1])


def test_runs_stay_as_many_where_slots_are_enough() -> None:
    slots: dict[str, int] = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 60)
    assert [ask.runs for ask in beginner(slots)[0]] == [ask.runs for ask in beginner(slots, strength={"focus": []})[0]]
