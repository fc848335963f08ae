"""The command line: thin. Every heavy import stands inside the command that needs it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from solver import __version__

SOLVED, INFEASIBLE, BAD_INPUT, TIME_UP, DEFECT, NOT_WRITTEN, INTERRUPTED = 0, 1, 2, 4, 70, 74, 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="runlift")
def cli() -> None:
    """Plan running and strength sessions together: the best week the rules allow, proven.

    Exit codes: 0 solved, 1 infeasible, 2 bad input, 4 out of time before any plan, 70 a defect of ours,
    74 a file could not be written, 130 interrupted, 143 terminated.
    """


@cli.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Write plan.ics, plan.csv and plan.json here.")
@click.option("--strict", is_flag=True, help="Leave nothing out: solve in full, or say why that cannot be.")
@click.option("--seconds", type=click.FloatRange(0, min_open=True), help="Stop after this much wall time a week.")
@click.option("--json", "as_json", is_flag=True, help="Print plan.json instead of the table.")
def solve(files: tuple[str, ...], out: Path | None, strict: bool, seconds: float | None, as_json: bool) -> None:
    """Plan the week of each scenario FILE (YAML or JSON; - reads standard input).

    Prints the week, its points by rule, what was left out and why, and the proof. Several files go to
    DIR/<file stem>/ each.
    """
    from scenarios.errors import InputError
    from solver.command_solve import solve_files

    try:
        code = solve_files(list(files), out, strict=strict, seconds=seconds, as_json=as_json)
    except InputError as error:
        _fail(str(error), BAD_INPUT)
    except OSError as error:
        _fail(f"cannot write {error.filename or out}: {error.strerror or error}", NOT_WRITTEN)
    sys.exit(code)


@cli.command()
def rules() -> None:
    """List every rule: what it says, its parameters with defaults, ranges and sources."""
    from constraints.describe import rules_text

    click.echo(rules_text(), nl=False)


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


def _put(text: str, out: Path | None) -> None:
    """Print, or write whole: never half a file."""
    if out is None:
        click.echo(text, nl=False)
        return
    from solver.output.atomic import write_all

    try:
        write_all(out.parent, {out.name: text.encode("utf-8")})
    except (OSError, ValueError) as error:
        _fail(f"cannot write {out}: {error}", NOT_WRITTEN)


def _fail(message: str, code: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)


def main() -> None:
    """Run the command line; whatever goes wrong ends in one line and its exit code."""
    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(BAD_INPUT)
    except (KeyboardInterrupt, click.Abort):
        _fail("interrupted", INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(NOT_WRITTEN)
    except Exception as error:
        if type(error).__name__ != "Defect":
            raise
        _fail(f"a defect of runlift, please report it: {error}", DEFECT)
