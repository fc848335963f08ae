"""Which of the athlete's strength sessions a week of a season takes, and how hard they are on the legs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, cycle, islice

from scenarios.catalog import goals, goals_without_heavy_legs, strength_phase
from scenarios.schema import Focus, Goal, Legs, Scenario, StrengthEntry

_LIGHTEST = "adaptation"


def strength_as_written(scenario: Scenario) -> tuple[StrengthEntry, ...]:
    """The scenario's strength sessions, one entry each (upper, lower, full if it names none)."""
    return tuple(
        entry if isinstance(entry, StrengthEntry) else StrengthEntry(focus=entry) for entry in scenario.strength.focus
    )


def as_goal_allows(entries: Sequence[StrengthEntry], goal: Goal) -> tuple[StrengthEntry, ...]:
    """The entries, their leg sessions light where the goal takes no heavy legs and nobody says otherwise."""
    legs: Legs | None = "light" if goal in goals_without_heavy_legs() else None
    return tuple(_with_legs(entry, legs) for entry in entries)


def phase_allowed(words: str, goal: Goal) -> str:
    """The strength phase of a row of ``seasons.csv``; adaptation in place of heavier ones where the goal takes none."""
    if goal not in goals_without_heavy_legs() or words.startswith((_LIGHTEST, "taper")):
        return words
    return _LIGHTEST


def strength_of_week(
    entries: Sequence[StrengthEntry], goal: Goal, count: int, phase: str, *, by_hand: bool = False
) -> tuple[StrengthEntry, ...]:
    """``count`` of the entries for a week in a strength phase of ``seasons.csv`` ('' for none).

    They are chosen in the order in which the goal needs their focus, as long as two or more still train both halves
    of the body (S7). Where the phase keeps the legs light, upper body comes first, and leg sessions that do not say
    otherwise become light; adaptation leaves them heavy, as their first two weeks count (strength_phases.csv).
    More than there are entries are given only ``by_hand``: the entries then start again.
    """
    if by_hand and entries:
        entries = tuple(islice(cycle(entries), max(count, len(entries))))
    legs = strength_phase(phase).legs if phase else None
    order = goals()[goal].strength_focus
    if legs is not None:
        order = ("upper", *(focus for focus in order if focus != "upper"))
    ranked = sorted(range(len(entries)), key=lambda index: order.index(entries[index].focus))
    choices = list(combinations(ranked, min(count, len(entries))))
    chosen = next((c for c in choices if _trains_both([entries[i].focus for i in c])), choices[0])
    return as_goal_allows([_with_legs(entries[index], legs) for index in sorted(chosen)], goal)


def spare_of_week(entries: Sequence[StrengthEntry], chosen: Sequence[StrengthEntry]) -> tuple[StrengthEntry, ...]:
    """The upper-body session that may stand in place of one of a week's leg sessions; none unless all train the legs.

    A week that trains the legs in each of two sessions or more still trains them without one of them.
    """
    if len(chosen) < 2 or any(entry.focus == "upper" for entry in chosen):
        return ()
    return tuple(entry for entry in entries if entry.focus == "upper")[:1]


def _trains_both(focuses: Sequence[Focus]) -> bool:
    return len(focuses) < 2 or all({half, "full"} & set(focuses) for half in ("upper", "lower"))


def _with_legs(entry: StrengthEntry, legs: Legs | None) -> StrengthEntry:
    if legs is None or entry.focus == "upper" or entry.legs is not None:
        return entry
    return entry.model_copy(update={"legs": legs})
