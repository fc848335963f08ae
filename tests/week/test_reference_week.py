"""The article's own week: no default rule is broken, and each rule that must not be tightened further rejects it."""

import csv
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from constraints.settings import rules_from
from scenarios.instance import Demand, Instance, instance_of
from scenarios.load import load
from scenarios.plan import Plan
from scenarios.schema import WEEKDAYS, Scenario
from solver.options import Options
from solver.solve import solve_instance
from solver.verify import judge, score_of

ROOT = Path(__file__).parents[2]
WEEK = Path(__file__).parents[1] / "data" / "reference_week_plan.csv"
Placed = list[tuple[Demand, tuple[int, str]]]


@pytest.fixture(scope="module")
def instance() -> Instance:
    text = (ROOT / "scenarios" / "library" / "reference_week.yaml").read_text(encoding="utf-8")
    return instance_of(Scenario.model_validate(YAML(typ="safe", pure=True).load(text)))


@pytest.fixture(scope="module")
def placed(instance: Instance) -> Placed:
    demands = {f"{demand.session.name} {demand.session.minutes}": demand for demand in instance.demands}
    with WEEK.open(encoding="utf-8", newline="") as table:
        return [(demands[row["session"]], (WEEKDAYS.index(row["day"]), row["slot"])) for row in csv.DictReader(table)]


@pytest.fixture(scope="module")
def plan(instance: Instance, placed: Placed, voices) -> Plan:
    return voices.plan_with(instance, placed)


def gaps(plan: Plan, first: str, second: str) -> set[float]:
    """Hours from the end of one to the start of the other, this week and the next."""
    pairs = plan.successions(lambda s: s.name == first, lambda s: s.name == second)
    return {(b.start - a.end) / 60 for a, b in pairs}


def test_it_is_the_week_of_the_article(plan: Plan):
    sessions = [planned.session for planned in plan.sessions]
    runs = [session for session in sessions if session.kind == "run"]
    lifts = [session for session in sessions if session.kind == "strength"]
    assert (len(runs), sum(run.minutes for run in runs)) == (5, 275)
    assert (len(lifts), sum(lift.minutes for lift in lifts)) == (3, 90)
    assert [day for day in range(7) if not plan.on(day)] == [3]
    assert plan.left_out == ()
    assert plan.instance.repeat


def test_its_gaps_are_those_of_the_article(plan: Plan):
    assert 36.5 in gaps(plan, "lower", "intervals")
    assert 44.5 in gaps(plan, "full", "tempo")
    assert 25.5 in gaps(plan, "long", "full")
    assert 10.0 in gaps(plan, "tempo", "upper")
    assert {87.5, 79.5} == {min(gaps(plan, "lower", "full")), min(gaps(plan, "full", "lower"))}


def test_no_default_rule_is_broken_by_either_voice(instance: Instance, placed: Placed, plan: Plan, voices):
    rules = rules_from({})
    verdicts = {rule.name: voices.checked(plan, rule) for rule in rules}
    assert {name: verdict.hard for name, verdict in verdicts.items() if verdict.hard} == {}
    said = voices.stated(instance, placed, rules, prune=True)
    assert said == {name: (False, verdict.points) for name, verdict in verdicts.items()}


def test_what_it_costs_is_known(plan: Plan, voices):
    points = {rule.name: voices.checked(plan, rule).points for rule in rules_from({}) if rule.kind == "soft"}
    assert {name: cost for name, cost in points.items() if cost} == {
        "heavy_legs_rested_before_key_run": 4 + 4,  # 36.5 h and 44.5 h
        "heavy_legs_rested_after_long_run": 2,  # 25.5 h
        "lift_on_easy_days": 3,  # upper on Tuesday, the day of the tempo run
        "key_runs_apart": 6,  # Friday and Saturday
        "strength_spread": 3,  # Tuesday and Wednesday
        "even_load": 2,  # Tuesday: 540, and the heaviest session is 440
        "goal_emphasis": 2,  # the long run comes the day after the intervals
    }


@pytest.mark.parametrize(
    ("rule", "setting"),
    [
        ("full_rest_days", {"days": 2}),
        ("heavy_legs_before_key_run", {"hours": 48}),
        ("key_days_in_a_row", {"days": 1}),
        ("recovery_days", {"days": 3}),
    ],
)
def test_each_must_not_row_rejects_it_when_switched_on(instance, placed, plan, voices, rule, setting):
    (tightened,) = (candidate for candidate in rules_from({rule: setting}) if candidate.name == rule)
    assert voices.checked(plan, tightened).hard
    assert voices.stated(instance, placed, (tightened,), prune=False)[rule][0]


@pytest.mark.parametrize(
    ("rule", "setting"),
    [
        ("heavy_legs_before_key_run", {"hours": 36}),
        ("recovery_days", {"days": 2}),
        ("leg_sessions_apart", {"days": 3}),
        ("heavy_legs_after_long_run", {"hours": 25}),
        ("easy_share", {"hard_percent": 75}),
        ("morning_run_evening_lift", {"literal": True}),
    ],
)
def test_rows_that_hold_accept_it(plan, voices, rule, setting):
    (tightened,) = (candidate for candidate in rules_from({rule: setting}) if candidate.name == rule)
    assert voices.checked(plan, tightened).hard == ()


def test_our_answer_scores_no_worse_than_the_article(instance: Instance, plan: Plan):
    rules = rules_from({})
    article = score_of(plan, rules, judge(plan, rules))
    ours = solve_instance(instance, rules, Options())
    assert ours.status == "optimal"
    assert ours.score is not None
    assert ours.score.key() <= article.key()


@pytest.mark.parametrize(
    ("rule", "tightened"),
    [
        ("full_rest_days", {"days": 2}),
        ("heavy_legs_before_key_run", {"hours": 48}),
        ("key_days_in_a_row", {"days": 1}),
        ("recovery_days", {"days": 3}),
    ],
)
def test_fixed_on_its_days_the_solver_rejects_it_under_each_rule_it_must_not_meet(
    placed: Placed, rule: str, tightened: dict[str, int]
):
    asked = load(ROOT / "scenarios" / "library" / "reference_week.yaml").scenario.model_dump(
        mode="json", by_alias=True, exclude_unset=True
    )
    fixed = [{"session": demand.names()[0], "day": WEEKDAYS[day], "slot": slot} for demand, (day, slot) in placed]
    for rules, status in (({}, "optimal"), ({rule: tightened}, "infeasible")):
        scenario = Scenario.model_validate({**asked, "fixed": fixed, "rules": rules})
        pinned = solve_instance(instance_of(scenario), rules_from(scenario.rules), Options(strict=True))
        assert pinned.status == status
