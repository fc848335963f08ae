"""A group's night that asks more of a member than their own week would: told to the coach, who decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scenarios.catalog import run_types
from scenarios.club import Night
from scenarios.schema import Scenario
from scenarios.season.own_runs import minutes_of
from scenarios.season.periodization import WeekAsk
from scenarios.season.ramp import CONTINUOUS, MORE_PERCENT, SETTLED_WEEKS
from scenarios.season.rows import reaches
from scenarios.season.shares import STEP
from scenarios.season.weeks_done import weeks_with_a_run_of


@dataclass(frozen=True, slots=True)
class Caution:
    """What a coach should know before a member joins a group's night."""

    group: str
    reasons: tuple[str, ...]


def cautions(scenario: Scenario, nights: Mapping[str, Night], own: Sequence[WeekAsk]) -> tuple[Caution, ...]:
    """The nights that are above a member's level, too soon after an injury, or longer than a long run may grow.

    ``scenario`` is the member's own, without the nights, and ``own`` what its weeks ask. In a season of generated
    weeks a night only fixes the place of a session that the tables ask for, as long as they say: there is nothing to
    be told.
    """
    if not nights or (scenario.runs is None and (scenario.weeks or 1) > 1):
        return ()
    longest = max(map(minutes_of, own[0].runs), default=0)
    found = (Caution(group, tuple(_reasons(scenario, night, longest))) for group, night in nights.items())
    return tuple(caution for caution in found if caution.reasons)


def _reasons(scenario: Scenario, night: Night, longest: int) -> Iterator[str]:
    kind, words = run_types()[night.session], night.session.replace("_", " ")
    if not reaches(scenario.athlete.level, kind.min_level):
        yield f"{words} sessions are for {kind.min_level} runners; this is a {scenario.athlete.level}"
    if scenario.goal == "return" and kind.key and weeks_with_a_run_of(CONTINUOUS, scenario) < SETTLED_WEEKS:
        yield f"after an injury no key run before {SETTLED_WEEKS} weeks have held {CONTINUOUS} min of running in one go"
    if longest and night.minutes > longest + max(STEP, longest * MORE_PERCENT // 100):
        yield f"it takes {night.minutes} min; the longest run of their own week is {longest} min"
