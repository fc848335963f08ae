"""What a bad morning takes away is dropped: no key run is pulled into it, moved behind it, or asked for a day later."""

import datetime as dt
from dataclasses import replace
from typing import Any, TypeAlias

import pytest

from scenarios.plan import Plan
from solver.replan.readiness.morning import DAY
from solver.replan.replan import Asked, replan
from solver.replan.what_changed import what_changed

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (dt.date(2026, 11, 30) + dt.timedelta(days=day) for day in range(4))
FRIDAY, SATURDAY, SUNDAY = (THURSDAY + dt.timedelta(days=day) for day in range(1, 4))
Taken: TypeAlias = Any
PLACES = {
    "easy": ("mon", "morning"),
    "tempo": ("tue", "morning"),
    "intervals": ("wed", "morning"),
    "upper": ("thu", "morning"),
    "easy-2": ("fri", "morning"),
    "lower": ("fri", "evening"),
    "long": ("sun", "morning"),
}
RUNS = [
    {"type": "tempo", "minutes": 50},
    {"type": "intervals", "minutes": 50},
    {"type": "long", "minutes": 80},
    {"type": "easy", "minutes": 40, "times": 2},
]


@pytest.fixture(scope="module")
def hard_days(week: Taken) -> Taken:
    """A week with key runs on Tuesday, Wednesday and Sunday."""
    return standing(week, PLACES)


def standing(week: Taken, places: dict[str, tuple[str, str]]) -> Taken:
    fixed = [{"session": name, "day": day, "slot": slot} for name, (day, slot) in places.items()]
    return week.taken(runs=RUNS, strength={"focus": ["upper", "lower"]}, fixed=fixed)


def anew(week: Taken, since: dt.date, *rows: str, blocked: frozenset[dt.date] = frozenset()) -> Any:
    return replan(week.scenario, week.plan, Asked(since, blocked, week.log(*rows)))


def done_until(week: Taken, plan: Plan, since: dt.date) -> list[str]:
    """Rows of a log that did what a plan says."""
    return [
        week.row(plan.date(p.day), f"{plan.wall(p):%H:%M},{p.session.type},{p.session.minutes}")
        for p in plan.sessions
        if plan.date(p.day) < since
    ]


def keys(plan: Plan) -> dict[str, dt.date]:
    return {p.name: plan.date(p.day) for p in plan.sessions if p.session.key and not p.done}


@pytest.mark.parametrize("felt", [{"soreness_legs": 6}, {"soreness_legs": 7}, {"pain": 2}])
def test_no_other_key_run_is_pulled_into_a_morning_that_is_eased(hard_days: Taken, felt: dict[str, object]) -> None:
    answer = anew(hard_days, TUESDAY, *done_until(hard_days, hard_days.plan, TUESDAY), hard_days.row(TUESDAY, **felt))
    plan = answer.result.plan
    assert keys(plan) == {"intervals": WEDNESDAY, "long": SUNDAY}, "tomorrow is taken, and nothing gives way"
    assert [(p.session.type, p.session.minutes) for p in plan.on(1)] == [("easy", 50)]


@pytest.mark.parametrize("felt", [{"soreness_legs": 7}, {"pain": 1}])
def test_no_key_run_stands_on_an_eased_morning_whatever_else_moves(hard_days: Taken, felt: dict[str, object]) -> None:
    """The key run of a blocked day looks for another day, and Thursday would be the nearest."""
    rows = [*done_until(hard_days, hard_days.plan, WEDNESDAY), hard_days.row(THURSDAY, **felt)]
    plan = anew(hard_days, THURSDAY, *rows, blocked=frozenset({FRIDAY, SATURDAY, SUNDAY})).result.plan
    assert not keys(plan)


def test_a_sore_key_run_stands_tomorrow_where_a_blocked_day_moves_another(hard_days: Taken) -> None:
    rows = [*done_until(hard_days, hard_days.plan, WEDNESDAY), hard_days.row(WEDNESDAY, soreness_legs=6)]
    plan = anew(hard_days, WEDNESDAY, *rows, blocked=frozenset({SUNDAY})).result.plan
    assert keys(plan)["intervals"] == THURSDAY
    assert "long" in keys(plan)


