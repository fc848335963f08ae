"""A week that repeats comes again at the same hours of the clock, whatever the clocks do in between."""

import datetime as dt

import pytest

from constraints.base.cell import is_any
from constraints.settings import grid_of, rules_from
from scenarios.instance import instance_of
from scenarios.plan import Plan
from scenarios.schema import WEEKDAYS, Scenario
from scenarios.sessions import PlannedSession
from solver.solve import solve

STARTS = {
    None: ("2026-10-19",),
    "Europe/Berlin": ("2026-10-12", "2026-10-19", "2026-10-22", "2027-03-15", "2027-03-22", "2027-03-25"),
    "Australia/Lord_Howe": ("2026-10-01", "2027-04-01"),
    "America/Nuuk": ("2026-10-19", "2027-03-22", "2027-03-15"),
}
TIMES = ("00:15", "01:30", "02:30", "06:00", "18:00", "23:30")


@pytest.mark.parametrize(("zone", "start"), [(zone, start) for zone, starts in STARTS.items() for start in starts])
def test_the_next_round_stands_at_the_same_hours_in_both_voices(zone: str | None, start: str) -> None:
    slots = {f"at{number}": time for number, time in enumerate(TIMES)}
    scenario = Scenario.model_validate(
        {
            "start": start,
            "timezone": zone,
            "slots": slots,
            "available": {day: dict.fromkeys(slots, 60) for day in WEEKDAYS},
            "runs": [{"type": "easy", "minutes": 30}],
            "strength": {"focus": []},
            "repeat": True,
        }
    )
    instance = instance_of(scenario)
    clock = instance.clock
    grid = grid_of(instance, rules_from(scenario.rules))
    session = instance.demands[0].session
    for day in instance.days:
        open_slots = [slot for slot in day.slots if slot.minutes]
        standing = [
            PlannedSession(session, slot.name, day.index, slot.name, slot.start, slot.start + 30) for slot in open_slots
        ]
        checked = [(planned.start, planned.end) for planned in Plan(instance, tuple(standing)).on(day.index + 7)]
        assert sorted(set(checked)) == [(place.start, place.end) for place in grid.places_on(day.index + 7, is_any)]
        for slot, (begin, end) in zip(open_slots, checked, strict=True):
            assert end - begin == 30
            before, after = clock.wall(slot.start), clock.wall(begin)
            if after.replace(tzinfo=None) - before.replace(tzinfo=None) != dt.timedelta(days=7):
                assert clock.in_gap(day.date + dt.timedelta(days=7), f"{before:%H:%M}")


LIFT_THEN_TEMPO = {
    "timezone": "Europe/Berlin",
    "slots": {"am": "06:30", "pm": "18:00"},
    "available": {"mon": {"pm": 60}, "sun": {"am": 60}},
    "runs": [{"type": "tempo", "minutes": 50, "days": ["mon"]}],
    "strength": {"focus": [{"focus": "lower", "minutes": 30, "days": ["sun"]}]},
    "repeat": True,
}


@pytest.mark.parametrize("start", ["2026-10-12", "2026-10-19", "2027-03-22"])
@pytest.mark.parametrize(("hours", "stands"), [(35, True), (36, False)])
def test_hours_to_the_next_round_are_those_of_the_clock_then(start: str, hours: int, stands: bool) -> None:
    """The lift ends on Sunday at 07:00, the tempo of the week after begins on Monday at 18:00: 35 h."""
    rules = {
        "heavy_legs_before_key_run": {"hours": hours},
        "no_heavy_legs_on_key_days": False,
        "leg_sessions_apart": False,
    }
    plan = solve(Scenario.model_validate({**LIFT_THEN_TEMPO, "start": start, "rules": rules})).plan
    assert plan is not None
    assert (not plan.left_out) == stands


@pytest.mark.parametrize("start", ["2026-10-19", "2027-03-22"])
def test_a_week_with_one_hour_more_or_less_follows_itself(start: str) -> None:
    """Sunday 23:30 and Monday 00:15 of the next round lie 45 min apart, however long the week is."""
    asked = {
        "start": start,
        "timezone": "Europe/Berlin",
        "slots": {"late": "23:30", "night": "00:15"},
        "available": {"mon": {"night": 60}, "sun": {"late": 60}},
        "strength": {"focus": []},
        "repeat": True,
    }
    for minutes, left_out in ((25, 0), (45, 0), (46, 1)):
        runs = [{"type": "easy", "minutes": minutes, "times": 2}]
        answer = solve(Scenario.model_validate({**asked, "runs": runs}))
        assert answer.status == "optimal"
        assert answer.plan is not None
        assert len(answer.plan.left_out) == left_out
