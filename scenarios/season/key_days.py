"""On which days of a week its key runs may stand: not too near a race ahead, nor too soon after one or a break."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from scenarios.catalog import run_types
from scenarios.schema import WEEKDAYS, Override, RunType, Scenario, Weekday
from scenarios.season.free_time import GeneratedRun, run_label
from scenarios.season.shares import EASY
from scenarios.spoken import spoken

TUNE_UP_DAYS_BEFORE_RACE = range(2, 5)
KEY_DAYS_BEFORE_RACE = TUNE_UP_DAYS_BEFORE_RACE.stop


class Rest(NamedTuple):
    """No key run before the date ``key_from``; the first run of a week after a break, an easy one, on ``easy_on``."""

    key_from: dt.date
    easy_on: dt.date | None = None


def dates_of(first: dt.date) -> dict[Weekday, dt.date]:
    """The dates of the week from ``first``, by weekday."""
    days = (first + dt.timedelta(days=day) for day in range(7))
    return {WEEKDAYS[date.weekday()]: date for date in days}


def on_their_days(
    runs: Sequence[GeneratedRun],
    first: dt.date,
    longest: Mapping[Weekday, int],
    easy_type: RunType,
    *,
    race_in: int | None,
    rest: Rest | None,
) -> tuple[list[GeneratedRun], list[str]]:
    """The runs of the week from ``first``, each with the days it is meant for, and what is run easily for want of one.

    ``longest`` are the min of the longest free slot of its free days, ``race_in`` the days to a race ahead.
    """
    kept, notes = list(runs), []
    for when, placed_on in _steps(first, longest, easy_type, race_in, rest):
        placed = [placed_on(run) for run in kept]
        both = zip(kept, placed, strict=True)
        notes += [
            f"{run_label(run.type)} run easily: no time for it {when}" for run, now in both if now.type != run.type
        ]
        kept = placed
    if rest is not None and rest.easy_on is not None and rest.key_from > first:
        kept = _easy_first(kept, WEEKDAYS[rest.easy_on.weekday()], longest)
    return kept, notes


def _steps(
    first: dt.date, longest: Mapping[Weekday, int], easy_type: RunType, race_in: int | None, rest: Rest | None
) -> Iterator[tuple[str, Callable[[GeneratedRun], GeneratedRun]]]:
    """What puts each run on its days, before a race and after a rest, and when there would have to be time for it."""
    dates = dates_of(first)
    if race_in is not None:
        ahead: dict[Weekday, int] = {day: race_in - (date - first).days for day, date in dates.items()}
        when = f"more than {KEY_DAYS_BEFORE_RACE - 1} days before the race"
        yield when, lambda run: _before_race(run, ahead, race_in, longest, easy_type)
    if rest is not None and rest.key_from > first:
        closed: set[Weekday] = {day for day, date in dates.items() if date < rest.key_from}
        yield f"from {spoken(rest.key_from)} on", lambda run: _rested(run, closed, longest, easy_type)


def _before_race(
    run: GeneratedRun,
    ahead: Mapping[Weekday, int],
    race_in: int,
    longest: Mapping[Weekday, int],
    easy_type: RunType,
) -> GeneratedRun:
    """A run on its days: a tune-up some days before the race, a key run of an earlier week not as near to it.

    A key run for which only those days have time is run easily.
    """
    days: tuple[Weekday, ...] | None = tuple(longest) if race_in <= 6 else None
    wide: list[Weekday] = [day for day in longest if longest[day] >= run.minutes]
    if run.type == "tune_up":
        near = tuple(day for day in wide if ahead[day] in TUNE_UP_DAYS_BEFORE_RACE)
        return replace(run, days=near or days)
    if race_in <= 6 or not run_types()[run.type].key or all(ahead[day] >= KEY_DAYS_BEFORE_RACE for day in longest):
        return replace(run, days=days)
    far = tuple(day for day in wide if ahead[day] >= KEY_DAYS_BEFORE_RACE)
    return replace(run, days=far) if far else _easily(run, easy_type)


def _rested(
    run: GeneratedRun, closed: set[Weekday], longest: Mapping[Weekday, int], easy_type: RunType
) -> GeneratedRun:
    """A key run on days that are not closed to it; where none of the others has time for it, it is run easily."""
    if not run_types()[run.type].key:
        return run
    days = tuple(day for day in run.days or longest if day not in closed and longest[day] >= run.minutes)
    return replace(run, days=days) if days else _easily(run, easy_type)


def _easy_first(runs: list[GeneratedRun], day: Weekday, longest: Mapping[Weekday, int]) -> list[GeneratedRun]:
    """The shortest easy run on the first day, where there is a key run that it has to go before."""
    easy = [
        run for run in runs if run.type in EASY and run.minutes <= longest.get(day, 0) and day in (run.days or (day,))
    ]
    if not easy or not any(run_types()[run.type].key for run in runs):
        return runs
    first = runs.index(min(easy, key=_minutes))
    return [replace(run, days=(day,)) if index == first else run for index, run in enumerate(runs)]


def _minutes(run: GeneratedRun) -> int:
    return run.minutes


def _easily(run: GeneratedRun, easy_type: RunType) -> GeneratedRun:
    return GeneratedRun(easy_type, min(run.minutes, run_types()[easy_type].minutes_high), run.low)


def own_key_runs(first: dt.date, scenario: Scenario, override: Override | None) -> bool:
    """Whether key runs of the week are the athlete's own: set by hand, or fixed to one of its days."""
    if override is not None and (override.quality, override.long_minutes) != (None, None):
        return True
    dates, types = dates_of(first).values(), run_types()
    fixed = (each for each in scenario.fixed if each.date is None or each.date in dates)
    runs = (types.get(each.session.partition("-")[0]) for each in fixed)
    return any(run is not None and run.key for run in runs)
