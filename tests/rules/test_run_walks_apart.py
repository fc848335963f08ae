"""Run-walks every other day: points for each pair of neighbouring days with one, and for a second one of a day."""

from itertools import pairwise

from constraints.week.run_walks_apart import RunWalksApart
from scenarios.schema import WEEKDAYS, Scenario
from solver.solve import solve

RULE = RunWalksApart(weight=6)


def test_every_other_day_costs_nothing(week):
    assert week("mon evening run_walk 30 | wed evening run_walk 30 | sat morning run_walk 30").points(RULE) == 0


def test_each_pair_of_neighbours_costs(week):
    assert week("sat morning run_walk 30 | sun morning run_walk 30").points(RULE) == 6
    text = "fri morning run_walk 20 | sat morning run_walk 25 | sun morning run_walk 30"
    assert week(text).points(RULE) == 12


def test_it_counts_days_not_hours(week):
    assert week("fri evening run_walk 30 | sat morning run_walk 30").points(RULE) == 6
    assert week("fri morning run_walk 30 | sat evening run_walk 30").points(RULE) == 6


def test_a_second_one_of_a_day_costs_as_much_as_two_pairs(week):
    assert week("fri morning run_walk 30 | fri evening run_walk 30").points(RULE) == 12
    assert week("fri morning run_walk 30 | fri evening run_walk 30 | sat morning run_walk 30").points(RULE) == 18


def test_other_runs_and_lifts_do_not_matter(week):
    assert week("fri morning run_walk 30 | sat morning easy 40 | sun morning run_walk 30").points(RULE) == 0
    assert week("fri morning run_walk 30 | sat morning upper 30").points(RULE) == 0


def test_history_the_next_round_and_the_join_of_weeks(week):
    assert week("mon evening run_walk 30", history="sun 09:00 run_walk 30").points(RULE) == 6
    assert week("mon evening run_walk 30", history="sat 09:00 run_walk 30").points(RULE) == 0
    assert week("mon evening run_walk 30 | sun morning run_walk 30").points(RULE) == 0
    assert week("mon evening run_walk 30 | sun morning run_walk 30", repeat=True).points(RULE) == 6
    assert week("sun morning run_walk 30 | mon2 evening run_walk 30", weeks=2).points(RULE) == 6


def test_what_is_over_costs_nothing(week):
    assert week("", history="sat 09:00 run_walk 30 | sun 09:00 run_walk 30").points(RULE) == 0
    assert week("", done="mon 07:00 run_walk 30 | tue 07:00 run_walk 30").points(RULE) == 0
    assert week("wed evening run_walk 30", done="mon 07:00 run_walk 30 | tue 07:00 run_walk 30").points(RULE) == 6


def test_the_pair_and_the_full_day_are_said(week):
    (violation,) = RULE.check(week("sat morning run_walk 20 | sun morning run_walk 30").plan)
    assert (violation.message, violation.day) == ("run-walks on Sat 5 Dec and Sun 6 Dec", 6)
    (violation,) = RULE.check(week("fri morning run_walk 30 | fri evening run_walk 30").plan)
    assert (violation.message, violation.points) == ("2 run-walks on Fri 4 Dec", 12)


def test_a_return_from_injury_runs_every_other_day_where_days_are_free():
    days = {day: {"morning": 60} for day in WEEKDAYS}
    asked = {"start": "2026-11-30", "weeks": 4, "goal": "return", "available": days}
    plan = solve(Scenario.model_validate({**asked, "strength": {"minutes": 25, "equipment": ["band"]}})).plan
    assert plan is not None
    run_walks = sorted(p.day for p in plan.sessions if p.session.type == "run_walk")
    assert len(run_walks) == 12
    assert all(later - earlier >= 2 for earlier, later in pairwise(run_walks))
