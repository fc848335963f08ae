"""Writes a made-up club: ``python benchmarks/make_roster.py 1000 FOLDER [--copies N [--turn T]] [--seed S]``.

The same numbers give the same club. Of N copies each, the members differ in id and name only, and ask what one in N
members of the club without copies asks: turns 0 to N - 1 together ask all of it. A tenth of the members, more or less,
cannot join a group's night or miss a session; that is what clubs are like.
"""

from __future__ import annotations

import argparse
import csv
import random
from pathlib import Path

CLUB = """\
name: Made-up Harriers
timezone: Europe/London
start: 2026-11-30
roster: roster.csv
defaults:
  goal: 10k
  strength: {focus: [upper, lower], minutes: 30, equipment: [dumbbell]}
groups:
  track: {session: intervals, day: tue, slot: evening, minutes: 60}
  long_run: {session: long, day: sun, slot: morning, minutes: 90}
  hill_reps: {session: hills, day: thu, slot: evening, minutes: 50}
"""
HEADER = (
    "id",
    "name",
    "goal",
    "level",
    "groups",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "strength_at",
    "rules",
)
FIRST = [
    "Ana",
    "Bo",
    "Cy",
    "Dara",
    "Eli",
    "Femi",
    "Gita",
    "Hugo",
    "Ines",
    "Jun",
    "Kofi",
    "Lena",
    "Milo",
    "Nora",
    "Omar",
    "Petra",
    "Quinn",
    "Rosa",
    "Sven",
    "Tariq",
    "Uma",
    "Vera",
    "Wei",
]
LAST = [
    "Ferreira",
    "Nguyen",
    "O'Brien",
    "Okafor",
    "Lindqvist",
    "Weber",
    "Haddad",
    "Kowalska",
    "Tanaka",
    "Silva",
    "Novak",
    "Moreau",
    "Rossi",
    "Jensen",
    "Patel",
]
GOALS = ("5k", "10k", "half", "marathon", "hill_race", "general")
GROUPS = ("", "", "track", "track", "long_run", "track|long_run", "hill_reps", "hill_reps|long_run")
RULES = ("", "", "", "heavy_legs_before_key_run.hours=36", "full_rest_days.days=2", "run_lift_gap=false")
WEEKDAY = (
    "",
    "morning:60",
    "evening:60",
    "evening:75",
    "morning:60 evening:60",
    "morning:75 evening:75",
    "midday:45 evening:60",
)
WEEKEND = ("morning:90", "morning:120", "morning:150", "morning:180 evening:60")


def rows(count: int, copies: int, seed: int, turn: int = 0) -> list[list[str]]:
    """The roster's rows without the header."""
    dice = random.Random(seed)
    different = _different(count, dice)
    if copies > 1:
        asked = [row[2:] for row in different[turn::copies] for _ in range(copies)][:count]
        different = [_member(number, asks, dice) for number, asks in enumerate(asked, 1)]
    dice.shuffle(different)
    return different


def _different(count: int, dice: random.Random) -> list[list[str]]:
    """Members no two of whom ask the same."""
    made: list[list[str]] = []
    seen: set[tuple[str, ...]] = set()
    while len(made) < count:
        groups = dice.choice(GROUPS)
        free = [dice.choice(WEEKDAY) for _ in range(5)] + [dice.choice(WEEKEND) for _ in range(2)]
        if dice.random() < 0.9:  # most who join a night are free for it
            free[1] = "evening:90" if "track" in groups else free[1]
            free[3] = "evening:75" if "hill_reps" in groups else free[3]
        asks = (dice.choice(GOALS), dice.choice(("novice", "intermediate", "advanced")), groups, *free)
        rules = dice.choice(RULES)
        if (*asks, rules) in seen:
            continue
        seen.add((*asks, rules))
        name = f"{dice.choice(FIRST)} {dice.choice(LAST)}"
        made.append([f"m{len(made) + 1:05}", name, *asks, dice.choice(("gym", "home")), rules])
    return made


def _member(number: int, asks: list[str], dice: random.Random) -> list[str]:
    return [f"m{number:05}", f"{dice.choice(FIRST)} {dice.choice(LAST)}", *asks]


def write_club(folder: Path, count: int, copies: int = 1, seed: int = 1, turn: int = 0) -> Path:
    """Write club file and roster into ``folder``; the club file's path."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows(count, copies, seed, turn))
    (folder / "club.yaml").write_text(CLUB, encoding="utf-8")
    return folder / "club.yaml"


def main() -> None:
    """Write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("members", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--copies", type=int, default=1, help="members who ask the same")
    parser.add_argument("--turn", type=int, default=0, help="which of as many clubs of copies, from 0")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    print(write_club(arguments.folder, arguments.members, arguments.copies, arguments.seed, arguments.turn))


if __name__ == "__main__":
    main()
