"""Ways out of a week whose hours a calendar takes: its events would take them again from the changed file."""

import json
from pathlib import Path

CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//someone//else//EN
BEGIN:VEVENT
UID:away@elsewhere
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:20261201
END:VEVENT
END:VCALENDAR
"""
WEEK = {
    "start": "2026-11-30",
    "available": {"mon": {"morning": 30}, "tue": {"morning": 60}},
    "runs": [{"type": "easy", "minutes": 45}],
    "strength": {"focus": ["upper"]},
}


def solved(runlift, folder: Path, week: dict[str, object]):
    (folder / "week.json").write_text(json.dumps(week))
    return runlift("solve", "week.json", "--strict", cwd=folder)


def test_no_way_out_takes_time_that_a_calendar_takes_again(runlift, tmp_path: Path) -> None:
    (tmp_path / "life.ics").write_text(CALENDAR.replace("\n", "\r\n"), newline="")
    assert solved(runlift, tmp_path, WEEK).returncode == 0
    assert solved(runlift, tmp_path, {**WEEK, "busy": "life.ics"}).returncode == 1
    told = runlift("explain", "week.json", "--json", cwd=tmp_path)
    ways = json.loads(told.stdout)["ways_out"]
    assert ways
    assert not [way["text"] for way in ways if "more minutes" in way["text"]]
    for number, way in enumerate(ways, 1):
        runlift("explain", "week.json", "--apply", number, "-o", f"{number}.json", cwd=tmp_path)
        assert runlift("solve", f"{number}.json", "--strict", cwd=tmp_path).returncode == 0, way["text"]
