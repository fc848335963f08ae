"""What `solve` says of the check-ins of its log, which it does not plan by: less is asked, and how to get it."""

import datetime as dt
import json
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from constraints.week.morning_check_in import MorningCheckIn
from solver.commands.solve import solve_files
from solver.replan.first_morning import with_first_morning

SATURDAY, SUNDAY, MONDAY = (dt.date(2026, 11, 28) + dt.timedelta(days=day) for day in range(3))
Taken: TypeAlias = Any


def notes(week: Taken, *rows: str) -> tuple[str, ...]:
    """What is told of the plan of ``week``, whose Monday has a leg session and whose Tuesday an easy run."""
    told = with_first_morning(week.plan, week.log(*rows), week.scenario.readiness, MorningCheckIn(), "my log.csv")
    return told.instance.notes


def test_pain_before_the_first_day_is_told_with_its_days_and_the_command(week: Taken) -> None:
    ran, hurt = week.row(SATURDAY, "08:00,easy,30"), week.row(SUNDAY, pain=7, gait_changed="yes")
    (note,) = notes(week, ran, hurt, week.row(MONDAY, pain=7))
    assert "no running and no leg session from Mon 30 Nov to Tue 1 Dec (A9: pain 7)" in note
    assert note.endswith("runlift replan plan.json --from 2026-11-30 --log 'my log.csv'")


def test_a_session_made_easier_is_told_by_name(week: Taken) -> None:
    (note,) = notes(week, week.row(MONDAY, fatigue=4))
    assert "lower made easier (A6: fatigue 4)" in note


def test_a_morning_that_takes_nothing_of_this_plan_is_not_told(week: Taken) -> None:
    assert not notes(week, week.row(MONDAY, soreness_legs=1, fatigue=1))
    assert not notes(week, week.row(MONDAY, soreness_upper=8)), "no upper session that day"
    assert not notes(week, week.row(SATURDAY, "08:00,easy,30", fatigue=4))


def test_the_note_stands_first_in_the_plan_and_goes_with_the_rule(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log.csv").write_text("date,session,minutes,pain\n2026-11-30,,,7\n")
    lines = "start: 2026-11-30\nlog: log.csv\navailable: {mon: {evening: 60}}\nruns: [{type: easy, minutes: 30}]\n"
    for rules, told in (("", True), ("rules: {morning_check_in: false}\n", False)):
        (tmp_path / "a.yaml").write_text(f"{lines}strength: {{focus: []}}\n{rules}")
        assert solve_files([str(tmp_path / "a.yaml")], None, strict=False, seconds=None, as_json=True) == 0
        first = [*json.loads(capsys.readouterr().out)["notes"], ""][0]
        assert first.startswith("the log's check-in asks for less") == told
