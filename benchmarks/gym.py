"""Times sharing one gym: ``python benchmarks/gym.py [--sizes 200 1000] [--tightness 0.9 0.6 0.3] [--joint 50 200]``.

Each size is a made-up roster (``make_roster.py``) whose members all lift at the gym, which is open in six slots of the
week. Tightness says how many places there are for each session asked for. For every size: the wall time of the program
without a gym, and at each tightness with it, the times as a ratio, sessions left out, points and the proven gap.

``--joint`` gives the same clubs to CP-SAT as one model - the members' own formulations, runs left out settled before,
linked by the places alone - for as long as the program took, with default parameters and as many workers.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

from make_roster import write_club

from scenarios.club import load_club
from scenarios.gym_hours import gym_slots
from scenarios.roster import open_roster
from solver.batch.members import work_of
from solver.batch.question import question_of
from solver.batch.together import bound_by
from solver.cpsat import LinearTerm, Model, Search
from solver.gym.ask import Ask
from solver.gym.priced_week import PricedWeek

RUNLIFT = [sys.executable, "-m", "solver", "batch"]
OPEN = "{mon: [evening], tue: [evening], wed: [morning, evening], thu: [evening], sat: [morning]}"
SLOTS = 6
ASKED = 2
"""Strength sessions that a made-up member asks for."""


def write_lifters(folder: Path, members: int) -> Path:
    """A made-up club in which everybody lifts at the gym; the club file's path."""
    club = write_club(folder, members)
    with (folder / "roster.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (folder / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, "strength_at": "gym"} for row in rows)
    return club


def with_gym(club: Path, members: int, tightness: float) -> Path:
    """The club with so many places for each session asked for; the new club file's path."""
    capacity = max(1, round(tightness * ASKED * members / SLOTS))
    file = club.with_name(f"gym-{tightness}.yaml")
    gym = f"gym:\n  capacity: {capacity}\n  open: {OPEN}\n"
    file.write_text(club.read_text(encoding="utf-8") + gym, encoding="utf-8")
    return file


def ran(club: Path, workers: int) -> tuple[float, str]:
    """Wall seconds of the program in a new folder, and what it said of the gym."""
    out = club.with_name(f"out-{club.stem}")
    shutil.rmtree(out, ignore_errors=True)
    began = time.perf_counter()
    command = [*RUNLIFT, str(club), "-o", str(out), "--workers", str(workers)]
    finished = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if finished.returncode not in (0, 3):
        raise SystemExit(finished.stderr)
    shutil.rmtree(out)
    told = [line for line in finished.stdout.splitlines() if line.startswith("gym: ")]
    return time.perf_counter() - began, told[0].removeprefix("gym: ") if told else ""


def joint(file: Path, seconds: float, workers: int) -> str:
    """What one model of all members comes to in so many seconds."""
    club = load_club(file)
    work, slots = work_of(open_roster(club)), gym_slots(club.club)
    places = tuple((slot.day, slot.slot) for slot in slots)
    model, terms, asked = Model(), list[LinearTerm](), 0
    taken: list[list[LinearTerm]] = [[] for _ in slots]
    weight = 0
    for member in work.members:
        question = question_of(work.questions[member.question])
        bound = bound_by(question.scenario, {name: club.club.groups[name] for name in question.groups})
        rules = (*bound.rules, *bound.pins())
        stands = PricedWeek(bound.instance, rules, places).answer(Ask("", places, (0,) * len(places), 1)).stands
        if stands is None:
            continue
        with patch("solver.formulations.patterns.Model", lambda: model):
            week = PricedWeek(bound.instance, rules, places)
        week._fix_runs(model, stands)
        terms += week._week.soft
        asked += stands.lifts
        weight += stands.worst
        for index, literal in week._seen.items():
            taken[index].append((1, literal))
    for slot, lifts in zip(slots, taken, strict=True):
        model.linear(lifts, None, slot.capacity)
    model.minimize([*terms, *((-weight, literal) for lifts in taken for _, literal in lifts)], weight * asked)
    outcome = Search(f"num_workers:{workers} max_time_in_seconds:{seconds} random_seed:1").run(model)
    if not outcome.values:
        return f"no plan ({outcome.status})"
    (left_out, points), (least, low) = divmod(outcome.objective, weight), divmod(max(0, outcome.bound), weight)
    gap = f"{100 * (points - low) / max(1, points):.1f} %" if least == left_out else f"{left_out - least} sessions"
    return f"{left_out} strength sessions left out; {points} points, gap {gap} ({outcome.status})"


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[200, 1_000], help="members")
    parser.add_argument("--tightness", type=float, nargs="+", default=[0.9, 0.6, 0.3], help="places for each session")
    parser.add_argument("--joint", type=int, nargs="*", default=[50, 200], help="members for one joint model, too")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    arguments = parser.parse_args()
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as name:
        for size in sorted({*arguments.sizes, *arguments.joint}):
            club = write_lifters(Path(name) / str(size), size)
            without, _ = ran(club, arguments.workers)
            print(f"\n{size} members: {without:.1f} s without a gym", flush=True)
            for tightness in arguments.tightness:
                file = with_gym(club, size, tightness)
                wall, told = ran(file, arguments.workers)
                told = re.sub(r"^.*?stand, ", "", told)
                print(f"  {tightness:.1f} places a session: {wall:6.1f} s, {wall / without:4.1f}x  {told}", flush=True)
                if size in arguments.joint:
                    print(
                        f"      one joint model: {wall:6.1f} s        {joint(file, wall, arguments.workers)}",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
