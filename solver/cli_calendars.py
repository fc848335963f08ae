"""The commands that meet the runner's other programs; as thin as ``solver.cli``."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.argument("plan", metavar="PLAN")
@click.option("--map", "mapping", metavar="FILE", help="YAML: titles of your plan and what they mean, your easy pace.")
@click.option(
    "--shift", type=click.IntRange(0, 6), default=0, show_default=True, help="Days a run may move within its week."
)
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Write the scenario here instead of printing it.")
def adopt(plan: str, mapping: str | None, shift: int, out: Path | None) -> None:
    """Take over a running plan (PLAN is .ics, or CSV with date and title) to fit strength around it.

    Titles such as "6 x 800 m @ 5k", "Long run 16 km" or "Rest" become runs on their days, in a scenario for runlift
    solve. Every title that was not plain is listed with its place and the guess.
    """
    from solver.command_adopt import adopt_file

    sys.exit(adopt_file(plan, mapping, shift, out))
