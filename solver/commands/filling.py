"""The strength sessions of an answer, filled before it is handed over: a terminal shows how far a season is."""

from __future__ import annotations

from solver.progress_bar import progress_bar
from solver.result import Result
from solver.strength.weeks import strength_of


def fill_in_view(result: Result) -> None:
    """Fill the sessions of a plan, which whoever writes or shows it then finds filled. Raises ``Defect``."""
    if result.plan is not None:
        with progress_bar(result.plan.instance.weeks) as progress:
            strength_of(result.plan, progress)
