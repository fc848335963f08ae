"""Easy days go in between key runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from constraints.base.apart import ApartRule
from constraints.base.cell import is_key_run
from scenarios.sessions import Session


class KeyRunsApart(ApartRule):
    """Points for each pair of neighbouring days that both hold a key run; twice that for a second one on the same day.

    Key runs stand best two days apart (the 48 h that ``adjacent_key_days_penalty`` prefers). It counts days, not hours:
    a run on Friday evening and one on Saturday morning stand on neighbouring days.
    """

    name: ClassVar[str] = "key_runs_apart"
    sources: ClassVar[tuple[str, ...]] = ("S22", "adjacent_key_days_penalty")
    several: ClassVar[str] = "key runs"

    def stated(self) -> Callable[[Session], bool]:
        return is_key_run

    def judged(self, session: Session) -> bool:
        return session.key

    def sentence(self) -> str:
        return "an easy day between key runs, and no two of them on one day"
