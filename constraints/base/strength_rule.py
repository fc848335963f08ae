"""A rule of what is inside strength sessions, in the three voices of every rule: build, check, sentence."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from constraints.base.strength_grid import StrengthGrid
from scenarios.strength.plan import StrengthPlan


@dataclass(frozen=True, slots=True)
class StrengthFinding:
    """Where filled sessions break a rule: ``points`` is None for a hard rule; ``session`` is '' for the week."""

    rule: str
    message: str
    points: int | None
    session: str = ""


class StrengthRule(BaseModel, ABC):
    """A rule with its parameters as fields (default, range and, in the description, unit in ``Field``).

    ``sources`` lists requirement numbers (S1-S69) and the pages of the domain the numbers come from. ``timed`` are the
    rules of the clock and of what saves time: none of them gains points, or opens a choice the others close.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    name: ClassVar[str]
    kind: ClassVar[Literal["hard", "soft"]]
    sources: ClassVar[tuple[str, ...]] = ()
    optional: ClassVar[bool] = False
    timed: ClassVar[bool] = False

    @abstractmethod
    def build(self, grid: StrengthGrid) -> None:
        """State the rule over the grid's choices."""

    @abstractmethod
    def check(self, plan: StrengthPlan) -> Iterator[StrengthFinding]:
        """Say where filled sessions break the rule. Shares no code with ``build``."""

    @abstractmethod
    def sentence(self) -> str:
        """Say it to the athlete, with its numbers."""


class HardStrengthRule(StrengthRule):
    """Never broken by sessions of ours."""

    kind: ClassVar[Literal["hard", "soft"]] = "hard"

    def broken(self, message: str, session: str = "") -> StrengthFinding:
        """A violation of this rule."""
        return StrengthFinding(self.name, message, None, session)


class SoftStrengthRule(StrengthRule):
    """Costs points where it is not met. The weights order what gives way first; they are our convention."""

    kind: ClassVar[Literal["hard", "soft"]] = "soft"
    weight: int = Field(1, strict=True, ge=0, le=1000, description="points: per unit, 0 costs nothing")

    def costs(self, units: int, message: str, session: str = "") -> StrengthFinding:
        """``units`` of this rule's weight, lost where ``message`` says."""
        return StrengthFinding(self.name, message, units * self.weight, session)
