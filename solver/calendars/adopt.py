"""An existing running plan, a title a day -> a scenario in which those runs stand on their days."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from icalendar import Component

from scenarios.catalog import run_types
from scenarios.errors import InputError, escaped, shown
from scenarios.iso_date import FIRST_YEAR, LAST_YEAR
from scenarios.load import load_text, read_bytes
from scenarios.race_distance import EASY_PACE, usual_race
from scenarios.run_title import Title, recognise
from scenarios.schema import DEFAULT_SLOTS, WEEKDAYS, Goal, RunType
from scenarios.text.csv_text import Wanted
from scenarios.text.strict_rows import read_rows
from solver.output.text import one_line
from solver.reading.ical_text import BROKEN, events_of

MAX_BYTES, MAX_LINES, MAX_WEEKS = 4 * 1024 * 1024, 2000, 52
TITLES = ("title", "workout", "session", "summary", "description")
TWICE = "it stands there twice, at the same time; taken once"
LIFT_MINUTES = 45
"""Evening minutes a day we set down for strength where nobody says when there is time: our convention, told."""
_RACES: tuple[tuple[str, Goal], ...] = (("half", "half"), ("marathon", "marathon"), ("10", "10k"), ("5", "5k"))


@dataclass(frozen=True, slots=True)
class Mapping:
    """What the owner of a plan adds: titles we would not know (in lower case), and the easy pace in s per km."""

    titles: dict[str, RunType | None] = field(default_factory=dict)
    easy_pace: int = EASY_PACE


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of the plan: ``where`` is its place for people; ``start`` HH:MM or '', ``minutes`` None if not told."""

    where: str
    date: dt.date
    title: str
    start: str = ""
    minutes: int | None = None

    @property
    def same(self) -> tuple[dt.date, str, str]:
        """What a copy of it has in common with it; two of one day without a time may both be meant."""
        return self.date, self.start, self.title.casefold()


@dataclass(frozen=True, slots=True)
class Adopted:
    """The scenario as text, what was doubtful, and how many runs it holds."""

    text: bytes
    runs: int
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    line: PlanLine
    type: RunType
    minutes: int
    slot: str


def adopt(path: str, mapping: Mapping, shift: int) -> Adopted:
    """Read a plan (``.ics`` or CSV with ``date`` and ``title``). Raises ``InputError``.

    ``shift`` is how many days a run may move within its week.
    """
    lines = read_lines(path)
    if not lines:
        raise InputError(f"{escaped(path)}: no session in it; accepted: at least one day with a title")
    first = min(line.date for line in lines)
    start = first - dt.timedelta(days=first.weekday())
    weeks = (max(line.date for line in lines) - start).days // 7 + 1
    if weeks > MAX_WEEKS:
        raise InputError(f"{escaped(path)}: {weeks} weeks from {first}; accepted: at most {MAX_WEEKS}")
    runs: list[_Run] = []
    doubts: list[str] = []
    races: list[tuple[PlanLine, Title, Goal]] = []
    once: set[tuple[dt.date, str, str]] = set()
    for line in lines:
        if line.start and line.same in once:
            doubts.append(f"{line.where}: {shown(line.title)}: {TWICE}")
            continue
        once.add(line.same)
        title = _read(line, mapping)
        told = _settled(line, title, runs, races)
        if told:
            doubts.append(f"{line.where}: {shown(line.title)}: {told}")
    doubts += _settled_races(races, runs, mapping)
    text = _scenario(start, weeks, runs, races[-1:], shift)
    try:
        load_text(text, "adopted", "yaml")
    except InputError as error:
        raise InputError(f"{escaped(path)}: {error}") from None
    return Adopted(text, len(runs), tuple(doubts))


def read_lines(path: str) -> list[PlanLine]:
    """The lines of a plan by date. Raises ``InputError``."""
    data = read_bytes(Path(path), MAX_BYTES)
    lines = list(_events(data, path) if path.lower().endswith((".ics", ".ical")) else _rows(data, path))
    if len(lines) > MAX_LINES:
        raise InputError(f"{escaped(path)}: {len(lines)} sessions; accepted: at most {MAX_LINES}")
    return sorted(lines, key=lambda line: (line.date, line.start))


