"""Sessions are filled as if time did not matter first: they are no worse for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from scenarios.strength.week import StrengthWeek
from solver.strength.model import PARAMETERS, StrengthModel
from solver.strength.notes import notes_of
from solver.strength.sessions import default_rules, fill, fill_with, strength_grid

CLOCK = "session_minutes"


@pytest.fixture(params=range(6))
def weeks(request: pytest.FixtureRequest, week: Callable) -> tuple[StrengthWeek, ...]:
    """One week with less and less time."""
    kind = {
        "kit": ("gym", "home", "nothing")[request.param % 3],
        "phase": ("adaptation", "max strength", "power + max maintenance")[request.param // 2],
    }
    return tuple(week(minutes=minutes, **kind) for minutes in (90, 45, 30, 20))


def test_filled_in_one_go_it_costs_the_same(weeks: tuple[StrengthWeek, ...]) -> None:
    for asked in weeks:
        _, at_once = StrengthModel(strength_grid(asked, default_rules()), PARAMETERS).solved()
        assert fill(asked).points == at_once


def test_without_the_clock_it_costs_what_is_told(weeks: tuple[StrengthWeek, ...]) -> None:
    rules = [rule for rule in default_rules() if rule.name != CLOCK]
    for asked in weeks:
        _, any_time = StrengthModel(strength_grid(asked, rules), PARAMETERS).solved()
        assert sum(finding.points or 0 for finding in fill(asked).untimed) == any_time


def test_who_has_the_time_takes_no_turns_and_lacks_nothing_for_it(weeks: tuple[StrengthWeek, ...]) -> None:
    ample, *_ = weeks
    filled = fill(ample)
    assert all(len(block.exercises) == 1 for session in filled.plan.sessions for block in session.blocks)
    assert filled.findings == filled.untimed
    assert not any("minutes" in note for note in notes_of(filled))


def test_less_time_never_costs_less(weeks: tuple[StrengthWeek, ...]) -> None:
    points = [fill(asked).points for asked in weeks]
    assert points == sorted(points)
    assert points[0] < points[-1]


def test_the_minutes_are_the_reason_where_more_of_them_help(week: Callable, session: Callable) -> None:
    short = week(session("full", 22), kit="home", phase="max strength")
    long = replace(short, sessions=(replace(short.sessions[0], minutes=90),))
    told = {note for note in notes_of(fill(short)) if "(22 minutes a session)" in note}
    assert told
    assert not told & set(notes_of(fill(long)))


def test_rules_without_a_clock_are_asked_once(week: Callable) -> None:
    rules = [rule for rule in default_rules() if not rule.timed]
    filled = fill_with(week(minutes=20), rules)
    assert filled.findings == filled.untimed
    assert not any(len(block.exercises) == 2 for done in filled.plan.sessions for block in done.blocks)
