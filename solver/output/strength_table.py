"""The exercises of a plan as a table (CSV, UTF-8): one row per exercise, in the order they are done."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.plan import Plan
from scenarios.strength.plan import StrengthContent
from solver.output.spreadsheet import csv_file
from solver.output.strength_text import load_text, ordinals

COLUMNS = (
    "athlete", "week", "date", "day", "slot", "start", "session", "place", "exercise", "name", "sets", "reps", "hold_s",
    "each_side", "equipment", "kg", "load", "rest_s", "in_turns", "cue",
)  # fmt: skip


def strength_table(plan: Plan, content: StrengthContent) -> bytes:
    """A row for each exercise; ``reps`` or ``hold_s`` is empty, ``kg`` is told where a log told it."""
    return csv_file(COLUMNS, _rows(plan, content))


def _rows(plan: Plan, content: StrengthContent) -> Iterator[tuple[str | int, ...]]:
    for planned in plan.sessions:
        day = plan.instance.days[planned.day]
        filled = content.sessions.get((day.week, planned.name))
        if filled is None:
            continue
        start = plan.instance.clock.time(planned.start)
        lead = (
            plan.instance.athlete,
            day.week + 1 + plan.instance.first_week,
            day.date.isoformat(),
            day.weekday,
            planned.slot,
            start,
        )
        for place, block, done in ordinals(filled):
            exercise, load = done.option.exercise, done.option.load
            row = (
                planned.name,
                place,
                exercise.id,
                exercise.name,
                done.sets,
                "" if exercise.hold else done.amount,
                done.amount if exercise.hold else "",
                "true" if exercise.one_sided else "false",
                load.equipment,
                "" if load.kg is None else f"{load.count}x{load.kg:g}" if load.count > 1 else f"{load.kg:g}",
                load_text(load),
                block.rest_s,
                "true" if len(block.exercises) > 1 else "false",
                exercise.cue,
            )
            yield *lead, *row
