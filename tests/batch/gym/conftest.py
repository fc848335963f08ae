"""A club whose members share a gym."""

import csv
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

GYM = """\
gym:
  capacity: 2
  open: {mon: [evening], wed: [evening, morning], fri: [morning]}
"""
FREE = (
    "evening:60,evening:90,morning:60 evening:60,evening:60,morning:75,morning:90,morning:150",
    "evening:45,evening:60,evening:60,,morning:60 evening:60,morning:90,morning:120",
    ",evening:75,evening:60,morning:60,morning:75,,morning:150",
)


class GymClub:
    """A club folder, the text of its file with a gym, and members who lift there."""

    def __init__(self, club: Any, member: Callable[..., str]) -> None:
        self._club, self._member = club, member
        self.gym = f"{club.text}{GYM}"

    def __getattr__(self, name: str) -> Any:
        return getattr(self._club, name)

    def lifters(self, count: int, where: str = "gym") -> list[str]:
        """Rows of members who lift there, of whom few ask the same."""
        goals = ("10k", "half", "5k")
        return [
            self._member(
                f"m{n}",
                f"Member {n}",
                goal=goals[n % 3],
                groups="track" if n % 2 else "",
                free=FREE[n % 3],
                strength_at=where,
            )
            for n in range(count)
        ]

    def taken(self) -> Counter[tuple[str, str]]:
        """Strength sessions in all members' tables, by weekday and slot."""
        found: Counter[tuple[str, str]] = Counter()
        for table in self._club.out.glob("*/plan.csv"):
            with table.open(encoding="utf-8", newline="") as file:
                found.update((row["day"], row["slot"]) for row in csv.DictReader(file) if row["kind"] == "strength")
        return found


@pytest.fixture
def club(club: Any, member: Callable[..., str]) -> GymClub:
    """A club with a gym; see ``GymClub``."""
    return GymClub(club, member)
