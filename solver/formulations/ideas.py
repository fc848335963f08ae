"""The ideas of the day patterns formulation, each of which can be taken out to see what it brings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from scenarios.demands import Demand
from solver.cpsat import LinearTerm, Model
from solver.formulations.alike import Alike, Listed, each_apart, kinds
from solver.formulations.by_days import ByDays
from solver.formulations.day import Day
from solver.formulations.day_chain import state_chain, state_chain_of_flows, state_flows, state_products
from solver.formulations.day_patterns import Pruning, undominated
from solver.formulations.decision_order import as_listed, fullest_first
from solver.formulations.doubled_days import FreeDays, Largest, state_doubled
from solver.formulations.peaks import Loaded, Peak, state_largest, state_peak
from solver.formulations.turning import stand_on_one_day

Pairs: TypeAlias = Callable[[Model, ByDays, Mapping[int, Day], int], list[LinearTerm]]
Peaks: TypeAlias = Callable[[Model, Sequence[Sequence[Loaded]], int], Peak]
Doubled: TypeAlias = Callable[[Model, Collection[Day], Sequence[int], Sequence[FreeDays], Sequence[Largest]], None]
Deciding: TypeAlias = Callable[[Listed, Sequence[int]], Sequence[int]]
Turning: TypeAlias = Callable[[ByDays, Sequence[Demand], Collection[int]], None]
Idea = Literal[
    "staircase",
    "day chain",
    "flows",
    "pruning",
    "alike",
    "decision order",
    "peak levels",
    "doubled days",
    "turning",
    "by session",
]
IDEAS: tuple[Idea, ...] = get_args(Idea)


@dataclass(frozen=True, slots=True)
class Ideas:
    """How patterns are pruned, which demands share them, in which order they are decided, and how the rest is stated.

    That is what two days cost, the largest day, the sessions that have to share a day, and a week that can be turned.

    ``by_session``: whether counts of what is placed are stated over what is left out.
    """

    pruned: Pruning = undominated
    alike: Alike = kinds
    decided: Deciding = fullest_first
    pairs: Pairs = state_chain
    peak: Peaks = state_peak
    doubled: Doubled = state_doubled
    turned: Turning = stand_on_one_day
    by_session: bool = True


ALL = Ideas()
WITHOUT: dict[Idea, Ideas] = {
    "staircase": Ideas(pairs=state_chain_of_flows),
    "day chain": Ideas(pairs=state_flows),
    "flows": Ideas(pairs=state_products),
    "pruning": Ideas(pruned=lambda group: group),
    "decision order": Ideas(decided=as_listed),
    "alike": Ideas(alike=each_apart),
    "peak levels": Ideas(peak=state_largest),
    "doubled days": Ideas(doubled=lambda *_: None),
    "turning": Ideas(turned=lambda *_: None),
    "by session": Ideas(by_session=False),
}
