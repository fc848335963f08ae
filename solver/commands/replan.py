"""``runlift replan``: read the plan, the log and the dates, plan anew what is left, say what changed."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from constraints.settings import rules_from
from scenarios.errors import BadField, InputError, escaped
from scenarios.instance import instance_of
from scenarios.iso_date import parse_date
from scenarios.load import Loaded
from scenarios.log.log import log_of, read_log
from scenarios.plan import Plan
from scenarios.schema import Scenario
from scenarios.spoken import counted
from scenarios.strength.files import known_exercises, seen_from_plan, with_log
from scenarios.strength.own_exercises import own_exercises_of
from solver import __version__
from solver.asked_file import load_asked
from solver.commands.filling import fill_in_view
from solver.exit_codes import INFEASIBLE, SOLVED, TIME_UP
from solver.interrupt import Interruptible
from solver.options import Options
from solver.output.atomic import put
from solver.output.deliver import as_document, files_of, kept_up, with_page
from solver.output.lines import as_wide_as_output
from solver.output.text import NOTICE
from solver.progress import Progress
from solver.progress_bar import progress_bar
from solver.reading.fit import fitted
from solver.reading.plan_file import read_plan
from solver.replan.replan import Asked, Replanned, replan
from solver.replan.taken_up import taken_up
from solver.replan.what_changed import Changes, causes_once, gone, what_changed
from solver.result import NoPlanError, Solved
from solver.strength.weeks import strength_of

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on the command line: a plan's file, its scenario's if need be, dates and a log as written."""

    plan: str
    scenario: str | None
    since: str
    blocked: tuple[str, ...]
    log: str | None


@dataclass(frozen=True)
class Request:
    """The plan, the scenario it answers (and the SHA-256 of its file), and what is asked of it."""

    scenario: Scenario
    sha256: str
    before: Plan
    asked: Asked
    notes: tuple[str, ...]


def replan_file(words: Words, out: Path | None, *, seconds: float | None, as_json: bool, sessions: bool = False) -> int:
    """Take a plan up again and return the exit code; everything is understood before anything is solved.

    Raises ``InputError`` for bad input and ``OSError`` for files that cannot be written.
    """
    request = understood(words)
    options = Options(seconds=seconds)
    with Interruptible(options.control) as run:
        try:
            with progress_bar(request.before.instance.weeks) as progress:
                answer = run.search(lambda: _answer(request, options, progress))
        except NoPlanError as error:
            if run.cut_short is not None:
                click.echo("Interrupted before any plan was found.", err=True)
                return run.cut_short
            click.echo("No plan was found.", err=True)
            return INFEASIBLE if error.result.status == "infeasible" else TIME_UP
        if out is not None or as_json or sessions:
            fill_in_view(answer.result)
        _deliver(request, answer, out, _folder_of(words.plan), as_json=as_json, sessions=sessions)
        return SOLVED if run.cut_short is None else run.cut_short


