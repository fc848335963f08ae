"""What one more place in a slot, or one more slot, would bring: the club shared anew with the sets that are known.

The answers are certain from below: some plan does at least as well. No set is searched for that one more place alone
would make worth having, so it could bring more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from solver.gym.ask import Ask
from solver.gym.gym_week import Group, GymWeek, Link
from solver.gym.master import shared
from solver.gym.menu import Menu
from solver.gym.only_there import DaySlot
from solver.gym.share import LATER, Sharing
from solver.gym.tiers import POINTS, Totals
from solver.gym.whole import Aim, Takes, WholePlan

MOST_ASKED = 100


@dataclass(frozen=True, slots=True)
class Gain:
    """What the club gains at least: sessions that stand more, points saved beside (fewer than 0: more points)."""

    sessions: int
    points: int

    @property
    def any(self) -> bool:
        """Whether anything is gained."""
        return (self.sessions, self.points) > (0, 0)


def one_more_place(sharing: Sharing) -> Iterator[tuple[int, Gain]]:
    """For each slot (by index) that is full, what one more place there would bring."""
    best = sharing.best
    if best is None:
        return
    for slot, places in enumerate(sharing.week.places):
        if _taken(best, slot) == places and not sharing.stopped:
            more = tuple(places + (index == slot) for index, places in enumerate(sharing.week.places))
            yield slot, _gain(sharing, replace(sharing.week, places=more), sharing.groups)


def one_more_slot(sharing: Sharing, place: DaySlot, places: int, free: Callable[[str], bool]) -> Gain | None:
    """What one more slot with so many places would bring; ``free`` tells which questions could use it.

    The lifters who lost most are asked first, ``MOST_ASKED`` questions at most. None when told to stop.
    """
    best = sharing.best
    if best is None or sharing.proof is None:
        return None
    week = replace(sharing.week, slots=(*sharing.week.slots, place), places=(*sharing.week.places, places))
    menus: dict[str, tuple[Menu, tuple[int, ...]]] = {}
    order = sorted(
        range(len(sharing.groups)), key=lambda index: _lost(sharing.groups[index], best, index), reverse=True
    )
    for index in order:
        menu = sharing.groups[index].menu
        if len(menus) < MOST_ASKED and menu.question not in menus and free(menu.question):
            menus[menu.question] = menu, (*sharing.proof.own[index], -sharing.proof.prices.weights.left_out)
    asks = [
        Ask(question, week.slots, own, LATER, stands=menu.stands, known=tuple(sorted(menu.sets)))
        for question, (menu, own) in menus.items()
    ]
    said = sharing.asked(asks)
    if said is None:
        return None
    more = {ask.question: dict(answer.sets) for ask, answer in zip(asks, said, strict=True)}
    groups = [
        Group(replace(group.menu, sets={**group.menu.sets, **more.get(group.menu.question, {})}), group.lifters)
        for group in sharing.groups
    ]
    return _gain(sharing, week, groups)


def _taken(best: WholePlan, slot: int) -> int:
    return sum(count for taken in best.takes for mask, count in taken.items() if mask >> slot & 1)


def _lost(group: Group, best: WholePlan, index: int) -> tuple[int, int]:
    """What the worst-off member of a group lost."""
    own = group.menu.stands
    if own is None:
        return 0, 0
    return max(
        (group.menu.left_out(mask) - own.left_out, group.menu.sets[mask] - own.points) for mask in best.takes[index]
    )


def _gain(sharing: Sharing, week: GymWeek, groups: Sequence[Group]) -> Gain:
    best = sharing.best
    totals = (
        None
        if best is None
        else reshared(week, groups, sharing.links, best, sum(week.places) - sum(sharing.week.places))
    )
    if best is None or totals is None or totals >= best.totals:
        return Gain(0, 0)
    return Gain(best.totals.left_out - totals.left_out, best.totals.points - totals.points)


def reshared(
    week: GymWeek, groups: Sequence[Group], links: Sequence[Link], before: WholePlan, places: int
) -> Totals | None:
    """The best totals found with the sets listed, tier after tier, when there are so many places more than before."""
    settled: tuple[int, ...] = ()
    hint, last = before.takes, 2 if week.cap is not None else 1 if links else 0
    for tier in range(last + 1):
        if tier == 1 and not links:
            settled = (*settled, 0)
            continue
        found = _next(Aim(week, groups, links, settled, tier), before.totals[tier], places, hint)
        if found is None:
            return None
        if found.proven and tier == last:
            return found.totals
        hint = found.takes
        settled = (*settled, found.totals[tier])
    found = shared(Aim(week, groups, links, settled, POINTS), hint=hint)
    return None if found is None else found.totals


def _next(aim: Aim, before: int, places: int, hint: Takes) -> WholePlan | None:
    """The tier ``least`` as low as it goes. So many places can bring so many sessions at most: that is tried first."""
    sessions = min(places, before) if aim.least == 0 else 0
    for fewer in (1, 0) if sessions == 1 else (sessions,):
        found = shared(replace(aim, settled=(*aim.settled, before - fewer), least=POINTS), hint=hint)
        if found is not None:
            return found
    return shared(aim, hint=hint)
