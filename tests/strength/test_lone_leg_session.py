"""A week with one leg session: it brings the squat and the lunge that two would, as far as the minutes go."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scenarios.schema import Goal
from scenarios.strength.week import StrengthWeek
from solver.strength.notes import notes_of
from solver.strength.sessions import FilledWeek, fill

Week = Callable[..., StrengthWeek]
BENDING = ("squat", "lunge", "step")


def bending(filled: FilledWeek, name: str = "lower") -> list[str]:
    """The patterns of squats, lunges and steps that a session holds."""
    (session,) = [session for session in filled.plan.sessions if session.asked.name == name]
    done = [each.option.exercise for each in session.exercises()]
    return sorted(each.pattern for each in done if each.pattern in BENDING and not each.hold)


@pytest.mark.parametrize("goal", ["marathon", "half", "hill_race"])
def test_lower_beside_upper_body_holds_two_of_them(goal: Goal, week: Week, session: Callable) -> None:
    found = bending(fill(week(session("upper"), session("lower"), goal=goal, phase="max strength")))
    assert len(found) == len(set(found)) == 2


def test_where_another_session_trains_the_legs_one_is_enough(week: Week, session: Callable) -> None:
    filled = fill(week(session("full"), session("lower"), goal="half", phase="max strength"))
    assert not [finding for finding in filled.findings if finding.rule == "squat_and_lunge"]
    assert min(len(bending(filled, name)) for name in ("full", "lower")) == 1


def test_few_minutes_keep_calves_and_core_and_say_what_they_cost(week: Week, session: Callable) -> None:
    filled = fill(week(session("upper"), session("lower", 20), goal="marathon", phase="max strength"))
    (lower,) = [session for session in filled.plan.sessions if session.asked.name == "lower"]
    assert {"calf", "core"} <= {done.option.exercise.family for done in lower.exercises()}
    told = "lower: 1 of the two squats, lunges or steps of a week's one leg session (20 or 30 minutes a session)"
    assert told in notes_of(filled)


@pytest.mark.parametrize("phase", ["power + max maintenance", "maintenance", "taper"])
def test_phases_of_two_lifts_ask_for_a_lunge_and_a_hinge(phase: str, week: Week, session: Callable) -> None:
    filled = fill(week(session("upper"), session("lower"), phase=phase))
    assert not [finding for finding in filled.findings if finding.rule == "squat_and_lunge"]