def _rows(data: bytes, name: str) -> Iterator[PlanLine]:
    for row in read_rows(data, name, Wanted(("date",), ("date", "start", "minutes", *TITLES)), most_bytes=MAX_BYTES):
        titles = [row[column] for column in TITLES if row[column]]
        if not titles and not any(column in row.cells for column in TITLES):
            row.refuse("header", f"no column with titles; accepted: one of {', '.join(TITLES)}")
        if titles:
            start = row.clock("start") if row["start"] else ""
            minutes = row.whole("minutes", 5, 600, "min") if row["minutes"] else None
            yield PlanLine(row.where, row.date("date"), titles[0], start, minutes)


def _events(data: bytes, name: str) -> Iterator[PlanLine]:
    for number, event in enumerate(events_of(data, name, MAX_BYTES), 1):
        title, where = one_line(str(event.get("summary", ""))).strip(), f"{escaped(name)}: event {number}"
        if not title or str(event.get("status", "")).upper() == "CANCELLED":
            continue
        try:
            start, end = event.start, event.end  # type: ignore[attr-defined]
        except BROKEN as error:
            raise InputError(f"{where}: {escaped(str(error)[:100])}; accepted: a start and an end") from None
        date = start.date() if isinstance(start, dt.datetime) else start
        if not FIRST_YEAR <= date.year <= LAST_YEAR:
            raise InputError(f"{where}: year {date.year}; accepted: {FIRST_YEAR} to {LAST_YEAR}")
        if not isinstance(start, dt.datetime):
            yield PlanLine(where, date, title)
            continue
        minutes = round((end - start).total_seconds() / 60)
        yield PlanLine(where, date, title, f"{start:%H:%M}", minutes if 5 <= minutes <= 600 else None)
        _refuse_repeats(event, where)


def _refuse_repeats(event: Component, where: str) -> None:
    if "RRULE" in event:
        raise InputError(f"{where}: it repeats by a rule; accepted: one event for each session")


def _read(line: PlanLine, mapping: Mapping) -> Title:
    lowered = line.title.lower()
    own = next((type_ for words, type_ in mapping.titles.items() if words in lowered), "")
    title = recognise(line.title, mapping.easy_pace)
    if own is None:
        title = Title("rest")
    elif own:
        measured = title.doubt if " taken at " in title.doubt and title.minutes is not None else ""
        title = Title("run", cast(RunType, own), title.minutes, measured)
    if line.minutes is not None and title.what in ("run", "race"):
        title = replace(title, minutes=line.minutes, doubt="" if " taken at " in title.doubt else title.doubt)
    return title


def _settled(line: PlanLine, title: Title, runs: list[_Run], races: list[tuple[PlanLine, Title, Goal]]) -> str:
    """Put a line where it belongs; what is doubtful about it, '' if nothing is."""
    if title.what == "rest":
        return ""
    if title.what == "unknown":
        return f"{title.doubt}; passed over"
    if title.what == "strength":
        return "strength is what runlift plans; passed over"
    type_, doubt = title.type, title.doubt
    if type_ is None:
        goal: Goal | None = next((goal for word, goal in _RACES if word in line.title.lower()), None)
        if goal is not None:
            races.append((line, title, goal))
            return ""
        type_, doubt = "tempo", "a race of unknown length: kept as tempo"
    run = _run(line, type_, title.minutes)
    runs.append(run)
    if doubt:
        return f"{doubt} -> {run.type}, {run.minutes} min"
    return "" if title.minutes is not None else f"no length is named -> {run.type}, {run.minutes} min, its usual length"


