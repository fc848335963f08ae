"""The readiness rules A1 to A15, each at its threshold: what a log asks of the days to come; it only reduces."""

import csv
import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from constraints.settings import rules_from
from scenarios import catalog
from scenarios.easing import Easing
from scenarios.log.log import parse_log
from scenarios.meanwhile import Care, Meanwhile
from scenarios.plan import Plan
from scenarios.resumed import resumed
from scenarios.schema import Scenario
from solver.replan.past import past_of
from solver.replan.readiness.morning import DAY, Advice, Effect, Situation, Softer, TomorrowOrEasy
from solver.replan.readiness.table import READINESS, effects_of
from solver.replan.readiness.weeks import DELOAD_LONG, DELOAD_RUN, DELOAD_SETS, HARD_RAMP
from solver.replan.replan import Asked, replan
from solver.solve import solve

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (dt.date(2026, 11, 30) + dt.timedelta(days=day) for day in range(4))
PLACES = {
    "lower": ("mon", "evening"),
    "easy": ("tue", "morning"),
    "tempo": ("wed", "morning"),
    "full": ("thu", "evening"),
    "easy-2": ("fri", "morning"),
    "upper": ("fri", "evening"),
    "long": ("sun", "morning"),
}
FEELINGS = ("soreness_legs", "soreness_upper", "fatigue", "sleep_h", "sleep_quality", "stress", "pain", "gait_changed")
HEAD = f"date,start,session,minutes,rpe,{','.join(FEELINGS)},ill"
AS_PLANNED = {
    MONDAY: ["18:00,lower,30"],
    TUESDAY: ["06:30,easy,40"],
    WEDNESDAY: ["06:30,tempo,50"],
    THURSDAY: ["18:00,full,30"],
}


def question(weeks: int = 1, **changed: Any) -> Scenario:
    day = {"morning": 90, "evening": 60}
    return Scenario.model_validate(
        {
            "start": MONDAY,
            "weeks": weeks,
            "goal": "10k",
            "available": dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), day),
            "runs": [
                {"type": "tempo", "minutes": 50},
                {"type": "long", "minutes": 80},
                {"type": "easy", "minutes": 40, "times": 2},
            ],
            "strength": {"focus": ["upper", "lower", "full"]},
            **changed,
        }
    )


@pytest.fixture(scope="module", params=[1, 2])
def either(request: pytest.FixtureRequest) -> tuple[Scenario, Plan]:
    return taken(request.param)


@pytest.fixture(scope="module")
def week() -> tuple[Scenario, Plan]:
    return taken(1)


@pytest.fixture(scope="module")
def weeks() -> tuple[Scenario, Plan]:
    return taken(2)


def taken(count: int) -> tuple[Scenario, Plan]:
    fixed = [{"session": name, "day": day, "slot": slot} for name, (day, slot) in PLACES.items()]
    plan = solve(question(count, fixed=fixed)).plan
    assert plan is not None
    assert not plan.left_out
    instance = resumed(question(count), Meanwhile.model_validate({"from": MONDAY}))
    return question(count), Plan(instance, plan.sessions, ())


def row(date: dt.date, session: str = "", /, **felt: object) -> str:
    start, what, minutes = session.split(",") if session else ("", "rest", "")
    cells = [str(felt.get(column, "")) for column in ("rpe", *FEELINGS, "ill")]
    return ",".join([date.isoformat(), start, what, minutes, *cells])


def situation(asked: tuple[Scenario, Plan], since: dt.date, *rows: str, planned: bool = True) -> Situation:
    """The morning of ``since``, everything before it done as planned unless told otherwise."""
    before = [row(date, each) for date, sessions in AS_PLANNED.items() if date < since for each in sessions]
    log = parse_log("\n".join([HEAD, *(before if planned else ()), *rows]).encode(), "log.csv")
    return Situation(log, since, asked[1], past_of(asked[1], since, frozenset(), log), asked[0].readiness)


def found(asked: Situation, rule: str) -> list[Effect]:
    return [effect for effect in effects_of(asked) if effect.rule == rule]


def softened(effects: list[Effect]) -> dict[str, Softer]:
    return {effect.planned.name: effect for effect in effects if isinstance(effect, Softer)}


def spared(effects: list[Effect]) -> set[tuple[str, int, int]]:
    return {(care.no, care.first.day, care.last.day) for care in effects if isinstance(care, Care)}


