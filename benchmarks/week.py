"""Times the stored weeks: build, solve, check and total apart, and the ratio to the textbook formulation.

``python benchmarks/week.py [--every N] [--rounds N]`` prints a table; one worker, runs interleaved, equal
optima asserted. The textbook is one Boolean per session slot with CP-SAT's default parameters.
"""

from __future__ import annotations

import argparse
import platform
import statistics
from collections.abc import Sequence
from pathlib import Path

from constraints.base.rule import Rule
from scenarios.instance import Instance
from scenarios.load import load
from solver.result import Result
from solver.solve import TUNED, FormulationName, Options, prepare, solve_week

WEEKS = Path(__file__).parent / "weeks"
TEXTBOOK = "num_workers:1 random_seed:1 catch_sigint_signal:false"
VARIANTS: dict[str, tuple[FormulationName, str]] = {
    "slots, default parameters (textbook)": ("slots", TEXTBOOK),
    "slots, tuned": ("slots", TUNED),
    "patterns, default parameters": ("patterns", TEXTBOOK),
    "patterns, tuned (ours)": ("patterns", TUNED),
}


def solved(instance: Instance, rules: tuple[Rule, ...], variant: str) -> Result:
    """One timed solve, which must end with a proof."""
    formulation, parameters = VARIANTS[variant]
    result = solve_week(instance, rules, Options(formulation=formulation, parameters=parameters))
    assert result.status == "optimal", variant
    return result


def milliseconds(values: Sequence[float]) -> str:
    """Median, 95th percentile and maximum of seconds, in ms."""
    ordered = sorted(values)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"{1e3 * statistics.median(ordered):9.1f} {1e3 * p95:9.1f} {1e3 * ordered[-1]:9.1f}"


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="take every N-th stored week")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each variant on each week")
    arguments = parser.parse_args()
    timings: dict[str, dict[str, list[Result]]] = {variant: {} for variant in VARIANTS}
    for path in sorted(WEEKS.glob("*.yaml"))[:: arguments.every]:
        instance, rules = prepare(load(path).scenario)
        for _ in range(arguments.rounds):
            for variant in VARIANTS:
                timings[variant].setdefault(path.stem, []).append(solved(instance, rules, variant))
        optima = {result.score.key() for runs in timings.values() for result in runs[path.stem] if result.score}
        assert len(optima) == 1, f"{path.stem}: {optima}"
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, one worker")
    print(f"{len(timings['slots, tuned'])} weeks x {arguments.rounds} rounds; ms: median, p95, max of week medians\n")
    medians: dict[str, dict[str, float]] = {}
    for variant, weeks in timings.items():
        print(variant)
        for part in ("build", "solve", "check", "total"):
            values = {
                week: statistics.median(getattr(result.timings, part) for result in runs)
                for week, runs in weeks.items()
            }
            print(f"  {part:6} {milliseconds(list(values.values()))}")
            medians[variant] = values
    ours = medians["patterns, tuned (ours)"]
    print("\nratio of totals to ours, median of weeks (quartiles):")
    for variant, weeks in medians.items():
        low, middle, high = statistics.quantiles([weeks[week] / ours[week] for week in weeks], n=4)
        print(f"  {variant:38} {middle:5.1f} ({low:.1f}-{high:.1f})")


if __name__ == "__main__":
    main()
