"""The command line: thin. Every heavy import stands inside the command that needs it."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import NoReturn

import click

from solver import __version__
from solver.cli.asking import explain, why
from solver.cli.bench import bench
from solver.cli.calendars import adopt, publish
from solver.cli.seconds import SECONDS
from solver.exit_codes import BAD_INPUT, DEFECT, INTERRUPTED, NOT_WRITTEN, TERMINATED
from solver.memory import out_of_memory


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="runlift")
def cli() -> None:
    """Plan running and strength sessions together: the best week the rules allow, proven.

    Exit codes: 0 solved, 1 infeasible, 2 bad input, 3 some of a batch failed, 4 out of time before any plan, 70 a
    defect of ours, 74 a file or standard output could not be written or memory ran out, 130 interrupted, 143
    terminated.
    """


cli.add_command(bench)


@cli.command(short_help="Plan the week or season of each scenario FILE.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="Write plan.ics, plan.csv, strength.csv, plan.json, plan.html and plan.ledger.json here.",
)
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(["intervals", "google", "fit"]), help="Write this, too."
)
@click.option("--strict", is_flag=True, help="Leave nothing out: solve in full, or say why that cannot be.")
@click.option(
    "--seconds",
    type=SECONDS,
    help="Stop each FILE's search after this much wall time; reasons take no longer, nor do all alternatives.",
)
@click.option("--json", "as_json", is_flag=True, help="Print plan.json instead of the table; of several FILEs a list.")
@click.option("--sessions", is_flag=True, help="Print what each session holds: exercises, sets, reps, rests, cues.")
@click.option("--alternatives", type=click.IntRange(0, 99), default=0, metavar="N", help="Find N further plans.")
@click.option("--within", type=click.IntRange(0), default=5, show_default=True, help="Points an alternative may cost.")
@click.option(
    "--differing", type=click.IntRange(1), default=2, show_default=True, help="Placements in which plans differ."
)
def solve(
    files: tuple[str, ...],
    *,
    out: Path | None,
    formats: tuple[str, ...],
    strict: bool,
    seconds: float | None,
    as_json: bool,
    sessions: bool,
    alternatives: int,
    within: int,
    differing: int,
) -> None:
    """Plan the week, or every week of the season, of each scenario FILE (YAML or JSON; - reads standard input).

    Prints each week, its points by rule, what was left out and why, and the proof. Several files go to
    DIR/<file stem>/ each. Each of the alternatives is the best plan that differs from all before it;
    there are none of a season.

    Further formats go to -o, too: intervals (the JSON of Intervals.icu's bulk endpoint), google (the CSV Google
    Calendar imports), fit (a workout for the watch for each run; needs runlift[fit]).
    """
    from solver.asking.alternatives import Wanted
    from solver.commands.solve import solve_files

    if formats and out is None:
        raise click.UsageError("--format needs a folder to write to; accepted: -o DIR")
    wanted = Wanted(alternatives, within, differing) if alternatives else None
    sys.exit(
        solve_files(
            list(files),
            out,
            strict=strict,
            seconds=seconds,
            as_json=as_json,
            wanted=wanted,
            sessions=sessions,
            formats=formats,
        )
    )


cli.add_command(explain)
cli.add_command(why)


@cli.command(short_help="Judge a plan by the rules of its scenario.")
@click.argument("plan", metavar="PLAN")
@click.argument("file", required=False, metavar="[FILE]")
@click.option("--strict", is_flag=True, help="Exit 1 for sessions left out, too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
def check(plan: str, file: str | None, *, strict: bool, as_json: bool) -> None:
    """Judge PLAN (plan.json, CSV or .ics) by the rules of the scenario FILE.

    Without FILE, a plan.json is judged by the scenario it answers, any other plan by the default rules as if its
    own sessions were all that was asked. Prints what it breaks and where it loses points; exit code 1 when it
    breaks a hard rule.
    """
    from solver.commands.check import check_file

    sys.exit(check_file(plan, file, strict=strict, as_json=as_json))


@cli.command(short_help="Plan every member of a club's roster.")
@click.argument("file", metavar="CLUB")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), default=Path("out"), show_default=True, help="Folder of the run."
)
@click.option(
    "--workers", type=click.IntRange(1, 512), help="Processes on this machine; one for each core if left out."
)
@click.option("--dask", metavar="ADDRESS", help="Plan on the Dask cluster with this scheduler instead.")
@click.option("--update", is_flag=True, help="Inputs changed: plan changed and quarantined members again.")
def batch(file: str, out: Path, workers: int | None, dask: str | None, *, update: bool) -> None:
    """Plan every member of the roster that the CLUB file names.

    Each member gets a folder with plan.ics, plan.csv, strength.csv, plan.json and a page, index.html; with --update
    also plan.ledger.json, once a calendar was updated. club.csv tells what became of every row, index.html is the
    club's board. A run that was stopped or killed goes on with the same command. A row that cannot be read is reported
    and skipped; exit code 3 when a row got no plan.
    """
    from solver.commands.batch import plan_club

    sys.exit(plan_club(file, out, workers=workers, dask=dask, update=update))


@cli.command(short_help="Take a plan up again from a date.")
@click.argument("plan", metavar="PLAN")
@click.argument("file", required=False, metavar="[FILE]")
@click.option("--from", "since", required=True, metavar="DATE", help="The first day planned anew: 2026-12-03.")
@click.option(
    "--block", "blocked", multiple=True, metavar="DATE", help="Stays empty; before --from: was missed. Repeatable."
)
@click.option("--log", metavar="LOG.csv", help="What was really done, and the morning check-in.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Write the new plan and changes.json here.")
@click.option("--seconds", type=SECONDS, help="Stop each search after this much wall time; writing comes on top.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.option("--sessions", is_flag=True, help="Print what each session holds: exercises, sets, reps, rests, cues.")
def replan(
    plan: str,
    file: str | None,
    *,
    since: str,
    blocked: tuple[str, ...],
    log: str | None,
    out: Path | None,
    seconds: float | None,
    as_json: bool,
    sessions: bool,
) -> None:
    """Take PLAN up again from a date: the past stays, blocked dates are empty, as little as possible moves.

    PLAN is a plan.json, or a CSV or .ics file with its scenario as FILE. What was done before the date is as planned,
    or as the log says. Missed key runs are dropped, not made up for; a check-in that asks for less gets less.
    """
    from solver.commands.replan import Words, replan_file

    words = Words(plan, file, since, blocked, log)
    sys.exit(replan_file(words, out, seconds=seconds, as_json=as_json, sessions=sessions))


@cli.group()
def log() -> None:
    """Read a training log."""


@log.command(short_help="Sum up a training log: load, longest run, trends.")
@click.argument("file", metavar="LOG")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Write summary.html and summary.json here.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def summary(file: str, *, out: Path | None, as_json: bool) -> None:
    """Sum up a training LOG (CSV): load, monotony, adherence, longest run, sets, strength and running trends.

    The trends stand side by side, with a plot in summary.html. That both move says nothing of cause and effect.
    """
    from solver.commands.log import summarise

    sys.exit(summarise(file, out, as_json=as_json))


@cli.command(short_help="List every rule with its parameters and sources.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
def rules(names: tuple[str, ...]) -> None:
    """List every rule: what it says, its parameters with defaults, ranges and sources. With NAME that rule alone."""
    from constraints.describe import rules_text
    from solver.output.lines import print_lines

    print_lines(rules_text(names).splitlines())


@cli.command()
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Write to this file instead of standard output.")
def schema(out: Path | None) -> None:
    """Write the JSON Schema of scenario files, for editors."""
    import json

    from constraints.schema import json_schema

    _put(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n", out)


@cli.command()
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Write to this file; it must not exist yet.")
@click.option(
    "--schema", "schema_file", default="runlift.schema.json", show_default=True, help="Schema an editor reads."
)
def new(out: Path | None, schema_file: str) -> None:
    """Write a commented starter scenario."""
    from scenarios.starter import starter

    if out is not None and out.exists():
        _fail(f"{out}: exists already; name a new file", BAD_INPUT)
    _put(starter(schema_file), out)


cli.add_command(adopt)
cli.add_command(publish)


def _put(text: str, out: Path | None) -> None:
    """Print, or write whole: never half a file."""
    if out is None:
        click.echo(text, nl=False)
        return
    from solver.output.atomic import write_file

    write_file(out, text.encode("utf-8"))


def _fail(message: str, code: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)


def main() -> None:
    """Run the command line; whatever goes wrong ends in one line and its exit code."""
    try:
        cli(standalone_mode=False)
    except SystemExit as stop:
        if stop.code in (INTERRUPTED, TERMINATED):
            # a second Ctrl-C must not meet an interpreter that is already taking its signal handlers down
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(stop.code)
        raise
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(BAD_INPUT)
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        # a search may still run in a thread, and must not meet an interpreter that is being taken down
        os._exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(NOT_WRITTEN)
    except Exception as error:  # noqa: BLE001 - what nobody foresaw is a defect, and no "infeasible"
        if out_of_memory(error):  # before anything more is loaded
            said = f" ({error})" if str(error) else ""
            _fail(f"out of memory{said}: free some, or widen the limit (ulimit -v)", NOT_WRITTEN)
        from scenarios.errors import InputError
        from solver.defect import Defect

        if isinstance(error, InputError):
            _fail(str(error), BAD_INPUT)
        if isinstance(error, OSError):
            _fail(f"cannot write {error.filename or 'the output'}: {error.strerror or error}", NOT_WRITTEN)
        if isinstance(error, Defect):
            _fail(f"a defect of runlift, please report it: {error}", DEFECT)
        traceback.print_exc()
        _fail(f"a defect of runlift, please report it with the lines above: {type(error).__name__}: {error}", DEFECT)
