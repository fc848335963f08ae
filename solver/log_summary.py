"""A training log in numbers: load and its evenness, adherence, sets a muscle group, and two trends beside each other.

The trends are what was logged, week by week. That both rise, or one falls, says nothing of cause and effect.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from scenarios.catalog import run_types
from scenarios.catalog.muscles import muscles
from scenarios.log.exercises import LoggedExercise
from scenarios.log.log import Log, LogEntry
from scenarios.sessions import STRENGTH_RPE
from scenarios.spoken import counted

NOT_CAUSAL = (
    "Side by side is not cause and effect: sleep, weather, stress and the rest of the training move these lines too."
)
EASY_TYPES = ("easy", "recovery", "medium_long", "long")
EASY_RPE = 4.5
"""Session-RPE up to which such a run counts as easy: that of a long run, the most of them (run_sessions.csv)."""
_DAY, _WEEK = dt.timedelta(days=1), dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class WeekSummary:
    """One week, Monday to Sunday. None where nothing logged tells.

    Loads are session-RPE x min. ``monotony`` is the mean of the daily loads by their population SD, ``strain`` load x
    monotony (Foster 1998). ``strength_sets`` are those done, each once; ``sets`` are by muscle group, where one set
    counts for each group it trains first and foremost. ``strength`` is the best of each exercise against its own
    first week, 100 the same, their mean; ``pace`` min/km, ``heart_rate`` beats/min and ``rpe`` are those of easy runs.
    """

    first: dt.date
    sessions: int
    run_minutes: int
    strength_minutes: int
    load: int
    monotony: float | None
    strain: int | None
    longest_run: int
    strength_sets: int
    sets: dict[str, int]
    strength: float | None
    pace: float | None
    heart_rate: float | None
    rpe: float | None


@dataclass(frozen=True, slots=True)
class LogSummary:
    """A log as a whole; the 7 and 28 days end with its last row. Adherence is (done, planned).

    Days before the first row are unknown, not rest: monotony and strain are None when 7 days reach over them.
    """

    name: str
    first: dt.date
    last: dt.date
    weeks: tuple[WeekSummary, ...]
    load_7: int
    load_28: int
    monotony_7: float | None
    strain_7: int | None
    longest_run_30: int
    sessions: tuple[int, int]
    minutes: tuple[int, int]
    notes: tuple[str, ...]


def summary_of(log: Log) -> LogSummary | None:
    """The log in numbers; None when it holds no session."""
    done = log.done()
    if not done:
        return None
    first, last = log.entries[0].date, log.entries[-1].date
    loads = _daily_loads(done)
    monday = first - first.weekday() * _DAY
    mondays = [monday + week * _WEEK for week in range((last - monday).days // 7 + 1)]
    indices = _strength_indices(done, mondays)
    planned = [entry for entry in log.entries if entry.session and entry.planned_minutes]
    monotony, strain = _evenness(loads, last - 6 * _DAY, last) if first <= last - 6 * _DAY else (None, None)
    return LogSummary(
        name=log.name,
        first=first,
        last=last,
        weeks=tuple(
            _week(log, loads, each, indices.get(each), whole=first <= each and each + 6 * _DAY <= last)
            for each in mondays
        ),
        load_7=_load(loads, last - 6 * _DAY, last),
        load_28=_load(loads, last - 27 * _DAY, last),
        monotony_7=monotony,
        strain_7=strain,
        longest_run_30=log.longest_run(last + _DAY),
        sessions=(sum(entry.done for entry in planned), len(planned)),
        minutes=(sum(entry.minutes for entry in planned), sum(entry.planned_minutes or 0 for entry in planned)),
        notes=tuple(_notes(done)),
    )


def load_of(entry: LogEntry) -> int:
    """Session-RPE x min; where none was logged, that of the session's type."""
    return round(entry.minutes * (entry.rpe if entry.rpe is not None else _usual_rpe(entry)))


def _usual_rpe(entry: LogEntry) -> float:
    if entry.is_strength:
        return STRENGTH_RPE["none" if entry.session == "upper" else "heavy"]
    return run_types()[entry.session].rpe


def _daily_loads(done: Iterable[LogEntry]) -> Counter[dt.date]:
    loads: Counter[dt.date] = Counter()
    for entry in done:
        loads[entry.date] += load_of(entry)
    return loads


def _load(loads: Counter[dt.date], first: dt.date, last: dt.date) -> int:
    return sum(load for date, load in loads.items() if first <= date <= last)