def test_there_are_fifteen_rules_in_order() -> None:
    numbers = [int(rule.__name__.split("_")[0][1:]) for rule in READINESS]
    assert numbers == list(range(1, 16))


def test_a1_a_green_morning_changes_nothing(week: tuple[Scenario, Plan]) -> None:
    calm = situation(week, WEDNESDAY, row(WEDNESDAY, soreness_legs=3, fatigue=3, pain=0, sleep_h=7))
    assert [type(effect) for effect in effects_of(calm)] == [Advice]
    assert found(calm, "A1")
    assert not effects_of(situation(week, WEDNESDAY))
    assert not found(situation(week, WEDNESDAY, row(WEDNESDAY, soreness_legs=4)), "A1")


def test_a2_heavy_legs_become_light_and_a_key_run_keeps_its_hours(week: tuple[Scenario, Plan]) -> None:
    for sore, there in ((3, False), (4, True), (5, True), (6, False)):
        effects = found(situation(week, THURSDAY, row(THURSDAY, soreness_legs=sore)), "A2")
        assert bool(effects) == there
    full = softened(found(situation(week, THURSDAY, row(THURSDAY, soreness_legs=5)), "A2"))["full"]
    assert (full.legs, full.easing) == ("light", Easing(sets_percent=60))
    # tempo on Wednesday 06:30 comes 36 h after legs that ended on Monday 18:30, and 35 h after 19:30
    assert not found(situation(week, WEDNESDAY, row(WEDNESDAY, soreness_legs=5)), "A2")
    late = [row(MONDAY, "19:01,lower,30"), row(TUESDAY, "06:30,easy,40"), row(WEDNESDAY, soreness_legs=5)]
    (effect,) = found(situation(week, WEDNESDAY, *late, planned=False), "A2")
    assert isinstance(effect, TomorrowOrEasy)
    assert effect.planned.name == "tempo"


def test_a3_no_legs_for_two_days_and_no_key_run_today(week: tuple[Scenario, Plan]) -> None:
    for sore, there in ((5, False), (6, True), (7, True), (8, False)):
        assert bool(found(situation(week, WEDNESDAY, row(WEDNESDAY, soreness_legs=sore)), "A3")) == there
    effects = found(situation(week, WEDNESDAY, row(WEDNESDAY, soreness_legs=6)), "A3")
    assert spared(effects) == {("legs", 2, 3)}
    assert [effect.planned.name for effect in effects if isinstance(effect, TomorrowOrEasy)] == ["tempo"]


def test_a4_rest_and_the_next_leg_session_a_step_down(week: tuple[Scenario, Plan]) -> None:
    effects = found(situation(week, WEDNESDAY, row(WEDNESDAY, soreness_legs=8)), "A4")
    assert spared(effects) == {("run", 2, 2), ("lift", 2, 2)}
    assert softened(effects)["full"].easing == Easing(step_down=True)
    assert any(isinstance(effect, Advice) and "asking a professional" in effect.text for effect in effects)
    assert not found(situation(week, WEDNESDAY, row(WEDNESDAY, soreness_legs=7)), "A4")


def test_a4_soreness_that_outlasts_three_days(week: tuple[Scenario, Plan]) -> None:
    friday = dt.date(2026, 12, 4)
    mornings = [row(day, soreness_legs=4) for day in (TUESDAY, WEDNESDAY, THURSDAY, friday)]
    done = [row(MONDAY, "18:00,lower,30"), row(TUESDAY, "06:30,easy,40")]
    assert found(situation(week, friday, *done, *mornings, planned=False), "A4")
    eased = [*mornings[:-1], row(friday, soreness_legs=3)]
    assert not found(situation(week, friday, *done, *eased, planned=False), "A4")
    assert not found(situation(week, THURSDAY, *done, *mornings[:-1], planned=False), "A4")


def test_a5_a_sore_upper_body_gets_fewer_sets(week: tuple[Scenario, Plan]) -> None:
    friday = dt.date(2026, 12, 4)
    effects = found(situation(week, friday, row(friday, soreness_upper=6)), "A5")
    assert softened(effects)["upper"].easing == Easing(sets_percent=60)
    assert not found(situation(week, friday, row(friday, soreness_upper=5)), "A5")
    assert not found(situation(week, WEDNESDAY, row(WEDNESDAY, soreness_upper=9)), "A5")


