"""A group's night in a member's week: the session is asked for, for as long as the group runs, and fixed there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scenarios.catalog import run_types
from scenarios.club import Night
from scenarios.errors import BadField
from scenarios.idle_wishes import without_idle_wishes
from scenarios.schema import Fixed, RunEntry, Scenario
from scenarios.season.periodization import WeekAsk
from scenarios.season.rows import LONE_PHASE


class NightError(Exception):
    """A night that cannot even be asked for in a member's week, and why; the group's name comes first."""

    def __init__(self, group: str, reason: str) -> None:
        super().__init__(group, reason)
        self.group = group
        self.reason = reason


def with_nights(scenario: Scenario, nights: Mapping[str, Night], own: Sequence[WeekAsk]) -> Scenario:
    """The scenario with the nights in it. Raises ``NightError`` for the first that has no place there at all.

    ``own`` is what the scenario's weeks ask without the nights (``week_asks``).

    In a lone week a night stands for the member's own run of its type or, where the week is generated, for a run as
    hard as it, and the week stays in the phase it was generated for; what the member wrote down is never taken away.
    In a season the tables say what each week asks: there a night fixes the place of the week's session of its type,
    whose length stays the season's.
    """
    if not nights:
        return scenario
    fixed = [
        Fixed(session=name, day=night.day, slot=night.slot)
        for name, night in zip(_units(nights), nights.values(), strict=True)
    ]
    season = scenario.runs is None and (scenario.weeks or 1) > 1
    if season:
        _asked_in_some_week(own, nights)
    runs = None if season else _runs(own[0], list(nights.values()), generated=scenario.runs is None)
    lone = scenario.runs is None and scenario.race is None and not season
    phase = LONE_PHASE if lone else scenario.phase
    bound = scenario.model_copy(update={"runs": runs, "phase": phase, "fixed": (*fixed, *scenario.fixed)})
    return _agreed(bound, list(nights))


def night_units(nights: Mapping[str, Night]) -> dict[str, str]:
    """Group -> what its session is called in the member's plan (``intervals``, a second one ``intervals-2``)."""
    return dict(zip(nights, _units(nights), strict=True))


def _units(nights: Mapping[str, Night]) -> list[str]:
    types = [night.session for night in nights.values()]
    ordinals = [types[: index + 1].count(type_) for index, type_ in enumerate(types)]
    return [type_ if n == 1 else f"{type_}-{n}" for type_, n in zip(types, ordinals, strict=True)]


def _asked_in_some_week(own: Sequence[WeekAsk], nights: Mapping[str, Night]) -> None:
    types = {run.type for week in own for run in week.runs}
    for group, night in nights.items():
        if night.session not in types:
            listed = ", ".join(sorted(types)) or "no runs at all"
            raise NightError(group, f"no week of the season asks for {night.session}; its weeks ask for {listed}")


def _runs(ask: WeekAsk, nights: Sequence[Night], *, generated: bool) -> tuple[RunEntry, ...]:
    """The week's runs: the nights first, so that they have their type's first names, then the member's own."""
    own = [run.model_copy(update={"times": 1}) for run in ask.runs for _ in range(run.times)]
    for night in nights:
        stands_for = _stands_for(night, own, generated=generated)
        if stands_for is not None:
            own.remove(stands_for)
    together = [RunEntry(type=night.session, minutes=night.minutes) for night in nights]
    return (*together, *_counted(own))


def _stands_for(night: Night, own: Sequence[RunEntry], *, generated: bool) -> RunEntry | None:
    """The member's run that the night takes the place of: the last of its type, else the last as hard as it."""
    same = [run for run in own if run.type == night.session]
    if same or not generated:
        return same[-1] if same else None
    types = run_types()
    key = types[night.session].key
    alike = [run for run in own if types[run.type].key == key and run.type != "long"]
    return alike[-1] if alike else None


def _counted(runs: Sequence[RunEntry]) -> tuple[RunEntry, ...]:
    """Equal runs as one entry with a count, in their order."""
    counts: dict[str, tuple[RunEntry, int]] = {}
    for run in runs:
        key = run.model_dump_json()
        counts[key] = (run, counts.get(key, (run, 0))[1] + 1)
    return tuple(run.model_copy(update={"times": count}) for run, count in counts.values())


def _agreed(scenario: Scenario, groups: Sequence[str]) -> Scenario:
    """The scenario without the club's general wishes for runs that a night has taken the place of."""
    try:
        agreed, _ = without_idle_wishes(scenario)
    except BadField as error:
        field, *rest = error.path
        index = rest[0] if field == "fixed" and rest and isinstance(rest[0], int) else 0
        reason = error.message.partition("; accepted")[0]
        raise NightError(groups[min(index, len(groups) - 1)], reason) from None
    return agreed
