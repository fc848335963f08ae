"""Reasons read as a person would say them, and every member of a conflict has its place in one of them."""

import datetime as dt
import random
from typing import Any

import pytest

from constraints.settings import rules_from
from scenarios.instance import instance_of
from scenarios.meanwhile import Meanwhile
from scenarios.resumed import resumed
from scenarios.schema import WEEKDAYS, Scenario
from scenarios.spoken import listed
from solver.explain.conflicts import SESSION, Conflict, Member
from solver.explain.wording import Focus, conflict_lines
from solver.solve import solve

HOUR = {day: {"evening": 60} for day in WEEKDAYS}


def told(*members: Member, it: int | None = None, **said: Any) -> list[str]:
    """The lines of a conflict of these members; the runs are demands 0, 1, ..., strength comes after."""
    scenario = Scenario.model_validate({"start": "2026-11-30", "available": HOUR, "strength": {"focus": []}, **said})
    instance, rules = instance_of(scenario), rules_from(scenario.rules)
    counts = {index: demand.count for index, demand in enumerate(instance.demands)}
    lines = conflict_lines(instance, rules, Conflict(members, minimal=True, asked=counts), Focus(it))
    assert sorted((m.rule, m.demand) for line in lines for m in line.members if m.demand is not None) == sorted(
        (m.rule, m.demand) for m in members if m.demand is not None
    )
    return [line.text for line in lines]


def runs(*entries: Any) -> dict[str, Any]:
    return {"runs": [{"type": each} if isinstance(each, str) else each for each in entries]}


def time(*demands: int) -> tuple[Member, ...]:
    return tuple(Member(rule, index) for index in demands for rule in ("free_time", SESSION))


def test_sessions_that_compete_for_the_same_slots_share_a_line() -> None:
    asked = runs({"type": "tempo", "minutes": 45}, {"type": "easy", "minutes": 30, "times": 2})
    assert told(*time(0, 1), Member("no_overlap"), **asked) == [
        "7 slots are free for 3 sessions of 30 to 45 min: tempo, easy and easy-2",
        "one session at a time",
    ]


def test_those_that_fit_fewer_slots_are_told_after_it() -> None:
    free = {day: {"morning": 30, "evening": 60} for day in WEEKDAYS} | {"sun": {"morning": 120}}
    asked = runs({"type": "long", "minutes": 90}, {"type": "tempo", "minutes": 45}, {"type": "easy", "minutes": 30})
    assert told(*time(0, 1, 2), available=free, **asked) == [
        "13 slots on 7 days are free for 3 sessions of 30 to 90 min: long, tempo and easy",
        "long (90 min) fits only on Sun 6 Dec morning",
        "tempo (45 min) fits only in 7 of them",
    ]


def test_few_slots_are_named() -> None:
    free = {"tue": {"evening": 60}, "sat": {"morning": 60}}
    asked = runs({"type": "tempo", "minutes": 45}, {"type": "easy", "minutes": 45})
    (line,) = told(*time(0, 1), available=free, **asked)
    assert line == "2 slots, Tue 1 Dec evening and Sat 5 Dec morning, are free for 2 sessions of 45 min: tempo and easy"


@pytest.mark.parametrize(
    ("minutes", "free", "said"),
    [
        (75, {"sun": {"morning": 90}}, "it takes 75 min, free only on Sun 6 Dec morning"),
        (75, {"sun": {"morning": 60}}, "it takes 75 min and the longest free slot has 60"),
        (30, HOUR, "it takes 30 min, free in 7 slots"),
        (30, {"sun": {"morning": 0}}, "it takes 30 min and no slot is free"),
    ],
)
def test_a_session_alone_with_its_time(minutes: int, free: dict[str, Any], said: str) -> None:
    assert told(*time(0), it=0, available=free, **runs({"type": "long", "minutes": minutes})) == [said]


