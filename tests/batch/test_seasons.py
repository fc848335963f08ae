"""A club's season as its coach runs it: each week's night binds, and whoever cannot join in a week is told why."""

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Club = Any
Row = Callable[..., str]
SEASON = """
name: Hill Street Harriers
timezone: Europe/London
start: 2026-11-30
weeks: 4
roster: roster.csv
defaults:
  goal: 10k
  strength: {focus: [upper, lower], minutes: 30}
  race: {date: 2026-12-27}
  away: [{from: 2026-12-08, to: 2026-12-08}]
groups:
  track: {session: tempo, day: tue, slot: evening, minutes: 60}
  hills: {session: hills, day: thu, slot: evening, minutes: 45}
  long_run: {session: long, day: sun, slot: morning, minutes: 100}
"""
NO_TUESDAY = "evening:60,,morning:60 evening:60,evening:60,morning:75,morning:90,morning:150"


@pytest.fixture
def ended(club: Club, member: Row, runlift: Callable[..., subprocess.CompletedProcess[str]]) -> Path:
    club.write(
        member("ana", "Ana", groups="track|long_run"),
        member("bo", "Bo", groups="track|hills", free=NO_TUESDAY),
        member("cy", "Cy"),
        club=SEASON,
    )
    finished = runlift("batch", club.file, "-o", club.out, "--workers", 2)
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout == "1 planned + 2 left short with reasons + 0 rejected + 0 quarantined = 3 rows\n"
    out: Path = club.out
    return out


def test_a_season_of_nights(ended: Path) -> None:
    ana, bo, cy = csv.DictReader((ended / "club.csv").read_text(encoding="utf-8").splitlines())
    assert (ana["groups"], bo["groups"], cy["status"]) == ("track|long_run", "", "planned")
    # the club is away on the second Tuesday: that week's night is left out, no other
    assert runs(ended / ana["folder"], "tempo") == [("1", "tue", "evening")]
    assert runs(ended / ana["folder"], "long") == [(week, "sun", "morning") for week in "123"]
    assert ana["why"].startswith("tempo, 50 min: in week 2 ")
    assert ana["why"].endswith("(away Tue 8 Dec); it is fixed on Tue 8 Dec evening")
    # nights of weeks that cannot be are given up for the whole season, each with its own reason
    assert "without the track group: no time is free on Tue evening" in bo["why"]
    assert "without the hills group: no week of the season asks for hills; its weeks ask for " in bo["why"]
    assert [week for week, *_ in runs(ended / bo["folder"], "tempo")] == ["1", "2"]
    notes = json.loads((ended / bo["folder"] / "plan.json").read_text(encoding="utf-8"))["notes"]
    assert sum(note.startswith("without the ") for note in notes) == 2
    for board in ("index", "board-2-1", "board-3-1", "board-4-1"):
        page = (ended / f"{board}.html").read_text(encoding="utf-8")
        assert ("Ana" in page, "Tempo / threshold, 50 min" in page) == (True, board == "board-2-1")


def runs(folder: Path, type_: str) -> list[tuple[str, str, str]]:
    """Week, day and slot of each run of a type."""
    rows = csv.DictReader((folder / "plan.csv").read_text(encoding="utf-8").splitlines())
    return [(row["week"], row["day"], row["slot"]) for row in rows if row["session"] == type_]
