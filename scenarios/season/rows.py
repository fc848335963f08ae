"""Which row of a goal's season table each week takes, and what the level and the athlete's overrides make of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

from scenarios.catalog import SeasonRow, goals, seasons
from scenarios.schema import Goal, Level, Override
from scenarios.season.shares import STEP
from scenarios.season.weeks_done import WeekDone
from scenarios.spoken import counted

LEVEL_PERCENT: dict[Level, int] = {"novice": 70, "intermediate": 100, "advanced": 135}
KEY_RUNS: dict[Level, int] = {"novice": 2, "intermediate": 3, "advanced": 3}
LIFTS_IN_TAPER = 1
EARLY, WEEKEND = 3, 5
"""Days of a week (0-6): a race before the first has most of its race week in the week before; from the second on it
ends its week, as in the tables."""


@dataclass(frozen=True, slots=True)
class WeekTarget:
    """What a week's runs are to reach: min without the race, min of its long run (0: none), quality sessions.

    ``quality_by_hand``: the athlete said how many, so no easy run takes the place of one; ``by_hand``: the minutes of
    the week or of its long run are the athlete's own, and stand. ``easy_most`` is the length that no easy run of the
    week passes, ``longest`` the one that no run of it does (``single_run_step``); None where any may.
    """

    row: SeasonRow
    run_minutes: int
    long_minutes: int
    quality: int
    quality_by_hand: bool = False
    by_hand: bool = False
    easy_most: int | None = None
    longest: int | None = None


LONE_PHASE: Literal["build"] = "build"
"""The phase of a week that stands alone, where nobody says another."""


def lone_row(goal: Goal, phase: str = LONE_PHASE) -> SeasonRow:
    """The row of a week that stands alone: the goal's first of that phase."""
    return next(row for row in seasons()[goal] if row.phase == phase)


def begins_gently(goal: Goal) -> bool:
    """Whether the goal's table begins with weeks of run-walk, which nobody passes over."""
    return seasons()[goal][0].easy_type == "run_walk"


def lone_return_row(goal: Goal, level: Level, done: WeekDone, *, settled: bool) -> SeasonRow:
    """The row of a lone week on a return: its last load week that asks no more than was ``done``, else its first.

    ``done`` are the minutes of the fullest of the last four weeks and of the longest run. Rows with quality wait until
    the running is ``settled``.
    """
    first, *later = seasons()[goal]
    fitting = [
        row
        for row in later
        if not row.deload
        and (settled or not row.quality_sessions)
        and scaled(row.run_minutes, level) <= done.minutes
        and scaled(row.long_minutes, level) <= done.longest
    ]
    return fitting[-1] if fitting else first


def rows_without_race(goal: Goal, weeks: int) -> list[SeasonRow]:
    """The table from its first row. Without a race nothing tapers, so those rows are left out.

    A season longer than the table goes through it again, past the weeks of run-walk that a return begins with.
    """
    table = [row for row in seasons()[goal] if "taper" not in row.phase]
    again = [row for row in table if not row.phase.startswith("rehab")]
    return [table[week] if week < len(table) else again[(week - len(table)) % len(again)] for week in range(weeks)]


def rows_to_race(goal: Goal, race_week: int, race_day: int = 6) -> list[SeasonRow]:
    """The rows of weeks 0 to ``race_week``: the table's last ones, ending with the race.

    A season longer than the table has its first block (base weeks and their deload) repeated before it, counted
    back from the table's first week, so that every fourth week stays a deload. The table's races end their week: where
    ``race_day`` (0-6) leaves most of the six days before it to the week before, that week takes the race's row, and
    the week of the race is only what is left of it. Two days or three of them make the week before shorter.
    """
    if race_day < EARLY and race_week:
        rows = rows_to_race(goal, race_week - 1)
        return [*rows, replace(rows[-1], quality_sessions=0, quality_types=(), strength_sessions=0)]
    table = seasons()[goal]
    block = table[: next(index for index, row in enumerate(table) if row.deload) + 1]
    extra = race_week + 1 - len(table)
    rows = [*(block[(week - extra) % len(block)] for week in range(extra)), *table][-race_week - 1 :]
    if rows[-1].weeks_to_race is None:
        rows[-1] = _race_row(rows[-1])
    if race_day < WEEKEND and race_week:
        rows[-2] = _with_days_of(rows[-1], rows[-2], race_day)
    return rows


def _with_days_of(race_row: SeasonRow, row: SeasonRow, race_day: int) -> SeasonRow:
    """The row before the race, of whose 7 days those after ``race_day`` belong to the six before the race."""
    own, others = race_day + 1, 6 - race_day
    minutes = _round(6 * own * row.run_minutes + 7 * others * race_row.run_minutes, 42)
    return replace(row, run_minutes=min(row.run_minutes, minutes), long_minutes=_round(own * row.long_minutes, 7))


