"""What a gap asks on whichever morning it is told, and what deloads, tapers and A13 are measured by."""

import datetime as dt
from dataclasses import replace
from typing import Any, TypeAlias

import pytest

from scenarios.meanwhile import Meanwhile
from scenarios.plan import Plan
from scenarios.resumed import resumed
from solver.replan.readiness.gaps import gaps, last_week_done
from solver.replan.readiness.morning import DAY, Softer
from solver.solve import solve

MONDAY, TUESDAY = (dt.date(2026, 11, 30) + dt.timedelta(days=day) for day in range(2))
LONGEST = 600
Taken: TypeAlias = Any


@pytest.mark.parametrize(("days", "quality"), [(7, 2), (8, 1), (30, 0)])
def test_a13_a_long_gap_leaves_no_more_quality_than_a_deload_has(weeks: Taken, days: int, quality: int) -> None:
    """A deload of the 10k table holds one session (as ``coming_back`` in a season); after four weeks none is left."""
    runs = [{"type": "tempo", "minutes": 50}, {"type": "intervals", "minutes": 50}, {"type": "easy", "minutes": 30}]
    taken = weeks.taken(runs=runs, strength={"focus": []})
    asked = taken.on(MONDAY, weeks.row(MONDAY - (days + 1) * DAY, "07:00,long,400"), planned=False)
    eased = {name for name, effect in asked.softened("A13").items() if effect.type == "easy"}
    assert len({"tempo", "intervals"} - eased) == quality
    if days == 8:
        (change,) = asked.softened("A13").values()
        assert change.why == "8 days without a run: 75 % of the last week done, with 1 quality session as in a deload"


def test_a13_what_a_gap_asks_does_not_hang_on_the_morning_one_tells_of_it(weeks: Taken) -> None:
    """Back with 30 min on Monday, told on Tuesday: the week still holds 0.75 of the 160 min of the last one."""
    last = MONDAY - 9 * DAY
    rows = [weeks.row(last, "07:00,long,100"), weeks.row(last - 6 * DAY, "07:00,easy,60")]
    asked = weeks.on(TUESDAY, *rows, weeks.row(MONDAY, "07:00,easy,30"), planned=False)
    left = {planned: planned.session.minutes for planned in asked.situation.still_asked()}
    for effect in asked.found("A13"):
        if isinstance(effect, Softer) and effect.planned in left:
            left[effect.planned] = min(left[effect.planned], effect.minutes or LONGEST)
    held = 160 * 0.75 - 30
    assert held - 5 < sum(minutes for planned, minutes in left.items() if planned.session.kind == "run") <= held
    assert not asked.spared("A13"), "the first run back is behind"
    assert not weeks.on(MONDAY + 7 * DAY, *rows, weeks.row(MONDAY, "07:00,easy,30"), planned=False).found("A13")


def test_a_taper_is_measured_by_the_peak_of_the_season_when_that_week_is_over(weeks: Taken) -> None:
    """Week 1 held 130 of its 210 min: the race week has 130 * 130 / 210, however often it is taken up."""
    runs = [{"type": "tempo", "minutes": 50}, {"type": "easy", "minutes": 40, "times": 2}]
    said = {"runs": [*runs, {"type": "long", "minutes": 80, "week": 1}], "goal": "general", "strength": {"focus": []}}
    scenario = weeks.question(2, race={"date": MONDAY + 13 * DAY, "minutes": 225}, **said)
    plan = solve(scenario).plan
    assert plan is not None
    since = MONDAY + 7 * DAY
    done = [{"date": MONDAY, "name": "tempo", "answers": "tempo", "type": "tempo", "start": "07:00", "minutes": 130}]
    instance = resumed(scenario, Meanwhile.model_validate({"from": since, "done": done}))
    open_ = tuple(replace(p, day=p.day - 7) for p in plan.sessions if p.day >= 7 and p.session.type != "race")
    for eases in (True, False):
        taken = replace(weeks, scenario=scenario, plan=Plan(instance, open_, ()))
        asked = taken.on(since + DAY, taken.row(since), planned=False)
        eased = {each.planned: each.minutes or 0 for each in asked.found("A11") if isinstance(each, Softer)}
        assert bool(eased) == eases
        open_ = tuple(replace(p, session=replace(p.session, minutes=eased.get(p, p.session.minutes))) for p in open_)
        assert sum(p.session.minutes for p in open_) == 80


def test_a13_takes_its_share_of_the_last_load_week_not_of_a_deload(weeks: Taken) -> None:
    instance = weeks.plan.instance
    deload = replace(instance, asks=(replace(instance.asks[0], phase="deload"), instance.asks[1]))
    friday, load = MONDAY + 11 * DAY, weeks.row(MONDAY - DAY, "07:00,long,200")
    light, missed = weeks.row(MONDAY + 6 * DAY, "07:00,long,100"), weeks.row(MONDAY + 10 * DAY)
    for plan, done in ((weeks.plan, 100), (replace(weeks.plan, instance=deload), 200)):
        asked = replace(weeks, plan=plan).on(friday, load, light, missed, planned=False)
        (gap,) = gaps(asked.situation)[-1:]
        assert gap == (4, friday)
        assert last_week_done(asked.situation, gap) == done