def test_a4_the_key_run_of_a_day_of_rest_is_dropped_and_the_easy_run_is_not(hard_days: Taken, week: Taken) -> None:
    rows = [*done_until(hard_days, hard_days.plan, TUESDAY), hard_days.row(TUESDAY, soreness_legs=9)]
    answer = anew(hard_days, TUESDAY, *rows)
    assert keys(answer.result.plan) == {"intervals": WEDNESDAY, "long": SUNDAY}
    (told,) = [each for each in what_changed(answer).told if each.session == "tempo"]
    assert (told.kind, told.text) == (
        "dropped",
        "tempo on Tue 1 Dec morning: dropped, not made up for (A4: leg soreness 9)",
    )
    moved = anew(hard_days, MONDAY, hard_days.row(MONDAY, soreness_legs=9)).result.plan
    assert "easy" in {p.name for p in moved.sessions if p.day}


def test_a9_key_runs_of_the_rest_are_dropped_and_everything_else_stays(hard_days: Taken) -> None:
    rows = [*done_until(hard_days, hard_days.plan, TUESDAY), hard_days.row(TUESDAY, pain=4, gait_changed="yes")]
    answer = anew(hard_days, TUESDAY, *rows)
    plan = answer.result.plan
    assert not plan.left_out
    assert answer.steps == 0
    assert {p.name: plan.date(p.day) for p in plan.sessions if not p.done} == {
        "upper": THURSDAY,
        "easy-2": FRIDAY,
        "lower": FRIDAY,
        "long": SUNDAY,
    }


def test_a9_the_first_run_after_the_rest_is_easy(week: Taken) -> None:
    places = {**PLACES, "upper": ("mon", "evening"), "lower": ("wed", "evening"), "intervals": ("fri", "morning")}
    places["easy-2"] = ("sat", "morning")
    taken = standing(week, places)
    before = done_until(taken, taken.plan, WEDNESDAY)
    hurt = taken.row(WEDNESDAY, pain=3)
    for since in (WEDNESDAY, THURSDAY, FRIDAY):
        plan = anew(taken, since, *before, hurt, *([taken.row(THURSDAY)] if since == FRIDAY else [])).result.plan
        assert keys(plan) == {"long": SUNDAY}
        assert [(p.session.type, p.session.minutes) for p in plan.on(4) if p.session.kind == "run"] == [("easy", 50)]
    ran = [*before, hurt, taken.row(FRIDAY, "06:30,easy,30"), taken.row(SATURDAY)]
    assert "A9" not in {change.rule for change in anew(taken, SATURDAY, *ran).meanwhile.changes}
    today = [*before, hurt, taken.row(FRIDAY, "06:30,easy,30")]
    assert keys(anew(taken, FRIDAY, *today).result.plan) == {"long": SUNDAY}
    assert "A9" not in {change.rule for change in anew(taken, FRIDAY, *today).meanwhile.changes}
    blocked = anew(taken, WEDNESDAY, *before, hurt, blocked=frozenset({FRIDAY})).result.plan
    first = min((p for p in blocked.sessions if p.session.kind == "run" and not p.done), key=lambda p: p.start)
    assert not first.session.key


@pytest.mark.parametrize("day", range(6))
@pytest.mark.parametrize(
    "felt",
    [{"soreness_legs": 6}, {"soreness_legs": 9}, {"pain": 2}, {"pain": 4}, {"gait_changed": "yes"}, {"ill": "yes"}],
)
def test_a_day_later_the_same_is_asked(hard_days: Taken, felt: dict[str, object], day: int) -> None:
    """Whoever takes the log up at once, and whoever does what was asked of that day and takes it up on the next."""
    bad = MONDAY + day * DAY
    before = [*done_until(hard_days, hard_days.plan, bad), hard_days.row(bad, **felt)]
    at_once = anew(hard_days, bad, *before).result.plan
    that_day = done_until(hard_days, replace(at_once, sessions=at_once.on(day)), bad + DAY)
    later = anew(hard_days, bad + DAY, *before, *that_day).result.plan
    assert asked(later, bad) == asked(at_once, bad)
    assert keys(later) == keys(at_once)


