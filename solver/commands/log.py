"""``runlift log summary``: a training log in numbers, on the terminal and as a page."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from scenarios.errors import InputError, escaped
from scenarios.log.log import read_log
from solver import __version__
from solver.exit_codes import SOLVED
from solver.log_summary import NOT_CAUSAL, LogSummary, summary_of
from solver.output.atomic import put
from solver.output.log_view import COLUMNS, dates_of, figures, log_page, set_lines, sketches, week_lines
from solver.output.log_view import muscle_groups as groups_of
from solver.output.text import NOTICE

FORMAT = 1
MOST_WEEKS_SHOWN = 12


def summarise(log: str, out: Path | None, *, as_json: bool) -> int:
    """Read a log, show and write its summary, and return the exit code.

    Raises ``InputError`` for bad input and ``OSError`` for files that cannot be written.
    """
    summary = summary_of(read_log(log))
    if summary is None:
        raise InputError(f"{escaped(log)}: no session was done in it; accepted: a log with at least one")
    document = json.dumps(_document(summary), ensure_ascii=False, indent=2) + "\n"
    written: list[Path] = []
    if out is not None:
        written = put(out, {"summary.html": log_page(summary), "summary.json": document.encode("utf-8")})
    if as_json:
        sys.stdout.write(document)
    else:
        _show(summary)
    for path in written:
        click.echo(f"wrote {path}", err=True)
    return SOLVED


def _document(summary: LogSummary) -> dict[str, Any]:
    values = json.loads(json.dumps(asdict(summary), default=str))
    del values["name"]
    return {"format": FORMAT, "version": __version__, **values, "not_causal": NOT_CAUSAL, "notice": NOTICE}


def _show(summary: LogSummary) -> None:
    from rich.table import Table
    from rich.text import Text

    from solver.output.terminal import console_for, show_table

    console = console_for()
    console.print(Text(f"Training log, {dates_of(summary)}", style="bold"))
    for figure in figures(summary):
        console.print(Text(f"  {figure.value:>8}  {figure.what}"))
    table = Table()
    for number, column in enumerate(COLUMNS):
        table.add_column(column, justify="right" if number else "left")
    for line in week_lines(summary)[-MOST_WEEKS_SHOWN:]:
        table.add_row(*line)
    show_table("Week by week", table, console)
    groups = groups_of(summary)
    if groups:
        sets = Table()
        for group in ("week of", *groups):
            sets.add_column(group.replace("_", " ").capitalize(), justify="left" if group == "week of" else "right")
        for line in set_lines(summary)[-MOST_WEEKS_SHOWN:]:
            sets.add_row(*line)
        show_table("Sets a week, by muscle group", sets, console)
    for title, blocks in sketches(summary):
        console.print(Text(f"{title:<50} {blocks}"), soft_wrap=True)
    console.print(Text(NOT_CAUSAL), soft_wrap=True)
    for note in summary.notes:
        console.print(Text(f"Note: {note}", style="yellow"), soft_wrap=True)
    console.print(Text(NOTICE, style="dim"), soft_wrap=True)
