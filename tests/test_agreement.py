"""What a rule's ``build`` states and what its ``check`` finds are the same, on any week and any placements."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture import engine

from constraints.base.rule import Rule
from constraints.settings import rules_from
from constraints.week import RULES
from scenarios.instance import Demand, Instance, instance_of
from scenarios.meanwhile import Meanwhile
from scenarios.schema import WEEKDAYS, Scenario
from scenarios.sessions import PlannedSession, run_session, strength_session

# Hypothesis would shrink a week for five minutes; what it has after these seconds can be read
engine.MAX_SHRINKING_SECONDS = 10

Placed = list[tuple[Demand, tuple[int, str]]]

# for each of the five time zones: 500 cases together, 5,000 others in the campaign
CASES = settings(
    max_examples=100,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
CAMPAIGN = settings(CASES, max_examples=1_000)

STARTS = {  # a plain Monday, weeks in which the clocks change, a week that begins within one, the year's end
    None: ("2026-11-30", "2026-12-28"),
    "Europe/Berlin": ("2027-03-22", "2027-03-25", "2026-10-19", "2026-10-24"),
    "Australia/Lord_Howe": ("2026-10-01", "2027-04-01"),
    "Africa/Casablanca": ("2026-02-09",),
    "America/Nuuk": ("2026-10-19", "2027-03-22", "2027-03-15"),
}
TIMES = ("00:15", "02:30", "06:00", "06:30", "09:00", "11:59", "12:15", "15:00", "17:30", "18:00", "18:30", "23:30")
RUNS = ("easy", "easy", "strides", "run_walk", "long", "tempo", "hills", "medium_long", "recovery", "cross_training")
LENGTHS = (20, 30, 45, 46, 60, 90, 135)
WEEKDAY = st.sampled_from(WEEKDAYS)
SLOTS = ("morning", "midday", "evening", "extra", "late")


def some(strategy: st.SearchStrategy[Any], *, otherwise: Any = None) -> st.SearchStrategy[Any]:
    """Mostly ``otherwise``, so that a week keeps some plain parts."""
    return st.one_of(st.just(otherwise), st.just(otherwise), strategy)


days = some(st.lists(WEEKDAY, min_size=1, max_size=4, unique=True))
slots = some(st.lists(st.sampled_from(SLOTS[:3]), min_size=1, max_size=2, unique=True))
free = st.sampled_from((600, 600, 600, 120, 45, 0))
place = st.one_of(free, st.fixed_dictionaries({"minutes": free, "at": st.sampled_from(TIMES)}))
run = st.fixed_dictionaries(
    {
        "type": st.sampled_from(RUNS),
        "minutes": st.sampled_from(LENGTHS),
        "times": st.sampled_from((1, 1, 2, 3, 7)),
        "days": days,
        "slots": slots,
    }
)
lift = st.fixed_dictionaries(
    {
        "focus": st.sampled_from(("upper", "lower", "full")),
        "minutes": st.sampled_from((20, 30, 45)),
        "legs": some(st.sampled_from(("none", "light", "heavy"))),
        "days": days,
        "slots": slots,
    }
)
liked_days = st.lists(WEEKDAY, min_size=1, max_size=3, unique=True)
wish = st.one_of(
    st.fixed_dictionaries({"days": liked_days}),
    st.fixed_dictionaries({"days": liked_days, "slots": st.just(["morning"])}),
    st.just({"slots": ["midday", "evening"]}),
)


def parameter(rule: type[Rule], name: str) -> st.SearchStrategy[Any]:
    """Any value in the field's range, its ends more often."""
    field = rule.model_fields[name]
    if field.annotation is bool:
        return st.booleans()
    bounds = {type(mark).__name__: mark for mark in field.metadata}
    low, high = bounds["Ge"].ge, bounds["Le"].le
    return st.one_of(st.sampled_from((low, high)), st.integers(low, high))


every_parameter = st.sampled_from([(rule, name) for rule in RULES for name in rule.model_fields])
rule_settings = st.lists(
    every_parameter.flatmap(lambda chosen: st.tuples(st.just(chosen[0].name), st.just(chosen[1]), parameter(*chosen))),
    max_size=8,
)


