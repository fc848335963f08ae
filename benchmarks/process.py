"""Times whole processes, as a person waits for them: start, imports, reading, solving, writing.

``python benchmarks/process.py [--rounds N]`` prints medians of wall and processor time; the commands take turns.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIBRARY = Path(__file__).resolve().parents[1] / "scenarios" / "library"
RUNLIFT = Path(sys.executable).with_name("runlift")
COMMANDS: dict[str, list[str]] = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "runlift --help": [str(RUNLIFT), "--help"],
    **{
        f"runlift solve {name}.yaml -o out": [str(RUNLIFT), "solve", str(LIBRARY / f"{name}.yaml"), "-o", "out"]
        for name in ("minimal", "hill_race", "impossible", "reference_week", "season")
    },
}


def seconds(command: list[str], folder: str) -> tuple[float, float]:
    """Wall and processor seconds of one process, which must succeed."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11, help="runs of each command")
    rounds = parser.parse_args().rounds
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            for name, command in COMMANDS.items():
                times[name].append(seconds(command, folder))
    print(f"whole processes, {rounds} rounds; ms: median and lowest of wall time, of processor time")
    for name, pairs in times.items():
        cells = [f"{1e3 * value(part):6.0f}" for part in zip(*pairs, strict=True) for value in (statistics.median, min)]
        print(f"  {name:38} {' '.join(cells)}")


if __name__ == "__main__":
    main()
