"""What each session of a plan holds, for a terminal: one after the other in order of time."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from scenarios.plan import Plan
from scenarios.strength.plan import StrengthContent
from solver.output.content import content_in


def sessions_in_full(plan: Plan, strength: StrengthContent) -> Iterator[Text]:
    """Each session under its place and name, with warm-up, main part, cool-down; then what strength lacks and why."""
    for week in plan.weeks():
        for planned in plan.week(week):
            yield Text(f"{plan.place(planned)}: {planned.name}, {planned.session.minutes} min", style="bold")
            for part in content_in(plan, planned, strength):
                yield Text("  " + str(part).replace("\n", "\n    "))
    for note in strength.lacking:
        yield Text(f"Strength: {note}", style="yellow")
