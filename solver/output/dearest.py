"""Where points are lost, the dearest place first: the one order of the terminal, ``plan.json`` and the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from constraints.base.rule import Violation


class Lost(NamedTuple):
    """Points lost in one place under a rule."""

    points: int
    rule: str
    message: str


def dearest_first(costs: Iterable[Violation]) -> list[Violation]:
    """The dearest first; of equal ones by the rule's name, then by the day."""
    return sorted(costs, key=lambda cost: (*_rank(cost.points or 0, cost.rule), cost.day))


def lost_in(checks: Sequence[Mapping[str, Any]]) -> list[Lost]:
    """The same from the ``checks`` of ``plan.json``, each of which holds its places in this order."""
    lost = [Lost(place["points"], check["rule"], place["message"]) for check in checks for place in check["where"]]
    return sorted(lost, key=lambda one: _rank(one.points, one.rule))


def _rank(points: int, rule: str) -> tuple[int, str]:
    return -points, rule
