"""``runlift batch``: plan every member of a club's roster, and tell what became of each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scenarios.errors import InputError, escaped
from scenarios.spoken import counted
from solver.batch.processes import Processes, workers_wanted
from solver.exit_codes import SOLVED, SOME_FAILED

if TYPE_CHECKING:
    from scenarios.club import LoadedClub
    from solver.batch.pool import Runner
    from solver.batch.run import Batch, Ended


def plan_club(path: str, out: Path, *, workers: int | None, dask: str | None, update: bool) -> int:
    """Plan the club and return the exit code.

    Raises ``InputError`` for bad input as a whole, ``OSError`` for files that cannot be written.
    """
    if dask is not None and workers is not None:
        raise InputError("--workers: a Dask cluster has its own workers; accepted: --workers or --dask, not both")
    # what a worker loads takes longer than anything before the first week is planned: nothing here comes before it
    processes = Processes(ahead=int(dask is None))
    try:
        from scenarios.club import load_club

        club = load_club(path)
        if dask is None:
            processes.begin(min(workers_wanted(workers), _most_members(club)))
        return _planned(club, out, processes, workers=workers, dask=dask, update=update)
    finally:
        processes.end()


def _planned(
    club: LoadedClub, out: Path, processes: Processes, *, workers: int | None, dask: str | None, update: bool
) -> int:
    # slow to load: the workers do so at the same time
    from scenarios.gym_hours import gym_notes
    from scenarios.roster import open_roster
    from solver.batch.messages import ClusterGoneError
    from solver.batch.run import Batch
    from solver.batch.runners import cluster_runner, local_runner
    from solver.batch.signals import StopOnSignal

    roster = open_roster(club)
    with StopOnSignal() as signals, _progress() as (told, sharing):
        batch = Batch(roster, out, update=update, told=told, sharing=sharing)
        runner: Runner
        if dask is not None:
            runner = cluster_runner(batch, dask, signals.stopped)
        else:
            runner = local_runner(batch, workers_wanted(workers), signals.stopped, processes)
        try:
            ended = batch.run(runner, signals.stopped)
        except ClusterGoneError as gone:
            message = f"the Dask cluster {escaped(str(dask))} {gone}; run it again to go on, there or here"
            click.echo(message, err=True)
            return SOME_FAILED
    for bad in batch.work.rejected:
        click.echo(bad.line(roster.name), err=True)
    if not batch.work.rows:
        click.echo(f"Note: {roster.name} has no rows under its header: nobody is planned", err=True)
    for note in gym_notes(club.club):
        click.echo(f"Note: {note}", err=True)
    if batch.roster.strangers:
        click.echo(f"Note: columns not used: {', '.join(batch.roster.strangers)}", err=True)
    if signals.exit_code is not None:
        of = counted(len(batch.work.members), "member")
        for line in ended.lines:
            click.echo(f"so far: {line}", err=True)
        click.echo(f"stopped: {ended.kept + ended.planned_now} of {of} done; run it again to go on", err=True)
        return signals.exit_code
    return _told(batch, ended)


def _most_members(club: LoadedClub) -> int:
    """No fewer than the roster has; 0 for one that cannot be read, which is told later."""
    if not club.roster.is_file():
        return 0
    try:
        with club.roster.open("rb") as file:
            return sum(1 for _ in file)
    except OSError:
        return 0


def _told(batch: Batch, ended: Ended) -> int:
    if ended.counts is None:
        return SOLVED
    if ended.kept:
        were = "was" if ended.kept == 1 else "were"
        click.echo(f"{counted(ended.kept, 'member')} {were} planned already, {ended.planned_now} now", err=True)
    click.echo(ended.counts.sentence())
    for line in ended.lines:
        click.echo(line)
    for name in ("club.csv", *(["gym.csv"] if ended.gym else []), "index.html"):
        click.echo(f"wrote {batch.out / name}", err=True)
    return SOME_FAILED if ended.counts.some_failed else SOLVED


@contextmanager
def _progress() -> Iterator[tuple[Callable[[int, int], None] | None, Callable[[str], None]]]:
    """A progress bar with rate and remaining time, and what the gym's search is at; on a terminal only."""
    if not sys.stderr.isatty():
        yield None, lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.fields[rate]}")
    what = TextColumn("{task.description}")
    columns = (what, BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("planning members", total=None, rate="")

        def told(done: int, of: int) -> None:
            speed = bar.tasks[0].speed
            shown = f"{speed:.0f} a second" if speed else ""
            bar.update(task, description="planning members", completed=done, total=of, rate=shown)

        def sharing(what: str) -> None:
            bar.update(task, description=f"sharing the gym: {what}")

        yield told, sharing