@pytest.mark.parametrize(
    ("evening", "said"),
    [(0, "it takes 60 min, and no time is free on Tue 1 Dec evening"),
     (45, "it takes 60 min, and only 45 min are free on Tue 1 Dec evening")],
)  # fmt: skip
def test_a_session_fixed_where_it_does_not_fit_is_told_what_is_free_there(evening: int, said: str) -> None:
    free = {**HOUR, "tue": {"morning": 90, "evening": evening}}
    fixed = [{"session": "tempo", "day": "tue", "slot": "evening"}]
    members = (Member("free_time", 0), Member("fixed_sessions", 0))
    asked = runs({"type": "tempo", "minutes": 60})
    assert told(*members, it=0, available=free, fixed=fixed, **asked) == [said, "it is fixed on Tue 1 Dec evening"]


def test_a_session_whose_own_days_are_too_short_is_told_how_long_they_are() -> None:
    free = {**HOUR, "tue": {"evening": 30}, "wed": {"morning": 40}}
    members = (Member("free_time", 0), Member("allowed_days", 0))
    asked = runs({"type": "tempo", "minutes": 45, "days": ["tue", "wed"]})
    assert told(*members, it=0, available=free, **asked) == [
        "it takes 45 min and the longest free slot it may take has 40",
        "it may stand only on tue or wed",
    ]


def test_a_day_asked_about_is_told_what_is_free_on_it() -> None:
    scenario = Scenario.model_validate(
        {
            "start": "2026-11-30",
            "available": {**HOUR, "tue": {"morning": 20, "evening": 30}, "fri": {"evening": 0}},
            "strength": {"focus": []},
            **runs({"type": "tempo", "minutes": 45}),
        }
    )
    instance, rules = instance_of(scenario), rules_from(scenario.rules)
    asked = Conflict((Member("free_time", 0),), minimal=True, asked={0: 1})
    texts = [conflict_lines(instance, rules, asked, Focus(0, day))[0].text for day in (1, 4)]
    assert texts == [
        "it takes 45 min, and only 30 min are free on Tue 1 Dec",
        "it takes 45 min, and no time is free on Fri 4 Dec",
    ]


def test_the_session_spoken_of_comes_last_and_needs_no_name() -> None:
    asked = runs({"type": "easy", "minutes": 30, "times": 2}, {"type": "tempo", "minutes": 45})
    wishes = (*time(1), Member("free_time", 0))
    assert told(*wishes, it=0, **asked) == ["7 slots are free for 3 sessions of 30 to 45 min: easy, tempo and this one"]


def test_days_away_are_told_with_the_time_they_take() -> None:
    away = [{"from": "2026-12-03", "to": "2026-12-06"}]
    asked = runs({"type": "long", "minutes": 75})
    assert told(*time(0), away=away, **asked) == [
        "long takes 75 min and the longest free slot has 60 (away Thu 3 Dec to Sun 6 Dec)"
    ]


def test_days_away_and_days_blocked_are_told_apart() -> None:
    free = {"start": "2026-11-30", "available": HOUR, "strength": {"focus": []}, **runs("easy")}
    scenario = Scenario.model_validate({**free, "away": [{"from": "2026-12-01", "to": "2026-12-02"}]})
    blocked = [dt.date(2026, 12, day) for day in (4, 5, 6)]
    instance = resumed(scenario, Meanwhile.model_validate({"from": scenario.start, "blocked": blocked}))
    rules = rules_from(scenario.rules)

    def said(*rule: str) -> list[str]:
        members = tuple(Member(name, 0) for name in rule)
        return [line.text for line in conflict_lines(instance, rules, Conflict(members, True, {0: 1}), Focus(0))]

    assert said("blocked_dates") == [
        "it cannot stand on Tue 1 Dec and Wed 2 Dec (away) and Fri 4 Dec, Sat 5 Dec and Sun 6 Dec (blocked)"
    ]
    closed = "(away Tue 1 Dec and Wed 2 Dec, blocked Fri 4 Dec to Sun 6 Dec)"
    assert said("free_time") == [f"it takes 40 min, free only on Mon 30 Nov evening and Thu 3 Dec evening {closed}"]