@st.composite
def done(draw: st.DrawFn, start: dt.date) -> dict[str, object]:
    return {
        "session": draw(
            st.sampled_from(("easy", "run_walk", "long", "tempo", "upper", "lower", "full", "rest", "race"))
        ),
        "minutes": draw(some(st.sampled_from((20, 60, 120, 230, 400)))),
        "date": start - dt.timedelta(days=draw(st.sampled_from((1, 1, 2, 2, 3, 4, 5, 6, 8, 13)))),
        "start": draw(st.sampled_from(TIMES)),
    }


@st.composite
def scenarios(draw: st.DrawFn, zone: str | None) -> Scenario:
    start = dt.date.fromisoformat(draw(st.sampled_from(STARTS[zone])))
    weeks = draw(st.sampled_from((1, 1, 2)))
    names = SLOTS[: draw(st.integers(1, 5))]
    times = {name: draw(st.sampled_from(TIMES)) for name in names}
    usual = draw(st.fixed_dictionaries(dict.fromkeys(names, free)))
    available: dict[str, Any] = dict.fromkeys(WEEKDAYS, usual)
    for day in draw(st.lists(WEEKDAY, max_size=3)):
        available[day] = draw(st.dictionaries(st.sampled_from(names), place, max_size=3))
    runs = draw(st.lists(run, min_size=2, max_size=5))
    lifts = draw(st.lists(lift, min_size=1, max_size=4))
    race = draw(some(st.tuples(st.integers(0, 7 * weeks + 8), st.sampled_from(TIMES), st.sampled_from((25, 60, 300)))))
    asked = [entry["type"] for entry in runs] + [entry["focus"] for entry in lifts]
    fixed = st.fixed_dictionaries(
        {"session": st.sampled_from(asked or ["easy"]), "day": WEEKDAY, "slot": st.sampled_from(names)}
    )
    wished = st.sampled_from((*RUNS, "run", "strength", "cross", "key", "easy", "upper"))
    changed: dict[str, dict[str, Any]] = {"recovery_days": {}}
    for rule, name, value in draw(rule_settings):
        changed.setdefault(rule, {})[name] = value
    rested = changed.get("heavy_legs_rested_before_key_run", {})
    if {"strong_below_hours", "mild_below_hours"} <= rested.keys():  # refused in the other order
        hours = sorted((rested["strong_below_hours"], rested["mild_below_hours"]))
        rested |= dict(zip(("strong_below_hours", "mild_below_hours"), hours, strict=True))
    away = start + dt.timedelta(days=draw(st.integers(0, 7 * weeks - 1)))
    return Scenario.model_validate(
        {
            "timezone": zone,
            "start": start,
            "weeks": weeks,
            "goal": draw(st.sampled_from(("general", "5k", "marathon", "hill_race"))),
            "slots": times,
            "available": available,
            "runs": runs,
            "strength": {
                "focus": lifts,
                "policy": draw(st.sampled_from(("easy_days", "hard_days", "any"))),
                "allow_prefatigue": draw(some(st.sampled_from(RUNS))),
            },
            "prefer": draw(some(st.dictionaries(wished, wish, max_size=2), otherwise={})),
            "fixed": draw(some(st.lists(fixed, max_size=2), otherwise=[])),
            "history": draw(some(st.lists(done(start), max_size=7), otherwise=[])),
            "race": race and {"date": start + dt.timedelta(days=race[0]), "start": race[1], "minutes": race[2]},
            "away": draw(some(st.just([{"from": away, "to": away}]), otherwise=[])),
            "repeat": draw(st.booleans()),
            "rules": changed,
        }
    )


