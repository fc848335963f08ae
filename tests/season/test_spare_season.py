"""A marathon season in which two leg sessions a week push key runs together, with upper body in place of one."""

import datetime as dt
from dataclasses import replace

import pytest

from scenarios.plan import LeftOut, Plan
from scenarios.schema import Scenario
from solver.asking.asked_place import asked_place
from solver.asking.contrast import Costs, what_if
from solver.explain.reasons import why_infeasible
from solver.explain.remedies import changed
from solver.options import Options
from solver.output.stands_instead import stands_instead
from solver.output.terminal import headline
from solver.output.why_here import why_here
from solver.prepared import prepare
from solver.replan.replan import Asked, Replanned, replan
from solver.replan.what_changed import what_changed
from solver.result import Solved
from solver.season.remedies import asked_in, season_remedies
from solver.solve import solve_bare, solve_instance
from solver.strength.weeks import strength_of
from solver.stretch import alone

START, WEEKS = dt.date(2026, 11, 30), 8
SEASON = Scenario.model_validate(
    {
        "start": START,
        "goal": "marathon",
        "weeks": WEEKS,
        "race": {"date": START + dt.timedelta(days=7 * WEEKS - 1)},
        "available": {
            "mon": {"morning": 75, "evening": 75},
            "tue": {"morning": 75, "evening": 45},
            "wed": {"morning": 45, "evening": 75},
            "thu": {"evening": 60},
            "fri": {"morning": 75, "evening": 60},
            "sat": {"morning": 210, "evening": 60},
            "sun": {"evening": 75},
        },
    }
)


@pytest.fixture(scope="module")
def season() -> Solved:
    instance, rules = prepare(SEASON)
    found = solve_bare(instance, rules, Options())
    assert isinstance(found, Solved)
    return found


@pytest.fixture(scope="module")
def plan(season: Solved) -> Plan:
    return season.plan


def hard_after_long(plan: Plan) -> int:
    """Days with a key run that come after the day of a long run."""
    days = range(plan.day_count - 1)
    longs = [day for day in days if any(planned.session.type == "long" for planned in plan.on(day))]
    return sum(any(planned.session.key for planned in plan.on(day + 1)) for day in longs)


def lifts(plan: Plan, week: int) -> list[str]:
    return sorted(planned.name for planned in plan.week(week) if planned.session.kind == "strength")


def test_no_hard_run_comes_the_day_after_the_long_one_any_more(season: Solved, plan: Plan) -> None:
    """Without the spare, half the weeks have one."""
    instance, rules = prepare(SEASON)
    without = solve_bare(replace(instance, demands=tuple(d for d in instance.demands if not d.spare)), rules, Options())
    assert without.plan is not None
    assert without.score is not None
    assert season.score is not None
    assert (without.status, season.status) == ("optimal", "optimal")
    assert (hard_after_long(without.plan), hard_after_long(plan)) == (4, 0)
    assert season.score.key() < without.score.key()


def test_each_week_holds_as_many_as_the_table_asks_and_nothing_is_left_out(season: Solved, plan: Plan) -> None:
    asked = [ask.strength for ask in plan.instance.asks]
    assert [len(lifts(plan, week)) for week in plan.weeks()] == [len(entries) for entries in asked]
    assert [week for week in plan.weeks() if plan.instance.asks[week].spare] == [0, 1, 2, 3, 4]
    instead = [week for week in range(5) if "upper" in lifts(plan, week)]
    assert instead
    assert plan.left_out == ()
    assert [left.week for left in plan.spared] == [0, 1, 2, 3, 4]
    assert "nothing left out" in headline(season)
    said = [cost.message for cost in season.costs if "in place of" in cost.message]
    assert len(said) == len(instead)


def test_a_runner_reads_what_stands_in_place_of_what(season: Solved, plan: Plan) -> None:
    instead = [week for week in range(5) if "upper" in lifts(plan, week)]
    gone = {left.name for left in plan.spared if left.week in instead}
    told = list(stands_instead(plan))
    assert [line.split(":")[0] for line in told] == [f"In place of {name}" for name in sorted(gone)]
    assert all("upper in week" in line for line in told)
    why = why_here(plan, prepare(SEASON)[1], season.costs)
    for week in instead:
        assert why[week, "upper"].split(";")[0] in {f"stands in place of {name}" for name in gone}
    assert not any("in place of" in text.split("costs")[0] for (_, name), text in why.items() if name != "upper")


