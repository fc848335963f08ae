"""``runlift why``: what a session elsewhere would break or cost, or why no better week exists."""

from __future__ import annotations

import click

from scenarios.errors import InputError
from solver.asking.asked_place import asked_place
from solver.asking.contrast import WhatIf, what_if
from solver.asking.no_better import NoBetter, why_no_better
from solver.commands.questioned import questioned
from solver.commands.why_no_better import no_better_json, no_better_lines
from solver.commands.why_not_there import what_if_json, what_if_lines
from solver.exit_codes import INFEASIBLE, SOLVED, TIME_UP
from solver.interrupt import Interruptible
from solver.options import Options
from solver.output.lines import print_answer
from solver.progress import Progress
from solver.progress_bar import progress_bar
from solver.result import NoPlanError, Result


def why_file(path: str, session: str | None, on: str | None, *, seconds: float | None, as_json: bool) -> int:
    """Answer the question and return the exit code. Raises ``InputError``."""
    if (session is None) != (on is None):
        raise InputError("name both: a SESSION, and the place it should have with --on DAY or --on DAY/SLOT")
    about = questioned(path)
    asked = None if session is None or on is None else asked_place(about.instance, session, on)
    options = Options(seconds=seconds)

    def work(progress: Progress) -> tuple[WhatIf | NoBetter, str]:
        best, note = about.best(options, progress)
        if asked is None:
            return why_no_better(about.instance, about.rules, options, best, progress), note
        return what_if(about.instance, about.rules, asked, options, best), note

    with Interruptible(options.control) as run:
        try:
            with progress_bar(about.instance.weeks) as progress:
                answer, note = run.search(lambda: work(progress))
        except NoPlanError as error:
            return run.cut_short or _no_plan(error.result, about.name)
        if run.cut_short is not None:
            return run.cut_short
        if note:
            click.echo(f"Note: {note}", err=True)
        if isinstance(answer, NoBetter):
            print_answer(no_better_lines(answer), no_better_json(answer), as_json=as_json)
            return SOLVED
        print_answer(what_if_lines(answer), what_if_json(answer), as_json=as_json)
        return INFEASIBLE if answer.verdict == "breaks" else SOLVED


def _no_plan(result: Result, name: str) -> int:
    if result.status == "infeasible":
        click.echo(f"No plan keeps every rule at all; see: runlift explain {name}")
        return INFEASIBLE
    click.echo("Unknown: the time limit came before an answer.")
    return TIME_UP
