"""Where a novice begins of whom nothing is known: with the table's base weeks and adaptation, whatever its row.

A season shorter than its table takes the table's last rows, which is right for who trains already. A novice's first
weeks are the table's base weeks, and strength is adaptation for 4 weeks and 8 sessions (``strength_phases.md``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scenarios.catalog import SeasonRow, seasons
from scenarios.schema import Scenario
from scenarios.season.deload import DELOAD_EVERY
from scenarios.season.rows import begins_gently
from scenarios.season.weeks_done import run_before

ADAPTATION_WEEKS, ADAPTATION_SESSIONS = 4, 8
_STRENGTH = ("upper", "lower", "full")


def begun(rows: Sequence[SeasonRow], scenario: Scenario) -> tuple[list[SeasonRow], list[str]]:
    """A season's rows as this runner begins them, and a note where they are others; a return begins with run-walk."""
    found = list(rows)
    if scenario.athlete.level != "novice" and not begins_gently(rows[0].goal):
        return found, []
    if scenario.runs is None and not run_before(scenario).most.minutes:
        found = _base_first(found)
    base = [row.run_minutes for row in found] != [row.run_minutes for row in rows]
    if not any(done.session in _STRENGTH for done in scenario.history):
        found = _adaptation_first(found)
    lighter = [row.strength_phase for row in found] != [row.strength_phase for row in rows]
    begins = [words for words, new in (("its first base weeks", base), ("strength as adaptation", lighter)) if new]
    weeks = len(seasons()[rows[0].goal])
    why = f"the table has {weeks} weeks and the race leaves {len(rows)}, and nothing before them is told"
    return found, [f"week 1: begins with {' and '.join(begins)}: {why}"] if begins else []


def _base_first(rows: Sequence[SeasonRow]) -> list[SeasonRow]:
    """Base weeks in the place of the first load weeks, and of deloads that are not due; no taper is longer than one."""
    table = seasons()[rows[0].goal]
    base = list(table[: next(index for index, row in enumerate(table) if row.deload)])
    found, left = [], list(base)
    for week, row in enumerate(rows):
        if row.weeks_to_race == 0 or week >= len(base) or (row.deload and week + 1 >= DELOAD_EVERY):
            found.append(row)
        elif "taper" in row.phase:
            minutes, longest = min(row.run_minutes, base[0].run_minutes), min(row.long_minutes, base[0].long_minutes)
            found.append(row if week else replace(row, run_minutes=minutes, long_minutes=longest))
        else:
            found.append(left.pop(0))
    return found


def _adaptation_first(rows: Sequence[SeasonRow]) -> list[SeasonRow]:
    """Adaptation in the place of heavier phases until there were enough weeks and sessions of it; tapers stay."""
    found, sessions = [], 0
    for week, row in enumerate(rows):
        heavier = not row.strength_phase.startswith(("adaptation", "taper"))
        if heavier and (week < ADAPTATION_WEEKS or sessions < ADAPTATION_SESSIONS):
            found.append(replace(row, strength_phase="adaptation - deload" if row.deload else "adaptation"))
        else:
            found.append(row)
        sessions += row.strength_sessions
    return found
