"""A log's summary for readers: the figures and rows that a page and a terminal both show, and the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scenarios.spoken import spoken
from solver.log_summary import NOT_CAUSAL, LogSummary, WeekSummary
from solver.output.line_chart import LineChart, line_chart, sketch

MOST_WEEKS_DRAWN = 52
COLUMNS = ("Week of", "Runs min", "Longest", "Strength min", "Sessions", "Load", "Monotony", "Strain", "Sets")
NONE = "–"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it counts."""

    value: str
    what: str


@dataclass(frozen=True, slots=True)
class Trend:
    """A value week by week; ``falling``: less is better, so less is drawn higher."""

    title: str
    unit: str
    values: tuple[float | None, ...]
    falling: bool = False

    @property
    def told(self) -> bool:
        """Whether any week logged it."""
        return any(value is not None for value in self.values)


def dates_of(summary: LogSummary) -> str:
    """The days a log covers, as a person says them."""
    return f"{spoken(summary.first)} {summary.first.year} to {spoken(summary.last)} {summary.last.year}"


def figures(summary: LogSummary) -> tuple[Figure, ...]:
    """The log in a few numbers."""
    sessions, minutes = summary.sessions, summary.minutes
    return (
        Figure(str(summary.load_7), "load of the last 7 days"),
        Figure(str(summary.load_28), "load of the last 28 days"),
        Figure(_said(summary.monotony_7), "monotony of the last 7 days"),
        Figure(_said(summary.strain_7), "strain of the last 7 days"),
        Figure(f"{summary.longest_run_30} min", "longest run in 30 days"),
        Figure(f"{sessions[0]} of {sessions[1]}" if sessions[1] else NONE, "planned sessions done"),
        Figure(f"{round(100 * minutes[0] / minutes[1])} %" if minutes[1] else NONE, "of the planned minutes done"),
    )


def week_lines(summary: LogSummary) -> tuple[tuple[str, ...], ...]:
    """A row of cells for each week, as ``COLUMNS`` names them."""
    return tuple(tuple(_cells(week)) for week in summary.weeks)


def muscle_groups(summary: LogSummary) -> tuple[str, ...]:
    """The muscle groups trained in any week."""
    return tuple(sorted({group for week in summary.weeks for group in week.sets}))


def set_lines(summary: LogSummary) -> tuple[tuple[str, ...], ...]:
    """A row of set counts for each week with any, as ``muscle_groups`` names them."""
    groups = muscle_groups(summary)
    return tuple(
        (spoken(week.first), *(str(week.sets.get(group, 0)) for group in groups)) for week in summary.weeks if week.sets
    )


def trends(summary: LogSummary) -> tuple[Trend, ...]:
    """Strength first, then running: by pace, heart rate and effort of easy runs, as far as they are logged."""
    weeks = summary.weeks[-MOST_WEEKS_DRAWN:]
    strength = Trend("Strength: best of each exercise, first week 100", "", tuple(week.strength for week in weeks))
    running = (
        Trend("Running: pace of easy runs", "min/km", tuple(week.pace for week in weeks), falling=True),
        Trend("Running: heart rate of easy runs", "beats/min", tuple(week.heart_rate for week in weeks), falling=True),
        Trend("Running: effort of easy runs", "RPE", tuple(week.rpe for week in weeks), falling=True),
    )
    return (strength, *(trend for trend in running if trend.told))


def sketches(summary: LogSummary) -> Iterator[tuple[str, str]]:
    """Each trend, and the load, as its title and a line of blocks."""
    weeks = summary.weeks[-MOST_WEEKS_DRAWN:]
    yield "Load", sketch([week.load for week in weeks])
    for trend in trends(summary):
        if trend.told:
            yield (
                f"{trend.title}{' (higher: less)' if trend.falling else ''}",
                sketch(trend.values, falling=trend.falling),
            )


def log_page(summary: LogSummary) -> bytes:
    """The summary as a page of its own (HTML, UTF-8)."""
    from solver.output.pages import page  # noqa: PLC0415 - only a page needs the library behind it

    labels = [spoken(week.first) for week in summary.weeks[-MOST_WEEKS_DRAWN:]]
    charts: list[LineChart] = [
        line_chart(trend.title, trend.unit, labels, trend.values, falling=trend.falling) for trend in trends(summary)
    ]
    charts.append(line_chart("Load a week", "", labels, [week.load for week in summary.weeks[-MOST_WEEKS_DRAWN:]]))
    return page(
        "log.html",
        dates=dates_of(summary),
        tiles=figures(summary),
        notes=summary.notes,
        charts=charts,
        not_causal=NOT_CAUSAL,
        columns=COLUMNS,
        lines=week_lines(summary),
        groups=[group.replace("_", " ") for group in muscle_groups(summary)],
        set_lines=set_lines(summary),
    )


def _cells(week: WeekSummary) -> Iterator[str]:
    yield spoken(week.first)
    for value in (week.run_minutes, week.longest_run, week.strength_minutes, week.sessions, week.load):
        yield str(value)
    yield _said(week.monotony)
    yield _said(week.strain)
    yield str(week.strength_sets) if week.strength_sets else NONE


def _said(value: float | None) -> str:
    return NONE if value is None else f"{value:g}"
