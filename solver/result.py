"""What a solve returns: the plan, how good it is, how good it could be, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

from constraints.base.rule import Rule, Violation
from scenarios.plan import Plan, Score
from scenarios.sessions import TIERS, Tier
from solver.parameters import Status

INTERRUPTED_TEXT = "The search was interrupted: this is the best plan found until then."
OUT_OF_TIME_TEXT = "The search was stopped by the clock: this is the best plan found until then."


@dataclass(frozen=True, slots=True)
class Timings:
    """Wall seconds of one solve, by part."""

    build: float
    solve: float
    check: float

    @property
    def total(self) -> float:
        """Build, solve and check together."""
        return self.build + self.solve + self.check


@dataclass(frozen=True, slots=True)
class Bound:
    """No plan can leave out fewer sessions, or, leaving out as many, cost fewer points (proven)."""

    left_out: dict[Tier, int]
    points: int


@dataclass(frozen=True)
class Alternative:
    """Another plan, proven the best of those that differ enough from all before it.

    ``tradeoff`` says in one line what it gives up and gains against the first.
    """

    plan: Plan
    score: Score
    costs: tuple[Violation, ...]
    tradeoff: str


@dataclass(frozen=True)
class Alternatives:
    """Further plans, the best first; ``ended`` says why there are fewer than asked for, else it is empty."""

    plans: tuple[Alternative, ...]
    ended: str


@dataclass(frozen=True)
class Result:
    """The answer to one scenario.

    One with a plan is ``Solved``; without one ``plan``, ``score`` and ``bound`` are None, ``status`` is ``infeasible``
    or ``unknown`` and ``reasons`` says why. ``costs`` tells where each point of the score is lost.
    ``alternatives`` is None unless they were asked for. ``searches`` counts the searches for the best plan.
    """

    status: Status
    plan: Plan | None
    score: Score | None
    bound: Bound | None
    rules: tuple[Rule, ...]
    costs: tuple[Violation, ...]
    timings: Timings
    interrupted: bool = False
    out_of_time: bool = False
    reasons: tuple[str, ...] = ()
    alternatives: Alternatives | None = None
    searches: int = 1

    @staticmethod
    def without_plan(
        rules: tuple[Rule, ...],
        timings: Timings,
        *,
        impossible: bool,
        interrupted: bool,
        out_of_time: bool,
        searches: int = 1,
    ) -> Result:
        """The answer where there is no plan: it is proven that there can be none, or none was found in time."""
        return Result(
            status="infeasible" if impossible else "unknown",
            plan=None,
            score=None,
            bound=None,
            rules=rules,
            costs=(),
            timings=timings,
            interrupted=interrupted,
            out_of_time=out_of_time,
            searches=searches,
        )

    @property
    def gap(self) -> float | None:
        """(points - bound) / points; 0.0 when optimal, None without a plan or while fewer left out are possible."""
        return None


@dataclass(frozen=True)
class Solved(Result):
    """An answer with a plan: ``status`` is ``optimal`` or ``feasible``."""

    plan: Plan
    score: Score
    bound: Bound

    @property
    def gap(self) -> float | None:
        """(points - bound) / points; 0.0 when optimal, None while a better left-out count is not ruled out."""
        if any(self.score.left_out[tier] != self.bound.left_out[tier] for tier in TIERS):
            return None
        return (self.score.total - self.bound.points) / max(1, self.score.total)


class NoPlanError(Exception):
    """There is no plan to go on from: ``result`` is infeasible, or the time limit or a signal came first."""

    def __init__(self, result: Result) -> None:
        self.result = result
        super().__init__(f"no plan: {result.status}")
