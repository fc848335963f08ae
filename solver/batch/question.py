"""What equal members share: one question, asked once."""

from __future__ import annotations

import json
from dataclasses import dataclass

from scenarios.schema import Scenario
from solver.gym.only_there import LiftsOnlyThere


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
