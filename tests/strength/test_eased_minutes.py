"""In a week that eases off, the minutes of a strength session, its load and what it holds agree."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from scenarios.instance import instance_of
from scenarios.load import load_text
from scenarios.plan import Plan
from scenarios.sessions import strength_session
from scenarios.strength.eased_minutes import eased_minutes, eased_this_morning
from scenarios.strength.plan import FilledSession
from solver.output.content import content_in, content_of
from solver.solve import solve
from solver.strength.sessions import fill
from solver.strength.weeks import strength_of

SEASON = """
start: 2026-11-30
goal: {goal}
race: {{date: 2027-02-21}}
available:
  mon: {{evening: 60}}
  tue: {{morning: 75, evening: 45}}
  wed: {{morning: 75}}
  thu: {{morning: 75, evening: 45}}
  fri: {{evening: 45}}
  sat: {{morning: 90, evening: 45}}
  sun: {{morning: 180}}
strength: {{focus: [lower, upper, full], minutes: {minutes}, equipment: [{kit}]{strict}}}
"""


@pytest.mark.parametrize(
    ("minutes", "phase", "factor", "eased"),
    [
        # 3 sets of 5 reps (20 s) with 120 s of rest: 330 s with setting up; 2 sets: 190 s; 8 min stand around them
        (30, "max strength - deload", 0.55, 20),
        (45, "max strength - deload", 0.55, 30),
        (25, "max strength - deload", 0.55, 20),
        (20, "max strength - deload", 0.55, 15),
        # 2 sets of 5: 190 s, one: 50 s
        (30, "maintenance", 0.5, 15),
        (45, "maintenance", 0.5, 20),
        (20, "taper (no heavy legs)", 0.5, 15),
        # nothing is eased
        (30, "max strength", 1.0, 30),
        (30, "", 1.0, 30),
    ],
)
def test_the_main_part_shrinks_with_its_sets(minutes: int, phase: str, factor: float, eased: int) -> None:
    assert eased_minutes(minutes, phase, factor) == eased


@pytest.mark.parametrize(
    ("minutes", "phase", "factor", "was", "now", "eased"),
    [
        # 3 sets of 8 reps with 60 s of rest: 246 s with setting up; 2 sets: 154 s
        (30, "", 1.0, 100, 60, 20),
        (45, "", 1.0, 100, 60, 30),
        (30, "max strength", 1.0, 100, 60, 20),
        # two of three sets are left already: nothing more is taken off
        (20, "max strength - deload", 0.55, 100, 60, 15),
        (20, "max strength", 1.0, 60, 60, 20),
        (20, "max strength", 1.0, 60, 55, 20),
        (30, "maintenance", 1.0, 100, 100, 30),
    ],
)
def test_a_morning_takes_the_minutes_of_the_sets_it_takes(
    minutes: int, phase: str, factor: float, was: int, now: int, eased: int
) -> None:
    assert eased_this_morning(minutes, phase, factor, was=was, now=now) == eased


def test_a_deload_counts_one_rpe_less() -> None:
    assert strength_session("lower", 20, None, "half").load == 20 * 7
    assert strength_session("lower", 20, None, "half", deload=True).load == 20 * 6
    assert strength_session("upper", 20, None, "half", deload=True).load == 20 * 4


def planned(goal: str, minutes: int, kit: str, strict: str = "") -> Plan:
    text = SEASON.format(goal=goal, minutes=minutes, kit=kit, strict=strict)
    plan = solve(load_text(text.encode(), "s.yaml", "yaml").scenario).plan
    assert plan is not None
    return plan


@pytest.mark.parametrize(
    ("goal", "minutes", "kit"),
    [("10k", 30, "dumbbell, band, box"), ("hill_race", 35, "bodyweight"), ("half", 20, "band")],
)
def test_minutes_load_and_content_agree(
    goal: str, minutes: int, kit: str, clock: Callable[[FilledSession], tuple[int, list[str]]]
) -> None:
    plan = planned(goal, minutes, kit)
    strength, eased = strength_of(plan), 0
    for session in (each for each in plan.sessions if each.session.kind == "strength"):
        ask = plan.instance.asks[session.day // 7]
        if ask.strength_set_factor < 1:
            seconds, _ = clock(strength.sessions[session.day // 7, session.name])
            eased += 1
            assert 0 <= 60 * session.session.minutes - seconds < 300, (ask.week, session.name)
            assert 60 * (session.session.minutes - 8) >= seconds - 480
            parts = content_in(plan, session, strength)
            assert sum(part.minutes or 0 for part in parts) == session.session.minutes
            rpe = {"heavy": 7, "light": 5, "none": 5}[session.session.legs] - ("deload" in ask.strength_phase)
            assert session.session.load == rpe * session.session.minutes
    assert eased >= 4


def test_sets_that_stay_take_their_time() -> None:
    """``seed_strict`` keeps 3 sets in a deload, and so their minutes."""
    text = SEASON.format(goal="10k", minutes=30, kit="dumbbell", strict=", seed_strict: true")
    instance = instance_of(load_text(text.encode(), "s.yaml", "yaml").scenario)
    lengths = {demand.session.minutes for demand in instance.demands if demand.session.kind == "strength"}
    assert lengths == {30}


def test_what_the_exercises_leave_of_a_long_session_is_told(week: Callable, session: Callable, clock: Callable) -> None:
    """Maintenance holds four exercises of two sets: some 20 min of 45. In 20 min nothing is left over."""
    (longer, shorter) = (fill(week(session("lower", minutes), phase="maintenance")).plan for minutes in (45, 20))
    lower = strength_session("lower", 45, None, "general")
    seconds, _ = clock(longer.sessions[0])
    spare = 45 - 8 - math.ceil((seconds - 480) / 60)
    main = content_of(lower, longer.sessions[0])[1].text
    assert main.endswith(f"the other {spare} min are for longer rests, or to stop sooner")
    assert "to stop sooner" not in content_of(replace(lower, minutes=20), shorter.sessions[0])[1].text
