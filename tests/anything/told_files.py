"""What each written file says of a plan's sessions, as the same plain values."""

import csv
import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from icalendar import Calendar

from scenarios.clock import Clock
from scenarios.zones import zone as database

EPOCH = dt.datetime(1970, 1, 1)


@dataclass(frozen=True, order=True)
class Told:
    """A session: from one instant to another (min since the epoch)."""

    start: int
    minutes: int
    type: str = ""
    name: str = ""


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def in_table(path: Path, zone: str | None) -> list[Told]:
    """The sessions of plan.csv; its wall times are read as the clock reads them."""
    clock = Clock(zone)
    return sorted(
        Told(
            clock.instant(dt.date.fromisoformat(row["date"]), row["start"]),
            int(row["minutes"]),
            row["type"],
            row["session"],
        )
        for row in rows(path)
        if row["start"]
    )


def in_document(document: dict[str, Any], zone: str | None) -> list[Told]:
    """The sessions of plan.json."""
    clock = Clock(zone)
    return sorted(
        Told(
            clock.instant(dt.date.fromisoformat(each["date"]), each["start"]),
            each["minutes"],
            each["type"],
            each["session"],
        )
        for each in document["sessions"]
    )


def in_calendar(path: Path) -> list[Told]:
    """The events of plan.ics, which have no names of ours, start and minutes only; what is cancelled is gone."""
    return sorted(
        Told(_instant(event.start), _instant(event.end) - _instant(event.start))
        for event in Calendar.from_ical(path.read_bytes()).events
        if event.get("status") != "CANCELLED"
    )


def _instant(moment: dt.date) -> int:
    """By our zone database; the machine's may be older."""
    assert isinstance(moment, dt.datetime)
    if moment.tzinfo is None:
        return int((moment - EPOCH).total_seconds()) // 60
    key = getattr(moment.tzinfo, "key", None)
    known = moment if key in (None, "UTC") else moment.replace(tzinfo=database(key))
    return int(known.timestamp()) // 60


def same_in_every_file(folder: Path, zone: str | None) -> None:
    """Assert that plan.csv, plan.ics, plan.json and strength.csv tell the same sessions at the same instants."""
    document = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    told = in_document(document, zone)
    assert in_table(folder / "plan.csv", zone) == told
    assert in_calendar(folder / "plan.ics") == [Told(each.start, each.minutes) for each in told]
    held = {
        (each["week"], each["session"]): [(e["place"], e["exercise"], e["sets"]) for e in each["exercises"]]
        for each in document["sessions"]
        if each["exercises"]
    }
    places = {(each["week"], each["session"]): each for each in document["sessions"]}
    lifted: dict[tuple[int, str], list[tuple[str, str, int]]] = {}
    for row in rows(folder / "strength.csv"):
        key = int(row["week"]), row["session"]
        lifted.setdefault(key, []).append((row["place"], row["exercise"], int(row["sets"])))
        assert (row["date"], row["slot"], row["start"]) == tuple(
            places[key][name] for name in ("date", "slot", "start")
        )
    assert lifted == held