def test_where_upper_body_stands_alone_nobody_speaks_of_both_leg_sessions(plan: Plan) -> None:
    """A plan without the leg session of its first week."""
    kept = tuple(planned for planned in plan.sessions if planned.day > 6 or not planned.session.leg_session)
    standing = {(planned.day // 7, planned.name) for planned in kept}
    units = [(demand, name) for demand in plan.instance.demands for name in demand.names()]
    out = [LeftOut(name, demand.session, demand.week) for demand, name in units if (demand.week, name) not in standing]
    alone = Plan(plan.instance, kept, tuple(out))
    assert lifts(alone, 0) == ["upper"]
    assert len(alone.left_out) == 1
    first, *others = stands_instead(alone)
    assert "upper in week 1: no better plan was found with a leg session" in first
    assert others
    assert all("with both leg sessions" in line for line in others)


def test_every_session_of_such_a_season_is_filled(plan: Plan) -> None:
    content = strength_of(plan)
    for planned in plan.sessions:
        if planned.session.kind == "strength":
            assert content.sessions[planned.day // 7, planned.name].blocks


def test_where_the_spare_is_asked_for_another_gives_way(season: Solved) -> None:
    instance, rules = prepare(SEASON)
    answer = what_if(instance, rules, asked_place(instance, "full", "2026-12-03"), known=season)
    assert isinstance(answer, Costs)
    forced = answer.forced.result.plan
    assert len(lifts(forced, 0)) == 2
    assert forced.left_out == ()


def replanned(plan: Plan, *blocked: dt.date) -> Replanned:
    return replan(SEASON, plan, Asked(dt.date(2026, 12, 1), frozenset(blocked)))


def test_taken_up_again_a_week_holds_no_more_than_before(plan: Plan) -> None:
    """The Monday's upper body was done; one of the leg sessions is still to come, where it stood."""
    answer = replanned(plan)
    assert answer.result.plan is not None
    assert "upper" in lifts(plan, 0)
    assert lifts(answer.result.plan, 0) == lifts(plan, 0)
    assert (answer.steps, what_changed(answer).told) == (0, ())


def test_a_session_moves_before_another_takes_its_place(plan: Plan) -> None:
    (leg,) = [planned for planned in plan.week(0) if planned.session.heavy_legs]
    answer = replanned(plan, plan.date(leg.day))
    assert answer.result.plan is not None
    assert lifts(answer.result.plan, 0) == lifts(plan, 0)
    assert "replaced" not in {told.kind for told in what_changed(answer).told}


def with_one_evening() -> Scenario:
    """No evening but one is left for strength."""
    weeks = 5
    free = {"tue": {"morning": 75, "evening": 60}, "sat": {"morning": 210}, "sun": {"morning": 90}}
    race = {"date": (START + dt.timedelta(days=7 * weeks - 1)).isoformat()}
    said = SEASON.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return Scenario.model_validate({**said, "available": free, "weeks": weeks, "race": race})


def test_where_a_spare_has_no_place_either_the_reasons_say_so() -> None:
    instance, rules = prepare(with_one_evening())
    solved = solve_instance(instance, rules, Options())
    assert isinstance(solved, Solved)
    left_out = solved.plan.left_out
    lost = [left for left in left_out if left.session.kind == "strength"]
    assert lost
    for left in lost:
        assert left.reasons[-1] == "upper, which may stand in its place, has no place either"
    explanation = why_infeasible(alone(instance, range(1)), rules)
    assert explanation is not None
    assert explanation.texts[-1] == "upper stands here for full, which fits no better"
    assert "lower and upper" in explanation.texts[0]


def test_ways_out_of_a_season_that_has_a_spare_are_for_all_that_is_asked() -> None:
    asked = asked_in(with_one_evening())
    assert asked is not None
    assert asked.impossible
    found = season_remedies(asked, most=2)
    assert found
    for way in found:
        made = changed(asked.scenario, list(way.edits))
        assert made is not None
        after = asked_in(made.scenario)
        assert after is not None
        assert after.impossible == ()
