"""The commands that meet the runner's other programs; as thin as ``main``."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command(short_help="Turn a running plan into a scenario.")
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
    from solver.commands.adopt import adopt_file

    sys.exit(adopt_file(plan, mapping, shift, out))


@click.command(short_help="Bring a CalDAV calendar up to date with a plan.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--caldav", "url", required=True, metavar="URL", help="The server, such as https://dav.example.org/.")
@click.option("--user", required=True, help="Your name there. The password is never an option; see below.")
@click.option("--calendar", default="Training", show_default=True, metavar="NAME", help="Made if there is none.")
@click.option(
    "--moved",
    type=click.Choice(["keep", "overwrite"]),
    default="keep",
    show_default=True,
    help="What becomes of events that you moved by hand.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be done, and send nothing.")
def publish(folder: Path, url: str, user: str, calendar: str, *, moved: str, dry_run: bool) -> None:
    """Bring a CalDAV calendar up to date with the plan in DIR (needs runlift[caldav]).

    Creates, updates (~) and removes (-) the plan's own events and touches no others. The password comes from
    RUNLIFT_CALDAV_PASSWORD, from the keyring (service runlift, name USER@HOST), or is asked for.
    """
    from solver.commands.publish import Server, publish_folder

    sys.exit(
        publish_folder(folder, Server(url, user, calendar), "keep" if moved == "keep" else "overwrite", dry_run=dry_run)
    )
