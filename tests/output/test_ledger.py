"""Exporting again: events are updated in place, numbered higher only when they changed, and cancelled once."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from scenarios.errors import InputError
from scenarios.schema import WEEKDAYS, Scenario
from solver.output.deliver import deliver, files_of
from solver.solve import solve

BIN = Path(sys.executable).parent


def asked(lifts: tuple[str, ...] = ("upper",), evening: int = 60, **more: Any) -> Scenario:
    return Scenario.model_validate(
        {
            "athlete": {"name": "Zoë; Hare, 漢字" * 4},
            "start": "2026-11-30",
            "timezone": "Europe/Berlin",
            "available": {day: {"morning": 60, "evening": evening} for day in WEEKDAYS},
            "runs": [{"type": "tempo", "minutes": 55, "days": ["tue"]}, {"type": "easy", "days": ["thu"]}],
            "strength": {"focus": lifts},
            **more,
        }
    )


def exported(folder: Path, scenario: Scenario) -> dict[str, Any]:
    """What the folder's calendar says after an export: session -> event."""
    deliver(folder, solve(scenario), scenario, "0" * 64)
    events = Calendar.from_ical((folder / "plan.ics").read_bytes()).walk("VEVENT")
    return {str(event["X-RUNLIFT-SESSION"]): event for event in events}


def sequence(event: Any) -> int:
    return int(event.get("sequence", 0))


def test_a_first_export_is_as_it_would_be_without_a_ledger(tmp_path: Path) -> None:
    scenario = asked()
    result = solve(scenario)
    deliver(tmp_path, result, scenario, "0" * 64)
    assert (tmp_path / "plan.ics").read_bytes() == files_of(result, scenario, "0" * 64)["plan.ics"]


def test_nothing_changed_nothing_is_numbered(tmp_path: Path) -> None:
    exported(tmp_path, asked())
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    exported(tmp_path, asked())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first


def test_what_changed_is_numbered_and_keeps_its_identity(tmp_path: Path) -> None:
    before = exported(tmp_path, asked())
    changed = asked(runs=[{"type": "tempo", "minutes": 55, "days": ["wed"]}, {"type": "easy", "days": ["sat"]}])
    after = exported(tmp_path, changed)
    assert {name: event["uid"] for name, event in after.items()} == {name: e["uid"] for name, e in before.items()}
    assert after["tempo"].start != before["tempo"].start
    assert sequence(after["tempo"]) == sequence(after["easy"]) == 1
    again = exported(tmp_path, asked())
    assert sequence(again["tempo"]) == 2
    assert sequence(exported(tmp_path, asked())["tempo"]) == 2


def test_what_is_gone_is_cancelled_once_and_may_come_back(tmp_path: Path) -> None:
    before = exported(tmp_path, asked())
    gone = exported(tmp_path, asked(lifts=()))["upper"]
    assert (str(gone["status"]), gone["uid"], sequence(gone)) == ("CANCELLED", before["upper"]["uid"], 1)
    assert gone.start == before["upper"].start
    assert "upper" not in exported(tmp_path, asked(lifts=()))
    back = exported(tmp_path, asked())["upper"]
    assert (str(back["status"]), sequence(back)) == ("CONFIRMED", 2)


def test_a_cancelled_time_needs_no_zone_the_calendar_lacks(tmp_path: Path) -> None:
    before = exported(tmp_path, asked())
    gone = exported(tmp_path, asked(lifts=(), timezone=None))["upper"]
    assert gone.start == before["upper"].start.astimezone(dt.UTC)
    assert "TZID" not in gone["dtstart"].params


def test_the_weeks_before_are_left_alone(tmp_path: Path) -> None:
    exported(tmp_path, asked())
    later = exported(tmp_path, asked(start="2026-12-07"))
    assert {str(event["status"]) for event in later.values()} == {"CONFIRMED"}


def test_another_runner_begins_anew(tmp_path: Path) -> None:
    exported(tmp_path, asked())
    other = exported(tmp_path, asked(athlete={"name": "Bo"}))
    assert {str(event["status"]) for event in other.values()} == {"CONFIRMED"}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 9}', "\udcff", "[" * 5000])
