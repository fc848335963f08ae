"""Which strength sessions the weeks of a season ask for, how heavy on the legs and with how many sets."""

import datetime as dt
from itertools import pairwise
from typing import Any

from scenarios.catalog import seasons, strength_phase
from scenarios.schema import Scenario
from scenarios.season.periodization import WeekAsk, week_asks

START = dt.date(2026, 11, 30)
WIDE = {day: {"morning": 300, "evening": 60} for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


def season(goal: str, **said: Any) -> tuple[list[WeekAsk], list[str]]:
    """The weeks of a season as long as its table, to its race, and what is told of them."""
    race = {"date": START + dt.timedelta(days=7 * len(seasons()[goal]) - 1)}
    scenario = {"start": START, "available": WIDE, "goal": goal, "athlete": {"level": "intermediate"}, "race": race}
    return week_asks(Scenario.model_validate(scenario | said))


def focuses(ask: WeekAsk) -> list[str]:
    return [entry.focus for entry in ask.strength]


def test_strength_of_a_season_keeps_both_halves_and_the_goals_order() -> None:
    asks, _ = season("half")
    assert focuses(asks[0]) == ["upper", "lower", "full"]
    assert focuses(asks[4]) == ["lower", "full"]
    assert focuses(asks[12]) == ["lower"]
    assert focuses(asks[13]) == ["upper"]
    asks, _ = season("half", strength={"focus": ["upper", "upper", "lower"]})
    assert focuses(asks[4]) == ["upper", "lower"]
    asks, _ = season("half", strength={"focus": ["lower"]})
    assert {tuple(focuses(ask)) for ask in asks} == {("lower",)}


def spares(ask: WeekAsk) -> list[str]:
    return [entry.focus for entry in ask.spare]


def test_where_the_table_asks_for_leg_sessions_alone_upper_body_may_stand_in_place_of_one() -> None:
    asks, _ = season("marathon")
    for ask in asks:
        assert spares(ask) == (["upper"] if focuses(ask) == ["lower", "full"] else [])
    assert sum(bool(ask.spare) for ask in asks) == 9


def test_what_the_runner_wrote_has_no_spare() -> None:
    for focus in (["lower", "full"], ["upper", "lower", "full"]):
        asks, _ = season("marathon", strength={"focus": focus})
        assert not any(ask.spare for ask in asks)
    asks, _ = season("marathon", overrides=[{"week": 6, "strength": 2}])
    assert [week for week, ask in enumerate(asks, 1) if ask.spare] == [5, 7, 8, 9, 10, 11, 12, 13]


def test_legs_are_light_only_where_the_phase_says_so() -> None:
    asks, _ = season("half", strength={"focus": ["lower", "full"]})
    for ask in asks:
        light = strength_phase(ask.strength_phase).legs
        assert {entry.legs for entry in ask.strength} == {light}
    assert asks[-1].strength[0].legs == "light"
    asks, _ = season("half", strength={"focus": [{"focus": "lower", "legs": "heavy"}]})
    assert asks[-1].strength[0].legs == "heavy"


def test_deload_keeps_the_frequency_and_cuts_the_sets() -> None:
    asks, _ = season("marathon")
    deloads = [(last, ask) for last, ask in pairwise(asks) if ask.phase == "deload"]
    assert deloads
    for last, ask in deloads:
        assert len(ask.strength) == len(last.strength)
        assert ask.strength_set_factor == 0.55


def test_table_that_asks_two_lifts_in_a_taper_gets_one_and_says_so() -> None:
    asks, told = season("hill_race")
    assert len(asks[10].strength) == 1
    assert "week 11: 1 strength session, not the table's 2: a taper" in told
