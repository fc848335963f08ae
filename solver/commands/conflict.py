"""A conflict for the reader of a file: each line with the place in the file it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scenarios.errors import Path, dotted
from scenarios.instance import Instance
from scenarios.schema import Scenario
from scenarios.text.source import Source
from solver.explain.reasons import Explanation
from solver.explain.where import paths_of
from solver.explain.wording import Line

CANNOT_ALL_HOLD = "These cannot all hold, although they could without any one of them"


@dataclass(frozen=True, slots=True)
class Places:
    """Where in a file stands what an instance was made of."""

    source: Source
    scenario: Scenario
    instance: Instance

    def paths(self, line: Line) -> Iterator[Path]:
        """The fields a line comes from."""
        for member in line.members:
            for path in paths_of(member, self.scenario, self.instance):
                # hours on dates that the file does not hold are those its calendars leave
                yield ("busy",) if path[0] == "away" and path not in self.source.places else path

    def where(self, line: Line) -> str:
        """``file:line`` of the most telling place, or that it is a default."""
        paths = sorted(self.paths(line), key=lambda path: path[0] not in ("fixed", "rules", "away", "busy"))
        return f"{self.source.name}:{self.source.mark(paths[0], key=True).line}" if paths else "by default"


def conflict_lines(explanation: Explanation | None, places: Places) -> Iterator[str]:
    """What cannot all hold, a line each, with its place; None: it is not known."""
    if explanation is None:
        yield "  What is in the way could not be told in time."
        return
    yield from (f"  {places.where(line)}: {line.text}" for line in explanation.lines)
    if not explanation.conflict.minimal:
        yield "  (not proven to be the smallest set)"


def conflict_json(explanation: Explanation, places: Places) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "minimal": explanation.conflict.minimal,
        "lines": [
            {"text": line.text, "where": places.where(line), "fields": [dotted(p) for p in places.paths(line)]}
            for line in explanation.lines
        ],
    }
