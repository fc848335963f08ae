"""Whatever scenario is accepted can be made concrete, and none of its fixed sessions is forgotten."""

import datetime as dt
from collections import Counter

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from scenarios.consistency import check_consistency
from scenarios.errors import BadField
from scenarios.instance import instance_of
from scenarios.places import planned_weeks
from scenarios.schema import WEEKDAYS, Scenario

days = st.sampled_from(WEEKDAYS)
slot_names = st.sampled_from(["morning", "evening", "night"])
run_types = st.sampled_from(["easy", "long", "tempo", "medium_long", "cross_training"])
foci = st.sampled_from(["upper", "lower", "full"])
dates = st.dates(dt.date(2026, 10, 1), dt.date(2027, 4, 30)).map(str)
questions = st.fixed_dictionaries(
    {
        "start": st.sampled_from(["2026-11-30", "2027-03-22", "2026-10-19", "2027-03-28"]),
        "available": st.dictionaries(
            days, st.dictionaries(slot_names, st.integers(0, 200), max_size=3), min_size=1, max_size=7
        ),
        "slots": st.just({"night": "02:30"}),
    },
    optional={
        "timezone": st.sampled_from(["Europe/Berlin", "America/Denver", "Africa/Casablanca"]),
        "weeks": st.integers(1, 4),
        "goal": st.sampled_from(["5k", "marathon", "return", "ultra"]),
        "repeat": st.booleans(),
        "runs": st.lists(
            st.fixed_dictionaries(
                {"type": run_types}, optional={"times": st.integers(1, 3), "minutes": st.integers(5, 200)}
            ),
            max_size=4,
        ),
        "strength": st.fixed_dictionaries(
            {}, optional={"focus": st.lists(foci, max_size=3), "allow_prefatigue": run_types}
        ),
        "fixed": st.lists(
            st.one_of(
                st.fixed_dictionaries({"session": run_types | foci, "day": days, "slot": slot_names}),
                st.fixed_dictionaries({"session": run_types | foci, "date": dates, "slot": slot_names}),
            ),
            max_size=2,
        ),
        "race": st.fixed_dictionaries({"date": dates}, optional={"minutes": st.integers(15, 300)}),
        "history": st.lists(st.fixed_dictionaries({"session": run_types | foci, "date": dates}), max_size=2),
        "away": st.lists(st.fixed_dictionaries({"from": dates, "to": dates}), max_size=1),
        "prefer": st.dictionaries(
            run_types | foci, st.fixed_dictionaries({"days": st.lists(days, min_size=1)}), max_size=1
        ),
    },
)


def accepted(question: dict) -> Scenario | None:
    try:
        scenario = Scenario.model_validate(question)
        check_consistency(scenario)
    except (ValidationError, BadField):
        return None
    return scenario


@settings(max_examples=300, deadline=None)
@given(question=questions)
def test_what_is_accepted_can_be_made_concrete(question: dict) -> None:
    scenario = accepted(question)
    if scenario is not None:
        assert instance_of(scenario).weeks == planned_weeks(scenario)


@st.composite
def fixed_weeks(draw: st.DrawFn) -> dict:
    """Two weeks with time on every day, and sessions fixed in them that are mostly asked for."""
    runs = draw(
        st.lists(st.fixed_dictionaries({"type": run_types, "times": st.integers(1, 2)}), min_size=1, max_size=3)
    )
    asked = st.sampled_from([run["type"] for run in runs] + ["upper"])
    name = st.one_of(asked, asked.map(lambda type_: f"{type_}-2"))
    slot = st.sampled_from(["morning", "evening"])
    on_days = st.fixed_dictionaries({"session": name, "day": days, "slot": slot})
    in_weeks = st.integers(0, 13).map(lambda day: str(dt.date(2026, 11, 30) + dt.timedelta(days=day)))
    on_dates = st.fixed_dictionaries({"session": name, "date": in_weeks, "slot": slot})
    return {
        "start": "2026-11-30",
        "weeks": 2,
        "available": {day: {"morning": 60, "evening": 60} for day in WEEKDAYS},
        "runs": runs,
        "fixed": draw(st.lists(st.one_of(on_days, on_dates), min_size=1, max_size=3)),
    }


@settings(max_examples=300, deadline=None)
@given(question=fixed_weeks())
def test_no_fixed_session_is_forgotten(question: dict) -> None:
    scenario = accepted(question)
    assume(scenario is not None)
    assert scenario is not None
    instance = instance_of(scenario)
    placed = Counter((demand.session.name, demand.fixed) for demand in instance.demands if demand.fixed is not None)
    wanted = Counter(
        (fixed.session.removesuffix("-2"), (day.index, fixed.slot))
        for fixed in scenario.fixed
        for day in instance.days
        if day.date == fixed.date or day.weekday == fixed.day
    )
    assert placed == wanted