@pytest.mark.parametrize("days", [5, 9, 16])
def test_a_gap_asks_the_same_before_and_after_the_first_run_back(hard_days: Taken, days: int) -> None:
    last = MONDAY - (days + 1) * DAY
    before = [hard_days.row(last - 3 * DAY, "07:00,long,90"), hard_days.row(last, "07:00,tempo,60")]
    at_once = anew(hard_days, MONDAY, *before).result.plan
    that_day = done_until(hard_days, replace(at_once, sessions=at_once.on(0)), TUESDAY)
    later = anew(hard_days, TUESDAY, *before, *that_day).result.plan
    again = replan(hard_days.scenario, at_once, Asked(TUESDAY, log=hard_days.log(*before, *that_day))).result.plan
    assert again is not None
    assert asked(again, MONDAY) == asked(at_once, MONDAY)
    assert sum(minutes for type_, minutes, _ in asked(later, MONDAY) if type_ not in ("upper", "lower")) <= sum(
        minutes for type_, minutes, _ in asked(at_once, MONDAY) if type_ not in ("upper", "lower")
    )
    assert set(keys(later)) <= set(keys(at_once))


def asked(plan: Plan, after: dt.date) -> list[tuple[str, int, str]]:
    """What is still asked for after a day, placed or not."""
    sessions = [p.session for p in plan.sessions if plan.date(p.day) > after] + [left.session for left in plan.left_out]
    return sorted((session.type, session.minutes, session.legs) for session in sessions)


def test_a10_the_day_of_an_illness_leaves_room_for_the_others(hard_days: Taken) -> None:
    rows = [*done_until(hard_days, hard_days.plan, TUESDAY), hard_days.row(TUESDAY, ill="yes")]
    answer = anew(hard_days, TUESDAY, *rows)
    plan = answer.result.plan
    assert not plan.left_out
    assert answer.steps == 0
    assert {p.name: plan.date(p.day) for p in plan.sessions if not p.done} == {
        "easy-3": WEDNESDAY,
        "upper": THURSDAY,
        "easy-2": FRIDAY,
        "lower": FRIDAY,
        "long": SUNDAY,
    }


@pytest.mark.parametrize("since", [TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY])
def test_a10_what_an_illness_took_is_not_asked_again_on_any_later_morning(hard_days: Taken, since: dt.date) -> None:
    rows = [hard_days.row(MONDAY, ill="yes"), *(hard_days.row(MONDAY + back * DAY) for back in range(1, 5))]
    log = [row for row in rows if row[:10] <= since.isoformat()]
    plan = anew(hard_days, since, *log).result.plan
    assert "easy" not in {p.name for p in plan.sessions} | {left.name for left in plan.left_out}


def test_a_gap_asks_nothing_of_what_an_illness_took(week: Taken) -> None:
    """A13 shortens the runs that are asked again; those missed while ill are not."""
    last = MONDAY - 6 * DAY
    rows = [week.row(last, "07:00,long,200"), week.row(WEDNESDAY, ill="yes"), week.row(THURSDAY)]
    plan = anew(week, THURSDAY, *rows).result.plan
    assert "easy" not in {p.name for p in plan.sessions} | {left.name for left in plan.left_out}
    assert {p.name for p in plan.sessions} >= {"easy-2", "long"}


@pytest.mark.parametrize(("done", "key"), [(60, False), (200, True)])
def test_a_long_run_cut_to_the_length_of_an_easy_one_is_no_key_run(week: Taken, done: int, key: bool) -> None:
    rows = [week.row(MONDAY - 6 * DAY, f"07:00,long,{done}"), week.row(WEDNESDAY)]
    plan = anew(week, THURSDAY, *rows).result.plan
    assert ("long" in keys(plan)) == key
    sunday = [p.session for p in plan.on(6) if p.session.kind == "run"]
    assert [session.type for session in sunday] == ["long" if key else "easy"]
    others = max(p.session.minutes for p in plan.sessions if p.session.type == "easy")
    assert (sunday[0].minutes > others) == key


