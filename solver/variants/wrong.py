"""Wrong answers found by holding runs of the same question against each other.

A plan that passed its check is a fact: whoever claims to have proven something better impossible is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from solver.variants.row import Key, Row


def with_contradictions(rows: Sequence[Row]) -> list[Row]:
    """The rows, those whose proof another run's checked plan refutes marked as wrong."""
    best: dict[str, tuple[Key, Row]] = {}
    for row in rows:
        key = row.own_key
        if row.status != "wrong" and key is not None and (row.question not in best or key < best[row.question][0]):
            best[row.question] = key, row
    return [_held_against(row, *best[row.question]) if row.question in best else row for row in rows]


def _held_against(row: Row, key: Key, other: Row) -> Row:
    if row.status == "wrong":
        return row
    claim = ""
    if row.status == "infeasible":
        claim = "called infeasible"
    elif row.status == "optimal" and row.own_key is not None and row.own_key > key:
        claim = f"called {row.own_key} optimal"
    elif row.bound_key is not None and row.bound_key > key:
        claim = f"gave {row.bound_key} as a bound"
    if not claim:
        return row
    return replace(row, status="wrong", message=f"{claim}, but {other.variant} (seed {other.seed}) has a plan of {key}")


def disqualified(rows: Iterable[Row]) -> dict[str, tuple[int, str]]:
    """Variant -> how many wrong answers it gave, and the first of them."""
    wrong = [row for row in rows if row.status == "wrong"]
    counts = Counter(row.variant for row in wrong)
    first = {row.variant: row for row in reversed(wrong)}
    return {
        variant: (counts[variant], f"{row.scenario}, seed {row.seed}: {row.message}")
        for variant, row in sorted(first.items())
    }
