"""``runlift bench``: run a suite, judge its variants, write the report."""

from __future__ import annotations

import importlib.util
import json
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from scenarios.errors import BadField, InputError
from scenarios.spoken import counted
from solver.exit_codes import INFEASIBLE, SOLVED
from solver.output.atomic import write_all
from solver.variants.cases import Case, cases_of
from solver.variants.environment import ENVIRONMENT, earlier, environment_of, must_agree
from solver.variants.expand import Variant, variants_of
from solver.variants.journal import RESULTS, Journal
from solver.variants.measure import Lab, Solve, asked_by, ordinary_answer
from solver.variants.runs import run_all
from solver.variants.stopwatch import CLOCKS
from solver.variants.suite import LoadedSuite, load_suite

QUICK_SEEDS = 2
REPORT = "report.html"


@dataclass(frozen=True, slots=True)
class Bench:
    """A suite understood: nothing in it is bad input any more."""

    loaded: LoadedSuite
    cases: tuple[Case, ...]
    variants: tuple[Variant, ...]
    seeds: int
    quick: bool


def bench_suite(path: str, out: Path, *, quick: bool, solve: Solve = ordinary_answer) -> int:
    """Run the suite and return the exit code: 1 when a variant gave a wrong answer.

    Raises ``InputError`` for bad input, ``OSError`` for files that cannot be written. ``solve`` is what is measured.
    """
    for package in ("numpy", "scipy"):
        if importlib.util.find_spec(package) is None:
            raise InputError(f"runlift bench needs {package}; accepted: runlift installed as runlift[bench]")
    bench = understood(path, quick=quick)
    suite = bench.loaded.suite
    command = shlex.join(["runlift", "bench", path, "-o", str(out), *(["--quick"] if quick else [])])
    environment = environment_of(bench.loaded, bench.cases, bench.variants, bench.seeds, command)
    before = earlier(out)
    if before is not None:
        must_agree(out, before, environment)
        environment = before
    elif (out / RESULTS).exists():
        raise InputError(f"{out}: holds a {RESULTS} without its {ENVIRONMENT}; accepted: a new folder")
    else:
        out.mkdir(parents=True, exist_ok=True)
        write_all(out, {ENVIRONMENT: (json.dumps(environment, indent=2, ensure_ascii=False) + "\n").encode()})
    journal = Journal(out)
    kept = len(journal.rows)
    if kept:
        click.echo(f"{counted(kept, 'run')} {'is' if kept == 1 else 'are'} done already", err=True)
    try:
        with _progress() as told:
            lab = Lab(CLOCKS[suite.clock], suite.seconds, solve)
            run_all(lab, bench.cases, bench.variants, seeds=bench.seeds, journal=journal, told=told)
    except KeyboardInterrupt:
        click.echo(f"stopped after {counted(len(journal.rows), 'run')}; run it again to go on", err=True)
        raise
    finally:
        journal.close()
    return _finish(bench, journal, out)


def understood(path: str, *, quick: bool) -> Bench:
    """Read a suite up to the point where it can be run. Raises ``InputError``."""
    loaded = load_suite(path)
    try:
        variants = variants_of(loaded.suite)
    except BadField as error:
        raise loaded.source.located(error) from None
    cases = cases_of(loaded, quick=quick)
    for case in cases:
        for variant in variants:
            try:
                asked_by(case, variant)
            except InputError as error:
                raise InputError(f"{loaded.source.name}: {variant.name!r} with {case.name}: {error}") from None
    return Bench(loaded, cases, variants, QUICK_SEEDS if quick else loaded.suite.seeds, quick)


def _finish(bench: Bench, journal: Journal, out: Path) -> int:
    from solver.variants.report import report
    from solver.variants.verdicts import answer_of

    suite = bench.loaded.suite
    environment = earlier(out) or {}
    answer = answer_of(journal.rows, bench.variants, 1e3 * suite.seconds)
    write_all(out, {REPORT: report(suite, answer, environment, quick=bench.quick).encode()})
    click.echo(suite.question)
    if bench.quick:
        runs, cases = counted(bench.seeds, "seed"), counted(len(bench.cases), "scenario")
        click.echo(f"A quick look: {runs} and {cases} are too few to detect anything.")
    for verdict in answer.compared:
        click.echo(f"{verdict.name}:")
        if not answer.same_question:
            click.echo(f"  athlete: {verdict.for_athlete}")
        click.echo(f"  solver: {verdict.for_solver}")
    for name, (count, first) in answer.wrong.items():
        click.echo(f"{name}: disqualified, {count} wrong answers; the first: {first}")
    for name in (REPORT, RESULTS, ENVIRONMENT):
        click.echo(f"wrote {out / name}", err=True)
    return INFEASIBLE if answer.wrong else SOLVED


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar with the remaining time, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("measuring"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def told(done: int, of: int) -> None:
            bar.update(task, completed=done, total=of)

        yield told
