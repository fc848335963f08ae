"""A scenario with a log: what its weeks ask hangs on the log, and so does which wishes they can fulfil."""

from pathlib import Path

import pytest

from scenarios.errors import InputError
from scenarios.load import load
from scenarios.told import load_told
from solver.asked_file import load_asked

SEASON = """\
start: 2026-11-30
weeks: 2
goal: 10k
log: log.csv
available: {mon: {morning: 90}, tue: {morning: 90}, wed: {morning: 60}, thu: {morning: 60}, sat: {morning: 120}}
"""
FIXED = "fixed: [{{session: {}, date: 2026-12-01, slot: morning}}]\n"
RAN_UNTIL_OCTOBER = "date,session,minutes\n" + "".join(f"2026-10-{day},easy,40\n" for day in range(10, 27, 2))


def written(folder: Path, text: str, log: str) -> Path:
    (folder / "log.csv").write_text(log)
    (folder / "week.yaml").write_text(text)
    return folder / "week.yaml"


def test_a_session_that_the_log_leaves_no_room_for_is_refused_where_it_is_fixed(tmp_path: Path) -> None:
    file = written(tmp_path, SEASON + FIXED.format("tempo"), RAN_UNTIL_OCTOBER)
    load(file)  # the table, without the log, asks for one
    with pytest.raises(InputError, match=r"week\.yaml:6:19: fixed\[0\]\.session: no such session asked for"):
        load_told(file)


def test_a_session_that_only_the_log_brings_may_be_fixed(tmp_path: Path) -> None:
    file = written(tmp_path, SEASON + FIXED.format("recovery"), RAN_UNTIL_OCTOBER)
    with pytest.raises(InputError):
        load(file)
    load_told(file)


def test_calendars_are_read_before_a_fixed_session_is_judged(tmp_path: Path) -> None:
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
    (tmp_path / "life.ics").write_text(head + "END:VCALENDAR\r\n", newline="")
    file = written(tmp_path, SEASON + "busy: life.ics\n" + FIXED.format("unicycling"), RAN_UNTIL_OCTOBER)
    load_told(file)
    with pytest.raises(InputError, match="no such session asked for 'unicycling'"):
        load_asked(file)
