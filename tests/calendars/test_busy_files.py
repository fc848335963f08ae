"""Scenarios that name calendars: a plan stands in what they leave, and a bad one is told in one line."""

import json
from pathlib import Path

import pytest

from scenarios.errors import InputError
from solver.asked_file import load_asked
from solver.solve import solve

NO_EVENTS = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nEND:VCALENDAR\r\n"


def ics(*lines: str) -> bytes:
    """A calendar of one event with these properties."""
    event = "\r\n".join(("BEGIN:VEVENT", "UID:0@somebody", "DTSTAMP:20261101T000000Z", *lines, "END:VEVENT", ""))
    return NO_EVENTS.replace(b"END:VCALENDAR", event.encode() + b"END:VCALENDAR")


SCENARIO = """\
start: 2026-11-30
timezone: Europe/Berlin
goal: 10k
busy: {busy}
available:
  mon: {{evening: 60}}
  tue: {{morning: 60, evening: 45}}
  wed: {{evening: 60}}
  thu: {{morning: 60, evening: 45}}
  fri: {{morning: 60}}
  sat: {{morning: 60}}
  sun: {{morning: 120}}
"""


def test_a_plan_stands_in_what_the_calendars_leave(runlift, tmp_path: Path) -> None:
    (tmp_path / "work.ics").write_bytes(ics("DTSTART:20261201T060000", "DTEND:20261201T090000"))
    (tmp_path / "home.ics").write_bytes(ics("DTSTART;VALUE=DATE:20261206"))
    (tmp_path / "week.yaml").write_text(SCENARIO.format(busy="[work.ics, home.ics]"))
    scenario = load_asked(tmp_path / "week.yaml").scenario
    plan = solve(scenario).plan
    assert plan is not None
    assert plan.sessions
    taken = {f"{plan.date(planned.day)} {planned.slot}" for planned in plan.sessions}
    assert not taken & {"2026-12-01 morning", "2026-12-06 morning"}
    assert any("no time free in morning: Sun 6 Dec" in note for note in plan.instance.notes)
    # and the document alone is enough to judge the plan later, wherever the calendars are by then
    assert runlift("solve", "week.yaml", "-o", "out", cwd=tmp_path).returncode == 0
    (tmp_path / "work.ics").unlink()
    judged = runlift("check", "out/plan.json", "--json", cwd=tmp_path)
    assert judged.returncode == 0, judged.stderr
    assert json.loads(judged.stdout)


@pytest.mark.parametrize(
    ("busy", "content", "told"),
    [
        ("gone.ics", b"", "week.yaml:4:7: busy: no such file 'gone.ics'; accepted: a calendar (.ics)"),
        ("[work.ics, gone.ics]", NO_EVENTS, "week.yaml:4:18: busy[1]: no such file"),
        ("work.ics", b"hello", "work.ics: iCalendar: no calendar in it; accepted: a file that begins with BEGIN:"),
        ("work.ics", b"", "work.ics: iCalendar: no calendar in it"),
        ("work.ics", ics("DTSTART:20261201T190000", "EXDATE:never"), "work.ics: iCalendar:"),
        ("3", NO_EVENTS, "week.yaml:4:7: busy: "),
        ("[]", NO_EVENTS, None),
    ],
)
def test_a_bad_calendar_is_told_in_one_line(tmp_path: Path, busy: str, content: bytes, told: str | None) -> None:
    (tmp_path / "work.ics").write_bytes(content)
    file = tmp_path / "week.yaml"
    file.write_text(SCENARIO.format(busy=busy))
    if told is None:
        assert load_asked(file).scenario.away == ()
        return
    with pytest.raises(InputError) as refused:
        load_asked(file)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_session_fixed_where_the_calendar_leaves_nothing_is_bad_input(tmp_path: Path) -> None:
    (tmp_path / "work.ics").write_bytes(ics("DTSTART;VALUE=DATE:20261204"))
    file = tmp_path / "week.yaml"
    file.write_text(SCENARIO.format(busy="work.ics") + "fixed:\n  - {session: long, day: fri, slot: morning}\n")
    with pytest.raises(InputError, match="no time is free on Fri 4 Dec morning"):
        load_asked(file)