def test_a_ledger_that_is_none_is_told_and_nothing_is_written(tmp_path: Path, text: str) -> None:
    exported(tmp_path, asked())
    before = (tmp_path / "plan.ics").read_bytes()
    (tmp_path / "plan.ledger.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError, match=r"plan\.ledger\.json: .*accepted: "):
        exported(tmp_path, asked(lifts=()))
    assert (tmp_path / "plan.ics").read_bytes() == before


def test_a_plan_taken_up_again_cancels_what_it_drops(runlift, tmp_path: Path) -> None:
    exported(tmp_path, asked())
    blocked = [word for day in range(1, 7) for word in ("--block", f"2026-12-0{day}")]
    done = runlift("replan", tmp_path / "plan.json", "--from", "2026-12-01", *blocked, "-o", tmp_path)
    assert done.returncode == 0, done.stderr
    events = Calendar.from_ical((tmp_path / "plan.ics").read_bytes()).walk("VEVENT")
    cancelled = [event for event in events if str(event.get("status")) == "CANCELLED"]
    assert cancelled
    assert {sequence(event) for event in cancelled} == {1}
    assert len({str(event["uid"]) for event in events}) == len(events)


def test_a_plan_taken_up_into_a_new_folder_goes_on_from_the_old_calendar(runlift, tmp_path: Path) -> None:
    old, new = tmp_path / "out", tmp_path / "new"
    before = exported(old, asked())
    told = (old / "plan.ledger.json").read_bytes()
    words = ("replan", old / "plan.json", "--from", "2026-11-30", "--block", "2026-12-01")
    assert runlift(*words, "-o", new).returncode == 0
    assert (old / "plan.ledger.json").read_bytes() == told
    events = Calendar.from_ical((new / "plan.ics").read_bytes()).walk("VEVENT")
    after = {str(event["X-RUNLIFT-SESSION"]): event for event in events}
    assert {str(event["uid"]) for event in events} == {str(event["uid"]) for event in before.values()}
    assert (after["tempo"].get("status"), sequence(after["tempo"])) == ("CANCELLED", 1)
    for name, event in after.items():
        assert sequence(event) == 1 or event.to_ical() == before[name].to_ical(), name
    files = ("plan.ics", "plan.ledger.json")
    in_new = [(new / name).read_bytes() for name in files]
    assert runlift(*words, "-o", old).returncode == 0
    assert [(old / name).read_bytes() for name in files] == in_new


def run(*command: str, home: Path) -> str:
    finished = subprocess.run(
        [str(BIN / command[0]), *command[1:]], env={"HOME": str(home), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=60, input="y\n",
    )  # fmt: skip
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


def test_khal_moves_events_and_doubles_none(tmp_path: Path) -> None:
    config, out = tmp_path / "khal.conf", tmp_path / "out"
    config.write_text(
        f"[calendars]\n[[training]]\npath = {tmp_path / 'vdir'}\ntype = calendar\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n[locale]\nlocal_timezone = Europe/Berlin\n"
        "default_timezone = Europe/Berlin\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    )
    (tmp_path / "vdir").mkdir()

    def shown() -> list[str]:
        run("khal", "-c", str(config), "import", "--batch", "-a", "training", str(out / "plan.ics"), home=tmp_path)
        listed = ("{start} {status}", "--day-format", "", "2026-11-30", "7d")
        return sorted(run("khal", "-c", str(config), "list", "--format", *listed, home=tmp_path).split("\n"))

    def expected(events: dict[str, Any]) -> list[str]:
        return sorted(f"{event.start:%Y-%m-%d %H:%M} {event['status']}" for event in events.values())

    first = exported(out, asked())
    assert [line.strip() for line in shown() if line.strip()] == expected(first)
    second = exported(out, asked(runs=[{"type": "tempo", "minutes": 55, "days": ["wed"]}], lifts=()))
    assert [line.strip() for line in shown() if line.strip()] == expected(second)
    assert {str(event["status"]) for event in second.values()} == {"CONFIRMED", "CANCELLED"}


def test_vdirsyncer_updates_items_in_place(tmp_path: Path) -> None:
    config, out, vdir = tmp_path / "config", tmp_path / "out", tmp_path / "vdir"
    config.write_text(
        f'[general]\nstatus_path = "{tmp_path / "status"}"\n[pair mine]\na = "plan"\nb = "here"\ncollections = null\n'
        f'conflict_resolution = "a wins"\n[storage plan]\ntype = "singlefile"\npath = "{out / "plan.ics"}"\n'
        f'[storage here]\ntype = "filesystem"\npath = "{vdir}"\nfileext = ".ics"\n'
    )
    vdir.mkdir()

    def synced() -> dict[str, tuple[str, int]]:
        for step in ("discover", "sync"):
            run("vdirsyncer", "-c", str(config), step, home=tmp_path)
        events = [Calendar.from_ical(path.read_bytes()).walk("VEVENT")[0] for path in vdir.glob("*.ics")]
        assert len({str(event["uid"]) for event in events}) == len(events)
        return {str(event["X-RUNLIFT-SESSION"]): (str(event["status"]), sequence(event)) for event in events}

    exported(out, asked())
    assert synced() == {"tempo": ("CONFIRMED", 0), "easy": ("CONFIRMED", 0), "upper": ("CONFIRMED", 0)}
    exported(out, asked(lifts=(), runs=[{"type": "tempo", "minutes": 55, "days": ["wed"]}]))
    assert synced() == {"tempo": ("CONFIRMED", 1), "easy": ("CANCELLED", 1), "upper": ("CANCELLED", 1)}
    exported(out, asked(lifts=(), runs=[{"type": "tempo", "minutes": 55, "days": ["wed"]}]))
    assert synced() == {"tempo": ("CONFIRMED", 1)}


def test_the_ledger_holds_no_name(tmp_path: Path) -> None:
    exported(tmp_path, asked())
    ledger = (tmp_path / "plan.ledger.json").read_text(encoding="utf-8")
    assert "Zoë" not in ledger
    assert json.loads(ledger)["format"] == 1