@st.composite
def taken_up(draw: st.DrawFn, instance: Instance) -> Instance:
    """The instance after some of its days: what was done on them, where sessions stood, what is to be spared."""
    since = draw(st.integers(0, min(6, len(instance.days) - 1)))
    done = []
    for number in range(draw(st.integers(0, 5))):
        what, minutes = draw(st.sampled_from(("easy", "run_walk", "long", "tempo", "upper", "lower", "full"))), 30
        day = instance.days[draw(st.integers(0, since))]
        strength = what in ("upper", "lower", "full")
        session = strength_session(what, minutes, None, "general") if strength else run_session(what, 30, "general")
        start = instance.clock.instant(day.date, draw(st.sampled_from(TIMES)))
        done.append(PlannedSession(session, f"{what}-{90 + number}", day.index, "", start, start + 30, done=True))
    places = [(day.date, slot.name) for day in instance.days for slot in day.slots]
    asked = [demand for demand in instance.demands if draw(st.booleans())]  # the others are done
    demands = tuple(replace(demand, stood=draw(some(st.sampled_from(places)))) for demand in asked)
    dates = [day.date.isoformat() for day in instance.days]
    words = st.sampled_from(("run", "lift", "key", "legs", "heavy_legs", "anything"))
    care = st.fixed_dictionaries({"no": words, "from": st.sampled_from(dates), "to": st.sampled_from(dates)})
    cares = [{"rule": "A9", **each} for each in draw(some(st.lists(care, max_size=2), otherwise=[]))]
    ends = [max((p.end for p in done if p.day == day.index), default=0) for day in instance.days]
    days = tuple(
        replace(day, slots=tuple(slot for slot in day.slots if day.index >= since and slot.start >= end))
        for day, end in zip(instance.days, ends, strict=True)
    )
    return replace(
        instance,
        days=days,
        demands=demands,
        history=(*instance.history, *done),
        repeat=False,
        meanwhile=Meanwhile.model_validate({"from": dates[since], "cares": cares}),
    )


@st.composite
def cases(draw: st.DrawFn, zone: str | None) -> tuple[Instance, tuple[Rule, ...], Placed]:
    """An instance, the rules in force, and every demand's units left out or put anywhere at all."""
    scenario = draw(scenarios(zone))
    instance = instance_of(scenario)
    if draw(st.booleans()):
        instance = draw(taken_up(instance))
    spare = draw(some(st.sampled_from(("upper", "lower", "full"))))
    others = {d.week for d in instance.demands if d.session.kind == "strength" and d.session.name != spare}
    demands = (replace(d, spare=d.session.name == spare and d.week in others) for d in instance.demands)
    instance = replace(instance, demands=tuple(demands))
    placed: Placed = []
    for demand in instance.demands:
        days = instance.week_days(demand.week)
        if demand.count > 1:
            days = draw(some(st.sampled_from(days).map(lambda day: [day]), otherwise=days))  # one run upon itself
        where = [(day.index, slot.name) for day in days for slot in day.slots[: 1 if demand.count > 4 else None]]
        fewest = draw(st.sampled_from((0, demand.count - 1, demand.count, demand.count)))
        most = min(demand.count, len(where))
        places = st.sampled_from(where) if where else st.nothing()
        chosen = draw(st.lists(places, min_size=min(fewest, most), max_size=most, unique=True))
        placed += [(demand, spot) for spot in chosen]
    return instance, rules_from(scenario.rules), placed


def agree(voices: Any, case: tuple[Instance, tuple[Rule, ...], Placed]) -> None:
    instance, rules, placed = case
    plan = voices.plan_with(instance, placed)
    found = {rule.name: voices.checked(plan, rule) for rule in rules}
    said = voices.stated(instance, placed, rules, prune=False)
    if found["spare_in_place"].hard:  # the others count on it
        assert said["spare_in_place"][0]
        return
    assert said == {name: (bool(verdict.hard), verdict.points) for name, verdict in found.items()}


@pytest.mark.parametrize("zone", STARTS)
@CASES
@given(data=st.data())
def test_build_and_check_agree(voices: Any, zone: str | None, data: st.DataObject) -> None:
    agree(voices, data.draw(cases(zone)))


@pytest.mark.campaign
@pytest.mark.parametrize("zone", STARTS)
@CAMPAIGN
@given(data=st.data())
def test_build_and_check_agree_in_a_long_campaign(voices: Any, zone: str | None, data: st.DataObject) -> None:
    agree(voices, data.draw(cases(zone)))
