"""A season to 5 km in which two leg sessions suit a deload and not the weeks before it."""

import datetime as dt

from constraints.base.rule import Rule
from constraints.week.deload_as_before import DeloadAsBefore
from scenarios.instance import Instance
from scenarios.plan import Plan
from scenarios.schema import Scenario
from scenarios.strength.ask import is_deload
from solver.options import Options
from solver.prepared import prepare
from solver.solve import solve_bare

START, WEEKS = dt.date(2026, 11, 30), 8
SEASON = Scenario.model_validate(
    {
        "start": START,
        "goal": "5k",
        "weeks": WEEKS,
        "race": {"date": START + dt.timedelta(days=7 * WEEKS - 1)},
        "available": {
            "mon": {"evening": 60},
            "tue": {"morning": 75, "evening": 60},
            "wed": {"morning": 90, "evening": 60},
            "thu": {"morning": 75, "evening": 60},
            "fri": {"evening": 60},
            "sat": {"morning": 120, "evening": 60},
            "sun": {"morning": 210},
        },
    }
)


def best(instance: Instance, rules: tuple[Rule, ...]) -> Plan:
    found = solve_bare(instance, rules, Options())
    assert found.status == "optimal"
    assert found.plan is not None
    return found.plan


def kinds(plan: Plan, week: int) -> list[str]:
    return sorted(planned.session.type for planned in plan.week(week) if planned.session.kind == "strength")


def test_a_deload_is_the_week_before_it_with_less() -> None:
    instance, rules = prepare(SEASON)
    eased = [week for week, ask in enumerate(instance.asks) if is_deload(ask.strength_phase)]
    with_rule, without = (
        [(kinds(plan, week - 1), kinds(plan, week)) for week in eased]
        for plan in (
            best(instance, rules),
            best(instance, tuple(rule for rule in rules if not isinstance(rule, DeloadAsBefore))),
        )
    )
    assert any(before != deload for before, deload in without), "the season puts the rule to no test"
    assert all(before == deload for before, deload in with_rule)
    assert [len(deload) for _, deload in with_rule] == [len(instance.asks[week].strength) for week in eased]
