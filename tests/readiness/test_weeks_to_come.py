"""What several days, a gap or a first week ask of the weeks to come: A7 and A11 to A15 at their thresholds."""

import csv
import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from scenarios import catalog
from scenarios.meanwhile import Meanwhile
from scenarios.plan import Plan
from scenarios.resumed import resumed
from scenarios.season.deload import DELOAD_LONG, DELOAD_RUN, DELOAD_SETS
from scenarios.season.gap import held_after
from solver.replan.past import past_of
from solver.replan.readiness.morning import DAY, Advice, OnThatDay, Softer, TomorrowOrEasy
from solver.replan.readiness.ramp import HARD_RAMP
from solver.solve import solve

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (dt.date(2026, 11, 30) + dt.timedelta(days=day) for day in range(4))
LONGEST = 600
RUNS = ("easy", "easy-2", "tempo", "long")
Taken: TypeAlias = Any


def test_a7_three_tired_mornings_of_five_bring_the_deload_forward(week: Taken) -> None:
    tired = [week.row(day, fatigue=4) for day in (MONDAY, TUESDAY, WEDNESDAY)]
    effects = week.on(WEDNESDAY, *tired).softened("A7")
    assert {name: effect.minutes for name, effect in effects.items() if effect.minutes} == {
        "tempo": 35,  # 0.75 of 50, in steps of 5
        "easy-2": 30,
        "long": 55,  # 0.70 of 80
    }
    assert {effects[name].easing.sets_percent for name in ("full", "upper")} == {55}
    assert not week.on(WEDNESDAY, *tired[1:]).found("A7")


def test_a7_goes_by_the_runners_own_mornings_too(week: Taken) -> None:
    def morning(day: dt.date, fatigue: int, sore: int) -> str:
        return week.row(day, fatigue=fatigue, stress=2, sleep_quality=3, soreness_legs=sore)

    fine = [morning(WEDNESDAY - dt.timedelta(days=back), 1, 0) for back in range(3, 14)]
    bad = [morning(WEDNESDAY - dt.timedelta(days=back), 3, 3) for back in range(3)]
    assert week.on(WEDNESDAY, *fine, *bad).found("A7")
    assert not week.on(WEDNESDAY, *fine, *bad[:2]).found("A7")
    assert not week.on(WEDNESDAY, *fine[:3], *bad).found("A7")


def test_a11_two_missed_key_runs_are_not_made_up_for(weeks: Taken) -> None:
    monday = dt.date(2026, 12, 7)
    rows = [weeks.row(MONDAY, "07:00,easy,60"), weeks.row(monday)]
    late = weeks.on(monday, *rows, planned=False)
    assert isinstance(late.found("A11")[0], Advice)
    assert not late.softened("A11"), "the next week lies beyond the plan"
    sunday = dt.date(2026, 12, 6)
    effects = weeks.on(sunday, weeks.row(MONDAY, "07:00,easy,60"), weeks.row(sunday), planned=False).found("A11")
    assert not effects, "one key run is missed, the other is today's"


def test_a11_the_week_after_grows_from_what_was_done(weeks: Taken) -> None:
    runs = [{"type": "tempo", "minutes": 50}, {"type": "intervals", "minutes": 50}, {"type": "easy", "minutes": 100}]
    scenario = weeks.question(2, runs=runs, available={day: {"morning": 120} for day in ("mon", "tue", "thu", "sat")})
    plan = solve(scenario).plan
    assert plan is not None
    keys = sorted(p.day for p in plan.sessions if p.session.key and p.day < 7)
    since = plan.date(keys[1] + 1)
    asked = replace(weeks, scenario=scenario, plan=plan).on(
        since, weeks.row(MONDAY, "12:00,recovery,100"), weeks.row(since), planned=False
    )
    eased = asked.softened("A11")
    assert sum(effect.minutes or 0 for effect in eased.values()) <= 100 * HARD_RAMP


