"""What becomes of a roster's rows: every row is exactly one of these."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.spoken import counted

QUARANTINE = "quarantine"
FULL = "planned"
SHORT = "short"
NO_PLAN = "no plan"
REJECTED = "rejected"
QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows by what became of them.

    - ``planned``: everything asked for stands.
    - ``left_short``: something asked for is missing, and each has its reasons: a session left out, a group's night
      given up, or no plan at all (``without_plan`` of them).
    - ``rejected``: the row cannot be read.
    - ``quarantined``: the member's scenario ended its worker, or showed a defect of ours; it is saved.
    """

    planned: int = 0
    left_short: int = 0
    rejected: int = 0
    quarantined: int = 0
    without_plan: int = 0

    @property
    def total(self) -> int:
        """Every row, once."""
        return self.planned + self.left_short + self.rejected + self.quarantined

    @property
    def some_failed(self) -> bool:
        """Whether some row got no plan."""
        return bool(self.rejected or self.quarantined or self.without_plan)

    def sentence(self) -> str:
        """The sum, as it is printed."""
        none = f" ({self.without_plan} without any plan)" if self.without_plan else ""
        return (
            f"{self.planned} planned + {self.left_short} left short with reasons{none} + {self.rejected} rejected "
            f"+ {self.quarantined} quarantined = {counted(self.total, 'row')}"
        )
