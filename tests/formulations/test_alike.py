"""Sessions that nothing tells apart share their patterns, whatever does stops that, and plans name each rightly."""

from typing import Any

import pytest

from constraints.settings import grid_of
from scenarios.schema import Scenario
from solver.formulations.ideas import ALL, WITHOUT
from solver.formulations.objective import fold_of
from solver.formulations.patterns import Patterns
from solver.options import Options
from solver.prepared import prepare
from solver.week import solve_week

FREE = {"morning": 90, "evening": 60}
WEEK: dict[str, Any] = {
    "timezone": "Asia/Kathmandu",
    "start": "2027-02-22",
    "goal": "general",
    "available": dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), FREE),
    "runs": [{"type": "long", "minutes": 60}, {"type": "easy", "minutes": 40, "times": 2}],
    "strength": {"focus": ["upper", "lower", "full"], "minutes": 30},
}


def patterns(changed: dict[str, Any], *, apart: bool = False) -> Patterns:
    """The model of the week."""
    instance, rules = prepare(Scenario.model_validate(WEEK | changed))
    grid = grid_of(instance, rules)
    return Patterns(grid, fold_of(grid), ideas=WITHOUT["alike"] if apart else ALL)


def alike(changed: dict[str, Any]) -> set[tuple[str, ...]]:
    """The names of the sessions that share their patterns."""
    model = patterns(changed)
    kinds = {kind for day in model.days.values() for held in day.held for kind in held}
    instance, _ = prepare(Scenario.model_validate(WEEK | changed))
    names = [demand.session.name for demand in instance.demands]
    return {tuple(names[place] for place in kind.demands) for kind in kinds if len(kind.demands) > 1}


def count(model: Patterns) -> int:
    """The number of patterns in the model."""
    return sum(len(day.patterns) for day in model.days.values())


def test_a_lower_body_and_a_full_body_session_of_the_same_length_are_alike() -> None:
    assert alike({}) == {("lower", "full")}
    assert count(patterns({})) < count(patterns({}, apart=True))


@pytest.mark.parametrize(
    "changed",
    [
        {"strength": {"focus": ["upper", "lower"], "minutes": 30}},
        {"strength": {"focus": ["lower", "lower", "full"], "minutes": 30}},
        {"prefer": {"full": {"days": ["wed"]}}},
        {"prefer": {"lower": {"slots": ["evening"]}}},
        {"fixed": [{"session": "full", "day": "tue", "slot": "evening"}]},
    ],
    ids=["no twin", "asked for twice", "wishes for a day", "wishes for a slot", "is fixed"],
)
def test_what_tells_them_apart_on_one_day_keeps_them_apart(changed: dict[str, Any]) -> None:
    assert alike(changed) == set()


@pytest.mark.parametrize(("minutes", "shared"), [((30, 45), True), ((30, 85), False)])
def test_easy_runs_are_alike_where_their_length_matters_nowhere(minutes: tuple[int, int], shared: bool) -> None:
    """Of 45 minutes each day still is one of recovery, and none is the heaviest; after 85 little fits in beside it."""
    runs = [{"type": "long", "minutes": 90}, *({"type": "easy", "minutes": each} for each in minutes)]
    assert alike({"runs": runs}) == {("lower", "full"), *([("easy", "easy")] if shared else [])}


@pytest.mark.parametrize("days", [2, 3, 4, 7])
@pytest.mark.parametrize("repeat", [False, True])
def test_sharing_changes_no_score_and_names_every_session_once(days: int, repeat: bool) -> None:
    available = dict.fromkeys(("mon", "wed", "fri", "sun", "tue", "thu", "sat")[:days], FREE)
    instance, rules = prepare(Scenario.model_validate(WEEK | {"available": available, "repeat": repeat}))
    ours, apart = (solve_week(instance, rules, Options(without=without)) for without in (None, "alike"))
    assert ours.score is not None
    assert apart.score is not None
    assert ours.score.key() == apart.score.key()
    assert ours.plan is not None
    named = [planned.name for planned in ours.plan.sessions] + [left.name for left in ours.plan.left_out]
    assert sorted(named) == ["easy", "easy-2", "full", "long", "lower", "upper"]


def test_which_of_two_alike_is_left_out_may_matter_and_is_kept_to() -> None:
    """The goal asks for one more than for the next, and there is no place for all."""
    changed = {
        "goal": "hill_race",
        "available": {"mon": {"morning": 30}, "fri": {"evening": 30}},
        "runs": [{"type": "easy", "minutes": 20}],
    }
    assert alike(changed) == {("upper", "lower", "full")}
    instance, rules = prepare(Scenario.model_validate(WEEK | changed))
    ours, apart = (solve_week(instance, rules, Options(without=without)) for without in (None, "alike"))
    assert ours.plan is not None
    assert apart.plan is not None
    left_out = [{left.name for left in result.plan.left_out} for result in (ours, apart) if result.plan]
    assert 0 < len(left_out[0] & {"upper", "lower", "full"}) < 3
    assert left_out[0] == left_out[1]


def test_of_two_alike_the_one_asked_for_first_stands_first() -> None:
    result = solve_week(*prepare(Scenario.model_validate(WEEK)), Options())
    assert result.plan is not None
    start = {planned.name: planned.start for planned in result.plan.sessions}
    assert start["lower"] < start["full"]
