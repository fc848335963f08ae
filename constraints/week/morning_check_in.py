"""What the morning check-in asks for: days that are spared something. It only ever reduces or moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from constraints.base.cell import Filter, is_any, is_heavy_legs, is_key_run, is_leg_session, is_lift, is_run
from constraints.base.grid import Grid
from constraints.base.rule import HardRule, Violation
from scenarios.demands import Demand
from scenarios.instance import Instance
from scenarios.meanwhile import Care, Spared
from scenarios.plan import Plan
from scenarios.schema import Date
from scenarios.sessions import Session
from scenarios.spoken import listed, spoken

_FILTERS: dict[Spared, Filter] = {
    "run": is_run,
    "lift": is_lift,
    "key": is_key_run,
    "legs": is_leg_session,
    "heavy_legs": is_heavy_legs,
    "anything": is_any,
}
_WORDS: dict[Spared, str] = {
    "run": "no running",
    "lift": "no strength session",
    "key": "no key run",
    "legs": "no leg session",
    "heavy_legs": "no heavy leg work",
    "anything": "rest",
}


class MorningCheckIn(HardRule):
    """Days that a check-in of the training log asks to spare take no such session.

    What a check-in asks for, and from which number on, is said under ``readiness:`` of the scenario.
    """

    name: ClassVar[str] = "morning_check_in"
    sources: ClassVar[tuple[str, ...]] = ("S53", "S55", "S56")

    def build(self, grid: Grid) -> None:
        for care in _cares(grid):
            for day in grid.days():
                if care.first <= day.date <= care.last:
                    grid.forbid(grid.on(day.index, _FILTERS[care.no]))

    def check(self, plan: Plan) -> Iterator[Violation]:
        meanwhile = plan.instance.meanwhile
        for care in () if meanwhile is None else meanwhile.cares:
            for planned in plan.sessions:
                spared = not planned.settled and care.first <= plan.date(planned.day) <= care.last
                if spared and _is_spared(planned.session, care.no):
                    text = (
                        f"{planned.name} stands on {plan.place(planned)}, where the check-in asks for {_WORDS[care.no]}"
                    )
                    yield self.broken(text, planned.day, planned.name)

    def sentence(self) -> str:
        return "sore, tired, ill or in pain: less, or later, as the morning check-in asks"

    def reason(self, demands: Sequence[Demand], instance: Instance) -> str:
        """Which days are spared what of these sessions, and what the mornings said; its sentence if none is."""
        asked: dict[tuple[Date, Date, str], list[str]] = {}
        for care in () if instance.meanwhile is None else instance.meanwhile.cares:
            weeks = {day.week for day in instance.days if care.first <= day.date <= care.last}
            if any(demand.week in weeks and _is_spared(demand.session, care.no) for demand in demands):
                why = f"{care.rule}: {care.why}" if care.why else care.rule
                asked.setdefault((care.first, care.last, why), []).append(_WORDS[care.no])
        texts = [f"{listed(words)} {_when(*days)} ({why})" for (*days, why), words in asked.items()]
        return ", ".join(texts) or self.sentence()


def _when(first: Date, last: Date) -> str:
    return f"on {spoken(first)}" if first == last else f"from {spoken(first)} to {spoken(last)}"


def _cares(grid: Grid) -> tuple[Care, ...]:
    return () if grid.instance.meanwhile is None else grid.instance.meanwhile.cares


def _is_spared(session: Session, no: Spared) -> bool:
    if no in ("run", "lift"):
        return session.kind == ("run" if no == "run" else "strength")
    if no in ("legs", "heavy_legs"):
        counts = no == "legs" or session.easing.counts_heavy
        return session.kind == "strength" and (session.legs == "heavy" or (counts and session.legs == "light"))
    return session.key or no == "anything"
