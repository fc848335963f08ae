"""How an answer says how far it is, to whoever listens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

Stage = Literal["weeks", "joins", "rules", "ways", "tight", "strength"]
Progress: TypeAlias = Callable[[Stage, int, int], None]
"""Told what is being done, how much of it is done, and of how much."""


def unheard(_stage: Stage, _done: int, _of: int) -> None:
    """The progress that nobody listens to."""
