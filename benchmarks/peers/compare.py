"""Other solvers on the stored weeks, against ours: the same statements, the same optimum, one thread each.

``python -m benchmarks.peers.compare [--every N] [--seconds S] [--rounds N] [--without PEER]`` prints a table. Every
peer is a process of its own (HiGHS does not load beside OR-Tools); the peers take turns on each week. Measured is
processor time from the statements on: stating the rules, translating, solving. Every answer is judged by the
statements themselves, and all that prove a week must prove the same optimum, or the run ends with an error.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import platform
import statistics
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SHAPES = ("narrow", "usual", "wide", "wide_repeat")
OURS = "ours"
PEERS: dict[str, tuple[str | None, list[str]]] = {
    OURS: (None, ["cp_sat"]),
    "textbook": (None, ["cp_sat", "--formulation", "slots", "--parameters", "textbook"]),
    "clingo, branch and bound": ("clingo", ["answer_sets"]),
    "clingo, core-guided": ("clingo", ["answer_sets", "--strategy", "usc"]),
    "HiGHS": ("highspy", ["highs"]),
    "dynamic program": (None, ["dynamic_program"]),
}
WARM_UP = "week_000"


class Peer:
    """A process that answers weeks."""

    def __init__(self, words: list[str]) -> None:
        self._module, *options = words
        self._process = subprocess.Popen(
            [sys.executable, "-m", f"benchmarks.peers.{self._module}", *options],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._asks, self._told = self._process.stdin, self._process.stdout

    def answer(self, week: Path, seconds: float) -> dict[str, Any]:
        """``key`` (None: not proven), ``ms``, ``why``."""
        self._asks.write(json.dumps({"week": str(week), "seconds": seconds}) + "\n")
        self._asks.flush()
        line = self._told.readline()
        if not line:
            raise SystemExit(f"{self._module} died on {week.name}")
        return json.loads(line)

    def close(self) -> None:
        """Let the process end."""
        self._asks.close()
        self._process.wait(timeout=60)


def shape_of(week: Path) -> str:
    """How much time is free in a stored week."""
    return SHAPES[int(week.stem.removeprefix("week_")) // 8 % len(SHAPES)]


def measure(weeks: list[Path], peers: dict[str, Peer], rounds: int, seconds: float) -> dict[str, dict[str, list]]:
    """Peer -> week -> its answers. Raises ``SystemExit`` when two optima differ."""
    answers: dict[str, dict[str, list]] = {name: {} for name in peers}
    names = list(peers)
    for number, week in enumerate(weeks):
        for turn in range(rounds):
            first = (number + turn) % len(names)
            for name in (*names[first:], *names[:first]):
                answers[name].setdefault(week.stem, []).append(peers[name].answer(week, seconds))
        proven = {name: tuple(a["key"]) for name in names for a in answers[name][week.stem] if a["key"]}
        if len(set(proven.values())) > 1:
            raise SystemExit(f"{week.stem}: the optima differ: {proven}")
        said = ", ".join(f"{name} {answers[name][week.stem][-1].get('ms', 0):.0f}" for name in names)
        print(f"{week.stem} {shape_of(week)}: {said}", file=sys.stderr)
    return answers


def table(weeks: list[Path], answers: dict[str, dict[str, list]], seconds: float) -> None:
    """Print medians, what was not proven, and the ratio to ours week by week, by shape."""
    times = {
        name: {week: statistics.median(a.get("ms", 1e3 * seconds) for a in runs) for week, runs in by_week.items()}
        for name, by_week in answers.items()
    }
    for shape in (*SHAPES, "all"):
        chosen = [week.stem for week in weeks if shape in ("all", shape_of(week))]
        if not chosen:
            continue
        print(f"\n{shape}, {len(chosen)} weeks: ms median, p95, max; times as long as ours (median, quartiles)")
        for name, by_week in answers.items():
            open_weeks = [week for week in chosen if any(a["key"] is None for a in by_week[week])]
            states = sum(any("states" in a["why"] for a in by_week[week]) for week in open_weeks)
            found = sorted(times[name][week] for week in chosen)
            p95 = found[min(len(found) - 1, int(0.95 * len(found)))]
            ratios = [times[name][week] / times[OURS][week] for week in chosen]
            low, middle, high = statistics.quantiles(ratios, n=4) if len(ratios) > 1 else ratios * 3
            late = f"; not proven: {len(open_weeks)}, too many states: {states}" if open_weeks else ""
            numbers = f"{statistics.median(found):9.1f} {p95:9.1f} {found[-1]:9.1f}"
            print(f"  {name:26}{numbers}   {middle:7.1f} ({low:.1f}-{high:.1f}){late}")


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="take every N-th stored week")
    parser.add_argument("--rounds", type=int, default=1, help="runs of each peer on each week")
    parser.add_argument("--seconds", type=float, default=20.0, help="most time for a run")
    parser.add_argument("--without", action="append", default=[], choices=list(PEERS)[1:], help="leave a peer out")
    asked = parser.parse_args()
    weeks = sorted((ROOT / "benchmarks" / "weeks").glob("*.yaml"))[:: asked.every]
    peers: dict[str, Peer] = {}
    for name, (package, words) in PEERS.items():
        if package is not None and importlib.util.find_spec(package) is None:
            print(f"{name}: not installed (pip install 'runlift[peers]')", file=sys.stderr)
        elif name not in asked.without:
            peers[name] = Peer(words)
    for peer in peers.values():
        peer.answer(ROOT / "benchmarks" / "weeks" / f"{WARM_UP}.yaml", asked.seconds)
    answers = measure(weeks, peers, asked.rounds, asked.seconds)
    for peer in peers.values():
        peer.close()
    packages = ", ".join(
        f"{package} {version(package)}" for package in ("ortools", "clingo", "highspy") if _has(package)
    )
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, {packages}")
    print(f"{len(weeks)} weeks, {asked.rounds} rounds, one thread, processor time, at most {asked.seconds:g} s a run")
    table(weeks, answers, asked.seconds)


def _has(package: str) -> bool:
    return importlib.util.find_spec(package) is not None


if __name__ == "__main__":
    main()
