"""When a phase begins, weight and reps follow from what was lifted last, and agree with the effort that is told."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.easing import Easing
from scenarios.schema import Focus
from scenarios.strength.ask import Lifter, WeekPhase, doses_of, options_of
from scenarios.strength.eased import eased_sessions
from scenarios.strength.exercises import exercises
from scenarios.strength.new_phase import begun
from scenarios.strength.one_rep_max import at_effort, highest_after, one_rep_max, reps_possible
from scenarios.strength.options import Standing
from scenarios.strength.past import LastTime
from scenarios.strength.plan import Block, FilledSession, Prescription
from scenarios.strength.progression import Done, Ladder, after, step_back, step_up
from scenarios.strength.state import StrengthState
from scenarios.strength.week import AskedSession
from solver.cli.main import cli
from solver.output.strength_text import effort_of, lines

HOME = frozenset({"dumbbell", "band", "box"})
HEAVY = (4, 6)
GOBLET = exercises()["goblet_squat"]


def then(kg: float, reps: int, in_reserve: float = 4) -> Standing:
    return Standing(0, reps, kg=kg, in_reserve=in_reserve, at_top=1, added_sets=1, raises=2)


def test_the_formula() -> None:
    """Epley: 30 kg lifted ten times, 40 kg once."""
    assert one_rep_max(30, 10) == pytest.approx(40)
    assert reps_possible(40, 30) == pytest.approx(10)
    assert reps_possible(one_rep_max(50, 6), 50) == pytest.approx(6)
    assert highest_after(20, 1) == 22
    assert highest_after(5, 1) == 6
    assert highest_after(16, 4) == 20


@pytest.mark.parametrize(
    ("last", "jump", "kg", "amount", "in_reserve"),
    [
        # 100 kg for 12 with 4 left: 153 kg once; 110 is the highest, 6 reps leave 5 or 6
        (then(100, 12), 2.5, 110, 6, 5.818),
        # 136 kg once: 110 kg could be lifted 7 times
        (then(100, 8, 2.8), 2.5, 110, 5, None),
        # 4 reps with 2 left from 120 kg once: exactly 100 kg
        (then(100, 6, 0), 2.5, 100, 4, None),
        (then(99, 6, 0), 1, 99, 4, None),
        # a kettlebell may jump by its next bell, but here that would be too heavy: 6 reps, and more is left
        (then(16, 8, 2), 4, 16, 6, 4),
        (then(16, 8, 4), 4, 16, 6, 6),
        (then(16, 12, 4), 4, 20, 4, None),
        # from fewer reps to more effort left: lighter
        (then(100, 4, 0), 2.5, 92.5, 4, None),
    ],
)
def test_a_weight_at_another_effort(
    last: Standing, jump: float, kg: float, amount: int, in_reserve: float | None
) -> None:
    assert last.kg is not None
    now = at_effort(last, HEAVY, 2, jump, at_most=highest_after(last.kg, jump))
    assert (now.kg, now.amount) == (kg, amount)
    assert now.in_reserve == (None if in_reserve is None else pytest.approx(in_reserve, abs=1e-3))
    assert (now.at_top, now.added_sets, now.misses, now.raises) == (0, 0, 0, 2)


def test_a_weight_that_would_fall_too_far_stays() -> None:
    now = at_effort(then(16, 4, 2), HEAVY, 3, 4, at_most=16, at_least=14.4)
    assert (now.kg, now.amount, now.in_reserve) == (16, 4, None)
    with pytest.raises(ValueError, match="unknown"):
        at_effort(Standing(0, 5), HEAVY, 2, 1, at_most=10)


@given(
    kg=st.integers(2, 160).map(float),
    amount=st.integers(3, 15),
    in_reserve=st.floats(0, 8),
    asked=st.integers(1, 6),
    jump=st.sampled_from([1.0, 2.5, 4.0]),
    low=st.integers(3, 10),
    width=st.integers(0, 7),
)
@settings(max_examples=300, deadline=None)
def test_no_weight_jumps_or_asks_for_more_than_was_shown(kg, amount, in_reserve, asked, jump, low, width) -> None:
    last, most = then(kg, amount, in_reserve), highest_after(kg, jump)
    now = at_effort(last, (low, low + width), asked, jump, at_most=most)
    assert now.kg is not None
    assert 0 < now.kg <= most + 1e-9
    assert low <= now.amount <= low + width
    possible = reps_possible(one_rep_max(kg, amount + in_reserve), now.kg)
    smallest = now.kg <= jump
    assert possible >= now.amount + asked - 1e-6 or (smallest and now.amount == low)
    left = asked if now.in_reserve is None else now.in_reserve
    assert abs(possible - now.amount - left) <= 1 + 1e-6 or (smallest and now.amount == low)
    if possible >= now.amount + asked + 1:  # lighter than asked only where it may not be heavier
        heavier = one_rep_max(kg, amount + in_reserve) / (1 + (low + asked) / 30)
        assert now.kg + jump > min(heavier, most) - 1e-9


def test_a_light_weight_climbs_before_reps_do_and_then_reps_do() -> None:
    ladder = Ladder(GOBLET, HOME, 4, 6, 3, 2)
    standing, seen = ladder.at_effort(then(16, 12), at_most=17.6), []
    for _ in range(6):
        seen.append((standing.kg, standing.amount, standing.in_reserve is None))
        left = 2 if standing.in_reserve is None else standing.in_reserve
        standing = after(standing, Done(3, standing.amount, in_reserve=left), ladder)
    assert seen == [(17, 6, False), (18, 6, False), (19, 6, True), (19, 6, True), (20, 4, True), (20, 6, True)]
    missed = after(ladder.at_effort(then(16, 12), at_most=17.6), Done(3, 4, 10), ladder)
    assert (missed.kg, missed.misses) == (17, 1), "what was missed is repeated"


def begin(was: Standing, phase: WeekPhase, name: str = "goblet_squat", last: Standing | None = None) -> Standing:
    lifter = Lifter(HOME, "intermediate", "general")
    before = None if last is None else LastTime(last, 3)
    return begun(was, before, lifter, exercises()[name], doses_of(lifter, phase))


def test_to_heavy_and_back() -> None:
    light = Standing(0, 10, kg=20, clean=7, raises=1)
    heavy = begin(light, WeekPhase("max strength"), last=replace(light, in_reserve=4))
    assert replace(heavy, in_reserve=None) == Standing(0, 6, kg=22, clean=7, raises=1)
    assert heavy.in_reserve == pytest.approx(4), "10 % is the highest rise; 23 kg would leave 2"
    again = begin(replace(heavy, in_reserve=None), WeekPhase("adaptation"), last=replace(heavy, in_reserve=2))
    assert again == Standing(0, 10, kg=19, clean=7, raises=1)
    assert one_rep_max(19, 10 + 4) <= one_rep_max(22, 6 + 2)


def test_what_a_phase_does_not_change_goes_on() -> None:
    for name, was in {
        "plank": Standing(0, 45, at_top=1),
        "push_up": Standing(1, 14, clean=5),
        "single_leg_calf_raise": Standing(2, 12, kg=10, raises=1),
    }.items():
        assert begin(was, WeekPhase("max strength"), name, replace(was, in_reserve=4)) == was
    assert begin(Standing(1, 12, added_sets=1), WeekPhase("taper"), "push_up") == Standing(1, 12)


def test_a_weight_that_nobody_told_is_chosen_anew() -> None:
    was = Standing(0, 10, raises=2, at_top=1, clean=4)
    assert begin(was, WeekPhase("max strength"), last=was) == Standing(0, 5, raises=2, clean=4, chosen_at=2)
    assert begin(Standing(0, 6, raises=2), WeekPhase("adaptation")) == Standing(0, 8, raises=2, chosen_at=2)


def asked(focus: Focus = "lower") -> AskedSession:
    return AskedSession(focus, focus, 40, "heavy")


def test_a_deload_is_a_rep_further_from_failure() -> None:
    """20 kg for 6 with 2 left; one RPE less: 5 of them, or where the range ends a weight up to 10 % lighter."""
    easy = replace(asked(), easing=Easing(growth=False))
    phase = WeekPhase("max strength", 55, deload=True)
    for reps, kg, amount in ((6, 20, 5), (5, 19, 5)):
        was = Standing(0, reps, kg=20)
        last = {"goblet_squat": LastTime(replace(was, in_reserve=2), 3)}
        (eased,) = eased_sessions(Lifter(HOME, "intermediate", "general"), [easy], phase, {"goblet_squat": was}, last)
        option = next(option for option in eased.options if option.id == "goblet_squat")
        assert (option.load.kg, option.target, option.sets) == (kg, amount, 2)
        assert reps_possible(one_rep_max(20, reps + 2), kg) - amount >= 3 - 1e-9


def squats(standing: Standing, phase: WeekPhase, session: Focus) -> FilledSession:
    """A session of goblet squats alone, as the week asks them."""
    options = options_of(Lifter(HOME, "intermediate", "general"), phase, {"goblet_squat": standing})
    option = next(each for each in options if each.id == "goblet_squat")
    done = Prescription(option, option.sets, option.target)
    return FilledSession(asked(session), (Block((done,), option.rest_s),))


def test_the_same_exercise_twice_in_a_week_earns_one_weight() -> None:
    """The second session of a week is lifted as the week was written, so that it says nothing of the heavier weight."""
    phase, was = WeekPhase("max strength"), Standing(0, 6, kg=20, at_top=1)
    state = StrengthState(Lifter(HOME, "intermediate", "general"), dt.date(2026, 11, 30))
    state.standings["goblet_squat"] = replace(was, amount=5, at_top=0)
    state.done([squats(replace(was, amount=5), phase, "lower"), squats(replace(was, amount=5), phase, "full")], phase)
    assert state.standings["goblet_squat"] == Standing(0, 6, kg=20, clean=2), "two sessions of five, none missed"
    state.standings["goblet_squat"] = was
    state.done([squats(was, phase, "lower"), squats(was, phase, "full")], phase)
    assert (state.standings["goblet_squat"].kg, state.standings["goblet_squat"].amount) == (21, 5)
    assert state.last_time["goblet_squat"].standing.kg == 20


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        (WeekPhase("seed"), "effort: stop with about 2 reps in reserve"),
        (WeekPhase("adaptation"), "effort: RPE 5-6, about 4 reps in reserve"),
        (WeekPhase("max strength"), "effort: RPE 7-8, about 2 reps in reserve"),
        (WeekPhase("max strength", 55, deload=True), "effort: RPE 6-7, about 3 reps in reserve"),
        (WeekPhase("maintenance"), "effort: RPE 7, about 3 reps in reserve"),
        (WeekPhase("taper", 50), "effort: RPE 5, about 5 reps in reserve"),
    ],
)
def test_the_effort_told_is_that_of_the_phase_really_trained(phase: WeekPhase, said: str) -> None:
    assert effort_of(phase, squats(Standing(0, 5, kg=20), phase, "lower")) == said


def test_a_lift_says_what_its_weight_leaves() -> None:
    phase = WeekPhase("max strength")
    (line,) = lines(squats(Standing(0, 6, kg=17, in_reserve=7.29), phase, "lower"))
    assert ", 17 kg, held at the chest, leaves about 7 reps in reserve; rest" in line
    (line,) = lines(squats(Standing(0, 5, raises=2, chosen_at=2), phase, "lower"))
    assert ", dumbbell, held at the chest, chosen anew for these reps, at most 10 % above last time; rest" in line
    (line,) = lines(squats(Standing(0, 5, raises=3, chosen_at=2), phase, "lower"))
    assert ", dumbbell, held at the chest, 1 step heavier than at the start of the phase; rest" in line


LOG = """date,session,minutes,rpe,exercises
2026-11-24,easy,50,3,
2026-11-25,lower,30,6,romanian_deadlift 3x8@2x16kg; squat 3x8@16kg
2026-11-29,long,75,5,
"""
SEASON = """
start: 2026-11-30
goal: half
race: {date: 2027-03-07, minutes: 110}
available:
  mon: {morning: 45, evening: 60}
  tue: {morning: 60, evening: 75}
  wed: {morning: 60, evening: 90}
  thu: {morning: 60, evening: 75}
  fri: {morning: 60}
  sat: {morning: 120, evening: 45}
  sun: {morning: 180}
