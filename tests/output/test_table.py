"""The table: exact columns, one row for each session and each day of rest, safe in any spreadsheet."""

import csv
import io
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.instance import instance_of
from scenarios.plan import Plan
from scenarios.schema import WEEKDAYS, Scenario
from scenarios.sessions import PlannedSession
from solver.output.spreadsheet import neutral
from solver.output.table import COLUMNS, table
from solver.output.text import plain

HEADER = "athlete,week,date,day,slot,start,end,session,kind,minutes,key,legs"


def plan_of(start: str, zone: str | None, at: str = "18:00", **more: Any) -> Plan:
    """The first session of a scenario on its first day, the second on its second, and so on."""
    scenario = Scenario.model_validate(
        {
            "start": start,
            "timezone": zone,
            "slots": {"usual": at},
            "available": {day: {"usual": 240} for day in WEEKDAYS},
            "runs": [{"type": "easy", "minutes": 60}, {"type": "tempo"}, {"type": "cross_training"}],
            "strength": {"focus": ["lower", "upper"]},
            **more,
        }
    )
    instance = instance_of(scenario)
    sessions = []
    for day, demand in zip(instance.days, instance.demands, strict=False):
        slot = next(slot for slot in day.slots if slot.name == "usual")
        name = demand.names()[0]
        sessions.append(
            PlannedSession(demand.session, name, day.index, slot.name, slot.start, slot.start + demand.session.minutes)
        )
    return Plan(instance, tuple(sessions))


def rows(written: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.decode("utf-8"), newline=""), strict=True))


def test_the_columns_come_first_and_in_this_order() -> None:
    assert table(plan_of("2026-11-30", None), {}).decode().startswith(f"{HEADER},")
    assert ",".join(COLUMNS) == HEADER


def test_a_week_row_by_row() -> None:
    written = rows(table(plan_of("2026-11-30", "Europe/Berlin", athlete={"name": "Ana"}), {(0, "tempo"): "Rested."}))
    assert [[row[column] for column in COLUMNS] for row in written] == [
        line.split(",")
        for line in (
            "Ana,1,2026-11-30,mon,usual,18:00,19:00,easy,run,60,false,none",
            "Ana,1,2026-12-01,tue,usual,18:00,18:55,tempo,run,55,true,none",
            "Ana,1,2026-12-02,wed,usual,18:00,18:35,cross_training,cross,35,false,none",
            "Ana,1,2026-12-03,thu,usual,18:00,18:30,lower,strength,30,false,heavy",
            "Ana,1,2026-12-04,fri,usual,18:00,18:30,upper,strength,30,false,none",
            "Ana,1,2026-12-05,sat,,,,rest,rest,0,false,none",
            "Ana,1,2026-12-06,sun,,,,rest,rest,0,false,none",
        )
    ]
    assert [row["why"] for row in written] == ["", "Rested.", "", "", "", "", ""]


def test_weeks_count_from_one_and_reasons_belong_to_their_week() -> None:
    plan = plan_of("2026-12-28", None, weeks=2)
    again = tuple(replace(planned.later(7, plan.instance.clock), name=planned.name) for planned in plan.sessions[:5])
    written = rows(table(replace(plan, sessions=(*plan.sessions[:5], *again)), {(1, "tempo"): "Second."}))
    assert [(row["week"], row["date"], row["why"]) for row in written if row["session"] == "tempo"] == [
        ("1", "2026-12-29", ""),
        ("2", "2027-01-05", "Second."),
    ]


def test_sessions_of_a_day_stand_in_order_of_time() -> None:
    plan = plan_of("2026-11-30", None)
    early = replace(plan.sessions[4], day=0, slot="early", start=plan.sessions[0].start - 600)
    written = rows(table(replace(plan, sessions=(*plan.sessions[:4], early)), {}))
    assert [row["session"] for row in written][:2] == ["upper", "easy"]