def _race_row(row: SeasonRow) -> SeasonRow:
    """The last row of a goal whose table has no race, made a race week as the other goals have it."""
    model = seasons()["5k"][-1]
    return replace(
        model, goal=row.goal, week=row.week, run_minutes=row.run_minutes - row.long_minutes, easy_type=row.easy_type
    )


def reaches(level: Level, least: Level) -> bool:
    """Whether a level is ``least`` or above it."""
    order = get_args(Level)
    return order.index(least) <= order.index(level)


def scaled(minutes: int, level: Level) -> int:
    """Minutes of a table at a level, to the nearest step."""
    return _round(minutes * LEVEL_PERCENT[level], 100)


def target_of(
    row: SeasonRow, level: Level, override: Override | None, race_in: int | None
) -> tuple[WeekTarget, list[str]]:
    """The row's runs scaled to the level, the override put on top, and notes on what was changed on the way.

    Novices run 0.70 and advanced runners 1.35 of the table's minutes, rounded to 5. The long run stays within the
    goal's cap. An override of the week's minutes alone keeps the long run's share of the week. Key runs are capped
    (long run and race among them), unless the override says how many quality sessions it wants. ``race_in`` are
    the days from the week's first to the race: running minutes of its week shrink when fewer than 6 come before it.
    """
    race_day = race_in if race_in is not None and race_in <= 6 else None
    notes = [] if race_in is None else _days_told(row, level, race_in)
    minutes, long_minutes = scaled(row.run_minutes, level), scaled(row.long_minutes, level)
    cap = max(goals()[row.goal].long_cap, row.long_minutes)
    if long_minutes > cap:
        notes.append(f"long run cut from {long_minutes} to {cap} min: the longest we plan for this goal")
        long_minutes = cap
    if race_day is not None and race_day < 6:
        shorter = _round(minutes * race_day, 6)
        notes.append(f"{shorter} min of running instead of {minutes}: the race comes on day {race_day + 1} of its week")
        minutes = shorter
    quality = min(row.quality_sessions, KEY_RUNS[level] - (long_minutes > 0) - (race_day is not None))
    if override is None:
        return WeekTarget(row, minutes, long_minutes, quality), notes
    if override.run_minutes is not None:
        if minutes and override.long_minutes is None:
            long_minutes = min(cap, _round(long_minutes * override.run_minutes, minutes))
        minutes = override.run_minutes
    if override.long_minutes is not None:
        long_minutes = override.long_minutes
    if long_minutes > minutes:
        notes.append(f"long run cut from {long_minutes} to {minutes} min: the week has no more")
        long_minutes = minutes
    if 0 < long_minutes < STEP:
        notes.append(f"long run dropped: {long_minutes} min is less than {STEP}")
        long_minutes = 0
    own, count = override.quality is not None, quality if override.quality is None else override.quality
    by_hand = (override.run_minutes, override.long_minutes) != (None, None)
    return WeekTarget(row, minutes, long_minutes, count, quality_by_hand=own, by_hand=by_hand), notes


def _days_told(row: SeasonRow, level: Level, race_in: int) -> list[str]:
    """What a race early in the next week makes of a week."""
    race_day = race_in - 7
    if not 0 <= race_day < WEEKEND:
        return []
    asked = f"{scaled(row.run_minutes, level)} min of running"
    asked += f", {scaled(row.long_minutes, level)} in the long run" if row.long_minutes else " without a long run"
    return [f"{counted(6 - race_day, 'day')} of it are among the last 6 before the race: {asked}"]


def strength_count(row: SeasonRow, override: Override | None, written: int) -> tuple[int, list[str]]:
    """Strength sessions of a week: the override's, else the row's, of which a week that tapers keeps one.

    ``written`` is how many the athlete wrote down: those that the row has no room for are told.
    """
    if override is not None and override.strength is not None:
        return override.strength, []
    if "taper" in row.phase and row.strength_sessions > LIFTS_IN_TAPER:
        return LIFTS_IN_TAPER, [f"{LIFTS_IN_TAPER} strength session, not the table's {row.strength_sessions}: a taper"]
    fewer = (
        f"{counted(row.strength_sessions, 'strength session')} of the {written} you wrote: the goal's table has no more"
    )
    return row.strength_sessions, [fewer] if written > row.strength_sessions else []


def _round(numerator: int, denominator: int) -> int:
    """A fraction of minutes to the nearest step, halves up."""
    return STEP * ((2 * numerator + STEP * denominator) // (2 * STEP * denominator))
