"""``runlift check``: judge a plan's file and say what was found."""

from __future__ import annotations

import json
import sys
from typing import Any

from constraints.base.rule import Violation
from scenarios.plan import LeftOut
from solver import __version__
from solver.exit_codes import INFEASIBLE, SOLVED
from solver.judgement import Judgement, judge_file

FORMAT = 1


def check_file(plan: str, scenario: str | None, *, strict: bool, as_json: bool) -> int:
    """Judge a plan and return the exit code: 1 for hard violations, with ``strict`` for left-out sessions too.

    Raises ``InputError`` for bad input.
    """
    judgement = judge_file(plan, scenario)
    if as_json:
        sys.stdout.write(json.dumps(as_document(judgement), ensure_ascii=False, indent=2) + "\n")
    else:
        _show(judgement)
    return INFEASIBLE if judgement.violations or (strict and judgement.left_out) else SOLVED


def as_document(judgement: Judgement) -> dict[str, Any]:
    """The judgement as plain values; ``format`` is the version of this layout."""
    return {
        "format": FORMAT,
        "version": __version__,
        "verdict": judgement.verdict,
        "keeps_every_rule": judgement.keeps_every_rule,
        "violations": [_found(violation, judgement) for violation in judgement.violations],
        "points": {"total": judgement.score.total, "rules": judgement.score.points},
        "costs": [{**_found(cost, judgement), "points": cost.points} for cost in judgement.costs],
        "left_out": [
            {
                "week": _week(left, judgement),
                "session": left.name,
                "tier": left.session.tier,
                "minutes": left.session.minutes,
            }
            for left in judgement.left_out
        ],
        "left_out_counts": judgement.score.left_out,
        "differences": list(judgement.differences),
        "notes": list(judgement.notes),
    }


def _week(left: LeftOut, judgement: Judgement) -> int:
    """The week of the whole plan, from 1; a plan taken up again begins later."""
    return left.week + 1 + judgement.plan.instance.first_week


def _found(violation: Violation, judgement: Judgement) -> dict[str, Any]:
    return {
        "rule": violation.rule,
        "message": violation.message,
        "date": judgement.plan.date(violation.day).isoformat(),
        "sessions": list(violation.sessions),
    }


def _show(judgement: Judgement) -> None:
    from rich.text import Text

    from solver.output.dearest import dearest_first
    from solver.output.terminal import console_for, show_table, table_of_rules

    console = console_for()
    found = table_of_rules()
    for violation in judgement.violations:
        found.add_row(Text("broken", style="bold red"), violation.rule, Text(violation.message))
    for cost in dearest_first(judgement.costs):
        found.add_row(str(cost.points), cost.rule, Text(cost.message))
    if found.row_count:
        show_table("What the rules find", found, console)
    for left in judgement.left_out:
        week = f" (week {_week(left, judgement)})" if judgement.plan.instance.weeks > 1 else ""
        console.print(Text(f"Left out: {left.name}, {left.session.minutes} min{week}", style="bold yellow"))
    for difference in judgement.differences:
        console.print(Text(f"Differs: {difference}", style="yellow"))
    for note in judgement.notes:
        console.print(Text(f"Note: {note}", style="yellow"))
    console.print(Text(judgement.verdict, style="bold" if judgement.keeps_every_rule else "bold red"))
