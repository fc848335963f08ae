"""``docs/strength.md``: the rules of what is inside strength sessions, and the exercises."""

from __future__ import annotations

from collections.abc import Iterator

from constraints.describe import RuleRow, rule_rows
from constraints.strength import STRENGTH_RULES
from scenarios.strength.exercises import Exercise, exercises

INTRODUCTION = """\
# Inside a strength session

<!-- Written by docs/generate.py. Change the rules and the tables, not this page. -->

The week says when a strength session stands, how long it is, what it trains and how hard it may be on the legs. What
it holds is a question of its own, put to CP-SAT for all sessions of a week at once (`solver/strength/sessions.py`):
exercises, sets, reps, rests, order, and what is done in turns. The answer is proven the best, and judged by each rule's
`check`.

Weights order what gives way when time is short, and are our convention: first exercises take turns, then reps are
fewer, then sets, and only then is an exercise dropped. Rest is never cut."""


def strength_page() -> str:
    """The page."""
    lines = [INTRODUCTION]
    rows = rule_rows(STRENGTH_RULES)
    for kind, heading in (("hard", "Hard rules"), ("soft", "Soft rules")):
        lines += ["", f"## {heading}", ""]
        lines += ["| rule | says | numbers | from |", "|--|--|--|--|"]
        lines += [_rule(row) for row in rows if row.kind == kind]
    lines += ["", "## Exercises", "", *_exercises()]
    return "\n".join(lines) + "\n"


def _rule(row: RuleRow) -> str:
    numbers = ", ".join(f"`{number.name}` {number.default} ({number.range})" for number in row.parameters)
    return f"| `{row.name}` | {row.sentence} | {numbers} | {', '.join(row.sources)} |"


def _exercises() -> Iterator[str]:
    yield "`1 side`: done on one side at a time. The ladder is climbed from left to right, as far as the kit goes."
    yield ""
    yield "| exercise | trains | sets of | from level | ladder |"
    yield "|--|--|--|--|--|"
    for exercise in exercises().values():
        yield _exercise(exercise)


def _exercise(exercise: Exercise) -> str:
    unit = " s" if exercise.hold else ""
    side = ", 1 side" if exercise.one_sided else ""
    ladder = ", ".join(f"{' or '.join(rung.equipment)} ({rung.words})" for rung in exercise.ladder)
    trains = ", ".join(exercise.primary).replace("upper_", "")
    return (
        f"| `{exercise.id}`{side} | {trains} | {exercise.low}-{exercise.high}{unit} | {exercise.min_level} | {ladder} |"
    )
