"""Random re-plans: the past untouched, blocked days empty, nothing lost silently, and no plan that moves less."""

import datetime as dt
import itertools
import random
from typing import Any

import pytest

from constraints.settings import rules_from
from scenarios.log.log import Log, parse_log
from scenarios.plan import LeftOut, Plan
from scenarios.resumed import resumed
from scenarios.schema import WEEKDAYS, Scenario
from scenarios.sessions import TIERS, PlannedSession
from solver.replan.past import Placed
from solver.replan.replan import Asked, Replanned, replan
from solver.replan.stay_close import steps_of_plan
from solver.replan.what_changed import what_changed
from solver.solve import solve
from solver.strength.weeks import strength_of
from solver.verify import judge, score_of

STARTS = (  # a plain Monday, the year's end with its ISO week 53, clocks that change, a leap day, no Monday at all
    ("2026-11-30", None),
    ("2026-12-28", "Europe/Berlin"),
    ("2027-03-22", "Europe/Berlin"),
    ("2026-10-22", "Australia/Lord_Howe"),
    ("2028-02-28", None),
)
RUNS = ("easy", "easy", "recovery", "long", "tempo", "intervals", "hills")
SLOTS = ("morning", "midday", "evening")


def scenario_of(dice: random.Random, *, small: bool = False, weeks: int = 1) -> Scenario:
    """A week with random hours, runs and lifts."""
    days = dice.sample(WEEKDAYS, dice.randint(4, 5) if small else dice.randint(5, 7))
    slots = SLOTS[:: dice.choice((1, 2))] if not small else ("morning", "evening")
    available = {
        day: {slot: dice.choice((45, 60, 90, 120)) for slot in slots if dice.random() < (0.6 if small else 0.8)}
        for day in sorted(days, key=WEEKDAYS.index)
    }
    available[days[0]]["morning"] = 120
    runs = [{"type": type_, "minutes": dice.choice((30, 45, 60))} for type_ in dice.sample(RUNS, 3 if small else 4)]
    start, zone = dice.choice(STARTS)
    focus = dice.sample(("upper", "lower", "full"), dice.randint(1, 2 if small else 3))
    return Scenario.model_validate(
        {
            "start": start,
            "timezone": zone,
            "weeks": weeks,
            "available": available,
            "runs": runs,
            "strength": {"focus": focus, "policy": dice.choice(("easy_days", "hard_days", "any"))},
            "rules": {"full_rest_days": {"days": dice.choice((1, 2))}},
        }
    )


def log_of_luck(dice: random.Random, plan: Plan, since: dt.date) -> Log:
    """A log of the days before: most sessions done, some late, some missed, one on top; now and then a bad morning."""
    rows = ["date,start,session,minutes,rpe,soreness_legs,fatigue,pain,ill"]
    for planned in plan.sessions:
        date = plan.date(planned.day)
        if date < since and dice.random() < 0.7:
            shift = dt.timedelta(days=dice.choice((0, 0, 0, 1)))
            if date + shift < since:
                wall = f"{plan.wall(planned):%H:%M}"
                rows.append(f"{date + shift},{wall},{planned.session.type},{planned.session.minutes},,,,,")
    feel = dice.choice((",2,2,0,no", ",5,2,0,no", ",6,4,0,no", ",9,2,0,no", ",1,2,4,no", ",1,2,0,yes"))
    rows.append(f"{since},,rest,,{feel}")
    unique = list(dict.fromkeys(rows))
    seen: set[str] = set()
    kept = [row for row in unique if (place := ",".join(row.split(",")[:3])) not in seen and not seen.add(place)]
    return parse_log("\n".join(kept).encode(), "log.csv")


def asked_of(dice: random.Random, plan: Plan) -> Asked:
    days = plan.instance.days
    since = dice.choice(days).date
    later = [day.date for day in days if day.date >= since]
    blocked = frozenset(dice.sample(later, min(len(later), dice.choice((0, 1, 1, 2)))))
    return Asked(since, blocked, log_of_luck(dice, plan, since) if dice.random() < 0.4 else None)


def holds(answer: Replanned, asked: Asked) -> None:
    """Everything a re-plan promises, whatever it was asked."""
    before, after = answer.before, answer.result.plan
    assert after is not None
    assert answer.result.status == "optimal"
    assert answer.proven
    first = after.instance.days[0].date
    if asked.log is None:
        as_it_was = {(p.name, p.start, p.end) for p in before.sessions if first <= before.date(p.day) < asked.since}
        assert {(p.name, p.start, p.end) for p in after.sessions if after.date(p.day) < asked.since} == as_it_was
    for planned in after.sessions:
        assert planned.done == (after.date(planned.day) < asked.since)
        assert planned.done or after.date(planned.day) not in asked.blocked
        assert planned.done or after.wall(planned).date() not in asked.blocked
    _nothing_is_lost(answer)


