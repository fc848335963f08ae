"""Notes of a season, each said once with the weeks it is true of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scenarios.spoken import weeks_said

_OF_A_WEEK = re.compile("week ([0-9]+): (.*)", re.DOTALL)


def notes_once(notes: Iterable[str]) -> list[str]:
    """Equal notes such as ``week 3: no box`` as one, ``weeks 3 to 5 and 7: no box``; in the order of the first."""
    found: dict[str, list[int]] = {}
    for note in notes:
        of_a_week = _OF_A_WEEK.fullmatch(note)
        weeks = found.setdefault(of_a_week[2] if of_a_week else note, [])
        if of_a_week:
            weeks.append(int(of_a_week[1]))
    return [f"{weeks_said(sorted(set(weeks)))}: {note}" if weeks else note for note, weeks in found.items()]
