"""What a runner reads of a plan taken up again: one line a change with its reason, and every one counted."""

import datetime as dt
from dataclasses import replace

import pytest

from scenarios.log.log import parse_log
from scenarios.meanwhile import Meanwhile
from scenarios.plan import Plan
from scenarios.resumed import resumed
from scenarios.schema import WEEKDAYS, Scenario
from solver.commands.replan import summary_of
from solver.replan.replan import Asked, Replanned, replan
from solver.replan.what_changed import Told, causes_once, what_changed
from solver.solve import solve

START = dt.date(2026, 11, 30)
FRIDAY, SATURDAY, SUNDAY = (START + dt.timedelta(days=day) for day in range(4, 7))
PLACES = {
    "tempo": ("mon", "morning"),
    "lower": ("tue", "morning"),
    "race_pace": ("thu", "evening"),
    "easy": ("fri", "morning"),
    "full": ("fri", "evening"),
    "easy-2": ("sat", "morning"),
    "long": ("sun", "morning"),
}


def week(**said: object) -> Scenario:
    """A week on the way to a race: two leg sessions, and upper body that may stand in place of one."""
    hours = {day: {"morning": 90, "evening": 60} for day in WEEKDAYS[:6]}
    hours["sun"] = {"morning": 150}
    race = {"date": START + dt.timedelta(days=20), "minutes": 48}
    said = {"start": START, "weeks": 1, "available": hours, "goal": "10k", "race": race, **said}
    return Scenario.model_validate(said)


@pytest.fixture(scope="module")
def plan() -> Plan:
    fixed = [{"session": name, "day": day, "slot": slot} for name, (day, slot) in PLACES.items()]
    found = solve(week(fixed=fixed)).plan
    assert found is not None
    assert {(p.name, p.day) for p in found.sessions} == {(n, WEEKDAYS.index(d)) for n, (d, _) in PLACES.items()}
    return Plan(resumed(week(), Meanwhile.model_validate({"from": START})), found.sessions, ())


def anew(plan: Plan, since: dt.date, *rows: str, blocked: tuple[dt.date, ...] = ()) -> Replanned:
    log = parse_log("\n".join(["date,session,minutes,soreness_legs,pain", *rows]).encode(), "log.csv")
    return replan(week(), plan, Asked(since, frozenset(blocked), log if rows else None))


def lines(answer: Replanned) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in what_changed(answer).told]


def test_a_session_for_another_is_one_line_and_counted(plan: Plan) -> None:
    answer = anew(plan, FRIDAY, f"{FRIDAY},rest,,,4")
    swap = [each for each in what_changed(answer).told if each.session in ("full", "upper")]
    assert [(each.kind, each.session) for each in swap] == [("replaced", "full")]
    assert swap[0].after is not None
    assert swap[0].after.type == "upper"
    text = f"full on Fri 4 Dec evening: upper stands in its place, on {swap[0].after.place}"
    assert swap[0].text == text
    assert "1 gives way to another" in summary_of(answer, what_changed(answer))


def test_where_the_other_has_no_place_either_the_session_is_left_out_and_counted(plan: Plan) -> None:
    rows = [f"{plan.date(p.day)},{p.session.type},{p.session.minutes},," for p in plan.sessions if p.name != "full"]
    answer = anew(plan, SUNDAY, *rows[:-1])
    (kind, text) = next(line for line in lines(answer) if line[1].startswith("full"))
    assert kind == "left_out"
    assert text.startswith("full: missed on Fri 4 Dec evening, left out: ")
    assert "1 is dropped" in summary_of(answer, what_changed(answer))
    assert len(answer.result.plan.left_out) == 1


def test_the_mornings_that_moved_sessions_are_told(plan: Plan) -> None:
    tuesday = START + dt.timedelta(days=1)
    rows = (f"{START},tempo,50,,", f"{tuesday},rest,,7,")
    answer = anew(plan, tuesday, *rows)
    changes = what_changed(answer)
    assert [(each.kind, each.session) for each in changes.told] == [("replaced", "lower")]
    assert changes.mornings == "no leg session from Tue 1 Dec to Wed 2 Dec (A3: leg soreness 7)"
    assert what_changed(anew(plan, tuesday)).mornings == ""
    again = anew(answer.result.plan, tuesday, *rows)
    assert what_changed(again).told == ()
    assert len(again.meanwhile.cares) == len(answer.meanwhile.cares), "what is asked once more stands there once"


def test_more_minutes_than_planned_are_told_as_minutes(plan: Plan) -> None:
    told = lines(anew(plan, START + dt.timedelta(days=1), f"{START},tempo,75,,"))
    assert ("done_otherwise", "tempo on Mon 30 Nov morning: 75 min done instead of 50") in told


def test_a_cause_is_told_in_full_only_where_it_is_new() -> None:
    gap, ramp = ("A13", "6 days without a run"), ("A11", "at most 20 % above")
    told = [
        Told("eased", 1, name, None, None, f"{name}: 30 min instead of 40 ({rule}: {why})", cause=(rule, why))
        for name, (rule, why) in (("easy", gap), ("tempo", gap), ("long", ramp), ("easy-2", gap))
    ]
    told.append(replace(told[0], text="easy-3: 20 min instead of 40 (A13: another)", cause=("A13", "another")))
    told.append(told[0])
    said = [text.partition("(")[2] for text in causes_once(told)]
    as_above = "A13, as above)"
    full = f"{gap[0]}: {gap[1]})"
    assert said == [full, as_above, f"{ramp[0]}: {ramp[1]})", as_above, "A13: another)", full]


def test_what_a_morning_makes_easier_knows_its_cause(plan: Plan) -> None:
    answer = anew(plan, FRIDAY, f"{FRIDAY},rest,,5,")
    causes = {each.session: each.cause for each in what_changed(answer).told if each.kind == "eased"}
    assert causes == {"full": ("A2", "leg soreness 5")}
