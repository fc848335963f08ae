"""A morning eases a strength session from the inside: the rule by hand, every filling, and what the week after does."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from constraints.base.strength_grid import StrengthGrid
from constraints.strength.as_the_morning_asks import AsTheMorningAsks
from scenarios.easing import Easing
from scenarios.strength.ask import Lifter, WeekPhase, strength_week
from scenarios.strength.eased import eased_sessions
from scenarios.strength.options import Standing
from scenarios.strength.past import LastTime
from scenarios.strength.plan import Block, FilledSession, Prescription, StrengthPlan
from scenarios.strength.state import StrengthState
from scenarios.strength.week import AskedSession, Ceiling, EasedSession, Load, PhaseKind, StrengthWeek
from solver.strength.sessions import fill, strength_grid

Session = Callable[..., AskedSession]
Said = Callable[[StrengthGrid, StrengthPlan], tuple[list[str], int]]
HOME = frozenset({"dumbbell", "band", "box"})
GROWN = {
    "squat": Standing(2, 10, kg=22, raises=1),
    "deadlift": Standing(0, 8, kg=30, raises=2),
    "plank": Standing(0, 40),
    "calf_raise": Standing(0, 14, added_sets=1),
    "split_squat": Standing(1, 8, raises=1),
    "push_up": Standing(0, 12),
}
THEN = {
    name: LastTime(replace(was, amount=was.amount - 2, raises=max(0, was.raises - 1), added_sets=0), 2)
    for name, was in GROWN.items()
}


def eased_week(
    session: Session,
    easing: Easing,
    phase: PhaseKind = "seed",
    goal: str = "general",
    focus: str = "lower",
    **more,
) -> StrengthWeek:
    lifter = Lifter(HOME, "intermediate", goal)  # type: ignore[arg-type]
    asked = (replace(session(focus, 40), easing=easing), session("upper", 30))
    week_phase = WeekPhase(phase)
    eased = eased_sessions(lifter, asked, week_phase, GROWN, THEN)  # type: ignore[arg-type]
    return replace(strength_week(lifter, asked, week_phase, GROWN, eased=eased), **more)  # type: ignore[arg-type]


def one(week: StrengthWeek, option_id: str, sets: int, **changed) -> StrengthPlan:
    option = replace(next(each for each in week.options if each.id == option_id), **changed)
    done = Prescription(option, sets, option.target)
    return StrengthPlan(week, (FilledSession(week.sessions[0], (Block((done,), option.rest_s),)),))


def told(plan: StrengthPlan) -> list[str]:
    return [finding.message for finding in AsTheMorningAsks().check(plan)]


def test_no_jumps_means_none(session: Session) -> None:
    week = eased_week(session, Easing(jumps=False), goal="hill_race")
    for jump in ("box_jump", "power_step_up", "skipping_rope"):
        (message,) = told(one(week, jump, 2))
        assert message.endswith("on a day without jumps")
    assert told(one(week, "kettlebell_swing", 2)) == []
    assert told(one(eased_week(session, Easing()), "box_jump", 2)) == []


def test_at_most_so_many_sets(session: Session) -> None:
    week = eased_week(session, Easing(most_sets=2))
    assert told(one(week, "squat", 2)) == []
    assert told(one(week, "squat", 3)) == ["3 sets of Squat, at most 2"]


@pytest.mark.parametrize(
    ("sets", "target", "load", "kept"),
    [
        (2, 8, Load("dumbbell", kg=20, rung=2), True),
        (3, 8, Load("dumbbell", kg=20, rung=2), False),
        (2, 9, Load("dumbbell", kg=20, rung=2), False),
        (2, 8, Load("dumbbell", kg=20.5, rung=2), False),
        (2, 8, Load("dumbbell", kg=30, rung=1), True),
        (2, 5, Load("barbell", kg=20, rung=3), False),
        (1, 5, Load("dumbbell", kg=12, rung=2), True),
        (2, 8, Load("dumbbell", raises=1, rung=2), True),
        (2, 8, Load("dumbbell", raises=2, rung=2), False),
    ],
)
def test_no_more_than_a_ceiling(sets: int, target: int, load: Load, kept: bool, session: Session) -> None:
    most = Ceiling(Load("dumbbell", kg=20, raises=1, rung=2), 2, 8)
    eased = (EasedSession("lower", (), (("squat", most),)),)
    week = eased_week(session, Easing(growth=False), eased=eased)
    assert (told(one(week, "squat", sets, target=target, low=5, load=load)) == []) == kept


def sound(week: StrengthWeek, said: Said) -> StrengthPlan:
    """The best filling, which the rule accepts in both voices; they also agree on one made as if nothing was eased."""
    plan = fill(week).plan
    offered = replace(week, eased=tuple(replace(eased, options=week.options) for eased in week.eased))
    heedless = fill(replace(week, eased=(), sessions=tuple(replace(s, easing=Easing()) for s in week.sessions))).plan
    sessions = zip(heedless.sessions, week.sessions, strict=True)
    heedless = StrengthPlan(offered, tuple(replace(filled, asked=asked) for filled, asked in sessions))
    assert told(plan) == []
    grid = strength_grid(week, (AsTheMorningAsks(),))
    assert said(grid, plan) == ([], 0)
    if not any(
        done.sets not in filled.asked.sets(done.option) for filled in heedless.sessions for done in filled.exercises()
    ):
        grid = strength_grid(offered, (AsTheMorningAsks(),))
        assert bool(said(grid, heedless)[0]) == bool(told(heedless))
    return plan


PHASES: tuple[PhaseKind, ...] = (
    "seed",
    "adaptation",
    "max strength",
    "power + max maintenance",
    "maintenance",
    "taper",
)


@pytest.mark.parametrize("phase", PHASES)
def test_every_phase_can_be_eased(phase: PhaseKind, session: Session, said: Said) -> None:
    for goal, focus in itertools.product(("general", "hill_race"), ("lower", "full")):
        held = sound(eased_week(session, Easing(jumps=False), phase, goal, focus), said).sessions[0]
        assert not [done for done in held.exercises() if done.option.exercise.contacts]
        assert held.blocks
        few = sound(eased_week(session, Easing(most_sets=2), phase, goal, focus), said).sessions[0]
        assert max(done.sets for done in few.exercises()) <= 2
        grown = sound(eased_week(session, Easing(growth=False), phase, goal, focus), said).sessions[0]
        for done in grown.exercises():
            then = THEN.get(done.option.id)
            if then is not None:
                assert done.sets <= then.sets
                assert done.amount <= max(then.standing.amount, done.option.low)
                assert (done.option.load.kg or 0) <= (then.standing.kg or 0)


def test_a_phase_of_jumps_has_them_unless_eased(session: Session) -> None:
    for easing, there in ((Easing(), True), (Easing(jumps=False), False)):
        plan = fill(eased_week(session, easing, "power + max maintenance", "hill_race")).plan
        assert bool([d for d in plan.sessions[0].exercises() if d.option.exercise.plyometric]) == there


def test_a_step_down_is_less_of_every_leg_exercise(session: Session, said: Said) -> None:
    usual, lower = eased_week(session, Easing()), eased_week(session, Easing(step_down=True))
    before = {option.id: option for option in usual.options}
    for option in lower.options_of("lower"):
        was = before[option.id]
        if option.exercise.legs == "none":
            assert option == was
        else:
            assert was.load.above(option.load) or option.sets < was.sets or option.load.rung == -1, option.id
    assert {o.id: o.load.kg for o in lower.options_of("lower")}["squat"] == 19  # 10 % less than 22, whole kilos
    assert lower.options_of("upper") == usual.options
    sound(lower, said)


def filled(week: StrengthWeek) -> tuple[FilledSession, ...]:
    return fill(week).plan.sessions


def state_after(session: Session, easing: Easing) -> tuple[StrengthState, Iterable[Prescription]]:
    state = StrengthState(Lifter(HOME, "intermediate", "general"), dt.date(2026, 11, 30))
    state.standings, state.last_time = dict(GROWN), dict(THEN)
    done = filled(eased_week(session, easing))[0]
    state.done([done], WeekPhase("seed"))
    return state, tuple(done.exercises())


def test_what_was_eased_does_not_grow_and_a_step_down_goes_on_from_there(session: Session) -> None:
    for easing in (Easing(sets_percent=60), Easing(growth=False)):
        state, done = state_after(session, easing)
        assert {each.option.id for each in done} & GROWN.keys()
        assert {name: state.standings[name] for name in GROWN} == GROWN
    state, done = state_after(session, Easing())
    assert any(state.standings[each.option.id] != GROWN.get(each.option.id) for each in done)
    state, done = state_after(session, Easing(step_down=True))
    legs = [each for each in done if each.option.exercise.legs != "none" and each.option.id in GROWN]
    assert legs
    for each in legs:
        assert (state.standings[each.option.id].kg or 0) <= (each.option.load.kg or 0)
        assert state.standings[each.option.id].rung <= GROWN[each.option.id].rung
