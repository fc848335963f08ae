"""Clocks that skip the last hour of a Saturday: what was to start in it is gone, and nothing moves to Sunday."""

import csv
import datetime as dt
import json
from pathlib import Path

import pytest

from scenarios.instance import instance_of
from scenarios.schema import WEEKDAYS, Scenario
from solver.solve import solve

SATURDAY = dt.date(2027, 3, 27)
NUUK = {
    "start": "2027-03-22",
    "timezone": "America/Nuuk",
    "slots": {"late": "23:30", "night": "00:30"},
    "strength": {"focus": []},
}


def asked(**more: object) -> Scenario:
    return Scenario.model_validate({**NUUK, **more})


def easy(times: int) -> list[dict[str, object]]:
    return [{"type": "easy", "minutes": 40, "times": times}]


@pytest.mark.parametrize("zone", ["America/Nuuk", "America/Scoresbysund"])
def test_a_slot_in_the_skipped_hour_is_none_that_day_and_that_is_told(zone: str) -> None:
    scenario = asked(available={day: {"late": 60, "night": 60} for day in WEEKDAYS}, timezone=zone, runs=easy(3))
    instance = instance_of(scenario)
    for day in instance.days:
        names = [slot.name for slot in day.slots if slot.minutes]
        assert names == (["night"] if day.date == SATURDAY else ["night", "late"])
        assert {instance.clock.wall(slot.start).date() for slot in day.slots} == {day.date}
    assert instance.notes == (
        "2027-03-27: the clocks skip 23:30 and the rest of the day, so late is no slot",
    )  # fmt: skip


def test_two_sessions_never_stand_at_one_moment_of_two_days() -> None:
    answer = solve(asked(available={"sat": {"late": 60}, "sun": {"night": 60}}, runs=easy(2)))
    assert answer.status == "optimal"
    assert answer.plan is not None
    assert [(planned.name, planned.slot) for planned in answer.plan.sessions] == [("easy", "night")]
    assert [left.name for left in answer.plan.left_out] == ["easy-2"]


def test_a_generated_week_has_no_room_in_it() -> None:
    """The long run is cut to the hour that Sunday has, not to the three that Saturday loses."""
    week = asked(
        goal="10k", available={"wed": {"late": 60}, "fri": {"late": 60}, "sat": {"late": 180}, "sun": {"night": 60}}
    )
    assert max(demand.session.minutes for demand in instance_of(week).demands) <= 60
    week_before = week.model_copy(update={"start": dt.date(2027, 3, 15)})
    assert max(demand.session.minutes for demand in instance_of(week_before).demands) > 60


def test_a_day_that_is_skipped_whole_has_no_slots() -> None:
    """Samoa went from Thursday 29 to Saturday 31 December 2011."""
    week = asked(
        start="2011-12-26", timezone="Pacific/Apia", available={"fri": {"late": 60}, "sat": {"late": 60}}, runs=easy(2)
    )
    answer = solve(week)
    assert answer.plan is not None
    assert [answer.plan.day_name(planned.day) for planned in answer.plan.sessions] == ["Sat 31 Dec"]
    assert "2011-12-30: the clocks skip 23:30 and the rest of the day, so late is no slot" in answer.plan.instance.notes


def dates(table: Path) -> list[str]:
    """The dates of the sessions that stand in a table."""
    with table.open(newline="") as file:
        return [row["date"] for row in csv.DictReader(file) if row["start"]]


def test_every_file_and_a_plan_taken_up_again_say_the_same_day(runlift, tmp_path: Path) -> None:
    available = {"sat": {"late": 60}, "wed": {"late": 60}, "sun": {"morning": 60}}
    (tmp_path / "week.json").write_text(json.dumps({**NUUK, "available": available, "runs": easy(3)}))
    done = runlift("solve", "week.json", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert dates(tmp_path / "out" / "plan.csv") == ["2027-03-24", "2027-03-28"]
    calendar = (tmp_path / "out" / "plan.ics").read_text()
    assert "DTSTART;TZID=America/Nuuk:20270324T233000" in calendar
    assert "DTSTART;TZID=America/Nuuk:20270328T063000" in calendar
    again = runlift("replan", "out/plan.json", "--from", "2027-03-28", "-o", "new", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert dates(tmp_path / "new" / "plan.csv") == ["2027-03-24", "2027-03-28"]


def test_a_way_out_of_a_season_opens_every_saturday_but_the_one_without_the_hour(runlift, tmp_path: Path) -> None:
    week = {
        **NUUK,
        "weeks": 2,
        "available": {"sat": {"late": 30}, "wed": {"late": 60}},
        "runs": [{"type": "easy", "minutes": 45, "week": 2, "days": ["sat"]}],
    }
    (tmp_path / "season.json").write_text(json.dumps(week))
    told = runlift("explain", "season.json", "--json", cwd=tmp_path)
    assert told.returncode == 1, told.stderr
    assert "15 more minutes on Sat 3 Apr late (45 instead of 30)" in [
        way["text"] for way in json.loads(told.stdout)["ways_out"]
    ]
