"""Sessions of days that a morning keeps free, which nobody will do and nobody makes up for: as good as missed."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.meanwhile import Care
from scenarios.sessions import PlannedSession
from solver.replan.past import Placed
from solver.replan.readiness.morning import Dropped, Situation
from solver.replan.readiness.table import READINESS


def forgone_on(morning: Situation) -> Iterator[Dropped]:
    """What is given up on this morning already, so that a log taken up a day later asks the same of the days to come.

    A key run of days without running (A4, A9) is dropped as a missed one is, never moved behind them; of a day of
    rest (A10) everything is.
    """
    cares = [effect for rule in READINESS for effect in rule(morning) if isinstance(effect, Care)]
    for planned in morning.ahead:
        date = morning.plan.date(planned.day)
        care = next((care for care in cares if care.first <= date <= care.last and _is_lost(planned, care)), None)
        if care is not None:
            missed = Placed(planned.day // 7, planned.name, planned.session, planned, date)
            yield Dropped(care.rule, missed, f"dropped, not made up for ({care.rule}: {care.why})")


def _is_lost(planned: PlannedSession, care: Care) -> bool:
    return care.no == "anything" or (care.no == "run" and planned.session.key)
