"""One run as a row of ``results.csv``."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import astuple, dataclass, fields
from typing import Literal, get_args

from scenarios.sessions import TIERS

RunStatus = Literal["optimal", "feasible", "stopped", "infeasible", "unknown", "wrong"]
"""``feasible`` ended by itself without a proof; ``stopped`` and ``unknown`` met the limit with and without a plan."""
STATUSES: tuple[RunStatus, ...] = get_args(RunStatus)
Key = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One run. Times in ms of the suite's clock, memory in MB; None (empty) where it was not measured.

    Seed 0 is the run that is listened to: it fills ``presolve_ms``, ``first_plan_ms`` and ``memory_mb``, and no
    statistics of time. ``own_points`` are by the variant's rules, ``points`` by the baseline's, ``broken`` the
    baseline's hard rules that the plan breaks.
    """

    scenario: str
    variant: str
    seed: int
    question: str
    status: RunStatus
    message: str = ""
    build_ms: float | None = None
    search_ms: float | None = None
    check_ms: float | None = None
    presolve_ms: float | None = None
    first_plan_ms: float | None = None
    memory_mb: float | None = None
    left_out_key: int | None = None
    left_out_easy: int | None = None
    left_out_strength: int | None = None
    own_points: int | None = None
    bound: str = ""
    gap: float | None = None
    points: int | None = None
    points_by_rule: str = ""
    broken: str = ""
    placements: str = ""

    @property
    def total_ms(self) -> float:
        """Build, search and check together."""
        return (self.build_ms or 0.0) + (self.search_ms or 0.0) + (self.check_ms or 0.0)

    @property
    def left_out(self) -> tuple[int, int, int] | None:
        """Left-out sessions by tier, None without a plan."""
        if self.left_out_key is None or self.left_out_easy is None or self.left_out_strength is None:
            return None
        return self.left_out_key, self.left_out_easy, self.left_out_strength

    @property
    def own_key(self) -> Key | None:
        """What the variant minimised, None without a plan."""
        return None if self.left_out is None or self.own_points is None else (*self.left_out, self.own_points)

    @property
    def bound_key(self) -> Key | None:
        """The bound, comparable with ``own_key``."""
        if not self.bound:
            return None
        key, easy, strength, points = map(int, self.bound.split())
        return key, easy, strength, points

    @property
    def solved(self) -> bool:
        """Whether the question was settled: a proof, or an end of its own without one."""
        return self.status in ("optimal", "infeasible", "feasible")

    def points_without(self, rules: Set[str]) -> int:
        """The baseline's points of all its rules but these."""
        by_rule = (part.split("=") for part in self.points_by_rule.split())
        return sum(int(points) for rule, points in by_rule if rule not in rules)

    def cells(self) -> list[str]:
        """The row as text."""
        return [
            "" if value is None else f"{value:.4f}" if isinstance(value, float) else str(value)
            for value in astuple(self)
        ]


COLUMNS = tuple(field.name for field in fields(Row))
_KINDS = {field.name: str(field.type) for field in fields(Row)}


def row_of(cells: list[str]) -> Row:
    """The row that some cells spell. Raises ``ValueError``."""
    if len(cells) != len(COLUMNS):
        raise ValueError(f"{len(cells)} cells")
    values = {name: _value(_KINDS[name], cell) for name, cell in zip(COLUMNS, cells, strict=True)}
    if values["status"] not in STATUSES:
        raise ValueError(f"status {values['status']!r}")
    row = Row(**values)  # type: ignore[arg-type]
    row.points_without(frozenset())
    if row.bound and len(row.bound.split()) != len(TIERS) + 1:
        raise ValueError(f"bound {row.bound!r}")
    return row


def _value(kind: str, cell: str) -> str | int | float | None:
    if kind in ("str", "RunStatus"):
        return cell
    if not cell and kind.endswith("| None"):
        return None
    return int(cell) if kind.startswith("int") else float(cell)
