"""Real calendar programs read our file, with nothing but our own VTIMEZONE, and must find our instants.

They are not needed for everyday work: without them these tests are not collected, unless
``RUNLIFT_CLIENTS=required`` says that they must be there.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scenarios.instance import instance_of
from scenarios.plan import Plan
from scenarios.schema import WEEKDAYS, Scenario
from scenarios.sessions import PlannedSession
from solver.output.calendar import calendar, summary, uid

CLIENTS = Path(__file__).parents[1] / "clients"
REQUIRED = os.environ.get("RUNLIFT_CLIENTS") == "required"
ICAL_JS_THERE = shutil.which("node") is not None and (CLIENTS / "node_modules" / "ical.js").is_dir()
WEEKS = (
    ("Europe/Berlin", "2026-10-19"),
    ("Europe/Berlin", "2027-03-22"),
    ("America/Denver", "2026-10-26"),
    ("America/Denver", "2027-03-08"),
    ("Africa/Casablanca", "2026-02-09"),
    ("Africa/Casablanca", "2026-03-16"),
    ("Africa/Casablanca", "2026-09-14"),
    ("Australia/Lord_Howe", "2026-09-28"),
    ("Australia/Lord_Howe", "2027-03-29"),
    ("Asia/Kathmandu", "2026-12-28"),
    ("Europe/Dublin", "2027-03-22"),
    ("America/Santiago", "2027-03-29"),
    ("UTC", "2026-12-28"),
    (None, "2026-12-28"),
)
Event = dict[str, Any]
Read = Callable[[bytes], list[Event]]


def libical_there() -> bool:
    tools = shutil.which("gcc") and shutil.which("pkg-config")
    return bool(tools) and subprocess.run(["pkg-config", "--exists", "libical"], check=False).returncode == 0


def answered(command: list[str], written: bytes) -> str:
    finished = subprocess.run(command, input=written, capture_output=True, check=False)
    assert finished.returncode == 0, finished.stderr.decode()
    return finished.stdout.decode()


def plan_of(zone: str | None, start: str) -> Plan:
    """Sessions every three hours of two weeks, each 75 min, so that some cross every clock change and midnight."""
    scenario = Scenario.model_validate(
        {
            "athlete": {"name": 'Zoë "The; Hare", 漢\\字', "body_mass_kg": 61.5},
            "start": start,
            "weeks": 2,
            "timezone": zone,
            "available": {day: {"evening": 60} for day in WEEKDAYS},
            "runs": [{"type": "tempo", "minutes": 75}],
        }
    )
    instance = instance_of(scenario)
    session = instance.demands[0].session
    sessions = []
    for day in instance.days:
        for hour in range(0, 24, 3):
            at = instance.clock.instant(day.date, f"{hour:02}:10")
            name = f"tempo-{8 * (day.index % 7) + hour // 3 + 2}"
            sessions.append(PlannedSession(session, name, day.index, "any", at, at + session.minutes))
    return Plan(instance, tuple(sessions))


@pytest.fixture(scope="module")
def libical_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert libical_there(), "needs gcc, pkg-config and libical: apt-get install -y gcc pkg-config libical-dev"
    program = tmp_path_factory.mktemp("libical") / "read"
    flags = subprocess.run(
        ["pkg-config", "--cflags", "--libs", "libical"], capture_output=True, check=True, text=True
    ).stdout.split()
    source = str(CLIENTS / "read_with_libical.c")
    subprocess.run(["gcc", "-Wall", "-Wextra", "-Werror", "-o", str(program), source, *flags], check=True)
    return program


class Client:
    """What every client must find. A program that is not here is not asked."""

    @pytest.fixture
    def read(self) -> Read:
        raise NotImplementedError

    @pytest.mark.parametrize(("zone", "start"), WEEKS)
    def test_it_finds_every_event_at_our_instants(self, read: Read, zone: str | None, start: str) -> None:
        plan = plan_of(zone, start)
        found = {event["uid"]: (event["start"], event["end"]) for event in read(calendar(plan, {}))}
        wanted = {uid(plan, planned): (planned.start, planned.end) for planned in plan.sessions}
        assert len(wanted) == len(plan.sessions) == 112
        if zone is None:
            said = {
                key: tuple(f"floating {plan.instance.clock.wall(at):%Y%m%dT%H%M%S}" for at in times)
                for key, times in wanted.items()
            }
        else:
            said = {key: tuple(f"instant {60 * at}" for at in times) for key, times in wanted.items()}
        assert found == said

    def test_it_reads_the_times_from_our_own_zone_data(self, read: Read) -> None:
        """A file that moves Morocco by two hours is believed: the client has no better knowledge of its own."""
        plan = plan_of("Africa/Casablanca", "2026-07-06")
        written = calendar(plan, {})
        moved = written.replace(b"TZOFFSETTO:+0100", b"TZOFFSETTO:+0300")
        assert moved != written
        before = {event["uid"]: int(event["start"].split()[1]) for event in read(written)}
        after = {event["uid"]: int(event["start"].split()[1]) for event in read(moved)}
        assert {before[key] - after[key] for key in before} == {7200}

    def test_it_reads_our_words(self, read: Read) -> None:
        plan = plan_of("Europe/Berlin", "2026-10-19")
        first = plan.sessions[0]
        why = 'Key; run, "rested" \\ C:\\New legs: 漢字 🏃\nsecond line\r\nEND:VEVENT\r\nX-INJECTED:1'
        events = {event["uid"]: event for event in read(calendar(plan, {(0, first.name): why}))}
        event = events[uid(plan, first)]
        assert event["summary"] == summary(plan, first)
        assert event["categories"] == ["Run", "Key"]
        assert f"Why here: {why}\n".replace("\r\n", "\n") in event["description"]

    def test_it_reads_a_start_in_the_repeated_hour(self, read: Read) -> None:
        plan = plan_of("Europe/Berlin", "2026-10-19")
        twice = plan.instance.clock.instant(plan.instance.days[6].date, "02:30")
        sessions = tuple(
            replace(plan.sessions[index], day=6, start=twice + index * 60, end=twice + index * 60 + 60)
            for index in range(2)
        )
        plan = replace(plan, sessions=sessions)
        found = [(event["start"], event["end"]) for event in read(calendar(plan, {}))]
        assert found == [
            (f"instant {60 * twice}", f"instant {60 * (twice + 60)}"),
            (f"instant {60 * (twice + 60)}", f"instant {60 * (twice + 120)}"),
        ]


@pytest.mark.campaign
class TestIcalJs(Client):
    """ical.js, the reader inside Thunderbird and many web calendars."""

    __test__ = REQUIRED or ICAL_JS_THERE

    @pytest.fixture
    def read(self) -> Read:
        assert ICAL_JS_THERE, "needs node and ical.js: npm install --prefix tests/clients --no-package-lock"

        def told(time: dict[str, Any]) -> str:
            ((kind, value),) = time.items()
            return f"{kind} {str(value).replace('-', '').replace(':', '') if kind == 'floating' else value}"

        def events(written: bytes) -> list[Event]:
            read = json.loads(answered(["node", str(CLIENTS / "read_with_ical_js.mjs")], written))
            return [{**event, "start": told(event["start"]), "end": told(event["end"])} for event in read]

        return events


@pytest.mark.campaign
class TestLibical(Client):
    """libical, the reader inside Evolution, KOrganizer and many others."""

    __test__ = REQUIRED or libical_there()

    @pytest.fixture
    def read(self, libical_program: Path) -> Read:
        return lambda written: list(blocks(answered([str(libical_program)], written)))


def blocks(text: str) -> Iterator[Event]:
    """Events of libical's program: a field a line, ``uid`` the first of each."""
    event: Event = {}
    for line in text.splitlines():
        name, _, value = line.partition(" ")
        value = value.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\")
        if name == "uid":
            if event:
                yield event
            event = {"categories": []}
        if name == "categories":
            event[name].append(value)
        else:
            event[name] = value
    yield event
