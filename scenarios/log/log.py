"""The training log (CSV): what was really done, how it felt, and the morning check-in.

One row a session, or a check-in alone (``rest`` or nothing as its session). ``date``, ``session`` and ``minutes`` are
needed; every other column may be missing or empty. Nothing in a log is guessed: a cell that is not what its column
takes is refused with its line and column.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from scenarios.catalog.muscles import muscles
from scenarios.errors import escaped, shown, unknown
from scenarios.load import Loaded, read_bytes
from scenarios.log.check_in import CHECK_IN_COLUMNS, NOTHING_SAID, CheckIn, check_in_of, most_careful
from scenarios.log.exercises import LoggedExercise, parse_exercises
from scenarios.text.csv_text import Wanted
from scenarios.text.strict_rows import MAX_BYTES, Row, read_rows
from scenarios.unit_name import FOCUSES, session_types, unit_of

MAX_ROWS = 5000
MOST_MINUTES = 1440
USUAL_START = "12:00"
"""Where a log tells no time: noon, as a session of ``history:`` without one."""
NEEDED = ("date", "session", "minutes")
COLUMNS = (
    *NEEDED, "start", "planned_minutes", "rpe", "distance_km", "heart_rate", *CHECK_IN_COLUMNS, "exercises", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One row. ``session`` is a run type, ``race``, upper, lower or full; '' for a check-in alone.

    ``ordinal`` is 2 for ``easy-2``, None where the log does not count. ``minutes`` 0 is a session that was missed;
    ``planned_minutes`` is None where none was planned or told. ``rpe`` is session-RPE 0-10, ``heart_rate`` the mean
    in beats/min. ``start`` is HH:MM, ``USUAL_START`` where the log tells none (not ``timed``).
    """

    where: str
    date: dt.date
    start: str
    session: str
    ordinal: int | None
    minutes: int
    planned_minutes: int | None = None
    rpe: float | None = None
    distance_km: float | None = None
    heart_rate: int | None = None
    check_in: CheckIn = NOTHING_SAID
    exercises: tuple[LoggedExercise, ...] = ()
    note: str = ""
    timed: bool = True

    @property
    def done(self) -> bool:
        """A session that took place."""
        return bool(self.session) and self.minutes > 0

    @property
    def missed(self) -> bool:
        """A session told not to have taken place."""
        return bool(self.session) and self.minutes == 0

    @property
    def is_strength(self) -> bool:
        """A strength session."""
        return self.session in FOCUSES

    @property
    def is_run(self) -> bool:
        """A run, the race among them; cross-training is none."""
        return bool(self.session) and not self.is_strength and self.session != "cross_training"


@dataclass(frozen=True, slots=True)
class Log:
    """A training log, its rows in order of time."""

    name: str
    entries: tuple[LogEntry, ...]

    def before(self, date: dt.date) -> Log:
        """What was logged before a date."""
        return Log(self.name, tuple(entry for entry in self.entries if entry.date < date))

    def between(self, first: dt.date, last: dt.date) -> tuple[LogEntry, ...]:
        """The rows from ``first`` to ``last``, both included."""
        return tuple(entry for entry in self.entries if first <= entry.date <= last)

    def done(self) -> tuple[LogEntry, ...]:
        """The sessions that took place."""
        return tuple(entry for entry in self.entries if entry.done)

    def run_minutes(self, first: dt.date, last: dt.date) -> int:
        """Minutes run from ``first`` to ``last``, both included."""
        return sum(entry.minutes for entry in self.between(first, last) if entry.is_run)

    def longest_run(self, before: dt.date, days: int = 30) -> int:
        """Minutes of the longest run in the ``days`` days before ``before``; 0 if there was none."""
        first, last = before - dt.timedelta(days=days), before - dt.timedelta(days=1)
        return max((entry.minutes for entry in self.between(first, last) if entry.is_run), default=0)

    def check_in(self, date: dt.date) -> CheckIn:
        """The morning of a date. Where its rows differ, the answer that asks for more care counts (our convention)."""
        return most_careful([entry.check_in for entry in self.entries if entry.date == date])


NO_LOG = Log("", ())
"""The log of who keeps none."""


def log_of(loaded: Loaded, known_exercises: Collection[str] | None = None) -> Log | None:
    """The log a scenario names under ``log:``, found beside the scenario's file; None if it names none.

    A scenario read from standard input looks in the working folder. Raises ``InputError``, with the place of ``log:``
    where the log is no readable file.
    """
    if loaded.scenario.log is None:
        return None
    path = Path(loaded.source.name).parent / loaded.scenario.log
    if not path.is_file():
        raise loaded.source.error(
            ("log",), f"no such file {shown(loaded.scenario.log)}; accepted: a CSV file, seen from this file's folder"
        )
    return read_log(path, known_exercises)


def read_log(path: str | Path, known_exercises: Collection[str] | None = None) -> Log:
    """The log a CSV file holds. Raises ``InputError``.

    ``known_exercises`` are the exercise ids accepted; the catalogue's if left out.
    """
    return parse_log(read_bytes(Path(path), MAX_BYTES), str(path), known_exercises)


def parse_log(data: bytes, name: str, known_exercises: Collection[str] | None = None) -> Log:
    """The same for a file's bytes; ``name`` is what errors call it."""
    known = muscles().keys() if known_exercises is None else known_exercises
    entries: list[LogEntry] = []
    seen: dict[tuple[dt.date, str, str, int | None], str] = {}
    for row in read_rows(data, name, Wanted(NEEDED, COLUMNS, strict=True), most_rows=MAX_ROWS):
        entry = _entry(row, known)
        place = (entry.date, entry.start, entry.session, entry.ordinal)
        if entry.session and place in seen:
            message = f"{entry.session} at this time stands in {seen[place]} already"
            row.refuse("session", f"{message}; accepted: a row for each session, with its own start")
        seen[place] = row.where
        entries.append(entry)
    return Log(escaped(name), tuple(sorted(entries, key=lambda entry: (entry.date, entry.start))))


def _entry(row: Row, known: Collection[str]) -> LogEntry:
    date = row.date("date")
    session, ordinal = _session(row)
    if not session:
        if row["minutes"] not in ("", "0"):
            row.refuse("minutes", f"got {shown(row['minutes'])} without a session; accepted: 0 or nothing")
        if row["exercises"]:
            row.refuse("exercises", "exercises without a session; accepted: a strength session, or nothing")
    minutes = row.whole("minutes", 0, MOST_MINUTES, "min") if session else 0
    try:
        exercises = parse_exercises(row["exercises"], known)
    except ValueError as error:
        row.refuse("exercises", str(error))
    return LogEntry(
        where=row.where,
        date=date,
        start=row.clock("start") if row["start"] else USUAL_START,
        session=session,
        ordinal=ordinal,
        minutes=minutes,
        planned_minutes=row.whole("planned_minutes", 0, MOST_MINUTES, "min") if row["planned_minutes"] else None,
        rpe=row.decimal("rpe", 0, 10, "session-RPE") if row["rpe"] else None,
        distance_km=row.decimal("distance_km", 0, 300, "km") if row["distance_km"] else None,
        heart_rate=row.whole("heart_rate", 30, 240, "beats/min") if row["heart_rate"] else None,
        check_in=check_in_of(row),
        exercises=exercises,
        note=row["note"],
        timed=bool(row["start"]),
    )


def _session(row: Row) -> tuple[str, int | None]:
    word = row["session"].lower()
    if word in ("", "rest"):
        return "", None
    found = unit_of(word)
    if found is None:
        row.refuse("session", unknown("session", row["session"], [*session_types(), "rest"]))
    return found
