"""A plan on other roads: Intervals.icu, Google Calendar, FIT workouts, each read back by somebody else's eyes."""

import csv
import datetime as dt
import io
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import pytest
from garmin_fit_sdk import Decoder, Stream

from scenarios.catalog import run_types
from scenarios.load import load
from scenarios.sessions import run_session
from solver.cli.main import solve as command
from solver.output.content import steps_of
from solver.output.deliver import more_files_of
from solver.output.identity import uid
from solver.result import Result
from solver.solve import solve

LIBRARY = Path(__file__).parents[2] / "scenarios" / "library"
(FORMATS,) = (option.type.choices for option in command.params if isinstance(option.type, click.Choice))
# as Intervals.icu writes lengths: h, m and s, and km for distances; a lone m is a minute
LENGTH = re.compile(r"(?:(\d+)m)?(?:(\d+)s)?")


@pytest.fixture(scope="module")
def result() -> Result:
    return solve(load(LIBRARY / "hill_race.yaml").scenario)


@pytest.fixture(scope="module")
def files(result: Result) -> dict[str, bytes]:
    return more_files_of(result, FORMATS)


def decoded(content: bytes) -> Mapping[str, Any]:
    """A FIT file as the format's own makers read it."""
    decoder = Decoder(Stream.from_bytes_io(io.BytesIO(content)))
    assert decoder.check_integrity()
    messages, errors = Decoder(Stream.from_bytes_io(io.BytesIO(content))).read()
    assert errors == []
    return messages


@pytest.mark.parametrize("type_", [id_ for id_ in run_types() if id_ not in {"rest", "race"}])
def test_the_steps_of_a_run_add_up_to_its_minutes(type_: str) -> None:
    for minutes in (5, 9, 20, 33, 45, 61, 90, 175):
        steps = steps_of(run_session(type_, minutes, "general"))
        assert sum(step.total_seconds for step in steps) == 60 * minutes, (type_, minutes, steps)
        assert all(step.seconds > 0 and step.times > 0 and step.rest_seconds >= 0 for step in steps)


def test_intervals_takes_every_session_with_a_stable_name(result: Result, files: dict[str, bytes]) -> None:
    events = json.loads(files["plan.intervals.json"])
    assert result.plan is not None
    assert {event["external_id"] for event in events} == {uid(result.plan, p) for p in result.plan.sessions}
    by_id = {event["external_id"]: event for event in events}
    for planned in result.plan.sessions:
        event = by_id[uid(result.plan, planned)]
        assert dt.datetime.fromisoformat(event["start_date_local"]) == result.plan.wall(planned).replace(tzinfo=None)
        assert event["moving_time"] == 60 * planned.session.minutes
        assert event["type"] == {"run": "Run", "strength": "WeightTraining"}[planned.session.kind]
        assert event["category"] == "WORKOUT"


def test_the_workout_text_counts_minutes_as_m(files: dict[str, bytes]) -> None:
    runs = [event for event in json.loads(files["plan.intervals.json"]) if event["type"] == "Run"]
    assert len(runs) == 5
    for event in runs:
        seconds, times = 0, 1
        for line in event["description"].split("\n"):
            repeated = re.search(r" (\d+)x$", line)
            if not line:
                times = 1
            elif repeated:
                times = int(repeated[1])
            elif line.startswith("- "):
                found = LENGTH.fullmatch(line.removeprefix("- ").removeprefix("Easy "))
                assert found, line
                seconds += times * (60 * int(found[1] or 0) + int(found[2] or 0))
        assert seconds == event["moving_time"], event["description"]


def test_only_steps_look_like_steps(files: dict[str, bytes]) -> None:
    """A count such as 4x in the words would be taken for repeats."""
    for event in json.loads(files["plan.intervals.json"]):
        words = event["description"].partition("\n\n")[0]
        assert not re.search(r"\d\s*x\b", words), words
        assert not any(line.startswith("-") for line in words.split("\n"))