def _deliver(
    request: Request, answer: Replanned, out: Path | None, earlier: Path | None, *, as_json: bool, sessions: bool
) -> None:
    """Write the plan and its changes into ``out``, if asked to, and show them."""
    changes = what_changed(answer)
    document = _document(request, answer, changes)
    written: list[Path] = []
    if out is not None:
        cancelled = [(request.before, planned) for planned in gone(answer)]
        files = with_page(files_of(answer.result, request.scenario, request.sha256, cancelled))
        files["changes.json"] = (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
        written = put(out, kept_up(out, files, answer.result.plan, earlier=earlier))
    if as_json:
        plan_document = json.loads(as_document(answer.result, request.scenario, request.sha256))
        sys.stdout.write(json.dumps({**document, "plan": plan_document}, ensure_ascii=False, indent=2) + "\n")
    else:
        _show(request, answer, changes, sessions=sessions)
    for path in written:
        click.echo(f"wrote {path}", err=True)


def _folder_of(plan: str) -> Path | None:
    """Where the ledger of the plan taken up lies; what comes from standard input has none."""
    return None if plan == "-" else Path(plan).parent


def understood(words: Words) -> Request:
    """Read everything up to the point where it can be solved. Raises ``InputError``."""
    stated, source = read_plan(words.plan)
    if words.scenario is not None:
        loaded = load_asked(words.scenario)
    elif stated.asked is not None and source is not None:
        loaded = Loaded(stated.asked, replace(source, sha256=stated.asked_sha256))
    else:
        raise InputError(f"{escaped(words.plan)}: holds no scenario; accepted: a plan.json, or its scenario as FILE")
    try:
        rules = rules_from(loaded.scenario.rules)
    except BadField as error:
        raise loaded.source.located(error) from None
    try:
        meanwhile = stated.meanwhile
        instance = instance_of(loaded.scenario) if meanwhile is None else taken_up(loaded.scenario, meanwhile, rules)
    except BadField as error:
        raise (source or loaded.source).located(error) from None
    open_sessions = tuple(session for session in stated.sessions if not session.done)
    fit = fitted(replace(stated, sessions=open_sessions), instance)
    strangers = {name for violation in fit.not_asked for name in violation.sessions}
    before = replace(fit.plan, sessions=tuple(p for p in fit.plan.sessions if p.name not in strangers))
    told = tuple(f"{violation.message}; it is not planned anew" for violation in fit.not_asked)
    named, nowhere = loaded, tuple[str, ...]()
    if words.scenario is None:
        named, nowhere = seen_from_plan(loaded, log=words.log is None)
    own = own_exercises_of(named)
    known = known_exercises(own)
    logged = read_log(words.log, known) if words.log is not None else log_of(named, known)
    lifter = with_log(replace(before.instance.lifter, own=own), logged, before.instance.start)
    before = replace(before, instance=replace(before.instance, lifter=lifter))
    asked = Asked(_date(words.since, "--from"), frozenset(_date(date, "--block") for date in words.blocked), logged)
    return Request(loaded.scenario, loaded.source.sha256, before, asked, (*told, *fit.notes, *nowhere))


def _answer(request: Request, options: Options, progress: Progress) -> Replanned:
    try:
        return replan(request.scenario, request.before, request.asked, options, progress)
    except BadField as error:
        raise InputError(f"--{error}") from None


def _date(text: str, option: str) -> dt.date:
    try:
        return parse_date(text)
    except ValueError as error:
        raise InputError(f"{option}: {error}") from None


def summary_of(answer: Replanned, changes: Changes) -> str:
    """How many sessions move, are dropped, give way to another, are made easier and stay, in one line."""
    moved = sum(told.kind == "moved" for told in changes.told)
    proof = ", proven the least" if answer.proven and answer.result.status == "optimal" else ""
    lost = sum(told.kind in ("left_out", "dropped", "missed") for told in changes.told)
    kept, eased = len(changes.kept), sum(told.kind == "eased" for told in changes.told)
    swapped = sum(told.kind == "replaced" for told in changes.told)
    if not changes.told and not kept:
        return "Nothing is left that could move."
    moves, are = "session moves" if moved == 1 else "sessions move", "is" if lost == 1 else "are"
    easier = f"{eased} {'is' if eased == 1 else 'are'} made easier, " if eased else ""
    others = f"{swapped} {'gives' if swapped == 1 else 'give'} way to another, " if swapped else ""
    stays = "stays" if kept == 1 else "stay"
    steps = counted(answer.steps, "step")
    return f"{moved} {moves} ({steps}{proof}), {lost} {are} dropped, {others}{easier}{kept} {stays}."


def _document(request: Request, answer: Replanned, changes: Changes) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": __version__,
        "from": request.asked.since.isoformat(),
        "blocked": sorted(date.isoformat() for date in request.asked.blocked),
        "steps": answer.steps,
        "fewest_steps_proven": answer.proven and answer.result.status == "optimal",
        "changes": [told.as_dict() for told in changes.told],
        "kept": [{"week": week, "session": session} for week, session in changes.kept],
        "advice": [{"rule": advice.rule, "text": advice.text} for advice in answer.advice],
        "cares": [care.model_dump(mode="json", by_alias=True) for care in answer.meanwhile.cares],
        "notes": list(request.notes),
        "notice": NOTICE,
    }


def _show(request: Request, answer: Replanned, changes: Changes, *, sessions: bool) -> None:
    from rich.text import Text

    from solver.output.terminal import console_for, headline, show_sessions, show_week

    console, result = console_for(), answer.result

    def say(lines: Iterable[str], style: str = "") -> None:
        for line in as_wide_as_output(lines):
            console.print(Text(line, style=style), soft_wrap=True)

    console.print(Text(f"Replanned from {request.asked.since}:", style="bold"))
    say([f"  {text}" for text in causes_once(changes.told)] or ["  nothing changes"])
    say([f"Asked for by the mornings: {changes.mornings}"] if changes.mornings else [], "yellow")
    say((f"{advice.rule}: {advice.text}" for advice in answer.advice), "yellow")
    say((f"Note: {note}" for note in request.notes), "yellow")
    for week in _weeks_shown(result, changes):
        show_week(result.plan, week, console)
    if sessions:
        show_sessions(result.plan, strength_of(result.plan), console)
    console.print(Text(summary_of(answer, changes), style="bold"))
    console.print(Text(headline(result)))
    if request.asked.log is not None:
        say([NOTICE], "dim")


def _weeks_shown(result: Solved, changes: Changes) -> list[int]:
    """The first open week, and every other in which something changed."""
    first = result.plan.instance.first_week + 1
    touched = {told.week - first for told in changes.told}
    return [week for week in result.plan.weeks() if week == 0 or week in touched]
