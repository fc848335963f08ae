"""``runlift explain`` of a season: the weeks that cannot be, why, and the cheapest ways out of the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from scenarios.spoken import weeks_said
from solver.commands.conflict import CANNOT_ALL_HOLD, Places, conflict_json, conflict_lines
from solver.commands.remedies import apply_remedy, in_full, nothing_to_apply, remedy_json, ways_out_lines
from solver.commands.solve import Job
from solver.commands.tight import tight_json, tight_lines
from solver.exit_codes import INFEASIBLE, SOLVED, TIME_UP
from solver.explain.reasons import Explanation, why_infeasible
from solver.explain.remedies import Remedy
from solver.explain.tight import Tightness
from solver.interrupt import left_on_a_signal
from solver.output.lines import print_answer
from solver.progress import Progress
from solver.progress_bar import progress_bar
from solver.season.remedies import AskedSeason, season_remedies
from solver.season.tight import season_tightness

MOST_TOLD = 3
"""Weeks of which it is told why they cannot be; most often the others cannot for the same reason."""


@dataclass(frozen=True, slots=True)
class _Why:
    """Weeks (from 0) that cannot be, and why; None: not told in time."""

    weeks: range
    explanation: Explanation | None
    places: Places

    @property
    def said(self) -> str:
        """The weeks in words."""
        together = " together" if len(self.weeks) > 1 else ""
        return f"{weeks_said([week + 1 for week in self.weeks])}{together}"


@dataclass(frozen=True, slots=True)
class _Answer:
    """The weeks that cannot be (None: not known in time), why some cannot, and what would help; or what is tight."""

    impossible: tuple[range, ...] | None
    why: tuple[_Why, ...] = ()
    ways_out: tuple[Remedy, ...] = ()
    tight: tuple[Tightness, ...] = ()


def explain_season(job: Job, apply: int | None, path: str, out: Path | None, *, as_json: bool) -> int:
    """Say whether a season can be done in full, and return the exit code. Raises ``InputError`` and ``OSError``."""
    with progress_bar(job.instance.weeks) as progress:
        answer = left_on_a_signal(lambda: _answer(job, progress))
    if answer.impossible is None:
        click.echo("Unknown: the time limit came before an answer.")
        return TIME_UP
    if not answer.impossible and apply is not None:
        raise nothing_to_apply(apply, path)
    lines = _impossible(job, answer) if answer.impossible else _possible(job, answer)
    print_answer(lines, _body(answer, job.instance.runs_cut), as_json=as_json)
    if not answer.impossible:
        return SOLVED
    if apply is None or out is None:
        return INFEASIBLE
    apply_remedy(answer.ways_out, apply, job, path, out)
    return SOLVED


def _answer(job: Job, progress: Progress) -> _Answer:
    asked = AskedSeason(job.loaded.scenario, job.instance, job.rules)
    if asked.impossible is None:
        return _Answer(None)
    if not asked.impossible:
        return _Answer((), tight=season_tightness(job.instance, job.rules, progress))
    return _Answer(
        asked.impossible,
        tuple(_why(job, asked, weeks) for weeks in asked.impossible[:MOST_TOLD]),
        season_remedies(asked, progress=progress),
    )


def _why(job: Job, asked: AskedSeason, weeks: range) -> _Why:
    part = asked.file.only(weeks)
    explanation = why_infeasible(part, job.rules, season=True)
    return _Why(weeks, explanation, Places(job.loaded.source, job.loaded.scenario, part))


def _possible(job: Job, answer: _Answer) -> Iterator[str]:
    yield in_full(job.instance)
    yield from tight_lines(answer.tight)
    yield f"What each soft rule costs, and in which weeks, says: runlift why {job.loaded.source.name}"


def _impossible(job: Job, answer: _Answer) -> Iterator[str]:
    first, *others = answer.why
    weeks = [week + 1 for together in answer.impossible or () for week in together]
    which = first.said if not others else weeks_said(weeks)
    yield f"{which[0].upper()}{which[1:]} cannot be done in full."
    for why in answer.why:
        yield f"In {why.said}, these cannot all hold:" if others else f"{CANNOT_ALL_HOLD}:"
        yield from conflict_lines(why.explanation, why.places)
    yield from ways_out_lines(answer.ways_out, job.loaded.source.name)
    yield f"What each week leaves out, and why, says: runlift solve {job.loaded.source.name}"


def _body(answer: _Answer, runs_cut: int) -> dict[str, Any]:
    return {
        "possible": not answer.impossible,
        "runs_cut": runs_cut,
        "impossible_weeks": [[week + 1 for week in together] for together in answer.impossible or ()],
        "conflicts": [
            {"weeks": [week + 1 for week in why.weeks]} | conflict_json(why.explanation, why.places)
            for why in answer.why
            if why.explanation is not None
        ],
        "ways_out": [remedy_json(remedy) for remedy in answer.ways_out],
        "tight": tight_json(answer.tight, season=True),
    }