def test_fixed_and_allowed_places_are_told_session_by_session() -> None:
    asked = runs("tempo", {"type": "easy", "days": ["mon", "tue"], "slots": ["evening"]}, "long")
    fixed = [{"session": "tempo", "day": "mon", "slot": "evening"}]
    members = (Member("fixed_sessions", 0), Member("allowed_days", 1), *(Member(SESSION, index) for index in range(2)))
    assert told(*members, it=2, fixed=fixed, **asked) == [
        "tempo is fixed on Mon 30 Nov evening",
        "easy may stand only on mon or tue and only in the evening",
    ]
    assert told(*members, Member(SESSION, 2), fixed=fixed, **asked)[-1] == "long is placed"


def test_what_is_said_of_the_session_spoken_of_comes_before_others_are_named() -> None:
    """Else ``it`` would be read as the session named last."""
    asked = runs("tempo", {"type": "easy", "minutes": 90, "days": ["mon", "tue"]}, "long")
    fixed = [
        {"session": "tempo", "day": "mon", "slot": "evening"},
        {"session": "long", "day": "tue", "slot": "evening"},
    ]
    places = Member("fixed_sessions", 0), Member("fixed_sessions", 2)
    assert told(*places, it=2, fixed=fixed, **asked)[:2] == [
        "it is fixed on Tue 1 Dec evening",
        "tempo is fixed on Mon 30 Nov evening",
    ]
    members = Member("fixed_sessions", 0), Member("allowed_days", 1)
    assert told(*members, it=1, fixed=fixed, **asked)[:2] == [
        "it may stand only on mon or tue",
        "tempo is fixed on Mon 30 Nov evening",
    ]


def test_sessions_that_only_have_to_stand_share_a_line() -> None:
    wishes = tuple(Member(SESSION, index) for index in range(2))
    assert told(*wishes, it=2, **runs("tempo", {"type": "easy", "times": 2}, "long")) == [
        "tempo, easy and easy-2 are placed too"
    ]


def test_in_a_season_lines_without_a_date_name_their_week() -> None:
    asked = {**runs("tempo", {"type": "long", "minutes": 90}), "weeks": 2}
    members = (*time(1), Member(SESSION, 0), Member(SESSION, 2), *time(3))
    assert told(*members, **asked) == [
        "long of week 1 takes 90 min and the longest free slot has 60",
        "long of week 2 takes 90 min and the longest free slot has 60",
        "tempo of week 1 is placed",
        "tempo of week 2 is placed",
    ]
    (line,) = told(*time(2, 3), **{**asked, **runs("tempo", "easy")})
    assert line.startswith("in week 2, 7 slots are free for 2 sessions of ")


def test_reasons_in_a_season_count_its_weeks() -> None:
    said = {**runs("easy", {"type": "long", "minutes": 90, "week": 2}), "weeks": 2, "available": HOUR}
    result = solve(Scenario.model_validate({"start": "2026-12-28", "strength": {"focus": []}, **said}))
    assert result.plan is not None
    (left,) = result.plan.left_out
    assert left.reasons == ("in week 2 it takes 90 min and the longest free slot has 60",)


@pytest.mark.parametrize("seed", range(20))
def test_every_member_has_its_place_and_every_session_its_name(seed: int) -> None:
    rng = random.Random(seed)
    free = {day: {slot: rng.choice((0, 30, 60, 90)) for slot in ("morning", "evening")} for day in WEEKDAYS}
    kinds = rng.sample(("tempo", "intervals", "long", "hills", "easy"), 4)
    asked = runs(*({"type": kind, "minutes": rng.choice((30, 45, 60)), "times": rng.choice((1, 2))} for kind in kinds))
    chosen = rng.sample(range(4), rng.randrange(1, 5))
    members = tuple(m for index in chosen for m in (time(index) if rng.random() < 0.7 else (Member(SESSION, index),)))
    lines = " ".join(told(*members, available=free, **asked))
    for index in chosen:
        assert all(name in lines for name in ((kinds[index], f"{kinds[index]}-2")[: asked["runs"][index]["times"]]))


def test_lists_read_as_lists() -> None:
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
