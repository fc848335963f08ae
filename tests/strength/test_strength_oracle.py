"""Brute force over a handful of exercises: every subset, every number of sets, every pairing, every cut."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from scenarios.strength.clock import round_rest
from scenarios.strength.plan import Block, FilledSession, Prescription, StrengthPlan
from scenarios.strength.week import Option, StrengthWeek
from solver.strength.sessions import default_rules, fill

SMALL = (
    "squat", "lunge", "glute_bridge", "plank", "side_plank", "calf_raise", "single_leg_deadlift", "push_up",
    "prone_ytw", "pogo_hops", "box_step_up", "romanian_deadlift",
)  # fmt: skip


def matchings(done: list[Prescription]) -> Iterator[list[tuple[Prescription, ...]]]:
    """Every way to let some exercises of equal sets take turns two by two."""
    if not done:
        yield []
        return
    first, *rest = done
    for others in matchings(rest):
        yield [(first,), *others]
    for partner in rest:
        if partner.sets == first.sets:
            for others in matchings([done for done in rest if done is not partner]):
                yield [(first, partner), *others]


def rank(option: Option) -> int:
    if option.exercise.power:
        return 0
    if option.lift:
        return 1
    if option.exercise.large:
        return 3 if option.exercise.family in ("push", "pull") else 2
    return 5 if option.exercise.family == "core" else 4


def block(members: tuple[Prescription, ...]) -> Block:
    ordered = tuple(sorted(members, key=lambda done: rank(done.option)))
    if len(ordered) == 1:
        return Block(ordered, ordered[0].option.rest_s)
    one, other = (done.option for done in ordered)
    return Block(ordered, round_rest((one.rest_s, other.rest_s), (one.work(one.low), other.work(other.low))))


def fillings(week: StrengthWeek, index: int) -> Iterator[FilledSession]:
    """Everything one session could hold."""
    counts = [[0, *range(option.fewest, option.sets + 1)] for option in week.options]
    for sets in itertools.product(*counts):
        for cut in range(max(option.span for option in week.options) + 1):
            done = [Prescription(o, n, o.amount(cut)) for o, n in zip(week.options, sets, strict=True) if n]
            for members in matchings(done):
                blocks = sorted((block(each) for each in members), key=lambda b: rank(b.exercises[0].option))
                yield FilledSession(week.sessions[index], tuple(blocks), cut)


def best(week: StrengthWeek) -> int:
    """The least points any sound filling of the week costs."""
    least = None
    rules = default_rules()
    for sessions in itertools.product(*(list(fillings(week, index)) for index in range(len(week.sessions)))):
        points = sound_points(StrengthPlan(week, sessions), rules, least)
        if points is not None:
            least = points
    assert least is not None
    return least


def sound_points(plan: StrengthPlan, rules, least: int | None) -> int | None:
    """The points of a plan that breaks nothing and costs less than ``least``."""
    total = 0
    for rule in rules:
        for finding in rule.check(plan):
            if finding.points is None:
                return None
            total += finding.points
        if least is not None and total >= least:
            return None
    return total


def small_week(number: int, week: Callable, session: Callable) -> StrengthWeek:
    dice = random.Random(number)
    focus = dice.choice(("lower", "upper", "full"))
    whole = week(
        session(focus, dice.choice((20, 22, 25, 30))),
        kit=dice.choice(("nothing", "home")),
        goal=dice.choice(("general", "hill_race", "5k")),
        phase=dice.choice(("seed", "adaptation", "max strength", "power + max maintenance")),
    )
    family = {"upper": ("push", "pull", "core"), "lower": ("knee", "hip", "jump", "calf", "core")}.get(focus)
    fitting = [
        option for option in whole.options if option.id in SMALL and (not family or option.exercise.family in family)
    ]
    core = next(option for option in whole.options if option.id == "plank")
    leg = next(option for option in whole.options if option.id == "single_leg_deadlift")
    needed = [core] if focus == "upper" else [core, leg]
    others = [option for option in fitting if option not in needed]
    chosen = [*needed, *dice.sample(others, min(len(others), 6 - len(needed)))]
    return replace(whole, options=tuple(replace(option, target=option.low + 3 * option.step) for option in chosen))


@pytest.mark.parametrize("number", range(6))
def test_no_filling_is_better(number: int, week: Callable, session: Callable) -> None:
    small = small_week(number, week, session)
    assert fill(small).points == best(small)


def small_pair_of_sessions(number: int, week: Callable, session: Callable) -> StrengthWeek:
    """Two sessions that share three exercises: weekly sets, variety and the goal's own couple them."""
    dice = random.Random(number)
    whole = week(
        session("lower", dice.choice((20, 25)), dice.choice(("light", "heavy"))),
        session("full", dice.choice((20, 25))),
        kit="nothing",
        goal=dice.choice(("general", "marathon")),
    )
    others = dice.sample(("squat", "calf_raise", "push_up", "glute_bridge"), 1)
    chosen = [option for option in whole.options if option.id in ("plank", "single_leg_deadlift", *others)]
    return replace(whole, options=tuple(replace(option, target=option.low + option.step) for option in chosen))


@pytest.mark.parametrize("number", range(4))
def test_no_filling_of_two_sessions_is_better(number: int, week: Callable, session: Callable) -> None:
    small = small_pair_of_sessions(number, week, session)
    assert fill(small).points == best(small)


@pytest.mark.campaign
def test_no_filling_is_better_at_length(week: Callable, session: Callable) -> None:
    for number in range(100, 112):
        small = small_week(number, week, session)
        assert fill(small).points == best(small), number
