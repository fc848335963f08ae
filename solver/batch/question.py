"""What equal members share: one question, asked once, and the labels of those who ask it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from scenarios.schema import Scenario
from solver import __version__
from solver.cpsat import SEED, TUNED

Versions = tuple[str, str, int, str]


@dataclass(frozen=True, slots=True)
class Label:
    """Who a plan is for: the athlete's id and name, and the folder the files go to.

    ``told`` is the SHA-256 of the calendar that the folder told before, '' where there is none to keep up.
    """

    id: str
    name: str
    folder: str
    told: str = ""


@cache
def versions() -> Versions:
    """What a plan depends on besides its question: runlift, ortools, CP-SAT's seed and parameters."""
    return __version__, version("ortools"), SEED, TUNED


def question_of(text: bytes) -> tuple[Scenario, tuple[str, ...]]:
    """The scenario and the groups of a question, whose athlete has no name yet."""
    asked, groups = json.loads(text)
    return Scenario.model_validate(asked), tuple(group for group, _ in groups)