@pytest.mark.parametrize(
    ("felt", "there"),
    [({"fatigue": 4}, True), ({"fatigue": 3}, False), ({"sleep_h": "5.5"}, True), ({"sleep_h": 6}, False)],
)
def test_a6_a_tired_morning_shortens_the_key_run(
    week: tuple[Scenario, Plan], felt: dict[str, object], there: bool
) -> None:
    effects = softened(found(situation(week, WEDNESDAY, row(WEDNESDAY, **felt)), "A6"))
    assert ({name: effect.minutes for name, effect in effects.items()} == {"tempo": 40}) == there


def test_a7_three_tired_mornings_of_five_bring_the_deload_forward(week: tuple[Scenario, Plan]) -> None:
    tired = [row(day, fatigue=4) for day in (MONDAY, TUESDAY, WEDNESDAY)]
    effects = softened(found(situation(week, WEDNESDAY, *tired), "A7"))
    assert {name: effect.minutes for name, effect in effects.items() if effect.minutes} == {
        "tempo": 35,  # 0.75 of 50, in steps of 5
        "easy-2": 30,
        "long": 55,  # 0.70 of 80
    }
    assert {effects[name].easing.sets_percent for name in ("full", "upper")} == {55}
    assert not found(situation(week, WEDNESDAY, *tired[1:]), "A7")


def test_a7_goes_by_the_runners_own_mornings_too(week: tuple[Scenario, Plan]) -> None:
    def morning(day: dt.date, fatigue: int, sore: int) -> str:
        return row(day, fatigue=fatigue, stress=2, sleep_quality=3, soreness_legs=sore)

    fine = [morning(WEDNESDAY - dt.timedelta(days=back), 1, 0) for back in range(3, 14)]
    bad = [morning(WEDNESDAY - dt.timedelta(days=back), 3, 3) for back in range(3)]
    assert found(situation(week, WEDNESDAY, *fine, *bad), "A7")
    assert not found(situation(week, WEDNESDAY, *fine, *bad[:2]), "A7")
    assert not found(situation(week, WEDNESDAY, *fine[:3], *bad), "A7")


def test_a8_a_little_pain_that_is_new(week: tuple[Scenario, Plan]) -> None:
    effects = found(situation(week, WEDNESDAY, row(WEDNESDAY, pain=2)), "A8")
    assert {type(effect) for effect in effects} == {TomorrowOrEasy, Advice}
    assert not found(situation(week, WEDNESDAY, row(WEDNESDAY, pain=0)), "A8")
    assert not found(situation(week, WEDNESDAY, row(TUESDAY, pain=1), row(WEDNESDAY, pain=1)), "A8")


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
    week: tuple[Scenario, Plan], mornings: list[tuple[dt.date, dict[str, object]]], there: bool
) -> None:
    effects = found(situation(week, WEDNESDAY, *(row(day, **felt) for day, felt in mornings)), "A9")
    assert spared(effects) == ({("run", 2, 3), ("legs", 2, 3)} if there else set())
    assert any(isinstance(effect, Advice) and "clinician" in effect.text for effect in effects) == there


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
    week: tuple[Scenario, Plan], ill: dt.date, expected: set[tuple[str, int, int]]
) -> None:
    assert spared(found(situation(week, WEDNESDAY, row(ill, ill="yes")), "A10")) == expected


@pytest.mark.parametrize(
    ("ill", "until"), [(WEDNESDAY, None), (TUESDAY, "Thu 3 Dec"), (MONDAY, "Wed 2 Dec"), (MONDAY - DAY, "")]
)
def test_a10_every_morning_of_getting_well_says_so(
    week: tuple[Scenario, Plan], ill: dt.date, until: str | None
) -> None:
    effects = found(situation(week, WEDNESDAY, row(ill, ill="yes")), "A10")
    told = [effect.text for effect in effects if isinstance(effect, Advice)]
    assert all("clinician" in text for text in told)
    if until:
        assert [text.partition(".")[0].partition(" up to ")[2] for text in told] == [until]
    else:
        assert len(told) == (until is None)


