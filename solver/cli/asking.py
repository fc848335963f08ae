"""The commands that question an answer: thin, like the others."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from solver.cli.seconds import SECONDS


@click.command(short_help="Say what is in the way, and the cheapest ways out.")
@click.argument("file", metavar="FILE")
@click.option("--apply", type=click.IntRange(1, 99), metavar="N", help="Write FILE, changed by way out N, to -o.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The new file of --apply; comments are kept.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def explain(file: str, apply: int | None, out: Path | None, as_json: bool) -> None:
    """Say why a scenario cannot be done in full, and the cheapest ways out.

    Names the smallest set of sessions and rules that cannot hold together, each with its line in FILE, and
    changes that were tried and work. If all of it can be done, says so and, of a week, shows what is tight. Of a season
    it names the weeks that cannot be; a way out is for the whole of it, and cheaper where it names a week.

    Exit code 0 when it can be done in full or --apply wrote a scenario that can; 1 when it cannot, and nothing was
    asked to be written.
    """
    from solver.commands.explain import explain_file

    sys.exit(explain_file(file, apply, out, as_json=as_json))


@click.command(short_help="Say why a session does not stand elsewhere.")
@click.argument("file", metavar="FILE")
@click.argument("session", required=False, metavar="[SESSION]")
@click.option(
    "--on", metavar="DAY[/SLOT]", help="The place asked for: mon, thu/evening; in a season a date, 2026-12-03/evening."
)
@click.option("--seconds", type=SECONDS, help="Stop each search after this much wall time.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def why(file: str, session: str | None, on: str | None, seconds: float | None, as_json: bool) -> None:
    """Say why SESSION does not stand on DAY, or why no better week or season exists.

    FILE is a scenario, or the plan.json that solve or replan wrote: then moves are told from your plan. In a plan that
    replan wrote few moves count before points, so the answer says how many steps further from the plan before.

    With SESSION (easy, easy-2, long) and --on: what having it there breaks, or what it costs rule by rule and
    what else would move. Exit code 1 when it breaks something. Without: where the points go, and what
    lifting each rule alone would gain.
    """
    from solver.commands.why import why_file

    sys.exit(why_file(file, session, on, seconds=seconds, as_json=as_json))
