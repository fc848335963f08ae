"""Notes of a season, each said once with the weeks it is true of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from scenarios.spoken import weeks_said

_OF_A_WEEK = re.compile("week ([0-9]+): (.*)", re.DOTALL)
_CUT_FROM = re.compile("(?<=cut from )[0-9]+(?= to )")
_ANY = "some"
_CUT_ANY = re.compile(f"(?<=cut from ){_ANY}(?= to )")


def notes_once(notes: Iterable[str]) -> list[str]:
    """Equal notes such as ``week 3: no box`` as one, ``weeks 3 to 5 and 7: no box``; in the order of the first.

    Cuts to the same length for the same reason are equal, whatever they were cut from: ``cut from 80-130 to 70 min``.
    """
    found: dict[str, tuple[list[int], list[str]]] = {}
    for note in notes:
        of_a_week = _OF_A_WEEK.fullmatch(note)
        text = of_a_week[2] if of_a_week else note
        weeks, cut = found.setdefault(_CUT_FROM.sub(_ANY, text) if of_a_week else text, ([], []))
        if of_a_week:
            weeks.append(int(of_a_week[1]))
            cut += _CUT_FROM.findall(text)
    return [
        f"{weeks_said(sorted(set(weeks)))}: {_CUT_ANY.sub(_range(cut), note)}" if weeks else note
        for note, (weeks, cut) in found.items()
    ]


def _range(numbers: Sequence[str]) -> str:
    """``80``, ``80-130``."""
    ends = sorted(map(int, numbers))
    return "-".join(dict.fromkeys(str(end) for end in (ends[0], ends[-1]))) if ends else ""
