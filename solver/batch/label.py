"""Who of those who ask the same a plan is for."""

from __future__ import annotations

from dataclasses import dataclass

from solver.batch.sent import Sent


@dataclass(frozen=True, slots=True)
class Label(Sent):
    """Who a plan is for: the athlete's id and name, and the folder the files go to.

    ``told`` is the SHA-256 of the calendar that the folder told before, '' where there is none to keep up.
    """

    id: str
    name: str
    folder: str
    told: str = ""