strength: {focus: [upper, lower, full], minutes: 30, equipment: [dumbbell, band, box]}
log: log.csv
"""


def test_a_season_of_lifts_with_known_weights(tmp_path: Path) -> None:
    """No weight jumps, max strength gets to 80 % of what was shown before it, and no deload is heavier."""
    (tmp_path / "log.csv").write_text(LOG)
    (tmp_path / "s.yaml").write_text(SEASON)
    done = CliRunner().invoke(cli, ["solve", str(tmp_path / "s.yaml"), "--json"])
    assert done.exit_code == 0, done.output
    for name in ("squat", "romanian_deadlift"):
        lifted = [
            (session["week"], exercise["kg"], exercise["reps"])
            for session in json.loads(done.stdout)["sessions"]
            for exercise in session["exercises"]
            if exercise["exercise"] == name
        ]
        loaded = [kg for week, kg, _ in lifted if week not in (4, 8)]  # a deload is no step to rise from
        assert all(later <= max(1.1 * kg, kg + 1) for kg, later in pairwise(loaded))
        shown = max(one_rep_max(kg, reps + 4) for week, kg, reps in lifted if week <= 3)
        heavy = [kg for week, kg, _ in lifted if week in (5, 6, 7)]
        assert heavy[0] > max(kg for week, kg, _ in lifted if week <= 3), name
        assert heavy[-1] + 1 > 0.8 * shown, "rounded down to whole kilos"
        most = {number: max(kg for week, kg, _ in lifted if week == number) for number in (3, 4, 7, 8)}
        assert most[4] <= most[3]
        assert most[8] <= most[7]


def test_a_kettlebell_that_would_be_too_heavy_waits() -> None:
    """12 kg pressed six times with 2 left: 15 kg once. The 16 kg bell comes after slow reps, 28 kg after 24 at once."""
    press = Ladder(exercises()["overhead_press"], frozenset({"kettlebell"}), 5, 6, 3, 2)
    slow = step_up(Standing(1, 6, kg=12, at_top=2), press)
    assert slow == Standing(1, 5, kg=12, slow=True)
    assert step_up(replace(slow, amount=6, at_top=2), press) == Standing(1, 5, kg=16, raises=1)
    assert step_back(slow, press) == Standing(1, 5, kg=12)
    light = after(Standing(1, 6, kg=12, at_top=1, in_reserve=4), Done(3, 6, in_reserve=4), press)
    assert (light.slow, light.in_reserve) == (True, None), "nobody knows what slow reps leave"
    hinge = Ladder(exercises()["romanian_deadlift"], frozenset({"kettlebell"}), 8, 12, 3, 4)
    assert step_up(Standing(1, 12, kg=24, at_top=2), hinge) == Standing(1, 8, kg=28, raises=1)
