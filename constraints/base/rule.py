"""One rule, three voices: ``build`` states it, ``check`` judges a finished plan, ``sentence`` says it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from constraints.base.grid import Grid
from scenarios.demands import Demand
from scenarios.instance import Instance
from scenarios.plan import Plan

Kind = Literal["hard", "soft"]


@dataclass(frozen=True, slots=True)
class Violation:
    """Where a plan breaks a rule: ``points`` is None for a hard rule, else the price in whole points.

    ``day`` is the index of the day on which it shows, ``sessions`` the names of the units that take part, if any do.
    """

    rule: str
    message: str
    points: int | None
    day: int
    sessions: tuple[str, ...] = ()


class Rule(BaseModel, ABC):
    """A rule with its parameters as fields (default, range and, in the description, unit in ``Field``).

    ``sources`` lists requirement numbers (S1-S69) and the parameter rows the numbers come from;
    ``optional`` rules are off unless the scenario names them; ``as_asked`` rules repeat what the scenario
    says of its sessions, and can be blamed session by session; ``physical`` ones hold whatever anybody asks.
    ``from_others`` rules say what other athletes take up: they are blamed only
    where nothing of the athlete's own is in the way. ``loosened`` names the numbers that ask less of a plan when they
    become less, or more.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    name: ClassVar[str]
    kind: ClassVar[Kind]
    sources: ClassVar[tuple[str, ...]] = ()
    optional: ClassVar[bool] = False
    as_asked: ClassVar[bool] = False
    physical: ClassVar[bool] = False
    from_others: ClassVar[bool] = False
    loosened: ClassVar[Mapping[str, Literal["less", "more"]]] = {}

    @classmethod
    def always_on(cls) -> bool:
        """Whether no scenario can switch the rule off."""
        return cls.as_asked or cls.physical

    @property
    def binds(self) -> bool:
        """Whether the rule can forbid anything: every hard rule can, and a soft one with a hard number."""
        return self.kind == "hard" or bool(self.loosened)

    @abstractmethod
    def build(self, grid: Grid) -> None:
        """State the rule over the grid's session slots."""

    @abstractmethod
    def check(self, plan: Plan) -> Iterator[Violation]:
        """Say where a finished plan breaks the rule. Shares no code with ``build``."""

    @abstractmethod
    def sentence(self) -> str:
        """Say the rule to the athlete, with its numbers."""

    def reason(self, demands: Sequence[Demand], instance: Instance) -> str:
        """What it says of sessions that cannot all be placed: its sentence, where it knows no more of them."""
        return self.sentence()


class HardRule(Rule):
    """Never broken by a plan of ours."""

    kind: ClassVar[Kind] = "hard"

    def broken(self, message: str, day: int, *sessions: str) -> Violation:
        """A violation of this rule."""
        return Violation(self.name, message, None, day, sessions)


class SoftRule(Rule):
    """Costs points where it is not met."""

    kind: ClassVar[Kind] = "soft"
    weight: int = Field(default=1, strict=True, ge=0, le=1000, description="points: per unit, 0 costs nothing")

    def costs(self, units: int, message: str, day: int, *sessions: str) -> Violation:
        """``units`` of this rule's weight, lost where ``message`` says."""
        return Violation(self.name, message, units * self.weight, day, sessions)
