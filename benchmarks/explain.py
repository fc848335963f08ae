"""Times explanations of random weeks that cannot be done in full, against plain solves of the same weeks.

``python benchmarks/explain.py [--weeks N]`` prints medians, the worst case and the ratio to a plain solve.
Each answer (the smallest conflict, and the ways out with their proofs) is timed apart, in processor time. A plain
solve is the search for the best week and its check; `runlift solve` tells the reasons for what it leaves out, too.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from constraints.base.rule import Rule
from scenarios.instance import Instance
from scenarios.load import load
from scenarios.schema import Scenario
from solver.explain.reasons import why_infeasible
from solver.explain.remedies import remedies
from solver.options import Options
from solver.prepared import prepare
from solver.solve import solve_instance
from solver.week import solve_week

WEEKS = Path(__file__).parent / "weeks"


def infeasible_weeks(count: int) -> Iterator[tuple[Scenario, Instance, tuple[Rule, ...]]]:
    """Stored weeks with free time taken away until not everything fits."""
    stored = [load(path).scenario for path in sorted(WEEKS.glob("*.yaml"))]
    rng = random.Random("explain")
    while count:
        scenario = rng.choice(stored)
        free = {
            day: {slot: minutes for slot, minutes in slots.items() if rng.random() < 0.6}
            for day, slots in scenario.available.items()
        }
        if not any(free.values()):
            continue
        narrowed = scenario.model_copy(update={"available": free})
        instance, rules = prepare(narrowed)
        if solve_week(instance, rules, Options(strict=True)).status == "infeasible":
            yield narrowed, instance, rules
            count -= 1


def told(name: str, seconds: list[float]) -> None:
    """Print the median and the worst of some times."""
    print(f"{name:22} median {1e3 * statistics.median(seconds):7.1f} ms, worst {1e3 * max(seconds):7.1f} ms")


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weeks", type=int, default=500)
    arguments = parser.parse_args()
    plain, told_too, why, ways, ratio = [], [], [], [], []
    for scenario, instance, rules in infeasible_weeks(arguments.weeks):
        began = time.process_time()
        solve_week(instance, rules, Options())
        solved = time.process_time()
        plain.append(solved - began)
        solve_instance(instance, rules, Options())
        told_too.append(time.process_time() - solved)
        solved = time.process_time()
        why_infeasible(instance, rules)
        explained = time.process_time()
        remedies(scenario, instance, rules)
        why.append(explained - solved)
        ways.append(time.process_time() - explained)
        ratio.append((why[-1] + ways[-1]) / plain[-1])
    print(f"{arguments.weeks} random infeasible weeks")
    told("plain solve", plain)
    told("solve with reasons", told_too)
    told("smallest conflict", why)
    told("ways out, proven", ways)
    told("both", [a + b for a, b in zip(why, ways, strict=True)])
    print(f"both against a plain solve: median {statistics.median(ratio):.1f} times")


if __name__ == "__main__":
    main()
