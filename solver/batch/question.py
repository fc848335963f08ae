"""What equal members share: one question, asked once, and the labels of those who ask it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from scenarios.schema import Scenario
from solver import __version__
from solver.cpsat import SEED, TUNED
from solver.gym.only_there import LiftsOnlyThere

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


@dataclass(frozen=True, slots=True)
class Question:
    """A scenario whose athlete has no name yet, the groups joined, and the places had in the gym.

    ``gym`` is None for those who do not lift there, or as long as nothing is said of places.
    """

    scenario: Scenario
    groups: tuple[str, ...]
    gym: LiftsOnlyThere | None = None


def question_of(text: bytes) -> Question:
    """A question from its text."""
    asked, groups, *gym = json.loads(text)
    there = LiftsOnlyThere.model_validate(gym[0]) if gym else None
    return Question(Scenario.model_validate(asked), tuple(group for group, _ in groups), there)


def with_gym(text: bytes, gym: LiftsOnlyThere) -> bytes:
    """The text of a question with the places had in the gym."""
    asked, groups = json.loads(text)
    return json.dumps([asked, groups, gym.model_dump(mode="json")], sort_keys=True).encode()


def id_of(text: bytes) -> str:
    """What a question is known by: its SHA-256 (hex)."""
    return hashlib.sha256(text).hexdigest()
