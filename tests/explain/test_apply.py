"""A way out taken in a copy of a file: the copy can be done, whatever other files it names and wherever it stands."""

import json
from pathlib import Path

import pytest

from solver.asked_file import load_asked
from solver.options import Options
from solver.solve import solve

WEEK = """\
start: 2026-11-30
timezone: Europe/Zurich
available:
  mon: {evening: 60}
  tue: {evening: 60}
  thu: {evening: 60}
  sun: {morning: 120}
runs:
  - {type: long, minutes: 110}
  - {type: easy, minutes: 40}
strength: {focus: [upper]}
busy: calendars/work.ics
"""


def event(start: str, end: str) -> str:
    times = f"DTSTAMP:20261101T000000Z\r\nDTSTART:{start}\r\nDTEND:{end}"
    return f"BEGIN:VEVENT\r\nUID:{start}@work\r\n{times}\r\nEND:VEVENT\r\n"


def busy_week(folder: Path) -> Path:
    """A week that a calendar leaves too little of: Monday's evening and most of Sunday's morning are gone."""
    (folder / "calendars").mkdir(parents=True)
    events = event("20261130T160000", "20261130T230000") + event("20261206T073000", "20261206T120000")
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//\r\n{events}END:VCALENDAR\r\n"
    (folder / "calendars" / "work.ics").write_text(text, encoding="utf-8", newline="")
    file = folder / "week.yaml"
    file.write_text(WEEK, encoding="utf-8")
    return file


def test_ways_out_of_a_week_with_calendars_hold_when_the_calendars_are_read_again(runlift, tmp_path: Path) -> None:
    file = busy_week(tmp_path)
    ways = json.loads(runlift("explain", file, "--json").stdout)["ways_out"]
    assert ways
    for number, _ in enumerate(ways, 1):
        copy = tmp_path / f"mended-{number}.yaml"
        assert runlift("explain", file, "--apply", number, "-o", copy).returncode == 0
        assert solve(load_asked(copy).scenario, Options(strict=True)).plan is not None, copy.read_text("utf-8")


@pytest.mark.parametrize("folder", ["mended", "a/b", "."])
def test_a_copy_in_another_folder_names_the_same_files(runlift, tmp_path: Path, folder: str) -> None:
    home = tmp_path / "home"
    file = busy_week(home)
    (home / "log.csv").write_text("date,session,minutes\n2026-11-20,easy,40\n", encoding="utf-8")
    file.write_text(f"{WEEK}log: log.csv\n", encoding="utf-8")
    copy = home / folder / "copy.yaml"
    copy.parent.mkdir(parents=True, exist_ok=True)
    assert runlift("explain", file, "--apply", 1, "-o", copy).returncode == 0
    first, again = load_asked(file).scenario, load_asked(copy).scenario
    assert again.away == first.away
    assert again.history == first.history
    assert again.history
    done = runlift("solve", copy.name, "--strict", cwd=copy.parent)
    assert done.returncode == 0, done.stderr
    if folder == ".":
        assert "busy: calendars/work.ics\n" in copy.read_text("utf-8")


def test_a_copy_of_a_list_of_calendars_names_each(runlift, tmp_path: Path) -> None:
    file = busy_week(tmp_path / "home")
    other = tmp_path / "other.ics"
    other.write_bytes((tmp_path / "home" / "calendars" / "work.ics").read_bytes())
    named = WEEK.replace("busy: calendars/work.ics", f"busy: [calendars/work.ics, {other.as_posix()}]")
    file.write_text(named, encoding="utf-8")
    copy = tmp_path / "copy.yaml"
    assert runlift("explain", file, "--apply", 1, "-o", copy).returncode == 0
    assert f"busy: [home/calendars/work.ics, {other.as_posix()}]" in copy.read_text("utf-8")
    assert load_asked(copy).scenario.away == load_asked(file).scenario.away
