"""Full body in a week without lower body: it holds all its movements, and the calves besides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from constraints.strength.focus_patterns import FocusPatterns
from scenarios.strength.week import PhaseKind, StrengthWeek
from solver.strength.sessions import FilledWeek, default_rules, fill, fill_with

Week = Callable[..., StrengthWeek]
PHASES: tuple[PhaseKind, ...] = ("adaptation", "max strength", "power + max maintenance", "maintenance")


def movements(filled: FilledWeek, name: str = "full") -> set[str]:
    """What a session trains: legs by the movement, the rest by the part of the body."""
    (session,) = [session for session in filled.plan.sessions if session.asked.name == name]
    exercises = [done.option.exercise for done in session.exercises()]
    bends = {"knee" for each in exercises if each.pattern in ("squat", "lunge", "step", "jump")}
    hinges = {"hinge" for each in exercises if each.pattern == "hinge"}
    return bends | hinges | {each.family for each in exercises if each.family in ("push", "pull", "core", "calf")}


@pytest.mark.parametrize("kit", ["nothing", "home"])
@pytest.mark.parametrize("phase", PHASES)
def test_alone_it_trains_everything(phase: PhaseKind, kit: str, week: Week, session: Callable) -> None:
    filled = fill(week(session("full"), phase=phase, kit=kit, goal="half"))
    assert movements(filled) == {"knee", "hinge", "push", "pull", "core", "calf"}


@pytest.mark.parametrize("phase", PHASES)
def test_beside_upper_body_it_leaves_one_of_the_arms_to_it(phase: PhaseKind, week: Week, session: Callable) -> None:
    filled = fill(week(session("full"), session("upper"), phase=phase, goal="half"))
    assert movements(filled) >= {"knee", "hinge", "core", "calf"}
    assert movements(filled) & {"push", "pull"}
    assert movements(filled, "upper") == {"push", "pull", "core"}


def test_beside_lower_body_the_calves_are_left_to_it(week: Week, session: Callable) -> None:
    filled = fill(week(session("full"), session("lower"), phase="maintenance", goal="half"))
    assert movements(filled) == {"knee", "hinge", "push", "pull", "core"}
    assert "calf" in movements(filled, "lower")


def test_of_two_one_is_enough(week: Week, session: Callable) -> None:
    filled = fill(week(session("full"), session("full", name="full-2"), phase="max strength", goal="half"))
    assert "calf" in movements(filled) | movements(filled, "full-2")


@pytest.mark.parametrize("kit", ["nothing", "home", "gym"])
def test_where_minutes_are_few_calves_cost_no_movement(kit: str, week: Week, session: Callable) -> None:
    """The table of focuses asks full body for the other five."""
    short = week(session("full", 20), phase="max strength", kit=kit, goal="half")
    five = tuple(
        FocusPatterns(weight=300, weight_calves=0) if rule.name == "focus_patterns" else rule
        for rule in default_rules()
    )
    lacking = [len(movements(filled) - {"calf"}) for filled in (fill(short), fill_with(short, five))]
    assert lacking[0] == lacking[1] < 5 + (kit == "nothing")


def test_a_taper_stays_as_short_as_its_phase(week: Week, session: Callable) -> None:
    (filled,) = fill(week(session("full"), phase="taper", goal="half")).plan.sessions
    assert len(filled.ids()) <= 3