@pytest.mark.parametrize(("ill", "light"), [(TUESDAY, {"full"}), (MONDAY, set()), (WEDNESDAY, {"full"})])
def test_a10_heavy_legs_of_these_days_are_light(week: tuple[Scenario, Plan], ill: dt.date, light: set[str]) -> None:
    eased = softened(found(situation(week, WEDNESDAY, row(ill, ill="yes")), "A10"))
    assert {name for name, effect in eased.items() if effect.legs == "light"} == eased.keys() == light


def test_a10_the_days_after_a_fever_are_easy_and_nothing_is_made_up_for(week: tuple[Scenario, Plan]) -> None:
    scenario, plan = week
    mornings = [
        row(MONDAY, "07:00,easy,40"),
        row(TUESDAY, ill="yes"),
        row(WEDNESDAY, ill="yes"),
        row(THURSDAY, ill="no"),
    ]
    log = parse_log("\n".join([HEAD, *mornings]).encode(), "log.csv")
    for since in (WEDNESDAY, THURSDAY):
        replanned = replan(scenario, plan, Asked(since, log=log.before(since + DAY)))
        after = replanned.result.plan
        assert after is not None
        getting_well = [p for day in range((since - MONDAY).days, 5) for p in after.on(day) if not p.settled]
        assert not [p.name for p in getting_well if p.session.key or p.session.heavy_legs]
        assert any(advice.rule == "A10" for advice in replanned.advice)
        dropped = {change.session for change in replanned.meanwhile.changes if change.dropped}
        assert dropped == ({"lower"} if since == WEDNESDAY else {"lower", "tempo"}), "and easy was run on Monday"
        assert not any(planned.name in dropped for planned in after.sessions)
        before = {p.name: (p.day, p.slot) for p in plan.sessions}
        assert all(
            (p.day, p.slot) == before[p.name] for p in after.sessions if p.name in ("full", "upper", "easy-2", "long")
        )


def test_a11_two_missed_key_runs_are_not_made_up_for(weeks: tuple[Scenario, Plan]) -> None:
    monday = dt.date(2026, 12, 7)
    rows = [row(MONDAY, "07:00,easy,60"), row(monday)]
    effects = found(situation(weeks, monday, *rows, planned=False), "A11")
    assert isinstance(effects[0], Advice)
    assert not softened(effects), "the next week lies beyond the plan"
    sunday = dt.date(2026, 12, 6)
    effects = found(situation(weeks, sunday, row(MONDAY, "07:00,easy,60"), row(sunday), planned=False), "A11")
    assert not effects, "one key run is missed, the other is today's"


def test_a11_the_week_after_grows_from_what_was_done() -> None:
    runs = [{"type": "tempo", "minutes": 50}, {"type": "intervals", "minutes": 50}, {"type": "easy", "minutes": 100}]
    scenario = question(2, runs=runs, available={day: {"morning": 120} for day in ("mon", "tue", "thu", "sat")})
    plan = solve(scenario).plan
    assert plan is not None
    keys = sorted(p.day for p in plan.sessions if p.session.key and p.day < 7)
    since = plan.date(keys[1] + 1)
    asked = situation((scenario, plan), since, row(MONDAY, "12:00,recovery,100"), row(since), planned=False)
    eased = softened(found(asked, "A11"))
    assert sum(effect.minutes or 0 for effect in eased.values()) <= 100 * HARD_RAMP