def _nothing_is_lost(answer: Replanned) -> None:
    before, after = answer.before, answer.result.plan
    assert after is not None
    changes = what_changed(answer)
    weeks = range(after.instance.first_week, after.instance.first_week + after.instance.weeks)
    asked = {(p.day // 7 + 1, p.name) for p in before.sessions if p.day // 7 in weeks and p.session.type != "race"}
    as_planned = {(each.week + 1, each.unit) for _, each in answer.past.pairs if isinstance(each, Placed)}
    told = {(each.week, each.session) for each in changes.told if each.kind != "extra"}
    assert asked <= as_planned | told | set(changes.kept)
    assert not set(changes.kept) & told
    assert all(each.text for each in changes.told)
    standing = {(p.day // 7 + 1 + weeks.start, p.name) for p in after.sessions if not p.done}
    left_out = {(left.week + 1 + weeks.start, left.name) for left in after.left_out}
    assert set(changes.kept) <= standing
    dropped = {(each.week, each.session) for each in changes.told if each.kind in ("dropped", "missed")}
    renamed = {(c.week, c.session) for c in answer.meanwhile.changes if c.becomes}
    for unit in asked:
        where = (unit in standing, unit in left_out, unit in dropped, unit in as_planned, unit in renamed)
        assert sum(where) == 1, (unit, where)
    keys = [each for each in answer.past.missed if each.session.key]
    assert not {(each.week + 1, each.unit) for each in keys} & standing, "a missed key run is made up for"


def cases(seed: int, count: int, *, weeks: int = 1) -> Any:
    """``count`` re-plans of random plans, ten of each."""
    for number in range(-(-count // 10)):
        dice = random.Random(f"{seed}-{number}")
        scenario = scenario_of(dice, weeks=weeks)
        plan = solve(scenario).plan
        if plan is None:
            continue
        for _ in range(10):
            yield scenario, plan, asked_of(dice, plan)


def test_random_replans_hold_their_promises() -> None:
    count = 0
    for scenario, plan, asked in cases(1, 80):
        answer = replan(scenario, plan, asked)
        holds(answer, asked)
        if asked.log is not None:
            sessions_can_be_done(answer)
        count += 1
    assert count == 80


def sessions_can_be_done(answer: Replanned) -> None:
    """Whatever a morning took off them, strength sessions hold something, and no more than was left."""
    plan = answer.result.plan
    assert plan is not None
    held = strength_of(plan).sessions
    for planned in plan.sessions:
        if planned.session.kind == "strength":
            easing, filled = planned.session.easing, held[planned.day // 7, planned.name]
            assert filled.blocks
            assert easing.jumps or not any(done.option.exercise.contacts for done in filled.exercises())
            assert all(done.sets <= easing.sets(4) for done in filled.exercises())


@pytest.mark.campaign
def test_two_thousand_replans_hold_their_promises() -> None:
    count = 0
    for scenario, plan, asked in itertools.chain(cases(2, 1900), cases(5, 100, weeks=3)):
        holds(replan(scenario, plan, asked), asked)
        count += 1
    assert count == 2000


def best_by_brute_force(answer: Replanned, scenario: Scenario) -> tuple[tuple[int, ...], int, int]:
    """What is left out, steps and points of the best plan, judged by the rules' checks alone."""
    instance, rules = resumed(scenario, answer.meanwhile), rules_from(scenario.rules)
    spots = [(day.index, slot) for day in instance.days for slot in day.slots if slot.minutes and not day.blocked]
    best: tuple[tuple[int, ...], int, int] | None = None
    for choice in itertools.product([None, *spots], repeat=len(instance.demands)):
        taken = [(spot[0], spot[1].name) for spot in choice if spot is not None]
        if len(set(taken)) != len(taken):
            continue
        sessions, left = [], []
        for demand, spot in zip(instance.demands, choice, strict=True):
            (name,) = demand.names()
            if spot is None:
                left.append(LeftOut(name, demand.session, demand.week))
            else:
                day, slot = spot
                end = slot.start + demand.session.minutes
                sessions.append(PlannedSession(demand.session, name, day, slot.name, slot.start, end))
        plan = Plan(instance, tuple(sorted(sessions, key=lambda p: p.start)), tuple(left))
        lost = tuple(sum(out.session.tier == tier for out in plan.left_out) for tier in TIERS)
        if best is not None and lost > best[0]:
            continue
        found = judge(plan, rules)
        if any(violation.points is None for violation in found):
            continue
        key = (lost, steps_of_plan(plan), score_of(plan, rules, found).total)
        best = key if best is None else min(best, key)
    assert best is not None
    return best


def compare(seed: int, count: int) -> None:
    compared = moved = 0
    while compared < count:
        dice = random.Random(f"{seed}-{compared}-{moved}")
        seed += 1000
        scenario = scenario_of(dice, small=True)
        plan = solve(scenario).plan
        if plan is None:
            continue
        standing = sorted({planned.day for planned in plan.sessions})
        blocked = plan.date(dice.choice(standing))
        asked = Asked(min(blocked, plan.date(dice.choice((0, 0, 1, 2)))), frozenset({blocked}))
        answer = replan(scenario, plan, asked)
        after = answer.result.plan
        assert after is not None
        assert answer.result.score is not None
        lost = tuple(answer.result.score.left_out[tier] for tier in TIERS)
        assert (lost, answer.steps, answer.result.score.total) == best_by_brute_force(answer, scenario)
        compared += 1
        moved += answer.steps > 0
    assert moved > count // 3


def test_no_plan_leaves_out_as_little_and_moves_less() -> None:
    compare(3, 12)


@pytest.mark.campaign
def test_no_plan_leaves_out_as_little_and_moves_less_in_a_long_campaign() -> None:
    compare(4, 60)