def _evenness(loads: Counter[dt.date], first: dt.date, last: dt.date) -> tuple[float | None, int | None]:
    """Monotony and strain of some days; None where every day was the same."""
    daily = [loads[first + day * _DAY] for day in range((last - first).days + 1)]
    spread = pstdev(daily)
    if not spread:
        return None, None
    monotony = fmean(daily) / spread
    return round(monotony, 2), round(sum(daily) * monotony)


def _week(log: Log, loads: Counter[dt.date], monday: dt.date, strength: float | None, *, whole: bool) -> WeekSummary:
    sunday = monday + 6 * _DAY
    done = [entry for entry in log.between(monday, sunday) if entry.done]
    monotony, strain = _evenness(loads, monday, sunday) if whole else (None, None)
    easy = [entry for entry in done if entry.session in EASY_TYPES and (entry.rpe is None or entry.rpe <= EASY_RPE)]
    return WeekSummary(
        first=monday,
        sessions=len(done),
        run_minutes=sum(entry.minutes for entry in done if entry.is_run),
        strength_minutes=sum(entry.minutes for entry in done if entry.is_strength),
        load=_load(loads, monday, sunday),
        monotony=monotony,
        strain=strain,
        longest_run=max((entry.minutes for entry in done if entry.is_run), default=0),
        strength_sets=sum(exercise.sets for entry in done for exercise in entry.exercises),
        sets=_sets(done),
        strength=strength,
        pace=_pace(easy),
        heart_rate=_weighted([(entry.heart_rate, entry.minutes) for entry in easy]),
        rpe=_weighted([(entry.rpe, entry.minutes) for entry in easy]),
    )


def _sets(done: Iterable[LogEntry]) -> dict[str, int]:
    """Sets a muscle group, counted where an exercise trains it first and foremost."""
    sets: Counter[str] = Counter()
    for exercise in (exercise for entry in done for exercise in entry.exercises):
        groups = muscles().get(exercise.exercise)
        for group in groups.primary if groups is not None else ():
            sets[group] += exercise.sets
    return dict(sorted(sets.items()))


def _pace(easy: Iterable[LogEntry]) -> float | None:
    timed = [(entry.minutes, entry.distance_km) for entry in easy if entry.distance_km]
    kilometres = sum(distance for _, distance in timed)
    return round(sum(minutes for minutes, _ in timed) / kilometres, 2) if kilometres else None


def _weighted(values: Sequence[tuple[float | None, int]]) -> float | None:
    """The mean of what was logged, longer sessions counting more."""
    told = [(value, minutes) for value, minutes in values if value is not None]
    total = sum(minutes for _, minutes in told)
    return round(sum(value * minutes for value, minutes in told) / total, 1) if total else None


def _strength_indices(done: Iterable[LogEntry], mondays: Sequence[dt.date]) -> dict[dt.date, float]:
    """Monday -> the mean, over the exercises of that week, of the best against the exercise's first week (100)."""
    best: dict[dt.date, dict[tuple[str, str], float]] = {}
    for entry in done:
        monday = entry.date - entry.date.weekday() * _DAY
        for exercise in entry.exercises:
            key, value = _measured(exercise)
            week = best.setdefault(monday, {})
            week[key] = max(week.get(key, 0.0), value)
    first: dict[tuple[str, str], float] = {}
    indices: dict[dt.date, float] = {}
    for monday in (monday for monday in mondays if monday in best):
        for key, value in best[monday].items():
            first.setdefault(key, value)
        indices[monday] = round(fmean(100 * value / first[key] for key, value in best[monday].items()), 1)
    return indices


def _measured(exercise: LoggedExercise) -> tuple[tuple[str, str], float]:
    """What an exercise is compared by: an estimated one-repetition maximum (Epley), else reps or seconds of a set."""
    if exercise.hold_s is not None:
        return (exercise.exercise, "s"), float(exercise.hold_s)
    reps = float(exercise.reps or 0)
    if exercise.load.kind == "weight":
        return (exercise.exercise, "kg"), exercise.load.total_kg * (1 + reps / 30)
    return (exercise.exercise, f"reps {exercise.load.kind} {exercise.load.kg:g}"), reps


def _notes(done: Sequence[LogEntry]) -> Iterable[str]:
    unrated = sum(entry.rpe is None for entry in done)
    if unrated:
        yield f"no RPE for {unrated} of {counted(len(done), 'session')}; the load there is that of the type"
    if not any(entry.distance_km for entry in done):
        yield "no distances are logged, so there is no pace"
    if not any(entry.exercises for entry in done):
        yield "no exercises are logged, so there is no strength trend"