def _settled_races(races: list[tuple[PlanLine, Title, Goal]], runs: list[_Run], mapping: Mapping) -> Iterator[str]:
    """Keep the last race, with minutes, and the others as hard runs; what is doubtful about them."""
    for line, title, _ in races[:-1]:
        runs.append(_run(line, "tempo", title.minutes))
        guess = f"{title.doubt}; " if title.doubt else ""
        yield f"{line.where}: {shown(line.title)}: {guess}not the last race; kept as tempo"
    for line, title, goal in races[-1:]:
        if title.minutes is None:
            minutes, measured = usual_race(goal, mapping.easy_pace)
            races[-1] = line, replace(title, minutes=minutes), goal
            yield f"{line.where}: {shown(line.title)}: no length is named -> race, {minutes} min, {measured}"
        elif title.doubt:
            yield f"{line.where}: {shown(line.title)}: {title.doubt} -> race, {title.minutes} min"


def _run(line: PlanLine, type_: RunType, told: int | None) -> _Run:
    minutes = min(600, max(5, told or run_types()[type_].minutes))
    slot = "" if not line.start else "morning" if line.start < "11:00" else "midday"
    return _Run(line, type_, minutes, "evening" if line.start >= "15:00" else slot)


def _scenario(
    start: dt.date, weeks: int, runs: Sequence[_Run], races: Sequence[tuple[PlanLine, Title, Goal]], shift: int
) -> bytes:
    lines = [
        "# A running plan taken over by runlift adopt: its runs on their days, with room for strength around them.",
        f"# Nobody said when there is time for strength: {LIFT_MINUTES} min every evening are set down. Change that.",
        f"start: {start}",
        f"weeks: {weeks}",
    ]
    for race, title, goal in races:
        at = f', start: "{race.start}"' if race.start else ""
        minutes = f", minutes: {title.minutes}" if title.minutes else ""
        lines += [f"goal: {goal}", f"race: {{date: {race.date}, goal: {goal}{at}{minutes}}}"]
    times = ", ".join(f'{slot}: "{at}"' for slot, at in _times(runs).items())
    lines += [f"slots: {{{times}}}", "available:"]
    lines += list(_available(runs, shift))
    lines.append("runs:" if runs else "runs: []")
    for run in sorted(runs, key=lambda run: (run.line.date, run.line.start)):
        week = (run.line.date - start).days // 7 + 1
        parts = [
            f"type: {run.type}",
            f"minutes: {run.minutes}",
            f"week: {week}",
            f"days: [{', '.join(_days(run, shift))}]",
        ]
        parts += [f"slots: [{run.slot}]"] if run.slot else []
        lines.append(f"  - {{{', '.join(parts)}}}  # {_comment(run.line.title)}")
    return ("\n".join(lines) + "\n").encode("utf-8")


def _days(run: _Run, shift: int) -> list[str]:
    """Its weekday, and those up to ``shift`` days away in the same week, which begins on Monday."""
    own = run.line.date.weekday()
    return list(WEEKDAYS[max(0, own - shift) : own + shift + 1])


def _times(runs: Sequence[_Run]) -> dict[str, str]:
    """When each slot starts: at the commonest time of its runs."""
    times = dict(DEFAULT_SLOTS)
    for slot in times:
        starts = Counter(run.line.start for run in runs if run.slot == slot)
        if starts:
            times[slot] = min(starts, key=lambda at: (-starts[at], at))
    return times


def _available(runs: Sequence[_Run], shift: int) -> Iterator[str]:
    """Each weekday's minutes: the longest run that may stand there, and the evening for strength."""
    free: dict[str, dict[str, int]] = {day: defaultdict(int) for day in WEEKDAYS}
    for run in runs:
        for day in _days(run, shift):
            slot = run.slot or "morning"
            free[day][slot] = max(free[day][slot], run.minutes)
    for day in WEEKDAYS:
        free[day]["evening"] = max(free[day]["evening"], LIFT_MINUTES)
        slots = (f"{slot}: {free[day][slot]}" for slot in DEFAULT_SLOTS if free[day][slot])
        yield f"  {day}: {{{', '.join(slots)}}}"


def _comment(title: str) -> str:
    return escaped(one_line(title))[:120]
