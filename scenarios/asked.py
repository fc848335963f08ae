"""What is asked for by name: wishes and fixed sessions must mean a session that some week holds."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import get_args

from scenarios.catalog import run_types
from scenarios.errors import BadField, unknown
from scenarios.places import week_of
from scenarios.schema import RunType, Scenario, StrengthEntry
from scenarios.season.periodization import WeekAsk
from scenarios.spoken import counted
from scenarios.unit_name import unit_name

_MEDIUM_LONG_KEY_MINUTES = 90


def wishes_match(scenario: Scenario, asks: list[WeekAsk]) -> None:
    """Refuse a wish that no session can fulfil: it is a slip of the pen.

    Where the weeks are generated, any run type will do: which of them a week gets is not the runner's to know.
    """
    runs = {run.type for ask in asks for run in ask.runs}
    key = set(_key_runs(asks))
    groups = {
        "run": runs - {"cross_training"},
        "cross": runs & {"cross_training"},
        "strength": {entry.focus for ask in asks for entry in (*ask.strength, *ask.spare)},
        "key": key,
        "easy": runs - key,
    }
    generated = get_args(RunType) if scenario.runs is None else ()
    written = [entry.focus if isinstance(entry, StrengthEntry) else entry for entry in scenario.strength.focus]
    made = ("run", "key", "easy") if scenario.runs is None else ()
    words = [word for word, sessions in groups.items() if sessions or word in made]
    known = list(dict.fromkeys([*_most(asks), *generated, *written, *words]))
    for wish in scenario.prefer:
        if wish not in known:
            raise BadField(("prefer", wish), unknown("session asked for", wish, known), key=True)


def prefatigue_matches(scenario: Scenario, asks: list[WeekAsk]) -> None:
    """Refuse an ``allow_prefatigue`` that names no key run asked for, or none at all where the weeks are generated."""
    wanted, known = scenario.strength.allow_prefatigue, _key_runs(asks)
    if scenario.runs is None:
        known = list(dict.fromkeys([*known, *(type_ for type_, row in run_types().items() if row.key)]))
    if wanted is not None and wanted not in known:
        raise BadField(("strength", "allow_prefatigue"), unknown("key run asked for", wanted, known))


def fixed_sessions_asked(scenario: Scenario, asks: list[WeekAsk], dates: list[list[dt.date]]) -> None:
    """Refuse a fixed session that is not asked for, or fixed more often than asked for.

    ``dates`` are the dates each fixed entry stands on. In generated weeks a session fixed to a weekday need
    not be asked for every week, one fixed to a date must be asked for in its week.
    """
    most = _most(asks)
    by_week = {ask.week: _asked(ask) for ask in asks}
    units = {unit: name for name, count in most.items() for unit in _units(name, count)}
    used: Counter[tuple[int, str]] = Counter()
    for index, fixed in enumerate(scenario.fixed):
        path = ("fixed", index, "session")
        if fixed.session not in units:
            raise BadField(path, unknown("session asked for", fixed.session, units))
        name = units[fixed.session]
        for week in sorted({week_of(date, scenario) for date in dates[index]}):
            used[week, name] += 1
            limit = by_week[week][name] if fixed.date and week in by_week else most[name]
            if used[week, name] > limit:
                message = f"{name} is fixed {counted(used[week, name], 'time')} in week {week + 1}"
                raise BadField(path, f"{message}; accepted: at most {limit}, as often as it is asked for")
            if fixed.session != name:
                used[week, fixed.session] += 1
                if used[week, fixed.session] > 1:
                    raise BadField(path, f"{fixed.session} is fixed twice; accepted: one place for each session")


def _asked(ask: WeekAsk) -> Counter[str]:
    """Session name -> how often a week asks for it."""
    asked: Counter[str] = Counter()
    for run in ask.runs:
        asked[run.type] += run.times
    for entry in (*ask.strength, *ask.spare):
        asked[entry.focus] += 1
    return asked


def _most(asks: list[WeekAsk]) -> Counter[str]:
    """Session name -> how often the week that asks for it most does."""
    most: Counter[str] = Counter()
    for ask in asks:
        most |= _asked(ask)
    return most


def _units(name: str, count: int) -> list[str]:
    return [unit_name(name, ordinal) for ordinal in range(1, count + 1)]


def _key_runs(asks: list[WeekAsk]) -> list[str]:
    types = run_types()
    keys = [
        run.type
        for ask in asks
        for run in ask.runs
        if types[run.type].key
        or (run.type == "medium_long" and (run.minutes or types[run.type].minutes) >= _MEDIUM_LONG_KEY_MINUTES)
    ]
    return list(dict.fromkeys(keys))
