"""What a week carries: quality within its minutes and the longest run before, easy runs that fit, days lost."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

import pytest

from scenarios.catalog import run_types, seasons
from scenarios.schema import WEEKDAYS, Goal, Level, RunEntry, Scenario
from scenarios.season.periodization import WeekAsk, week_asks

START = dt.date(2026, 11, 30)
WIDE = {day: {"morning": 300, "evening": 60} for day in WEEKDAYS}
THREE = {"tue": {"evening": 60}, "thu": {"evening": 60}, "sun": {"morning": 120}}
JANA = {"mon": 60, "wed": 75, "thu": 60, "sat": 60, "sun": 120}
FIVE = {day: {"evening": minutes} for day, minutes in JANA.items()}
KEYS = ("tempo", "intervals", "hills", "race_pace", "downhill", "fartlek")


def asked(**said: Any) -> tuple[list[WeekAsk], list[str]]:
    return week_asks(Scenario.model_validate({"start": START, "available": WIDE, **said}))


def units(ask: WeekAsk) -> list[RunEntry]:
    return [run for run in ask.runs for _ in range(run.times)]


def lengths(ask: WeekAsk) -> list[tuple[str, int]]:
    return [(run.type, run.minutes or 0) for run in units(ask)]


def minutes(ask: WeekAsk) -> int:
    return sum(length for _, length in lengths(ask))


def done(*runs: int, weeks: int = 4, gap: int = 0) -> list[dict[str, Any]]:
    """Whole weeks of these runs (min), each on the last days of its week, and so many days of rest after them."""
    found: list[dict[str, Any]] = []
    for day in range(7 * weeks + gap):
        place = day % 7 - (7 - len(runs))
        ran = day < 7 * weeks and place >= 0
        session = {"session": "easy", "minutes": runs[place]} if ran else {"session": "rest"}
        found.append({**session, "date": START - dt.timedelta(days=7 * weeks + gap - day)})
    return found


def work(ask: WeekAsk, *types: str) -> float:
    return sum(length * run_types()[kind].work_fraction for kind, length in lengths(ask) if kind in types)


@pytest.mark.parametrize("level", get_args(Level))
@pytest.mark.parametrize("goal", [goal for goal in get_args(Goal) if goal != "return"])
def test_every_week_carries_its_key_runs(goal: Goal, level: Level) -> None:
    """By parameters.csv: tempo up to 15 % of a week's minutes as work, intervals 10 %; no run far over the longest."""
    number = list(seasons()).index(goal)
    said: dict[str, Any] = {"goal": goal, "athlete": {"level": level}, "available": (THREE, FIVE)[number % 2]}
    history = done(*((20, 20, 25, 25), (30, 30, 35, 40))[number % 4 // 2])
    weeks = len(seasons()[goal])
    race = {} if goal == "general" else {"race": {"date": START + dt.timedelta(days=7 * weeks - 1)}}
    asks, _ = asked(**said, **race, weeks=weeks, history=history)
    far = [max(run.get("minutes", 0) for run in history)]
    for ask in asks:
        total = minutes(ask)
        assert work(ask, "tempo") <= 0.15 * total + 0.01
        assert work(ask, "intervals") <= 0.10 * total + 0.01
        long = [length for kind, length in lengths(ask) if kind == "long"]
        others = [length for kind, length in lengths(ask) if kind not in KEYS]
        assert not long or max(others) == long[0]
        longest = max((length for _, length in lengths(ask)), default=0)
        assert longest <= max(far[-4:]) + max(5, max(far[-4:]) // 10)
        far.append(longest)


def test_a_novice_of_short_runs_gets_no_tempo_run_longer_than_they_allow() -> None:
    (ask,), told = asked(goal="5k", athlete={"level": "novice"}, history=done(20, 25, 25))
    assert lengths(ask) == [("long", 25)] + [("recovery", 20)] * 3
    yields = "tempo run as an easy one: it takes 40 min at least, and no run of this week may take more than 30"
    assert yields in told


def test_the_second_quality_session_yields_where_its_work_is_too_much_of_the_week() -> None:
    """150 min: 18 min of tempo are 12 % (up to 15), 15.75 min of intervals 10.5 % (up to 10)."""
    (ask,), told = asked(goal="half", history=done(30, 30, 35, 40))
    assert [kind for kind, _ in lengths(ask) if kind in KEYS] == ["tempo"]
    assert minutes(ask) == 150
    why = "even 45 min of it hold more hard work than 10 % of the week's 150 min"
    assert f"intervals run as an easy one: {why}" in told


def test_quality_that_the_athlete_counts_is_asked() -> None:
    (ask,), told = asked(goal="half", history=done(30, 30, 35, 40), overrides=[{"week": 1, "quality": 2}])
    assert [kind for kind, _ in lengths(ask) if kind in KEYS] == ["tempo", "intervals"]
    assert not any("easy one" in note for note in told)


def test_the_only_quality_session_becomes_a_fartlek_before_it_becomes_easy() -> None:
    (ask,), told = asked(goal="5k", athlete={"level": "novice"}, history=done(30, 35, 35))
    assert [kind for kind, _ in lengths(ask) if kind in KEYS] == ["fartlek"]
    assert any(note.startswith("tempo run as a fartlek: even 40 min of it hold more") for note in told)


@pytest.mark.parametrize("level", get_args(Level))
@pytest.mark.parametrize("goal", get_args(Goal))
def test_no_quality_session_is_longer_than_the_long_run_but_a_tapers_fartlek(goal: Goal, level: Level) -> None:
    """A taper keeps its intensity (``taper_volume``), in the gentlest of sessions."""
    weeks = len(seasons()[goal])
    race = (
        {"race": {"date": START + dt.timedelta(days=7 * weeks - 1)}} if seasons()[goal][-1].weeks_to_race == 0 else {}
    )
    asks, _ = asked(goal=goal, athlete={"level": level}, weeks=weeks, history=done(20, 20, 25, 25), **race)
    for ask in asks:
        long = max((length for kind, length in lengths(ask) if kind == "long"), default=240)
        kinds = [kind for kind, length in lengths(ask) if kind in KEYS and length > long]
        assert not kinds or ("taper" in ask.phase and set(kinds) == {"fartlek"})


@pytest.mark.parametrize("level", ["intermediate", "advanced"])
@pytest.mark.parametrize("goal", ["10k", "half", "marathon"])
def test_in_four_runs_hard_work_stays_within_a_fifth_of_the_week(goal: Goal, level: Level) -> None:
    """``easy_share_min``: 0.80. Long slots let a tempo run of 75 min and 100 at race pace take up to 24 % of it."""
    weeks = len(seasons()[goal])
    race = {"date": START + dt.timedelta(days=7 * weeks - 1)}
    four = {day: {"morning": 200, "evening": 60} for day in ("tue", "thu", "sat", "sun")}
    asks, _ = asked(goal=goal, athlete={"level": level}, weeks=weeks, race=race, available=four)
    assert any(len([kind for kind, _ in lengths(ask) if kind in KEYS]) == 2 for ask in asks)
    for ask in asks:
        assert work(ask, *KEYS) <= 0.21 * minutes(ask), "what no run holds is asked of none"


def test_the_widest_slot_goes_to_the_long_run_and_not_to_the_medium_long_one() -> None:
    """It may be cut to 45 min and a medium-long run to 55, so the one slot of 90 min went to the other."""
    free = {day: {"evening": 45} for day in WEEKDAYS} | {"sun": {"morning": 90}}
    asks, told = asked(goal="ultra", weeks=7, available=free)
    assert max(lengths(asks[6]), key=lambda run: run[1]) == ("long", 90)
    assert any(note.startswith("week 7: medium long run dropped, it needs 55 min") for note in told)


def test_a_merged_easy_run_is_cut_to_fit_as_many_days_as_the_week_has_runs() -> None:
    """Of 240 min one easy run would have 65: two days have time for that, and five for 60."""
    (ask,), told = asked(goal="half", available=FIVE)
    assert lengths(ask) == [("long", 85), ("tempo", 45), ("intervals", 45), ("easy", 60)]
    spared = "with 235 of their 240 min, the easy ones 60 at most: in 5 free slots they leave room for strength"
    assert f"4 runs instead of 5, {spared}" in told


def test_merged_easy_runs_stay_shorter_than_the_long_run() -> None:
    available = {day: {"evening": 60} for day in ("tue", "wed", "thu")} | {
        "sat": {"morning": 90},
        "sun": {"morning": 120},
    }
    asks, _ = asked(goal="10k", race={"date": START + dt.timedelta(days=13)}, available=available)
    assert lengths(asks[0]) == [("long", 55), ("race_pace", 45), ("easy", 50), ("easy", 50)]


def away(first: int, days: int) -> list[dict[str, dt.date]]:
    return [{"from": START + dt.timedelta(days=first), "to": START + dt.timedelta(days=first + days - 1)}]


def test_the_days_before_a_holiday_hold_their_own_runs_and_no_others() -> None:
    """Three of the five days that runs take: three fifths of 180 min, and not 175 of them."""
    (ask, *_), told = asked(goal="10k", weeks=3, away=away(3, 12))
    assert lengths(ask) == [("long", 50), ("fartlek", 35), ("recovery", 20)]
    fewer = "week 1: 3 runs instead of 5: 3 days free for one"
    assert f"{fewer}; 105 min of running instead of 180: what the other days would hold is dropped" in told
    (known, *_), _ = asked(goal="10k", weeks=3, away=away(3, 12), history=done(30, 30, 35, 40))
    assert minutes(known) == 150 * 3 // 5


def test_days_that_are_never_free_drop_no_minutes() -> None:
    (ask,), told = asked(goal="half", available=THREE)
    assert len(units(ask)) == 3
    assert not any("is dropped" in note for note in told)
    (by_hand, *_), _ = asked(
        goal="10k", weeks=3, away=away(3, 12), overrides=[{"week": 1, "run_minutes": 180, "long_minutes": 60}]
    )
    assert minutes(by_hand) > 150


def test_a_break_that_begins_in_a_week_leaves_a_share_of_that_week_as_a_whole() -> None:
    asks, told = asked(goal="10k", weeks=3, away=away(3, 12))
    assert minutes(asks[2]) == 180 * 75 * 6 // 700 // 5 * 5
    assert any("75 % of the last week as if no day were away (180 min)" in note for note in told)


@pytest.mark.parametrize(("days", "sessions"), [(7, 2), (8, 1), (14, 1)])
def test_the_first_days_after_a_break_hold_as_much_quality_as_a_deload(days: int, sessions: int) -> None:
    (ask,), told = asked(goal="half", history=done(60, 60, 60, 60, 90, gap=days))
    assert [kind in KEYS for kind, _ in lengths(ask)].count(True) == sessions
    fewer = f"1 quality session instead of 2, as in a deload: the first seven days after {days} without a run"
    assert (fewer in told) == (sessions == 1)


def test_the_seven_days_after_a_break_reach_into_the_next_week() -> None:
    asks, told = asked(goal="half", weeks=7, away=away(27, 11), history=done(60, 60, 60, 60, 90))
    assert [sum(kind in KEYS for kind, _ in lengths(ask)) for ask in asks[4:]] == [0, 0, 1]
    assert (
        "week 6: tempo run as an easy one: even 40 min of it hold more hard work than 15 % of the week's 95 min" in told
    )
    assert any(note.startswith("week 7: 1 quality session instead of 2") for note in told)


def test_a_long_run_shorter_than_any_easy_run_is_none() -> None:
    (ask,), told = asked(goal="10k", history=done(30, 30, 35, 40, gap=21))
    assert lengths(ask) == [("recovery", 20)] * 4
    assert "no long run: 20 min are less than the shortest easy run (25)" in told
    (own,), _ = asked(goal="10k", overrides=[{"week": 1, "run_minutes": 80, "long_minutes": 20}])
    assert ("long", 20) in lengths(own)
