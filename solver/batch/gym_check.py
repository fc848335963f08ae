"""The gym's places counted once more, from the files the members get: nothing of the search is trusted here."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from scenarios.club import AT_THE_GYM, Club
from scenarios.schema import WEEKDAYS
from solver.batch.journal import Journal
from solver.batch.members import Planned
from solver.batch.outcome import QUARANTINED
from solver.defect import Defect

if TYPE_CHECKING:
    from solver.batch.gym import SharedGym

TABLE = "plan.csv"


def check_gym(out: Path, club: Club, members: Iterable[Planned]) -> Counter[tuple[str, str]]:
    """Count the strength sessions in the tables of those who lift at the gym, by (ISO date, slot).

    Raises ``Defect`` where more stand than the club file allows, and ``OSError`` for a table that cannot be read.
    """
    taken: Counter[tuple[str, str]] = Counter()
    if club.gym is None:
        return taken
    for member in members:
        table = out / member.label.folder / TABLE
        if member.strength_at != AT_THE_GYM or not table.exists():
            continue
        with table.open(encoding="utf-8", newline="") as file:
            taken.update((row["date"], row["slot"]) for row in csv.DictReader(file) if row["kind"] == "strength")
    for (date, slot), lifters in sorted(taken.items()):
        places = _places(club, dt.date.fromisoformat(date), slot)
        if lifters > places:
            raise Defect(f"{lifters} members lift on {date} {slot}, where the gym holds {places}")
    return taken


def check_lots(gym: SharedGym, journal: Journal) -> None:
    """Compare the members' plans with what the search for places counted on. Raises ``Defect`` where they differ."""
    now = {member.row: member for member in gym.work.members}
    for lot in gym.lots:
        member = now[gym.lifters[lot.lifter].row]
        entry = journal.entry(member.fingerprint)
        if entry["status"] == QUARANTINED or entry["summary"]["proof"] != "optimal":
            continue
        summary = entry["summary"]
        found = sum(session["kind"] == "strength" for session in summary["sessions"]), summary["points"]
        if found != (lot.stands, lot.points):
            raise Defect(f"row {member.row}: {found} strength sessions and points, {lot.stands, lot.points} expected")


def _places(club: Club, date: dt.date, slot: str) -> int:
    gym = club.gym
    if gym is None or date in gym.closed:
        return 0
    if slot in gym.exceptions.get(date, {}):
        return gym.exceptions[date][slot]
    return gym.capacity if slot in gym.open.get(WEEKDAYS[date.weekday()], ()) else 0