@pytest.mark.parametrize(
    ("start", "zone", "at", "minutes", "expected"),
    [
        ("2026-12-31", "Asia/Kathmandu", "23:30", 60, ("2026-12-31", "thu", "23:30", "00:30")),
        ("2027-03-28", "Europe/Berlin", "02:30", 60, ("2027-03-28", "sun", "03:30", "04:30")),
        ("2027-03-28", "Europe/Berlin", "01:30", 60, ("2027-03-28", "sun", "01:30", "03:30")),
        ("2026-10-25", "Europe/Berlin", "02:30", 60, ("2026-10-25", "sun", "02:30", "02:30")),
        ("2026-10-25", "Europe/Berlin", "01:30", 120, ("2026-10-25", "sun", "01:30", "02:30")),
        ("2026-03-22", "Africa/Casablanca", "01:30", 60, ("2026-03-22", "sun", "01:30", "03:30")),
        ("2027-04-04", "Australia/Lord_Howe", "01:15", 60, ("2027-04-04", "sun", "01:15", "01:45")),
    ],
)
def test_wall_times_over_midnight_and_clock_changes(
    start: str, zone: str, at: str, minutes: int, expected: tuple[str, ...]
) -> None:
    plan = plan_of(start, zone, at=at, runs=[{"type": "easy", "minutes": minutes}])
    first = rows(table(plan, {}))[0]
    assert tuple(first[column] for column in ("date", "day", "start", "end")) == expected
    assert first["minutes"] == str(minutes)


def test_pandas_and_csv_read_the_same() -> None:
    plan = plan_of("2026-11-30", "Europe/Berlin", athlete={"name": 'Ana "Ä", 漢'})
    written = table(plan, {(0, "easy"): 'One,\ntwo; "three"'})
    frame = pd.read_csv(io.BytesIO(written), keep_default_na=False)
    assert [{name: str(value) for name, value in row.items()} for row in frame.to_dict("records")] == [
        {**row, "key": str(row["key"] == "true")} for row in rows(written)
    ]
    assert frame["key"].dtype == bool
    assert frame["minutes"].dtype == frame["week"].dtype == frame["load"].dtype == "int64"
    assert frame["minutes"].sum() == sum(planned.session.minutes for planned in plan.sessions)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_looks_like_a_formula_gets_an_apostrophe(start: str) -> None:
    written = rows(table(plan_of("2026-11-30", None), {(0, "easy"): f"{start}cmd"}))
    assert written[0]["why"].startswith("'")
    assert written[0]["why"].endswith("cmd")
    assert neutral(f"a{start}b") == plain(f"a{start}b")


def test_numbers_are_left_alone() -> None:
    plan = plan_of("2026-11-30", None)
    odd = replace(plan.sessions[0], session=replace(plan.sessions[0].session, load=-5))
    assert rows(table(replace(plan, sessions=(odd,)), {}))[0]["load"] == "-5"


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        alphabet=st.one_of(st.sampled_from(list("=+-@\t\r\n,;\"'\x00\x01\x85\u2028\ud800")), st.characters()),
        max_size=80,
    )
)
def test_any_text_comes_back_and_is_no_formula(text: str) -> None:
    plan = plan_of("2026-11-30", None)
    plan = Plan(replace(plan.instance, athlete=text), plan.sessions)
    written = rows(table(plan, {(0, "easy"): text}))
    assert len(written) == 7
    read = written[0]["why"]
    assert read in (plain(text), f"'{plain(text)}")
    assert not read.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert written[0]["athlete"] == read


def test_lines_end_alike_on_every_machine() -> None:
    written = table(plan_of("2026-11-30", None), {(0, "easy"): "one\r\ntwo\rthree"})
    assert b"\r" not in written
    assert written.endswith(b"\n")
    assert written == table(plan_of("2026-11-30", None), {(0, "easy"): "one\ntwo\nthree"})
