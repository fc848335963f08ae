"""A week whose days are all alike is turned so that one session stands last; any difference between days stops that."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from constraints.settings import grid_of
from scenarios.demands import Demand
from scenarios.schema import Scenario
from solver.formulations.by_days import ByDays, Sum, by_days
from solver.formulations.objective import fold_of
from solver.formulations.turning import stand_on_one_day
from solver.options import Options
from solver.prepared import prepare
from solver.week import solve_week

ALIKE: dict[str, Any] = {
    "timezone": "Asia/Kathmandu",
    "start": "2027-02-22",
    "goal": "general",
    "available": {day: {"morning": 90, "evening": 60} for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")},
    "runs": [
        {"type": "tempo", "minutes": 45},
        {"type": "long", "minutes": 60},
        {"type": "easy", "minutes": 40, "times": 2},
    ],
    "strength": {"focus": ["upper", "full"], "minutes": 30},
    "repeat": True,
}


def alike(changed: dict[str, Any]) -> tuple[ByDays, Sequence[Demand]]:
    """The week, sorted by days, and what it asks for."""
    instance, rules = prepare(Scenario.model_validate(ALIKE | changed))
    grid = grid_of(instance, rules)
    return by_days(grid, fold_of(grid)), grid.demands


def days_of_the_long_run(asked: ByDays, demands: Sequence[Demand], weekend: Sequence[int] = ()) -> set[int]:
    """The days on which the patterns may hold the long run."""
    stand_on_one_day(asked, demands, weekend)
    return {
        day
        for day, shape in asked.shapes.items()
        for bit, place in shape.places.items()
        if demands[place].session.type == "long" and not shape.clashes.get(bit, 0) & bit
    }


def test_the_long_run_stands_on_the_last_day_of_a_week_whose_days_are_all_alike() -> None:
    assert days_of_the_long_run(*alike({})) == {6}
    assert days_of_the_long_run(*alike({}), weekend=(3, 4)) == {4}, "a week that begins on a Wednesday"


@pytest.mark.parametrize(
    "changed",
    [
        {"repeat": False},
        {"prefer": {"long": {"days": ["wed"]}}},
        {"available": ALIKE["available"] | {"thu": {"morning": 90}}},
        {"timezone": "Europe/Berlin", "start": "2026-10-19"},
    ],
    ids=["ends", "likes a day", "has less time on a day", "puts its clock back"],
)
def test_a_week_whose_days_differ_is_left_as_it_is(changed: dict[str, Any]) -> None:
    assert len(days_of_the_long_run(*alike(changed))) > 1


def a_meeting_dearer(asked: ByDays) -> None:
    tests = next(iter(asked.meetings[2, 3]))
    asked.meetings[2, 3][tests] = 99


def a_meeting_more_round_the_end(asked: ByDays) -> None:
    asked.meetings[0, 6][((1, False),), ((1, True),)] = 1


def three_days_forbidden(asked: ByDays) -> None:
    asked.never.add(((1, (1, False)), (2, (1, False)), (3, (1, False))))


def three_days_dear(asked: ByDays) -> None:
    asked.points[(1, (1, False)), (2, (1, False)), (3, (1, False))] = 2


def a_window_less(asked: ByDays) -> None:
    windows = [limit for limit in asked.limits if len(limit[2].parts) == 3]
    asked.limits.remove(windows[2])


def a_count_of_one_day_less(asked: ByDays) -> None:
    statement, totals = asked.per_unit.pop()
    asked.per_unit.append((statement, [*totals[:-1], Sum(totals[-1].parts[:-1], totals[-1].sign, 0)]))


def a_load_of_one_day_less(asked: ByDays) -> None:
    asked.peaks[0][1].pop()


@pytest.mark.parametrize(
    "tampered",
    [
        a_meeting_dearer,
        a_meeting_more_round_the_end,
        three_days_forbidden,
        three_days_dear,
        a_window_less,
        a_count_of_one_day_less,
        a_load_of_one_day_less,
    ],
)
def test_a_single_statement_about_certain_days_stops_the_turning(tampered: Callable[[ByDays], None]) -> None:
    asked, demands = alike({})
    tampered(asked)
    assert len(days_of_the_long_run(asked, demands)) == 7


@pytest.mark.parametrize(
    "changed", [{}, {"strength": {"focus": ["upper", "full"], "minutes": 30, "policy": "hard_days"}}]
)
def test_turning_changes_no_score(changed: dict[str, Any]) -> None:
    instance, rules = prepare(Scenario.model_validate(ALIKE | changed))
    scores = [solve_week(instance, rules, Options(without=without)).score for without in (None, "turning")]
    assert scores[0] is not None
    assert scores[1] is not None
    assert scores[0].key() == scores[1].key()
