"""A log with a start that the clocks skip: told as a time that is, so that a plan made from it can be read again."""

from pathlib import Path

import pytest

from scenarios.clock import Clock
from scenarios.told import load_told


@pytest.mark.parametrize(
    ("zone", "date", "logged", "told"),
    [
        ("Europe/Berlin", "2027-03-28", "02:30", "03:00"),
        ("Europe/Berlin", "2027-03-28", "01:59", "01:59"),
        ("America/Nuuk", "2027-03-27", "23:30", "22:59"),
        ("Africa/Cairo", "2027-04-30", "00:10", "01:00"),
    ],
)
def test_a_time_that_the_clocks_skip_is_told_as_one_that_is(
    runlift, tmp_path: Path, zone: str, date: str, logged: str, told: str
) -> None:
    text = f"start: 2027-05-03\ntimezone: {zone}\navailable: {{mon: {{morning: 60}}}}\nlog: log.csv\n"
    (tmp_path / "log.csv").write_text(f"date,session,minutes,start\n{date},easy,40,{logged}\n")
    file = tmp_path / "week.yaml"
    file.write_text(text)
    done = next(each for each in load_told(file).scenario.history if each.session == "easy")
    assert (str(done.date), done.start) == (date, told)
    assert not Clock(zone).in_gap(done.date, done.start)
    assert runlift("solve", "week.yaml", "-o", "out", cwd=tmp_path).returncode == 0
    assert runlift("check", "out/plan.json", cwd=tmp_path).returncode == 0
