"""``runlift bench`` on the command line: thin, as ``main`` is."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command(short_help="Measure constraint variants side by side.")
@click.argument("suite", metavar="SUITE")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), required=True, help="Folder of the report and the raw results."
)
@click.option("--quick", is_flag=True, help="A look at what it will be: 2 seeds, at most 5 scenarios, no verdicts.")
def bench(suite: str, out: Path, *, quick: bool) -> None:
    """Measure constraint variants side by side, as the SUITE file says.

    What each costs the athlete (every plan judged by the baseline's rules) and what it costs the solver, with
    intervals and verdicts: report.html, results.csv, environment.json. A run that was stopped goes on with the same
    command. Exit code 1 when a variant gave a wrong answer. Needs the extra runlift[bench].
    """
    from solver.commands.bench import bench_suite

    sys.exit(bench_suite(suite, out, quick=quick))
