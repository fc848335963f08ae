"""What is tight, for the reader of a file: in sentences and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scenarios.spoken import weeks_said
from solver.explain.tight import Tightness


def tight_lines(tight: tuple[Tightness, ...]) -> Iterator[str]:
    """The numbers that bind first, then those that could go on."""
    if not tight:
        yield "Nothing is tight: every hard number could go to the strict end of its range."
    for number in sorted(tight, key=lambda number: not number.tight):
        name, weeks = f"{number.rule}.{number.parameter}", _weeks(number)
        if number.tight:
            where = weeks and f" in {weeks}"
            yield f"  tight: {name} is {number.value}, and one step stricter leaves something out{where}"
        else:
            beyond = weeks and f"; one step more leaves something out in {weeks}"
            yield f"  {name} is {number.value} and could be as strict as {number.strictest}{beyond}"


def _weeks(number: Tightness) -> str:
    """``weeks 3 and 9``, ``weeks 3 and 4 together``; nothing of a lone week."""
    together = " together" if any(len(weeks) > 1 for weeks in number.weeks) else ""
    return f"{weeks_said(_numbered(number))}{together}" if number.weeks else ""


def _numbered(number: Tightness) -> list[int]:
    return [week + 1 for weeks in number.weeks for week in weeks]


def tight_json(tight: tuple[Tightness, ...], *, season: bool = False) -> list[dict[str, Any]]:
    """The same as plain data; of a season with the weeks that one step beyond the strictest cannot be done in."""
    told: list[dict[str, Any]] = []
    for number in tight:
        weeks = {"weeks_beyond": _numbered(number)} if season else {}
        said = {"rule": number.rule, "parameter": number.parameter}
        told.append({**said, "value": number.value, "strictest": number.strictest, **weeks})
    return told
