"""``runlift explain``: why a scenario cannot be done in full and the cheapest ways out; else what is tight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from scenarios.errors import InputError
from solver.commands.conflict import CANNOT_ALL_HOLD, Places, conflict_json, conflict_lines
from solver.commands.explain_season import explain_season
from solver.commands.remedies import apply_remedy, in_full, nothing_to_apply, remedy_json, ways_out_lines
from solver.commands.solve import Job, understood
from solver.commands.tight import tight_json, tight_lines
from solver.exit_codes import INFEASIBLE, SOLVED, TIME_UP
from solver.explain.reasons import Explanation, why_infeasible
from solver.explain.remedies import Remedy, remedies
from solver.explain.tight import Tightness, tightness
from solver.interrupt import left_on_a_signal
from solver.options import Options
from solver.output.lines import print_answer
from solver.week import solve_week


def explain_file(path: str, apply: int | None, out: Path | None, *, as_json: bool) -> int:
    """Explain a scenario file and return the exit code; ``apply`` writes it to ``out``, changed by that way out.

    What is written can be done in full, so that the code is then 0: a script goes on with it. Raises ``InputError``
    and ``OSError``.
    """
    _check_copy(path, apply, out)
    job = understood(path)
    if job.instance.weeks > 1:
        return explain_season(job, apply, path, out, as_json=as_json)
    answer = left_on_a_signal(lambda: _answer(job))
    if answer is None:
        click.echo("Unknown: the time limit came before an answer.")
        return TIME_UP
    if isinstance(answer, tuple):
        if apply is not None:
            raise nothing_to_apply(apply, path)
        lines = (in_full(job.instance), *tight_lines(answer))
        print_answer(lines, _body(job, None, (), answer, possible=True), as_json=as_json)
        return SOLVED
    explanation, found = answer.why, answer.ways_out
    body = _body(job, explanation, found, (), possible=False)
    print_answer(_conflict(job, explanation, found), body, as_json=as_json)
    if apply is None or out is None:
        return INFEASIBLE
    apply_remedy(found, apply, job, path, out)
    return SOLVED


def _check_copy(path: str, apply: int | None, out: Path | None) -> None:
    """Whether what is to be written has a source and a place, before anything is worked out. Raises ``InputError``."""
    if apply is None:
        if out is not None:
            raise InputError(f"-o {out}: nothing to write; accepted: -o with --apply N, the way out to take")
    elif path == "-" or out is None or (Path(path).exists() and not Path(path).is_file()):
        raise InputError("--apply changes a copy of a file: name the FILE to read, and the new one with -o")
    elif out.exists():
        raise InputError(f"{out}: exists already; name a new file")


@dataclass(frozen=True, slots=True)
class Impossible:
    """Why a scenario cannot be done (None: not told in time), and what would help."""

    why: Explanation | None
    ways_out: tuple[Remedy, ...]


def _answer(job: Job) -> Impossible | tuple[Tightness, ...] | None:
    """What is in the way, or what is tight; None when it is not known in time which."""
    result = solve_week(job.instance, job.rules, Options(strict=True))
    if result.status == "unknown":
        return None
    if result.plan is not None:
        return tightness(job.instance, job.rules)
    found = remedies(job.loaded.scenario, job.instance, job.rules)
    return Impossible(why_infeasible(job.instance, job.rules), found)


def _conflict(job: Job, explanation: Explanation | None, found: tuple[Remedy, ...]) -> Iterator[str]:
    yield "It cannot be done in full."
    if explanation is not None:
        yield f"{CANNOT_ALL_HOLD}:"
    yield from conflict_lines(explanation, _places(job))
    yield from ways_out_lines(found, job.loaded.source.name)


def _body(
    job: Job,
    explanation: Explanation | None,
    found: tuple[Remedy, ...],
    tight: tuple[Tightness, ...],
    *,
    possible: bool,
) -> dict[str, Any]:
    return {
        "possible": possible,
        "runs_cut": job.instance.runs_cut,
        "conflict": None if explanation is None else conflict_json(explanation, _places(job)),
        "ways_out": [remedy_json(remedy) for remedy in found],
        "tight": tight_json(tight),
    }


def _places(job: Job) -> Places:
    return Places(job.loaded.source, job.loaded.scenario, job.instance)
