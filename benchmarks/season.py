"""What a season costs: how time grows with its weeks, and sixteen weeks of every goal and level.

``python benchmarks/season.py`` prints processor seconds (build and solve, one worker), searches of single weeks, and
what the chain of weeks would have given. Every week of a season differs from the others in its hours or its runs.
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
from typing import get_args

from constraints.settings import grid_of
from scenarios.schema import WEEKDAYS, Goal, Scenario
from solver.formulations.objective import Fold
from solver.options import Options
from solver.prepared import prepare
from solver.season.season import Season, StretchSearch

START = dt.date(2026, 11, 30)
USUAL: dict[str, dict[str, int]] = {
    "mon": {"evening": 60},
    "tue": {"morning": 75, "evening": 60},
    "wed": {"morning": 90, "evening": 60},
    "thu": {"morning": 75, "evening": 60},
    "fri": {"evening": 60},
    "sat": {"morning": 120, "evening": 60},
    "sun": {"morning": 210},
}
ROOMY = {
    day: {"morning": 240, "evening": 90} if day in ("sat", "sun") else {"morning": 75, "evening": 75}
    for day in WEEKDAYS
}
WIDE = {day: {"morning": 240, "midday": 60, "evening": 90} for day in WEEKDAYS}
HOURS = {"usual": USUAL, "roomy": ROOMY, "wide": WIDE}


def season(goal: str, level: str, weeks: int, hours: dict[str, dict[str, int]], *, differing: bool = False) -> Scenario:
    """A season to a race in its last week; ``differing``: no two weeks have the same hours."""
    said: dict[str, object] = {
        "goal": goal,
        "athlete": {"level": level},
        "start": START,
        "weeks": weeks,
        "available": hours,
    }
    if goal not in ("general", "return"):
        said["race"] = {"date": START + dt.timedelta(days=7 * weeks - 1)}
    if differing:
        days = (START + dt.timedelta(days=7 * week + week % 5) for week in range(weeks))
        said["away"] = [
            {"from": day, "to": day, "available": {"morning": 61 + week, "evening": 45}}
            for week, day in enumerate(days)
        ]
    return Scenario.model_validate(said)


def measured(scenario: Scenario) -> str:
    """One line: seconds, searches, what was found and proven."""
    instance, rules = prepare(scenario)
    began = time.process_time()
    whole = Season(grid_of(instance, rules), Options())
    chain = whole.chain()
    chained = time.process_time() - began
    stretch = StretchSearch(whole, range(len(whole.weeks)))
    stretch.offer(chain)
    first = stretch.cost
    found = stretch.solve()
    seconds = time.process_time() - began
    proven = "proven" if found.cost == found.bound else f"bound {told(found.bound, whole.fold)}"
    return (
        f"{seconds:7.2f} s  {whole.searches / len(whole.weeks):5.1f} searches a week   chain {chained:5.2f} s "
        f"{told(first, whole.fold)}   together {told(found.cost, whole.fold)}  {proven}"
    )


def told(cost: int | None, fold: Fold) -> str:
    """A cost as key/easy/strength left out, and points."""
    if cost is None:
        return "none"
    counts, points = fold.apart(cost)
    return f"{'/'.join(str(count) for count in counts.values())} {points:4}"


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--goals", nargs="*", default=get_args(Goal))
    parser.add_argument("--hours", nargs="*", default=list(HOURS), choices=list(HOURS))
    parser.add_argument("--skip", choices=("growth", "goals"), help="leave out one of the two parts")
    asked = parser.parse_args()
    if asked.skip != "growth":
        for hours in asked.hours:
            print(f"growth: intermediate, marathon, {hours} hours, all weeks different")
            for weeks in (2, 4, 8, 16, 26, 39, 52):
                scenario = season("marathon", "intermediate", weeks, HOURS[hours], differing=True)
                print(f"  {weeks:3} weeks {measured(scenario)}", flush=True)
    if asked.skip != "goals":
        for hours in asked.hours:
            print(f"16 weeks, {hours} hours")
            for goal in asked.goals:
                for level in ("novice", "intermediate", "advanced"):
                    print(f"  {goal:10} {level:13} {measured(season(goal, level, 16, HOURS[hours]))}", flush=True)


if __name__ == "__main__":
    main()