def test_google_reads_days_and_times_of_every_session(result: Result, files: dict[str, bytes]) -> None:
    rows = list(csv.DictReader(io.StringIO(files["plan.google.csv"].decode("utf-8"))))
    assert result.plan is not None
    walls = sorted(
        (result.plan.wall(p).replace(tzinfo=None), result.plan.instance.clock.wall(p.end).replace(tzinfo=None))
        for p in result.plan.sessions
    )
    read = [
        tuple(dt.datetime.strptime(f"{row[f'{end} Date']} {row[f'{end} Time']}", "%m/%d/%Y %I:%M %p") for end in ENDS)
        for row in rows
    ]
    assert sorted(read) == walls
    assert all(row["All Day Event"] == "False" and "Warm-up" in row["Description"] for row in rows)


ENDS = ("Start", "End")


def test_a_watch_reads_every_run_step_by_step(result: Result, files: dict[str, bytes]) -> None:
    assert result.plan is not None
    runs = [p for p in result.plan.sessions if p.session.kind == "run"]
    fit = {name: content for name, content in files.items() if name.endswith(".fit")}
    assert sorted(fit) == sorted(f"{result.plan.date(p.day)}-{p.name}.fit" for p in runs)
    serials = set()
    for planned in runs:
        messages = decoded(fit[f"{result.plan.date(planned.day)}-{planned.name}.fit"])
        (file_id,), (workout,) = messages["file_id_mesgs"], messages["workout_mesgs"]
        assert file_id["type"] == "workout"
        serials.add(file_id["serial_number"])
        steps = messages["workout_step_mesgs"]
        assert (workout["sport"], workout["num_valid_steps"]) == ("running", len(steps))
        assert [step["message_index"] for step in steps] == list(range(len(steps)))
        assert seconds_of(steps) == 60 * planned.session.minutes
    assert len(serials) == len(runs)


def seconds_of(steps: list[dict[str, Any]]) -> float:
    """How long a watch is busy with the steps, going back as often as it is told."""
    total = 0.0
    for number, step in enumerate(steps):
        if step["duration_type"] == "repeat_until_steps_cmplt":
            again = sum(each["duration_time"] for each in steps[step["duration_step"] : number])
            total += again * (step["repeat_steps"] - 1)
        else:
            total += step["duration_time"]
    return total


def test_the_same_plan_gives_the_same_bytes(result: Result, files: dict[str, bytes]) -> None:
    assert more_files_of(result, FORMATS) == files


def run(*arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", f"{code}\nfrom solver.cli.main import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60)


def test_formats_are_asked_for_by_name(tmp_path: Path) -> None:
    scenario = str(LIBRARY / "hill_race.yaml")
    done = run("solve", scenario, "-o", str(tmp_path), "--format", "intervals", "--format", "google")
    assert done.returncode == 0, done.stderr
    names = {path.name for path in tmp_path.iterdir()}
    assert {"plan.ics", "plan.html", "plan.intervals.json", "plan.google.csv"} <= names
    assert not any(name.endswith(".fit") for name in names)
    refused = run("solve", scenario, "--format", "google")
    assert refused.returncode == 2
    assert "-o DIR" in refused.stderr


def test_a_missing_extra_is_told_before_anything_is_solved(tmp_path: Path) -> None:
    hidden = "import sys, importlib.util as u; find = u.find_spec\n"
    hidden += "u.find_spec = lambda name, *rest: None if name == 'fit_tool' else find(name, *rest)"
    refused = run("solve", str(LIBRARY / "minimal.yaml"), "-o", str(tmp_path / "out"), "--format", "fit", code=hidden)
    assert refused.returncode == 2
    assert refused.stderr.strip() == (
        "--format fit: fit-tool is not installed; accepted: pip install 'runlift[fit]' first"
    )
    assert not (tmp_path / "out").exists()
