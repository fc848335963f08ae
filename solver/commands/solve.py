"""``runlift solve``: read every file, solve each, show and write the answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import click

from constraints.base.rule import Rule
from constraints.week.morning_check_in import MorningCheckIn
from scenarios.errors import BadField, InputError
from scenarios.instance import Instance
from scenarios.load import Loaded
from scenarios.log.log import Log, log_of
from scenarios.strength.files import known_exercises, with_files
from solver.asked_file import load_asked
from solver.asking.alternatives import Wanted, alternatives_to
from solver.asking.asked_place import single_week
from solver.commands.filling import fill_in_view
from solver.exit_codes import INFEASIBLE, SOLVED, TIME_UP
from solver.interrupt import Interruptible
from solver.options import Options
from solver.output.deliver import as_document, deliver, folders_for, refuse_missing
from solver.prepared import prepare
from solver.progress_bar import progress_bar
from solver.result import Result
from solver.solve import solve_instance
from solver.strength.weeks import strength_of


@dataclass(frozen=True, slots=True)
class Job:
    """One file, understood: nothing in it is bad input any more."""

    loaded: Loaded
    instance: Instance
    rules: tuple[Rule, ...]
    log: Log | None = None

    def solve(self, run: Interruptible, options: Options, wanted: Wanted | None) -> Result:
        """The answer; ``run`` may end the search for it."""
        with progress_bar(self.instance.weeks) as progress:

            def work() -> Result:
                result = self._told(solve_instance(self.instance, self.rules, options, progress))
                if wanted is None or result.plan is None:
                    return result
                return replace(result, alternatives=alternatives_to(result, wanted, options))

            return run.search(work)

    def _told(self, result: Result) -> Result:
        """The answer with a note on what the log's check-ins ask of it, if there are any."""
        rule = next((rule for rule in self.rules if isinstance(rule, MorningCheckIn)), None)
        scenario, plan = self.loaded.scenario, result.plan
        if plan is None or rule is None or self.log is None or scenario.log is None:
            return result
        if not any(entry.check_in.told for entry in self.log.entries):
            return result
        from solver.replan.first_morning import with_first_morning

        return replace(result, plan=with_first_morning(plan, self.log, scenario.readiness, rule, scenario.log))


def solve_files(
    paths: list[str],
    out: Path | None,
    *,
    strict: bool,
    seconds: float | None,
    as_json: bool,
    wanted: Wanted | None = None,
    sessions: bool = False,
    formats: tuple[str, ...] = (),
) -> int:
    """Solve the scenarios and return the exit code; every file is understood before the first is solved.

    A signal ends the search at hand, whose best plan so far is written, or waits until the plan that was found is; the
    files after it are left. Raises ``InputError`` for bad input and ``OSError`` for files that cannot be written.
    """
    refuse_missing(formats)
    if paths.count("-") > 1:
        raise InputError("- stands twice; accepted: standard input once")
    jobs = [understood(path) for path in paths]
    if wanted is not None:
        for job in jobs:
            single_week(job.instance)
    folders = folders_for(paths, out) if out is not None else [None] * len(paths)
    answers = _Answers(as_json=as_json, sessions=sessions, many=len(paths) > 1)
    codes = [SOLVED]
    options = Options(seconds=seconds, strict=strict)
    with Interruptible(options.control) as run:
        for job, folder in zip(jobs, folders, strict=True):
            if run.signalled is not None:
                codes.append(run.signalled)
                break
            result = job.solve(run, options, wanted)
            # before anything is shown: a reader that goes away early must not cost the files, of this one or the next
            written: list[Path] = []
            if folder is not None or sessions or as_json:
                fill_in_view(result)
            if folder is not None and result.plan is not None:
                written = deliver(folder, result, job.loaded.scenario, job.loaded.source.sha256, formats)
            answers.show(result, job)
            for path in written:
                click.echo(f"wrote {path}", err=True)
            codes.append(_code(result) if run.cut_short is None else run.cut_short)
            if answers.unread and out is None:
                break
        answers.end()
    return max(codes)


def understood(path: str) -> Job:
    """Read a file up to the point where it can be solved. Raises ``InputError``."""
    loaded = load_asked(path)
    try:
        instance, rules = prepare(loaded.scenario)
    except BadField as error:
        raise loaded.source.located(error) from None
    lifter = with_files(instance.lifter, loaded)
    return Job(loaded, replace(instance, lifter=lifter), rules, log_of(loaded, known_exercises(lifter.own)))


def _code(result: Result) -> int:
    if result.plan is not None:
        return SOLVED
    return INFEASIBLE if result.status == "infeasible" else TIME_UP


class _Answers:
    """What standard output gets to read: each answer in turn; as JSON a document, or a list of those of many files."""

    def __init__(self, *, as_json: bool, sessions: bool, many: bool) -> None:
        self._as_json = as_json
        self._sessions = sessions
        self._many = many
        self._documents: list[str] = []
        self.unread = False
        """Whether the reader went away."""

    def show(self, result: Result, job: Job) -> None:
        """Show one answer, if there is still somebody to read it."""
        with self._noticing():
            if not self._as_json:
                self._print(result)
                return
            document = as_document(result, job.loaded.scenario, job.loaded.source.sha256).decode("utf-8")
            if self._many:
                self._documents.append(document.rstrip("\n"))
            else:
                click.echo(document, nl=False)

    def end(self) -> None:
        """Show what was held back. Raises ``BrokenPipeError`` if the reader went away before the end."""
        with self._noticing():
            if self._as_json and self._many:
                click.echo("[\n" + ",\n".join(self._documents) + "\n]")
        if self.unread:
            raise BrokenPipeError

    def _print(self, result: Result) -> None:
        if self.unread:
            return
        from solver.output.terminal import console_for, show

        held = strength_of(result.plan) if self._sessions and result.plan is not None else None
        show(result, console_for(), held)

    @contextmanager
    def _noticing(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            self.unread = True
