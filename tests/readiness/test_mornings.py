"""What a morning asks of the days at hand, each of the rules A1 to A10 at its threshold."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from scenarios.catalog.table import rows
from scenarios.easing import Easing
from scenarios.meanwhile import Care
from solver.replan.readiness.morning import DAY, Advice, TomorrowOrEasy
from solver.replan.readiness.pain_and_illness import EASY_DAY
from solver.replan.readiness.table import READINESS

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (dt.date(2026, 11, 30) + dt.timedelta(days=day) for day in range(4))
Taken: TypeAlias = Any


def test_there_are_fifteen_rules_in_order() -> None:
    numbers = [int(rule.__name__.split("_")[0][1:]) for rule in READINESS]
    assert numbers == list(range(1, 16))


def test_a1_a_green_morning_changes_nothing(week: Taken) -> None:
    calm = week.on(WEDNESDAY, week.row(WEDNESDAY, soreness_legs=3, fatigue=3, pain=0, sleep_h=7))
    assert [type(effect) for effect in calm.effects] == [Advice]
    assert calm.found("A1")
    assert not week.on(WEDNESDAY).effects
    assert not week.on(WEDNESDAY, week.row(WEDNESDAY, soreness_legs=4)).found("A1")


def test_a2_heavy_legs_become_light_and_a_key_run_keeps_its_hours(week: Taken) -> None:
    for sore, there in ((3, False), (4, True), (5, True), (6, False)):
        effects = week.on(THURSDAY, week.row(THURSDAY, soreness_legs=sore)).found("A2")
        assert bool(effects) == there
    full = week.on(THURSDAY, week.row(THURSDAY, soreness_legs=5)).softened("A2")["full"]
    assert (full.legs, full.easing) == ("light", Easing(sets_percent=60, jumps=False))
    # tempo on Wednesday 06:30 comes 36 h after legs that ended on Monday 18:30, and 35 h after 19:30
    assert not week.on(WEDNESDAY, week.row(WEDNESDAY, soreness_legs=5)).found("A2")
    late = [
        week.row(MONDAY, "19:01,lower,30"),
        week.row(TUESDAY, "06:30,easy,40"),
        week.row(WEDNESDAY, soreness_legs=5),
    ]
    tired = week.on(WEDNESDAY, *late, planned=False)
    assert [effect.planned.name for effect in tired.found("A2") if isinstance(effect, TomorrowOrEasy)] == ["tempo"]
    assert tired.spared("A2") == {("key", 2, 2)}


def test_a3_no_legs_for_two_days_and_no_key_run_today(week: Taken) -> None:
    for sore, there in ((5, False), (6, True), (7, True), (8, False)):
        assert bool(week.on(WEDNESDAY, week.row(WEDNESDAY, soreness_legs=sore)).found("A3")) == there
    sore = week.on(WEDNESDAY, week.row(WEDNESDAY, soreness_legs=6))
    assert sore.spared("A3") == {("legs", 2, 3), ("key", 2, 2)}
    assert [effect.planned.name for effect in sore.found("A3") if isinstance(effect, TomorrowOrEasy)] == ["tempo"]
    late = week.on(THURSDAY, week.row(WEDNESDAY, soreness_legs=6), week.row(THURSDAY, soreness_legs=1))
    assert late.spared("A3") == {("legs", 3, 3)}, "the second of the two days without legs"
    assert not week.on(THURSDAY + DAY, week.row(WEDNESDAY, soreness_legs=6)).found("A3")


def test_a4_rest_and_the_next_leg_session_a_step_down(week: Taken) -> None:
    sore = week.on(WEDNESDAY, week.row(WEDNESDAY, soreness_legs=8))
    assert sore.spared("A4") == {("run", 2, 2), ("lift", 2, 2), ("legs", 2, 3)}, "the two days of A3"
    late = week.on(THURSDAY, week.row(WEDNESDAY, soreness_legs=8), week.row(THURSDAY, soreness_legs=1))
    assert late.spared("A4") == {("legs", 3, 3)}, "the second of the two days without legs"
    assert sore.softened("A4")["full"].easing == Easing(step_down=True)
    assert any("asking a professional" in told for told in sore.advice("A4"))
    assert not week.on(WEDNESDAY, week.row(WEDNESDAY, soreness_legs=7)).found("A4")


def test_a4_soreness_that_outlasts_three_days(week: Taken) -> None:
    friday = dt.date(2026, 12, 4)
    mornings = [week.row(day, soreness_legs=4) for day in (TUESDAY, WEDNESDAY, THURSDAY, friday)]
    done = [week.row(MONDAY, "18:00,lower,30"), week.row(TUESDAY, "06:30,easy,40")]
    assert week.on(friday, *done, *mornings, planned=False).found("A4")
    eased = [*mornings[:-1], week.row(friday, soreness_legs=3)]
    assert not week.on(friday, *done, *eased, planned=False).found("A4")
    assert not week.on(THURSDAY, *done, *mornings[:-1], planned=False).found("A4")


def test_a5_a_sore_upper_body_gets_fewer_sets(week: Taken) -> None:
    friday = dt.date(2026, 12, 4)
    effects = week.on(friday, week.row(friday, soreness_upper=6)).softened("A5")
    assert effects["upper"].easing == Easing(sets_percent=60)
    assert not week.on(friday, week.row(friday, soreness_upper=5)).found("A5")
    assert not week.on(WEDNESDAY, week.row(WEDNESDAY, soreness_upper=9)).found("A5")


@pytest.mark.parametrize(
    ("felt", "there"),
    [({"fatigue": 4}, True), ({"fatigue": 3}, False), ({"sleep_h": "5.5"}, True), ({"sleep_h": 6}, False)],
)
def test_a6_a_tired_morning_shortens_the_key_run(week: Taken, felt: dict[str, object], there: bool) -> None:
    effects = week.on(WEDNESDAY, week.row(WEDNESDAY, **felt)).softened("A6")
    assert ({name: effect.minutes for name, effect in effects.items()} == {"tempo": 40}) == there


def test_a8_a_little_pain_that_is_new(week: Taken) -> None:
    today = week.on(WEDNESDAY, week.row(WEDNESDAY, pain=2))
    assert {type(effect) for effect in today.found("A8")} == {Care, TomorrowOrEasy, Advice}
    assert today.spared("A8") == {("key", 2, 2)}
    assert not week.on(WEDNESDAY, week.row(WEDNESDAY, pain=0)).found("A8")
    assert not week.on(WEDNESDAY, week.row(TUESDAY, pain=1), week.row(WEDNESDAY, pain=1)).found("A8")


@pytest.mark.parametrize(
    ("mornings", "there"),
    [
        ([(WEDNESDAY, {"pain": 3})], True),
        ([(WEDNESDAY, {"pain": 2})], False),
        ([(WEDNESDAY, {"pain": 0, "gait_changed": "yes"})], True),
        ([(TUESDAY, {"pain": 1}), (WEDNESDAY, {"pain": 1})], True),
        ([(TUESDAY, {"pain": 2}), (WEDNESDAY, {"pain": 0})], False),
    ],
)
def test_a9_pain_stops_running_and_legs(
    week: Taken, mornings: list[tuple[dt.date, dict[str, object]]], there: bool
) -> None:
    today = week.on(WEDNESDAY, *(week.row(day, **felt) for day, felt in mornings))
    assert today.spared("A9") == ({("run", 2, 3), ("legs", 2, 3), ("key", 4, 4)} if there else set())
    assert any("clinician" in told for told in today.advice("A9")) == there


@pytest.mark.parametrize(
    ("ill", "expected"),
    [
        (WEDNESDAY, {("anything", 2, 2), ("key", 2, 4), ("heavy_legs", 2, 4)}),
        (TUESDAY, {("key", 2, 3), ("heavy_legs", 2, 3)}),
        (MONDAY, {("key", 2, 2), ("heavy_legs", 2, 2)}),
        (dt.date(2026, 11, 29), set()),
    ],
)
def test_a10_ill_means_rest_and_two_days_without_key_runs_and_heavy_legs(
    week: Taken, ill: dt.date, expected: set[tuple[str, int, int]]
) -> None:
    assert week.on(WEDNESDAY, week.row(ill, ill="yes")).spared("A10") == expected


def test_a10_the_days_kept_easy_hold_easy_days_runs(week: Taken) -> None:
    """An easy day is one of 45 min at most (run_sessions.csv), also where a long run stood."""
    tempo = week.on(WEDNESDAY, week.row(TUESDAY, ill="yes")).softened("A10")["tempo"]
    assert (tempo.type, tempo.minutes) == ("easy", EASY_DAY)
    assert f"<= {EASY_DAY} min" in next(row["notes"] for row in rows("run_sessions.csv") if row["id"] == "easy")


def test_a10_the_first_run_after_an_illness_is_easy_also_behind_those_days(week: Taken) -> None:
    """Nothing was run on Friday, so the long run of Sunday would be the first."""
    ill, saturday = week.row(THURSDAY, ill="yes"), THURSDAY + dt.timedelta(days=2)
    asked = week.on(saturday, ill, week.row(saturday - dt.timedelta(days=1)))
    long_run = asked.softened("A10")["long"]
    assert (long_run.type, long_run.minutes) == ("easy", EASY_DAY)
    assert ("key", 6, 6) in asked.spared("A10")
    ran = week.on(saturday, ill, week.row(saturday - dt.timedelta(days=1), "06:30,easy,30"))
    assert "long" not in ran.softened("A10")
    assert "long" not in week.on(THURSDAY, ill).softened("A10"), "Friday has an easy run"


@pytest.mark.parametrize(
    ("ill", "until"), [(WEDNESDAY, None), (TUESDAY, "Thu 3 Dec"), (MONDAY, "Wed 2 Dec"), (MONDAY - DAY, "")]
)
def test_a10_every_morning_of_getting_well_says_so(week: Taken, ill: dt.date, until: str | None) -> None:
    told = week.on(WEDNESDAY, week.row(ill, ill="yes")).advice("A10")
    assert all("clinician" in text for text in told)
    if until:
        assert [text.partition(".")[0].partition(" up to ")[2] for text in told] == [until]
    else:
        assert len(told) == (until is None)


@pytest.mark.parametrize(("ill", "light"), [(TUESDAY, {"full"}), (MONDAY, set()), (WEDNESDAY, {"full"})])
def test_a10_heavy_legs_of_these_days_are_light(week: Taken, ill: dt.date, light: set[str]) -> None:
    eased = week.on(WEDNESDAY, week.row(ill, ill="yes")).softened("A10")
    assert {name for name, effect in eased.items() if effect.legs == "light"} == light
    assert {name for name, effect in eased.items() if effect.type is None} == light


@pytest.mark.parametrize(("ill", "easy"), [(TUESDAY, {"tempo"}), (MONDAY, {"tempo"}), (MONDAY - DAY, set())])
def test_a10_key_runs_of_these_days_are_easy(week: Taken, ill: dt.date, easy: set[str]) -> None:
    """Ill on Monday means easy days up to Wednesday, the day of the tempo run; the long run of Sunday stays."""
    eased = week.on(WEDNESDAY, week.row(ill, ill="yes")).softened("A10")
    assert {name for name, effect in eased.items() if effect.type == "easy"} == easy


def test_thresholds_are_the_runners_own(week: Taken) -> None:
    asked = week.on(WEDNESDAY, week.row(WEDNESDAY, soreness_legs=6))
    update = {"leg_soreness_light": 9, "leg_soreness_none": 9, "leg_soreness_rest": 10}
    tough = replace(asked.situation, limits=asked.situation.limits.model_copy(update=update))
    assert asked.found("A3")
    assert not replace(asked, situation=tough).found("A3")
    assert week.question(readiness={"fatigue": 5}).readiness.fatigue == 5


def test_no_word_of_a_doctor_but_the_stated_ones() -> None:
    named = ("inflam", "tendin", "fractur", "sprain", "strain", "ibuprofen", "medic", "drug", "diagnos", "treat")
    folder = Path(__file__).parents[2] / "solver" / "replan" / "readiness"
    texts = [path.read_text(encoding="utf-8").lower() for path in folder.glob("*.py")]
    said = "\n".join(line for text in texts for line in text.splitlines() if '"' in line)
    assert "clinician" in said
    assert [word for word in named if word in said] == []


def test_a_green_morning_is_not_told_beside_a_change(week: Taken) -> None:
    tired = [week.row(MONDAY - back * DAY, fatigue=5) for back in range(3)]
    asked = week.on(TUESDAY, *tired, week.row(TUESDAY, soreness_legs=0, fatigue=1, pain=0))
    assert asked.found("A7")
    assert not asked.found("A1")