def test_a_key_run_put_off_by_a_gap_stands_on_any_later_day_of_its_week(week: Taken) -> None:
    """As in a season: an easy run on the first day, and key runs from the next day on."""
    lifted = week.row(MONDAY, "18:00,lower,30")
    rows = [week.row(MONDAY - 6 * DAY, "07:00,long,250"), lifted, week.row(TUESDAY)]
    for blocked in (frozenset[dt.date](), frozenset({THURSDAY})):
        answer = anew(week, WEDNESDAY, *rows, blocked=blocked)
        assert keys(answer.result.plan)["tempo"] in {THURSDAY, FRIDAY, SATURDAY} - blocked


def test_a_key_run_that_a_cap_makes_easy_need_not_wait_a_day(week: Taken) -> None:
    rows = [week.row(MONDAY - 6 * DAY, "07:00,long,60"), week.row(TUESDAY)]
    changes = anew(week, WEDNESDAY, *rows).meanwhile.changes
    (tempo,) = [change for change in changes if change.session == "tempo"]
    assert (tempo.type, tempo.days) == ("easy", None)


@pytest.mark.parametrize(
    ("felt", "stands", "minutes"),
    [({}, True, 50), ({"soreness_legs": 1}, True, 50), ({"fatigue": 4}, True, 40), ({"soreness_legs": 6}, False, 0)],
)
def test_a3_asked_a_day_later_the_key_run_stands_today(
    hard_days: Taken, felt: dict[str, object], stands: bool, minutes: int
) -> None:
    """Wednesday was too sore for intervals, Thursday is free; a second sore morning puts nothing off once more."""
    rows = [*done_until(hard_days, hard_days.plan, WEDNESDAY), hard_days.row(WEDNESDAY, soreness_legs=6)]
    answer = anew(hard_days, THURSDAY, *rows, hard_days.row(THURSDAY, **felt))
    plan = answer.result.plan
    assert keys(plan).get("intervals") == (THURSDAY if stands else None)
    assert [p.session.minutes for p in plan.sessions if p.name == "intervals"] == ([minutes] if stands else [])
    assert "A11" not in {change.rule for change in answer.meanwhile.changes}


def test_a3_asked_a_day_later_no_other_key_run_gives_way(hard_days: Taken) -> None:
    rows = [*done_until(hard_days, hard_days.plan, TUESDAY), hard_days.row(TUESDAY, soreness_legs=6)]
    answer = anew(hard_days, WEDNESDAY, *rows, hard_days.row(WEDNESDAY))
    assert keys(answer.result.plan) == {"intervals": WEDNESDAY, "long": SUNDAY}
    (told,) = [each for each in what_changed(answer).told if each.session == "tempo"]
    assert told.kind == "dropped"


@pytest.mark.parametrize("later", range(3))
def test_a4_the_next_leg_session_is_a_step_down_on_whichever_morning_one_asks(hard_days: Taken, later: int) -> None:
    rows = [*done_until(hard_days, hard_days.plan, TUESDAY), hard_days.row(TUESDAY, soreness_legs=9)]
    rows += [hard_days.row(TUESDAY + day * DAY) for day in range(1, later + 1)]
    plan = anew(hard_days, TUESDAY + later * DAY, *rows).result.plan
    assert [p.session.easing.step_down for p in plan.sessions if p.name == "lower"] == [True]


def test_a4_the_step_down_ends_with_a_leg_session_done(hard_days: Taken) -> None:
    rows = [*done_until(hard_days, hard_days.plan, TUESDAY), hard_days.row(TUESDAY, soreness_legs=9)]
    on_top = hard_days.row(WEDNESDAY, "18:00,full,30")
    plan = anew(hard_days, THURSDAY, *rows, on_top, hard_days.row(THURSDAY)).result.plan
    assert [p.session.easing.step_down for p in plan.sessions if p.name == "lower"] == [False]