def test_a11_every_week_to_come_keeps_the_ramp(weeks: Taken) -> None:
    runs = [{"type": "tempo", "minutes": 60}, {"type": "intervals", "minutes": 50}, {"type": "long", "minutes": 150}]
    scenario = weeks.question(5, runs=runs, available={day: {"morning": 150} for day in ("mon", "tue", "thu", "sat")})
    plan = solve(scenario).plan
    assert plan is not None
    keys = sorted(p.day for p in plan.sessions if p.session.key and p.day < 7)
    since = plan.date(keys[1] + 1)
    asked = replace(weeks, scenario=scenario, plan=plan).on(
        since, weeks.row(MONDAY - DAY, "12:00,easy,100"), weeks.row(since), planned=False
    )
    eased: dict[tuple[int, str], int] = {}
    for effect in asked.found("A11"):
        if isinstance(effect, Softer) and effect.minutes is not None:
            key = (effect.planned.day // 7, effect.planned.name)
            eased[key] = min(effect.minutes, eased.get(key, effect.minutes))
    minutes = {
        week: [
            min(eased.get((week, p.name), LONGEST), p.session.minutes)
            for p in asked.situation.in_week(week)
            if p.session.kind == "run"
        ]
        for week in range(5)
    }
    this_week = sum(minutes[0])
    best, longest = 100, 100
    for week in range(1, 5):
        assert sum(minutes[week]) <= best * HARD_RAMP
        assert max(minutes[week]) <= max(longest + 5, longest * 1.1)
        best, longest = max(best, this_week, sum(minutes[week])), max(longest, *minutes[week])
    assert sum(minutes[1]) < sum(minutes[2]) < sum(minutes[3])


def test_a12_harder_than_usual_twice_holds_the_next_week(weeks: Taken) -> None:
    hard = [weeks.row(MONDAY, "07:00,easy,40", rpe=5), weeks.row(TUESDAY, "07:00,easy,40", rpe=5)]
    asked = weeks.on(WEDNESDAY, *hard, planned=False)
    before = {planned.name: planned.session.minutes for planned in asked.situation.in_week(1)}
    after = {name: effect.minutes for name, effect in asked.softened("A12").items()}
    assert all((minutes or 0) < before[name] for name, minutes in after.items())
    mild = [weeks.row(MONDAY, "07:00,easy,40", rpe="4.5"), weeks.row(TUESDAY, "07:00,easy,40", rpe=5)]
    assert not weeks.on(WEDNESDAY, *mild, planned=False).found("A12")


def test_a12_holds_the_next_week_and_does_not_shrink_it_by_what_a_morning_dropped(weeks: Taken) -> None:
    runs = [
        {"type": "tempo", "minutes": 50},
        {"type": "long", "minutes": 80},
        {"type": "easy", "minutes": 40, "times": 2},
        {"type": "easy", "minutes": 60, "week": 2},
    ]
    scenario = weeks.question(2, runs=runs)
    plan = solve(scenario).plan
    assert plan is not None
    dropped = {"week": 1, "session": "tempo", "dropped": True, "rule": "A4", "why": "sore"}
    hard = [weeks.row(MONDAY, "07:00,easy,40", rpe=5), weeks.row(TUESDAY, "07:00,easy,40", rpe=5)]
    held = []
    for change in (dropped, dropped | {"rule": "A13"}):
        instance = resumed(scenario, Meanwhile.model_validate({"from": MONDAY, "changes": [change]}))
        left = tuple(each for each in plan.sessions if (each.day // 7, each.name) != (0, "tempo"))
        asked = replace(weeks, scenario=scenario, plan=Plan(instance, left, ())).on(WEDNESDAY, *hard, planned=False)
        minutes = {p.name: p.session.minutes for p in asked.situation.in_week(1) if p.session.kind == "run"}
        held.append(sum((minutes | {n: e.minutes or 0 for n, e in asked.softened("A12").items()}).values()))
    assert held[0] == 210, "as this week was asked, the tempo run among it"
    assert held[1] <= 160, "a week that a gap cut is held as it is left"


@pytest.mark.parametrize(
    ("days", "factor"), [(3, None), (4, 0.9), (7, 0.9), (8, 0.75), (14, 0.75), (15, 0.6), (28, 0.6)]
)
def test_a13_a_gap_comes_back_with_a_share(weeks: Taken, days: int, factor: float | None) -> None:
    last = MONDAY - dt.timedelta(days=days + 1)
    rows = [weeks.row(last, "07:00,long,100"), weeks.row(last - dt.timedelta(days=6), "07:00,easy,60")]
    effects = weeks.on(MONDAY, *rows, planned=False).found("A13")
    eased: dict[str, int] = {}
    for effect in effects:
        if isinstance(effect, Softer) and effect.minutes is not None:
            eased[effect.planned.name] = min(effect.minutes, eased.get(effect.planned.name, effect.minutes))
    assert (factor is None) == (not effects)
    if factor is not None:
        assert 160 * factor - 5 < sum(eased.values()) <= 160 * factor
    easy = {effect.planned.name for effect in effects if isinstance(effect, Softer) and effect.type == "easy"}
    assert easy == ({"tempo"} if factor == 0.6 else set())


def test_a13_after_more_than_four_weeks_one_begins_anew(weeks: Taken) -> None:
    """A return begins with 60 min (blocks.md): four runs of 20 min, below which none is cut, all of them easy."""
    last = MONDAY - dt.timedelta(days=30)
    effects = weeks.on(MONDAY, weeks.row(last, "07:00,long,300"), planned=False).found("A13")
    asked = [effect for effect in effects if isinstance(effect, Softer) and effect.planned.day < 7]
    shortened = {name: min(e.minutes or LONGEST for e in asked if e.planned.name == name) for name in RUNS}
    assert shortened == dict.fromkeys(RUNS, 20)
    assert {effect.planned.name for effect in asked if effect.type == "easy"} == {"tempo", "long"}


def test_a13_lifting_is_no_running_and_the_first_run_back_is_easy(weeks: Taken) -> None:
    """Lifts go on through twelve days without a run; the easy run missed on Tuesday goes before Wednesday's tempo."""
    run = weeks.row(MONDAY - 11 * DAY, "07:00,long,80")
    lifts = [weeks.row(MONDAY + day * DAY, "18:00,upper,30") for day in (-8, -4, 0)]
    asked = weeks.on(WEDNESDAY, run, *lifts, weeks.row(TUESDAY), planned=False)
    whys = {effect.why for effect in asked.found("A13") if isinstance(effect, Softer)}
    assert whys == {"12 days without a run: 75 % of the last week done"}
    assert asked.spared("A13") == {("key", WEDNESDAY.day, WEDNESDAY.day)}
    first = [(effect.planned.name, effect.date) for effect in asked.found("A13") if isinstance(effect, OnThatDay)]
    assert first == [("easy", WEDNESDAY)]
    assert [effect.planned.name for effect in asked.found("A13") if isinstance(effect, TomorrowOrEasy)] == ["tempo"]


def test_a13_a_key_run_with_no_easy_one_to_go_before_it_is_run_easily(weeks: Taken) -> None:
    runs = [{"type": "tempo", "minutes": 50, "days": ["wed"]}, {"type": "easy", "minutes": 40, "days": ["fri"]}]
    rows = [weeks.row(MONDAY - 4 * DAY, "07:00,long,400"), weeks.row(TUESDAY)]
    asked = weeks.taken(runs=runs, strength={"focus": []}).on(WEDNESDAY, *rows, planned=False)
    assert {name: effect.type for name, effect in asked.softened("A13").items()} == {"tempo": "easy"}
    assert asked.spared("A13") == {("key", WEDNESDAY.day, WEDNESDAY.day)}


@pytest.mark.parametrize(("days", "share"), [(4, 0.9), (8, 0.75), (15, 0.6)])
def test_a13_seven_days_hold_the_share_as_in_a_season(weeks: Taken, days: int, share: float) -> None:
    """Back on a Thursday: four days of this week and three of the next, whose others hold what the last week did."""
    last = THURSDAY - dt.timedelta(days=days + 1)
    rows = [weeks.row(last, "07:00,long,100"), weeks.row(last - dt.timedelta(days=6), "07:00,easy,60")]
    asked = weeks.on(THURSDAY, *rows, weeks.row(WEDNESDAY), planned=False)
    left = {planned: planned.session.minutes for planned in asked.situation.in_week(1)}
    for effect in asked.found("A13"):
        if isinstance(effect, Softer) and effect.planned in left:
            left[effect.planned] = min(left[effect.planned], effect.minutes or 0)
    runs = sum(minutes for planned, minutes in left.items() if planned.session.kind == "run")
    held = 160 * (3 * share + 4) / 7
    assert held - 5 < runs <= held
    assert held_after(160, days, 4) == (round(160 * share * 4 / 7 - 0.5), int(held))


def test_a14_the_first_weeks_of_strength_expect_some_soreness(week: Taken) -> None:
    sore, kept_before = week.row(THURSDAY, soreness_legs=6), week.row(MONDAY - dt.timedelta(days=14), "07:00,easy,30")
    lately = week.row(MONDAY - DAY, "07:00,long,80")
    assert {effect.rule for effect in week.on(THURSDAY, sore, kept_before, lately).effects} == {"A14"}
    assert week.on(THURSDAY, sore).found("A3"), "who keeps no log may have lifted before"
    lifted = week.row(THURSDAY - dt.timedelta(days=14), "18:00,upper,30")
    assert week.on(THURSDAY, sore, kept_before, lifted).found("A3")
    assert week.on(THURSDAY, week.row(THURSDAY, soreness_legs=7), kept_before).found("A3")


def test_a15_a_great_morning_adds_nothing(week: Taken) -> None:
    great = week.on(WEDNESDAY, week.row(WEDNESDAY, soreness_legs=0, fatigue=1, sleep_quality=5, pain=0))
    assert {type(effect) for effect in great.effects} == {Advice}
    assert great.found("A15")


def test_figures_are_those_of_the_tables() -> None:
    folder = Path(catalog.__file__).parent
    with (folder / "parameters.csv").open(encoding="utf-8", newline="") as table:
        rows = {each["id"]: each["default"] for each in csv.DictReader(table)}
    assert rows["deload_run_factor"] == f"{DELOAD_RUN / 100:.2f} (long {DELOAD_LONG / 100:.2f})"
    assert rows["deload_strength_sets"] == f"{DELOAD_SETS / 100:.2f}"
    assert "20 hard" in rows["weekly_ramp"]
    assert HARD_RAMP == 1.2


def test_days_of_which_the_log_is_silent_went_as_planned(weeks: Taken) -> None:
    """A log that ended before the plan is no gap in training; blocked days are one."""
    sunday, monday = MONDAY - DAY, MONDAY + 7 * DAY
    asked = weeks.on(monday, weeks.row(sunday, "07:00,long,80"), planned=False)
    assert not asked.found("A13")
    blocked = frozenset(MONDAY + back * DAY for back in range(7))
    past = past_of(weeks.plan, monday, blocked, asked.situation.log)
    effects = replace(asked, situation=replace(asked.situation, past=past)).found("A13")
    assert effects
    assert all("7 days without a run: 90 %" in effect.why for effect in effects if isinstance(effect, Softer))


def test_a_race_is_training_and_no_running_that_weeks_are_measured_by(weeks: Taken) -> None:
    """Race-week minutes leave the race out (blocks.md): it ends a gap, and A11 and A13 count nothing of it."""
    run, race = weeks.row(MONDAY - 6 * DAY, "07:00,easy,100"), weeks.row(MONDAY - 4 * DAY, "09:00,race,200")
    assert not weeks.on(MONDAY, run, race, planned=False).found("A13")
    late = weeks.on(TUESDAY, run, race, weeks.row(MONDAY), planned=False)
    assert late.situation.run_minutes(MONDAY - 10 * DAY, MONDAY) == 100
    whys = {effect.why for effect in late.found("A13") if isinstance(effect, Softer)}
    assert whys == {"4 days without a run: 90 % of the last week done"}
    longest = [e.minutes or 0 for e in late.found("A13") if isinstance(e, Softer) and e.planned.name == "long"]
    assert max(longest) < 80, "of 100 min a week, not of 300"


def test_a_race_week_eases_with_the_peak_although_it_holds_the_race(weeks: Taken) -> None:
    runs = [{"type": "tempo", "minutes": 50}, {"type": "easy", "minutes": 40, "times": 2}]
    said = {"runs": [*runs, {"type": "long", "minutes": 80, "week": 1}], "goal": "general", "strength": {"focus": []}}
    scenario = weeks.question(2, race={"date": MONDAY + 13 * DAY, "minutes": 225}, **said)
    plan = solve(scenario).plan
    assert plan is not None
    since = MONDAY + 7 * DAY
    done = [weeks.row(MONDAY, "07:00,tempo,50"), weeks.row(TUESDAY, "07:00,easy,40")]
    done += [weeks.row(WEDNESDAY, "07:00,easy,40"), weeks.row(since - DAY)]
    asked = replace(weeks, scenario=scenario, plan=plan).on(since, *done, planned=False)
    eased = {each.planned.name: each.minutes or 0 for each in asked.found("A11") if isinstance(each, Softer)}
    left = {
        p.name: min(eased.get(p.name, LONGEST), p.session.minutes)
        for p in asked.situation.ahead
        if p.session.kind == "run"
    }
    assert sum(left.values()) == 80, "130 of 210 min, and 130 were run: 130 * 130 / 210"
