"""A few weeks of a longer instance, as an instance of their own."""

from __future__ import annotations

from dataclasses import replace

from scenarios.instance import Instance
from scenarios.sessions import PlannedSession


def stretch(instance: Instance, weeks: range, done: tuple[PlannedSession, ...]) -> Instance:
    """Weeks in a row of an instance, with ``done`` (sessions of earlier weeks) as their history."""
    shift = 7 * weeks.start

    def moved(planned: PlannedSession) -> PlannedSession:
        return replace(planned, day=planned.day - shift)

    days = tuple(
        replace(day, index=day.index - shift, week=day.week - weeks.start)
        for week in weeks
        for day in instance.week_days(week)
    )
    demands = tuple(
        replace(
            demand,
            week=demand.week - weeks.start,
            fixed=None if demand.fixed is None else (demand.fixed[0] - shift, demand.fixed[1]),
        )
        for demand in instance.demands
        if demand.week in weeks
    )
    known = {day - shift for day in instance.known_past_days} | set(range(-shift, 0))
    return replace(
        instance,
        start=days[0].date,
        days=days,
        demands=demands,
        asks=tuple(replace(instance.asks[week], week=week - weeks.start) for week in weeks),
        history=tuple(moved(planned) for planned in (*instance.history, *done)),
        known_past_days=frozenset(known),
        race=None if instance.race is None else moved(instance.race),
        first_week=instance.first_week + weeks.start,
    )


def alone(instance: Instance, weeks: range) -> Instance:
    """Weeks in a row with nothing known before them, unless they are the first."""
    part = stretch(instance, weeks, ())
    return part if weeks.start == 0 else replace(part, history=(), known_past_days=frozenset())
