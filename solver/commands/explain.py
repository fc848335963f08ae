"""``runlift explain``: why a scenario cannot be done in full and the cheapest ways out; else what is tight."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from scenarios.errors import InputError, dotted
from scenarios.spoken import runs_cut_text
from solver.commands.solve import Job, understood
from solver.exit_codes import INFEASIBLE, SOLVED, TIME_UP
from solver.explain.mend import Remedy, edited_text, remedies
from solver.explain.reasons import Explanation, why_infeasible
from solver.explain.tight import Tightness, tightness
from solver.explain.where import path_of
from solver.explain.wording import Line
from solver.interrupt import Interruptible, left_on_a_signal
from solver.output.atomic import write_file
from solver.solve import solve_bare
from solver.week import Options, solve_week


def explain_file(path: str, apply: int | None, out: Path | None, *, as_json: bool) -> int:
    """Explain a scenario file and return the exit code; ``apply`` writes it to ``out``, changed by that way out.

    What is written can be done in full, so that the code is then 0: a script goes on with it. Raises ``InputError``
    and ``OSError``.
    """
    _check_copy(path, apply, out)
    job = understood(path)
    if job.instance.weeks > 1:
        if apply is not None:
            raise InputError(f"{path}: {job.instance.weeks} weeks; ways out are looked for in a scenario of one week")
        return _explain_season(job, as_json=as_json)
    answer = left_on_a_signal(lambda: _answer(job))
    if answer is None:
        click.echo("Unknown: the time limit came before an answer.")
        return TIME_UP
    if isinstance(answer, tuple):
        if apply is not None:
            raise InputError(f"--apply {apply}: {path} can be done in full, there is nothing to change")
        as_text = "\n".join((_in_full(job), *_possible(answer)))
        click.echo(_json(job, None, (), answer, possible=True) if as_json else as_text)
        return SOLVED
    explanation, found = answer.why, answer.ways_out
    as_text = "\n".join(_conflict(job, explanation, found))
    click.echo(_json(job, explanation, found, (), possible=False) if as_json else as_text)
    if apply is None or out is None:
        return INFEASIBLE
    _apply(found, apply, path, out)
    return SOLVED


def _check_copy(path: str, apply: int | None, out: Path | None) -> None:
    """Whether what is to be written has a source and a place, before anything is worked out. Raises ``InputError``."""
    if apply is None:
        if out is not None:
            raise InputError(f"-o {out}: nothing to write; accepted: -o with --apply N, the way out to take")
    elif path == "-" or out is None:
        raise InputError("--apply changes a copy of a file: name the FILE to read, and the new one with -o")
    elif out.exists():
        raise InputError(f"{out}: exists already; name a new file")


def _explain_season(job: Job, *, as_json: bool) -> int:
    """Whether a season can be done in full, and if not, the fewest weeks that cannot, and why."""
    options = Options(strict=True)
    run = Interruptible(options.control, lambda: solve_bare(job.instance, job.rules, options))
    result = run.run()
    if result.status == "unknown":
        click.echo("Unknown: the search was ended before an answer.")
        return TIME_UP if run.exit_code is None else run.exit_code
    possible = result.plan is not None
    if as_json:
        click.echo(json.dumps({"possible": possible, "reasons": list(result.reasons)}, indent=2, ensure_ascii=False))
    elif possible:
        click.echo(_in_full(job))
    else:
        weeks, *texts = result.reasons
        click.echo(f"{weeks[0].upper()}{weeks[1:]}.")
        click.echo("These cannot all hold, although they could without any one of them:")
        for text in texts:
            click.echo(f"  {text}")
        click.echo(f"What each week leaves out, and why, says: runlift solve {job.loaded.source.name}")
    return SOLVED if possible else INFEASIBLE


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


def _in_full(job: Job) -> str:
    """That all that is asked has a place; what the tables say and no free time holds is not asked."""
    cut = job.instance.runs_cut
    return f"What was asked can be done in full; {runs_cut_text(cut)}." if cut else "It can be done in full."


def _possible(tight: tuple[Tightness, ...]) -> Iterator[str]:
    if not tight:
        yield "Nothing is tight: every hard number could go to the strict end of its range."
    for number in sorted(tight, key=lambda number: not number.tight):
        name = f"{number.rule}.{number.parameter}"
        if number.tight:
            yield f"  tight: {name} is {number.value}, and one step stricter leaves something out"
        else:
            yield f"  {name} is {number.value} and could be as strict as {number.strictest}"


def _conflict(job: Job, explanation: Explanation | None, found: tuple[Remedy, ...]) -> Iterator[str]:
    yield "It cannot be done in full."
    if explanation is None:
        yield "  What is in the way could not be told in time."
    else:
        yield "These cannot all hold, although they could without any one of them:"
        yield from (f"  {where}: {line.text}" for line in explanation.lines for where in [_where(line, job)])
        if not explanation.conflict.minimal:
            yield "  (not proven to be the smallest set)"
    if found:
        yield "Ways out, cheapest first; each was tried and works:"
        yield from (f"  {number}. {remedy.text}" for number, remedy in enumerate(found, 1))
        yield f"To take one: runlift explain {job.loaded.source.name} --apply 1 -o FILE"
    else:
        yield "No change of a number, a place or a session alone mends it."


def _paths(line: Line, job: Job) -> Iterator[tuple[str | int, ...]]:
    for member in line.members:
        path = path_of(member, job.loaded.scenario, job.instance)
        if path is not None:
            yield path


def _where(line: Line, job: Job) -> str:
    """``file:line`` of the most telling place, or that it is a default."""
    source = job.loaded.source
    paths = sorted(_paths(line, job), key=lambda path: path[0] not in ("fixed", "rules"))
    return f"{source.name}:{source.mark(paths[0], key=True).line}" if paths else "by default"


def _apply(found: tuple[Remedy, ...], number: int, path: str, out: Path) -> None:
    if not 1 <= number <= len(found):
        accepted = f"1 to {len(found)}, the ways out there are" if found else "nothing, there is no way out"
        raise InputError(f"--apply {number}: no such way out; accepted: {accepted}")
    text = edited_text(Path(path).read_text("utf-8-sig"), found[number - 1].edits, is_json=Path(path).suffix == ".json")
    write_file(out, text.encode("utf-8"))
    click.echo(f"wrote {out}", err=True)


def _json(
    job: Job,
    explanation: Explanation | None,
    found: tuple[Remedy, ...],
    tight: tuple[Tightness, ...],
    *,
    possible: bool,
) -> str:
    body: dict[str, Any] = {
        "possible": possible,
        "conflict": None
        if explanation is None
        else {
            "minimal": explanation.conflict.minimal,
            "lines": [
                {"text": line.text, "where": _where(line, job), "fields": [dotted(p) for p in _paths(line, job)]}
                for line in explanation.lines
            ],
        },
        "ways_out": [_remedy(remedy) for remedy in found],
        "tight": [
            {"rule": t.rule, "parameter": t.parameter, "value": t.value, "strictest": t.strictest} for t in tight
        ],
    }
    return json.dumps(body, indent=2, ensure_ascii=False)


def _remedy(remedy: Remedy) -> dict[str, Any]:
    edits = [{"field": dotted(edit.path)} | ({} if edit.gone else {"value": edit.value}) for edit in remedy.edits]
    return {"text": remedy.text, "price": remedy.price, "edits": edits}
