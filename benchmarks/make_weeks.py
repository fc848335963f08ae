"""Writes the stored weeks in ``benchmarks/weeks/``: real scenario files, varied, the same ones every time.

``python benchmarks/make_weeks.py`` writes them again; a change here is a new set and needs new results.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent / "weeks"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ZONES = ("Europe/Berlin", "America/Denver", "Africa/Casablanca", "Asia/Kathmandu", "Australia/Lord_Howe")
STARTS = ("2026-11-30", "2026-10-19", "2027-03-22", "2027-02-22", "2026-12-28")
RUNS = {
    "5k": ("intervals 55", "tempo 50", "long 75"),
    "10k": ("tempo 55", "intervals 55", "long 85"),
    "half": ("tempo 60", "race_pace 65", "long 100"),
    "marathon": ("race_pace 70", "tempo 55", "long 140"),
    "ultra": ("hills 60", "medium_long 95", "long 180"),
    "hill_race": ("hills 50", "tempo 55", "long 95"),
    "general": ("fartlek 45", "tempo 45", "long 60"),
    "return": ("fartlek 35", "long 45"),
}
SHAPES = ("narrow", "usual", "wide", "wide_repeat")


def shape_of(number: int) -> str:
    """Which free time a stored week has."""
    return SHAPES[number // len(RUNS) % len(SHAPES)]


def free_time(shape: str, rng: random.Random) -> dict[str, dict[str, int]]:
    """Weekday -> slot -> minutes free."""
    free: dict[str, dict[str, int]] = {}
    for day in DAYS:
        weekend = day in ("sat", "sun")
        if shape.startswith("wide"):
            free[day] = {"morning": 180 if weekend else 90, "midday": 90, "evening": 60}
            continue
        chance = {"narrow": 0.45, "usual": 0.75}[shape]
        slots: dict[str, int] = {}
        if rng.random() < chance:
            slots["morning"] = 180 if weekend else rng.choice((60, 75, 90))
        if rng.random() < chance / 3:
            slots["midday"] = rng.choice((30, 45, 60))
        if rng.random() < chance:
            slots["evening"] = rng.choice((45, 60, 75))
        free[day] = slots
    free["sat"].setdefault("morning", 180)
    return free


def week(number: int) -> str:
    """The text of one scenario file."""
    rng = random.Random(f"stored week {number}")
    goal = tuple(RUNS)[number % len(RUNS)]
    shape = shape_of(number)
    policy = ("easy_days", "hard_days", "any", "easy_days")[number % 4 if number % 3 else 0]
    level, zone, start = rng.choice(("novice", "intermediate", "advanced")), rng.choice(ZONES), rng.choice(STARTS)
    lines = [
        f"# Stored week {number:03}: {goal}, {shape} free time.",
        f"athlete: {{name: Week {number:03}, level: {level}}}",
        f"timezone: {zone}",
        f"start: {start}",
        f"goal: {goal}",
        "available:",
    ]
    for day, slots in free_time(shape, rng).items():
        lines.append(f"  {day}: {{{', '.join(f'{slot}: {minutes}' for slot, minutes in slots.items())}}}")
    lines += ["runs:", *runs(goal, rng)]
    focus = rng.choice(
        ("upper, lower, full", "upper, lower, full", "upper, lower", "full, full", "upper, upper, lower")
    )
    lines.append(f"strength: {{focus: [{focus}], minutes: {rng.choice((20, 25, 30))}, policy: {policy}}}")
    if rng.random() < 0.5:
        lines.append(f"prefer: {{long: {{days: [{rng.choice(('sat', 'sun'))}]}}, strength: {{slots: [evening]}}}}")
    if shape == "wide_repeat" or (shape == "usual" and rng.random() < 0.3):
        lines.append("repeat: true")
    elif rng.random() < 0.5:
        lines += ["history:", *history(dt.date.fromisoformat(start))]
    if rng.random() < 0.3:
        lines.append(f"rules: {{heavy_legs_before_key_run: {{hours: {rng.choice((24, 36, 40))}}}}}")
    return "\n".join(lines) + "\n"


def runs(goal: str, rng: random.Random) -> Iterator[str]:
    """Five runs, a line each: the goal's own, and easy ones."""
    for run in RUNS[goal]:
        kind, minutes = run.split()
        yield f"  - {{type: {kind}, minutes: {minutes}}}"
    easy = 5 - len(RUNS[goal])
    if rng.random() < 0.5:
        yield f"  - {{type: easy, minutes: 40, times: {easy}}}"
    else:
        yield from (f"  - {{type: easy, minutes: {30 + 15 * extra}}}" for extra in range(easy))
    if rng.random() < 0.15:
        yield "  - {type: cross_training, minutes: 45}"


def history(start: dt.date) -> Iterator[str]:
    """A long run on the day before the week, a heavy session on the one before that."""
    yield f'  - {{session: long, date: {start - dt.timedelta(days=1)}, start: "09:00", minutes: 80}}'
    yield f'  - {{session: lower, date: {start - dt.timedelta(days=2)}, start: "18:00", minutes: 30}}'


def main() -> None:
    """Write all stored weeks."""
    FOLDER.mkdir(exist_ok=True)
    for number in range(112):
        (FOLDER / f"week_{number:03}.yaml").write_text(week(number), encoding="utf-8")


if __name__ == "__main__":
    main()
