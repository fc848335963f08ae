"""Each strength rule's build and check say the same, and its check sees what is wrong with a session made by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constraints.base.strength_grid import StrengthGrid, pair_class
from constraints.base.strength_rule import StrengthRule
from constraints.strength import STRENGTH_RULES
from constraints.strength.keeps_growing import KeepsGrowing
from scenarios.easing import AS_USUAL, Easing
from scenarios.strength.ask import LastWeek
from scenarios.strength.clock import round_rest
from scenarios.strength.plan import Block, FilledSession, Prescription, StrengthPlan
from scenarios.strength.week import StrengthWeek
from solver.strength.sessions import fill, strength_grid

Week = Callable[..., StrengthWeek]
EASINGS = (AS_USUAL, Easing(sets_percent=60), Easing(most_sets=2, jumps=False), Easing(growth=False, step_down=True))
PHASES = ("seed", "adaptation", "max strength", "power + max maintenance", "maintenance", "taper")


def rank(done: Prescription) -> tuple[int, int, str]:
    exercise = done.option.exercise
    if exercise.power or done.option.lift:
        return 0 if exercise.power else 1, exercise.sides, exercise.id
    large = {"push": 3, "pull": 3}.get(exercise.family, 2)
    return large if exercise.large else 5 if exercise.family == "core" else 4, exercise.sides, exercise.id


def drawn_session(data: st.DataObject, week: StrengthWeek, index: int) -> FilledSession:
    options = data.draw(
        st.lists(
            st.sampled_from(week.options_of(week.sessions[index].name)), max_size=7, unique_by=lambda option: option.id
        )
    )
    cut = data.draw(st.integers(0, 3))
    ranges = [week.sessions[index].sets(option) for option in options]
    done = [
        Prescription(o, data.draw(st.sampled_from(sets)), o.amount(cut))
        for o, sets in zip(options, ranges, strict=True)
    ]
    done.sort(key=rank)
    blocks = []
    while done:
        first = done.pop(0)
        partners = [other for other in done if other.sets == first.sets]
        if partners and data.draw(st.booleans()):
            second = data.draw(st.sampled_from(partners))
            done.remove(second)
            classes = pair_class(first.option), pair_class(second.option)
            rest = round_rest((classes[0].rest_s, classes[1].rest_s), (classes[0].work_s, classes[1].work_s))
            blocks.append(Block((first, second), rest))
        else:
            blocks.append(Block((first,), first.option.rest_s))
    return FilledSession(week.sessions[index], tuple(blocks), cut)


@given(data=st.data())
@settings(max_examples=40, deadline=None)
@pytest.mark.parametrize("rule", STRENGTH_RULES, ids=lambda rule: rule.name)
def test_build_and_check_agree(
    rule: type[StrengthRule], data: st.DataObject, weeks: list[StrengthWeek], grids: dict, said: Callable
) -> None:
    number = data.draw(st.integers(0, len(weeks) - 1))
    week = weeks[number]
    plan = StrengthPlan(week, tuple(drawn_session(data, week, index) for index in range(len(week.sessions))))
    if (rule.name, number) not in grids:
        grids[rule.name, number] = strength_grid(week, (rule(),))
    grid = grids[rule.name, number]
    broken, points = said(grid, plan)
    found = list(rule().check(plan))
    assert bool(broken) == any(finding.points is None for finding in found), (broken, found)
    assert points == sum(finding.points or 0 for finding in found), found


@pytest.fixture(scope="module")
def weeks(week: Week, session: Callable, kits: dict[str, frozenset[str]]) -> list[StrengthWeek]:
    """Weeks of every phase, kit and level, some with a week before them and some that ease off."""
    made = []
    for number, phase in enumerate(PHASES * 2):
        held = (("lower", ("squat", "calf_raise")), ("full", ("plank", "deadlift")))
        made.append(
            week(
                session("upper", 25),
                session("lower", 20 + number, ("heavy", "light", "none")[number % 3]),
                replace(session("full", 40, ("heavy", "light")[number % 2]), easing=EASINGS[number % 4]),
                kit=list(kits)[number % 4],
                level=("novice", "intermediate", "advanced")[number % 3],
                goal=("hill_race", "return", "general")[number % 3],
                phase=phase,
                percent=(100, 55)[number // 6],
                seed_strict=number == 3,
                last=LastWeek(held, phase),
            )
        )
    one_leg_session = (session("upper"), session("lower", 25))
    made += [week(*one_leg_session, phase="max strength"), week(*one_leg_session, phase="maintenance")]
    full = session("full", 25)
    made += [week(full, phase="maintenance"), week(full, session("upper"), phase="max strength")]
    return [*made, week(full, session("full", name="full-2"), phase="maintenance"), week(full, phase="taper")]


@pytest.fixture(scope="module")
def grids() -> dict[tuple[str, int], StrengthGrid]:
    """Grids made so far, by rule and week."""
    return {}


def found_in(rule: str, plan: StrengthPlan) -> list[str]:
    by_name = {each.name: each for each in STRENGTH_RULES}
    return [finding.message for finding in by_name[rule]().check(plan)]


def lower_of(week: StrengthWeek, *names: str, sets: int = 3, pairs: bool = False) -> StrengthPlan:
    """A week of one session that holds these exercises, one after the other or two by two."""
    options = {option.id: option for option in week.options}
    done = [Prescription(options[name], sets, options[name].target) for name in names]
    if pairs:
        blocks = [Block((a, b), 60) for a, b in zip(done[::2], done[1::2], strict=True)]
    else:
        blocks = [Block((each,), each.option.rest_s) for each in done]
    return StrengthPlan(week, (FilledSession(week.sessions[0], tuple(blocks)),))


CASES = [
    ("kit_at_hand", ("squat", "box_step_up"), {"kit": "nothing"}, "Box step-up needs a box"),
    ("level_reached", ("pike_push_up",), {"level": "novice"}, "Pike push-up is for intermediate runners"),
    ("goal_allows", ("box_jump",), {"goal": "return"}, "1 power exercises, at most 0"),
    ("goal_allows", ("deadlift",), {"goal": "return"}, "Deadlift is heavy for return"),
    ("goal_allows", ("box_jump", "pogo_hops", "bounding"), {"goal": "hill_race"}, "3 power exercises, at most 2"),
    ("focus_asked", ("push_up",), {}, "a push exercise has no place in a session for the lower body"),
    ("focus_asked", ("squat", "lunge", "box_step_up"), {}, "3 knee exercises, at most 2"),
    ("one_of_a_pattern", ("lunge", "split_squat"), {}, "2 exercises of the pattern lunge"),
    ("one_of_a_pattern", ("squat", "squat"), {}, "squat stands 2 times"),
    ("exercises_a_session", ("squat", "lunge", "plank", "calf_raise", "glute_bridge", "box_step_up", "bird_dog"), {},
     "7 exercises, at most 6"),
    ("exercises_a_session", ("squat", "lunge", "deadlift", "hip_thrust"), {"phase": "max strength"},
     "4 heavy lifts for the legs, at most 3"),
    ("squat_and_lunge", ("split_squat", "wall_sit"), {}, "1 of the two squats, lunges or steps"),
    ("squat_and_lunge", ("romanian_deadlift",), {"phase": "max strength"}, "none of the two squats, lunges or steps"),
    ("large_before_small", ("calf_raise", "squat"), {}, "calf_raise stands before squat"),
    ("large_before_small", ("deadlift", "weighted_jump_squat"), {"phase": "power + max maintenance"},
     "deadlift stands before weighted_jump_squat"),
    ("single_leg_and_core", ("squat", "plank"), {}, "no single-leg work this week"),
    ("single_leg_and_core", ("split_squat",), {}, "no core stability this week"),
    ("landings_capped", ("pogo_hops", "box_jump", "bounding"), {"goal": "5k"}, "69 landings, at most 60"),
    ("session_minutes", ("squat", "lunge", "glute_bridge", "calf_raise", "single_leg_deadlift"), {}, "has 30 min"),
    ("focus_patterns", ("squat", "calf_raise", "plank"), {}, "no hinge exercise"),
    ("enough_exercises", ("squat",), {}, "1 exercise instead of 5"),
    ("power_in_its_phase", ("squat",), {"phase": "power + max maintenance"}, "no power exercise"),
    ("heavy_legs_used", ("squat",), {}, "3 sets heavy for the legs instead of 4"),
    ("single_leg_without_weights", ("squat",), {"kit": "nothing", "phase": "max strength"}, "Squat on both legs"),
    ("goal_exercises", ("wall_sit",), {}, "Wall sit is not among"),
    ("weekly_sets", ("squat",), {}, "quads: 3 of the 6 sets wished for"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "names", "asked", "message"), CASES, ids=[f"{c[0]}-{c[3][:20]}" for c in CASES])
def test_a_check_sees_what_is_wrong(rule, names, asked, message, week: Week, session: Callable) -> None:
    whole = week(session("lower"), **asked)
    assert any(message in told for told in found_in(rule, lower_of(whole, *names))), names
    good = fill(whole).plan
    assert message not in " ".join(told for told in found_in(rule, good) if rule not in SOFT)


SOFT = {rule.name for rule in STRENGTH_RULES if rule.kind == "soft"}


def test_legs_as_promised_counts_heavy_sets(week: Week, session: Callable) -> None:
    light = week(session("lower", legs="light"))
    assert found_in("legs_as_promised", lower_of(light, "squat")) == []
    assert found_in("legs_as_promised", lower_of(light, "squat", "lunge", sets=2)) == [
        "legs are heavy, the week was told light"
    ]
    none = week(session("lower", legs="none"))
    assert found_in("legs_as_promised", lower_of(none, "calf_raise")) == ["legs are light, the week was told none"]
    assert found_in("legs_as_promised", lower_of(none, "plank")) == []
    jumps = lower_of(week(session("lower", legs="light"), goal="hill_race"), "weighted_jump_squat", sets=1)
    assert found_in("legs_as_promised", jumps) == ["legs are heavy, the week was told light"]


def test_pairs_that_compete_are_seen(week: Week, session: Callable) -> None:
    def told(*names: str, **more) -> list[str]:
        return found_in("pairs_do_not_compete", lower_of(week(session("lower"), **more), *names, pairs=True))

    assert told("squat", "plank", "split_squat", "single_leg_deadlift") == []
    assert told("squat", "split_squat") == ["Squat and Split squat tire the same part"]
    heavy = {"phase": "max strength"}
    assert told("squat", "plank", "split_squat", "single_leg_calf_raise", **heavy) == []
    assert told("squat", "romanian_deadlift", **heavy) == ["Squat and Romanian deadlift tire the same part"]
    assert told("squat", "dumbbell_press", **heavy) == ["Squat and Chest press tire the same part"]


def test_rest_is_counted_through_a_pair(week: Week, session: Callable) -> None:
    whole = week(session("lower"), kit="nothing")
    assert found_in("rest_between_sets", lower_of(whole, "squat", "plank", pairs=True)) == []
    hurried = lower_of(whole, "squat", "glute_bridge")
    blocks = tuple(replace(block, rest_s=44) for block in hurried.sessions[0].blocks)
    hurried = replace(hurried, sessions=(replace(hurried.sessions[0], blocks=blocks),))
    assert found_in("rest_between_sets", hurried) == [
        "44 s between sets of Squat, at least 90",
        "44 s between sets of Glute bridge, at least 60",
    ]


def test_sets_and_reps_stay_inside_what_is_asked(week: Week, session: Callable) -> None:
    whole = week(session("lower"))
    squat = next(option for option in whole.options if option.id == "squat")
    for sets, amount, sound in ((3, 8, True), (2, 5, True), (4, 8, False), (3, 9, False), (3, 4, False)):
        block = Block((Prescription(squat, sets, amount),), 90)
        plan = StrengthPlan(whole, (FilledSession(whole.sessions[0], (block,)),))
        assert (found_in("sets_and_reps", plan) == []) == sound


def test_large_exercises_that_are_new_cost_only_within_a_phase(week: Week, session: Callable) -> None:
    last = LastWeek((("lower", ("squat", "plank")),), "adaptation")
    for phase, told in (("adaptation", ["Forward lunge is new this week"]), ("max strength", [])):
        plan = lower_of(week(session("lower"), phase=phase, last=last), "squat", "lunge", "plank")
        assert found_in("keeps_growing", plan) == told
        assert found_in("variety", plan) == ["Front plank (forearm) as last week"]


def test_in_a_week_that_eases_off_a_new_exercise_costs_more(week: Week, session: Callable) -> None:
    last = LastWeek((("lower", ("squat", "plank")),), "adaptation")
    costs = {}
    for percent in (100, 55):
        whole = week(session("lower"), phase="adaptation", last=last, percent=percent)
        rule = KeepsGrowing(weight=10, weight_eased=60)
        (costs[percent],) = (finding.points for finding in rule.check(lower_of(whole, "squat", "lunge")))
    assert costs == {100: 10, 55: 60}


def test_a_week_that_eases_off_repeats_small_exercises_too(week: Week, session: Callable) -> None:
    last = LastWeek((("lower", ("squat", "plank")),), "adaptation")
    whole = week(session("lower"), phase="adaptation", last=last, percent=55)
    plan = lower_of(whole, "squat", "plank", "calf_raise")
    assert found_in("keeps_growing", plan) == ["Calf raise is new this week"]
    assert found_in("variety", plan) == []


def test_rows_match_presses_set_by_set(week: Week, session: Callable) -> None:
    whole = week(session("upper"))
    assert found_in("rows_match_presses", lower_of(whole, "push_up", "one_arm_row")) == []
    assert found_in("rows_match_presses", lower_of(whole, "one_arm_row")) == []
    (told,) = found_in("rows_match_presses", lower_of(whole, "push_up", "dumbbell_press", "one_arm_row"))
    assert told == "3 sets of rows and pull-ups for 6 of presses and push-ups"
    (told,) = found_in("rows_match_presses", lower_of(whole, "push_up", "prone_ytw", "band_pull_apart"))
    assert told == "0 sets of rows and pull-ups for 3 of presses and push-ups"


def test_every_rule_says_itself_and_names_its_source() -> None:
    from scenarios.catalog import strength_phases  # noqa: PLC0415

    assert strength_phases()
    names = [rule.name for rule in STRENGTH_RULES]
    assert len(set(names)) == len(names)
    kinds = [rule.kind for rule in STRENGTH_RULES]
    assert kinds == sorted(kinds)
    for rule in STRENGTH_RULES:
        assert rule().sentence()
        assert rule.sources
        assert rule.__module__ == f"constraints.strength.{rule.name}"


def test_a_grid_without_sessions_states_nothing(week: Week) -> None:
    whole = replace(week(), sessions=())
    grid = StrengthGrid(whole)
    for rule in STRENGTH_RULES:
        rule().build(grid)
    assert grid.statements == []
