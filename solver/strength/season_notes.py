"""What the strength sessions of a season lack, each thing said once, with the weeks it is true of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scenarios.spoken import listed, weeks_said
from solver.strength.notes import (
    FEWER_SETS,
    NO_MORE,
    SetsShort,
    eases_off,
    lacking,
    not_chosen,
    sets_short,
    trains_legs,
)
from solver.strength.sessions import FilledWeek


def season_notes(weeks: Mapping[int, FilledWeek]) -> tuple[str, ...]:
    """What the filled weeks lack, by their number (from 1): a few lines, however long the season is.

    Weeks that ease off are meant to bring less, and are not spoken of; nor are sets that nothing the runner could
    change would bring.
    """
    whole = {number: filled for number, filled in weeks.items() if not eases_off(filled.plan.week)}
    return (*_never(whole), *_cut(whole), *_at_times(whole), *_sets(whole))


def _never(weeks: Mapping[int, FilledWeek]) -> Iterator[str]:
    """Exercises that no week of the season can hold."""
    barred = [tuple(not_chosen(filled.plan.week)) for filled in weeks.values() if trains_legs(filled.plan.week)]
    for first in barred[:1]:
        yield from (line for line in first if all(line in lines for lines in barred))


def _cut(weeks: Mapping[int, FilledWeek]) -> Iterator[str]:
    """Where the minutes cost sets or reps."""
    found: dict[str, dict[str, list[int]]] = {}
    for number, filled in weeks.items():
        for session in filled.plan.sessions:
            fewer = any(done.sets < session.asked.sets(done.option)[-1] for done in session.exercises())
            if fewer or session.cut:
                sessions = found.setdefault(f"{session.asked.minutes} minutes", {})
                sessions.setdefault(session.asked.name, []).append(number)
    for minutes, sessions in found.items():
        told = [f"{name} ({weeks_said(numbers)})" for name, numbers in sessions.items()]
        yield f"{minutes} hold fewer sets or reps than the phase asks for in {listed(told)}"


def _at_times(weeks: Mapping[int, FilledWeek]) -> Iterator[str]:
    """What sessions of some weeks should hold and do not."""
    found: dict[str, list[int]] = {}
    for number, filled in weeks.items():
        for line in lacking(filled):
            found.setdefault(line, []).append(number)
    yield from (f"{weeks_said(numbers)}: {line}" for line, numbers in found.items())


def _sets(weeks: Mapping[int, FilledWeek]) -> Iterator[str]:
    """The muscle groups with too few sets, in one line for each reason."""
    found: dict[str, list[tuple[int, SetsShort]]] = {}
    for number, filled in weeks.items():
        for short in sets_short(filled):
            if short.why != NO_MORE:
                found.setdefault(short.why, []).append((number, short))
    for why, lacks in found.items():
        groups = dict.fromkeys(short.group for _, short in lacks)
        told = [_range([short for _, short in lacks if short.group == group]) for group in groups]
        numbers = sorted({number for number, _ in lacks})
        yield f"{weeks_said(numbers)}: {FEWER_SETS}: {', '.join(told)} ({why})"


def _range(lacks: list[SetsShort]) -> str:
    """``calves 3 to 5 of 6``: one group over some weeks."""
    fewest, most = min(short.sets for short in lacks), max(short.sets for short in lacks)
    sets = str(fewest) if fewest == most else f"{fewest} to {most}"
    return f"{lacks[0].group} {sets} of {max(short.wanted for short in lacks)}"