def test_a11_every_week_to_come_keeps_the_ramp() -> None:
    runs = [{"type": "tempo", "minutes": 60}, {"type": "intervals", "minutes": 50}, {"type": "long", "minutes": 150}]
    scenario = question(5, runs=runs, available={day: {"morning": 150} for day in ("mon", "tue", "thu", "sat")})
    plan = solve(scenario).plan
    assert plan is not None
    keys = sorted(p.day for p in plan.sessions if p.session.key and p.day < 7)
    since = plan.date(keys[1] + 1)
    asked = situation((scenario, plan), since, row(MONDAY - DAY, "12:00,easy,100"), row(since), planned=False)
    eased: dict[tuple[int, str], int] = {}
    for effect in found(asked, "A11"):
        if isinstance(effect, Softer) and effect.minutes is not None:
            key = (effect.planned.day // 7, effect.planned.name)
            eased[key] = min(effect.minutes, eased.get(key, effect.minutes))
    weeks = {
        week: [eased.get((week, p.name), p.session.minutes) for p in asked.in_week(week) if p.session.kind == "run"]
        for week in range(5)
    }
    this_week = sum(weeks[0])
    best, longest = 100, 100
    for week in range(1, 5):
        assert sum(weeks[week]) <= best * HARD_RAMP
        assert max(weeks[week]) <= max(longest + 5, longest * 1.1)
        best, longest = max(best, this_week, sum(weeks[week])), max(longest, *weeks[week])
    assert sum(weeks[1]) < sum(weeks[2]) < sum(weeks[3])


def test_a12_harder_than_usual_twice_holds_the_next_week(weeks: tuple[Scenario, Plan]) -> None:
    hard = [row(MONDAY, "07:00,easy,40", rpe=5), row(TUESDAY, "07:00,easy,40", rpe=5)]
    asked = situation(weeks, WEDNESDAY, *hard, planned=False)
    before = {planned.name: planned.session.minutes for planned in asked.in_week(1)}
    after = {name: effect.minutes for name, effect in softened(found(asked, "A12")).items()}
    assert all((minutes or 0) < before[name] for name, minutes in after.items())
    mild = [row(MONDAY, "07:00,easy,40", rpe="4.5"), row(TUESDAY, "07:00,easy,40", rpe=5)]
    assert not found(situation(weeks, WEDNESDAY, *mild, planned=False), "A12")


@pytest.mark.parametrize(
    ("days", "factor"), [(3, None), (4, 0.9), (7, 0.9), (8, 0.75), (14, 0.75), (15, 0.6), (28, 0.6), (29, 0.6)]
)
def test_a13_a_gap_comes_back_with_a_share(weeks: tuple[Scenario, Plan], days: int, factor: float | None) -> None:
    last = MONDAY - dt.timedelta(days=days + 1)
    rows = [row(last, "07:00,long,100"), row(last - dt.timedelta(days=6), "07:00,easy,60")]
    effects = found(situation(weeks, MONDAY, *rows, planned=False), "A13")
    eased = softened([effect for effect in effects if not isinstance(effect, Softer) or effect.type is None])
    assert (factor is None) == (not effects)
    if factor is not None:
        total = sum(effect.minutes or 0 for effect in eased.values())
        assert total <= 160 * factor
        assert total > 160 * factor - 5 * 4
    assert any(isinstance(effect, Softer) and effect.type == "easy" for effect in effects) == (days == 29)


def test_a14_the_first_weeks_of_strength_expect_some_soreness(week: tuple[Scenario, Plan]) -> None:
    sore, kept_before = row(THURSDAY, soreness_legs=6), row(MONDAY - dt.timedelta(days=14), "07:00,easy,30")
    assert {effect.rule for effect in effects_of(situation(week, THURSDAY, sore, kept_before))} == {"A14"}
    assert found(situation(week, THURSDAY, sore), "A3"), "who keeps no log may have lifted before"
    lifted = row(THURSDAY - dt.timedelta(days=14), "18:00,upper,30")
    assert found(situation(week, THURSDAY, sore, kept_before, lifted), "A3")
    assert found(situation(week, THURSDAY, row(THURSDAY, soreness_legs=7), kept_before), "A3")


def test_a15_a_great_morning_adds_nothing(week: tuple[Scenario, Plan]) -> None:
    great = situation(week, WEDNESDAY, row(WEDNESDAY, soreness_legs=0, fatigue=1, sleep_quality=5, pain=0))
    assert {type(effect) for effect in effects_of(great)} == {Advice}
    assert found(great, "A15")


def test_thresholds_are_the_runners_own(week: tuple[Scenario, Plan]) -> None:
    asked = situation(week, WEDNESDAY, row(WEDNESDAY, soreness_legs=6))
    tough = asked.limits.model_copy(update={"leg_soreness_light": 9, "leg_soreness_none": 9, "leg_soreness_rest": 10})
    assert not found(Situation(asked.log, asked.since, asked.plan, asked.past, tough), "A3")
    assert question(readiness={"fatigue": 5}).readiness.fatigue == 5


def test_figures_are_those_of_the_tables() -> None:
    folder = Path(catalog.__file__).parent
    with (folder / "parameters.csv").open(encoding="utf-8", newline="") as table:
        rows = {each["id"]: each["default"] for each in csv.DictReader(table)}
    assert rows["deload_run_factor"] == f"{DELOAD_RUN:.2f} (long {DELOAD_LONG:.2f})"
    assert rows["deload_strength_sets"] == f"{DELOAD_SETS / 100:.2f}"
    assert "20 hard" in rows["weekly_ramp"]
    assert HARD_RAMP == 1.2


def test_a_sore_key_run_stands_tomorrow_or_is_run_easily(week: tuple[Scenario, Plan]) -> None:
    asked = situation(week, WEDNESDAY, row(WEDNESDAY, soreness_legs=7))
    answer = replan(*week, Asked(WEDNESDAY, frozenset(), asked.log))
    plan = answer.result.plan
    assert plan is not None
    (tempo,) = [p for p in plan.sessions if p.name == "tempo"]
    assert plan.date(tempo.day) == THURSDAY
    blocked = replan(*week, Asked(WEDNESDAY, frozenset({THURSDAY}), asked.log)).result.plan
    assert blocked is not None
    assert not [p for p in blocked.sessions if p.name == "tempo" or (p.session.key and p.day == 2)]
    assert [(p.name, p.session.minutes) for p in blocked.on(2)] == [("easy-3", 50)]


def mornings(dice: random.Random) -> Iterator[str]:
    for back in range(dice.randint(1, 10)):
        felt = {
            "soreness_legs": dice.randint(0, 10),
            "soreness_upper": dice.randint(0, 10),
            "fatigue": dice.randint(1, 5),
            "sleep_h": dice.randint(3, 9),
            "sleep_quality": dice.randint(1, 5),
            "stress": dice.randint(1, 5),
            "pain": dice.choice((0, 0, 0, 1, 3)),
            "ill": dice.choice(("no", "no", "no", "yes")),
        }
        yield row(THURSDAY - dt.timedelta(days=back), **felt)


def test_no_morning_ever_adds_anything(either: tuple[Scenario, Plan]) -> None:
    rules = rules_from(either[0].rules)
    assert rules
    for seed in range(20):
        asked = situation(either, THURSDAY, *mornings(random.Random(seed)), planned=seed % 2 == 0)
        for effect in effects_of(asked):
            if isinstance(effect, Softer):
                session = effect.planned.session
                assert effect.minutes is None or effect.minutes < session.minutes
                assert effect.legs in (None, "light")
                assert effect.type in (None, "easy")
                assert effect.easing.sets_percent <= 100
        answer = replan(*either, Asked(THURSDAY, frozenset(), asked.log))
        plan = answer.result.plan
        assert plan is not None
        minutes = {True: 0, False: 0}
        for planned in either[1].sessions:
            minutes[False] += planned.session.minutes
        for planned in plan.sessions:
            minutes[True] += planned.session.minutes
        assert minutes[True] <= minutes[False]


def test_no_word_of_a_doctor_but_the_stated_ones() -> None:
    named = ("inflam", "tendin", "fractur", "sprain", "strain", "ibuprofen", "medic", "drug", "diagnos", "treat")
    folder = Path(__file__).parents[1] / "solver" / "replan" / "readiness"
    texts = [path.read_text(encoding="utf-8").lower() for path in folder.glob("*.py")]
    said = "\n".join(line for text in texts for line in text.splitlines() if '"' in line)
    assert "clinician" in said
    assert [word for word in named if word in said] == []


def test_days_of_which_the_log_is_silent_went_as_planned(weeks: tuple[Scenario, Plan]) -> None:
    """A log that ended before the plan is no gap in training; blocked days are one."""
    sunday, monday = MONDAY - DAY, MONDAY + 7 * DAY
    asked = situation(weeks, monday, row(sunday, "07:00,long,80"), planned=False)
    assert not found(asked, "A13")
    blocked = frozenset(MONDAY + back * DAY for back in range(7))
    past = past_of(weeks[1], monday, blocked, asked.log)
    effects = found(Situation(asked.log, monday, weeks[1], past, asked.limits), "A13")
    assert effects
    assert all("7 days without training: 90 %" in effect.why for effect in effects if isinstance(effect, Softer))


def test_a_green_morning_is_not_told_beside_a_change(week: tuple[Scenario, Plan]) -> None:
    tired = [row(MONDAY - back * DAY, fatigue=5) for back in range(3)]
    asked = situation(week, TUESDAY, *tired, row(TUESDAY, soreness_legs=0, fatigue=1, pain=0))
    assert found(asked, "A7")
    assert not found(asked, "A1")
