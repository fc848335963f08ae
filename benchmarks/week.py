"""Times the stored weeks: build, solve, check and total apart, and the ratio to the textbook formulation.

``python -m benchmarks.week [--every N] [--rounds N] [--seconds S]`` prints a table; one worker, runs interleaved,
equal optima asserted. The textbook is one Boolean per session slot with CP-SAT's default parameters. Ours has to
prove every week; another variant may run out of time, which is counted, and its time is then what it had.
``--processor`` takes processor time, which is steadier than wall time on a machine with other work.
"""

from __future__ import annotations

import argparse
import gc
import platform
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.make_weeks import shape_of
from constraints.base.rule import Rule
from scenarios.instance import Instance
from scenarios.load import load
from solver.formulations.choice import FormulationName
from solver.garbage import search_rarely
from solver.options import Options
from solver.parameters import TUNED
from solver.prepared import prepare
from solver.result import Result
from solver.variants.suite import TEXTBOOK
from solver.week import solve_week

WEEKS = Path(__file__).parent / "weeks"
VARIANTS: dict[str, tuple[FormulationName, str]] = {
    "slots, default parameters (textbook)": ("slots", TEXTBOOK),
    "slots, tuned": ("slots", TUNED),
    "patterns, default parameters": ("patterns", TEXTBOOK),
    "patterns, tuned (ours)": ("patterns", TUNED),
}


OURS = "patterns, tuned (ours)"


def solved(instance: Instance, rules: tuple[Rule, ...], variant: str, seconds: float) -> Result:
    """One timed solve, which no other's garbage is charged to; ours must end with a proof."""
    formulation, parameters = VARIANTS[variant]
    gc.collect()
    result = solve_week(instance, rules, Options(seconds, formulation=formulation, parameters=parameters))
    assert result.status == "optimal" or variant != OURS
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
    parser.add_argument("--seconds", type=float, default=20.0, help="most time for a run")
    parser.add_argument("--processor", action="store_true", help="measure processor time, not wall time")
    arguments = parser.parse_args()
    if arguments.processor:
        time.perf_counter = time.process_time
    search_rarely()
    timings: dict[str, dict[str, list[Result]]] = {variant: {} for variant in VARIANTS}
    for path in sorted(WEEKS.glob("*.yaml"))[:: arguments.every]:
        instance, rules = prepare(load(path).scenario)
        for _ in range(arguments.rounds):
            for variant in VARIANTS:
                timings[variant].setdefault(path.stem, []).append(solved(instance, rules, variant, arguments.seconds))
        proven = [result for runs in timings.values() for result in runs[path.stem] if result.status == "optimal"]
        optima = {result.score.key() for result in proven if result.score}
        assert len(optima) == 1, f"{path.stem}: {optima}"
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, one worker")
    print(f"{len(timings['slots, tuned'])} weeks x {arguments.rounds} rounds; ms: median, p95, max of week medians")
    print(f"{'processor' if arguments.processor else 'wall'} time\n")
    medians: dict[str, dict[str, float]] = {}
    for variant, weeks in timings.items():
        late = [week for week, runs in weeks.items() if any(result.status != "optimal" for result in runs)]
        print(f"{variant}{f': {len(late)} not proven in {arguments.seconds:g} s' if late else ''}")
        for part in ("build", "solve", "check", "total"):
            values = {
                week: statistics.median(getattr(result.timings, part) for result in runs)
                for week, runs in weeks.items()
            }
            print(f"  {part:6} {milliseconds(list(values.values()))}")
            medians[variant] = values
    print_ratios(medians)


def print_ratios(medians: dict[str, dict[str, float]]) -> None:
    """The ratios of all totals to ours week by week, and how far our slow weeks are from our usual ones."""
    shapes = {week: shape_of(int(week.removeprefix("week_"))) for week in medians[OURS]}
    print("\nratio of totals to ours, median of weeks (quartiles); ours: median and p95 in ms, p95 / median")
    for shape in (*dict.fromkeys(shapes.values()), "all"):
        chosen = [week for week in shapes if shape in {shapes[week], "all"}]
        ours = sorted(medians[OURS][week] for week in chosen)
        middle, late = statistics.median(ours), ours[min(len(ours) - 1, int(0.95 * len(ours)))]
        print(f"{shape}, {len(chosen)} weeks: {1e3 * middle:.1f} {1e3 * late:.1f} {late / middle:.1f}")
        for variant, weeks in medians.items():
            if variant != OURS and len(chosen) > 1:
                ratios = [weeks[week] / medians[OURS][week] for week in chosen]
                low, half, high = statistics.quantiles(ratios, n=4)
                print(f"  {variant:38} {half:5.1f} ({low:.1f}-{high:.1f})")


if __name__ == "__main__":
    main()
