"""The week that a season's rhythm is taken from holds every sort of run, so that each has its usual place."""

import datetime as dt

from scenarios.schema import WEEKDAYS, Scenario
from solver.options import Options
from solver.prepared import prepare
from solver.solve import solve_bare


def test_on_a_return_the_long_run_has_a_place_although_most_weeks_have_none() -> None:
    """Run-walks are no long runs, nor is one planned in the deload."""
    free = {day: {"evening": 45} for day in WEEKDAYS[:4]} | {day: {"morning": 60} for day in WEEKDAYS[5:]}
    said = {"start": dt.date(2026, 11, 30), "goal": "return", "weeks": 10, "athlete": {"level": "novice"}}
    instance, rules = prepare(Scenario.model_validate({**said, "available": free}))
    weeks = {demand.week for demand in instance.demands if demand.session.type == "long"}
    assert len(weeks) <= instance.weeks / 2
    assert {beat.part for beat in instance.rhythm} >= {"long", "easy"}
    plan = solve_bare(instance, rules, Options()).plan
    assert plan is not None
    days = [plan.date(planned.day).weekday() for planned in plan.sessions if planned.session.type == "long"]
    assert len(days) == len(weeks)
    assert len(set(days)) == 1
