"""One change of a scenario's text: a field set, or taken away."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping, MutableSequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

from scenarios.errors import Path

GONE = object()
Document: TypeAlias = MutableMapping[str | int, Any]


@dataclass(frozen=True, slots=True)
class Edit:
    """Set the field at ``path`` to ``value``, or take it away (``GONE``)."""

    path: Path
    value: object

    @property
    def gone(self) -> bool:
        """The field is taken away."""
        return self.value is GONE


def applied(edits: Iterable[Edit], document: Document) -> None:
    """Make the edits in a document of nested mappings and lists (plain, or one that keeps its comments)."""
    for edit in edits:
        place: Any = document
        for part, below in pairwise(edit.path):
            if isinstance(place, MutableMapping) and not isinstance(place.get(part), MutableMapping | MutableSequence):
                place[part] = [] if isinstance(below, int) else {}
            place = place[part]
        last = edit.path[-1]
        if isinstance(place, MutableMapping):
            if edit.gone:
                place.pop(last, None)
            else:
                place[last] = edit.value
        elif edit.gone:
            place.pop(int(last))
        else:
            # an entry there is gives way, the place after the last takes a new one
            place[int(last) : int(last) + 1] = [edit.value]
