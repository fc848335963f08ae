"""The question a club's gym puts: slots with places, lifters in the roster's order, wishes, a fairness cap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from solver.gym.menu import Menu
from solver.gym.only_there import DaySlot

Kind = Literal["with", "never"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What two lifters, by number, ask for.

    ``with``: every session of ``one`` stands in a slot in which ``other`` lifts too. ``never``: no slot holds both.
    """

    kind: Kind
    one: int
    other: int


@dataclass(frozen=True, slots=True)
class GymWeek:
    """``slots`` with ``places`` each, the question of every lifter, and how far points may lie over one's own best.

    ``cap`` None: as far as it takes.
    """

    slots: tuple[DaySlot, ...]
    places: tuple[int, ...]
    lifters: tuple[str, ...]
    wishes: tuple[Wish, ...] = ()
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Lifters (by number) who ask the same and are in no wish, or one who is in some: interchangeable either way."""

    menu: Menu
    lifters: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many lifters."""
        return len(self.lifters)


@dataclass(frozen=True, slots=True)
class Link:
    """A wish between two groups (by number) of one lifter each."""

    kind: Kind
    one: int
    other: int


def grouped(week: GymWeek, menus: Mapping[str, Menu]) -> tuple[list[Group], list[Link]]:
    """The lifters who can be planned and lift at all, in groups; the wishes among them, in the week's order.

    Of a ``with`` wish the lifter who asks for fewer sessions is ``one``.
    """
    wishing = {number for wish in week.wishes for number in (wish.one, wish.other)}
    lifters: dict[tuple[str, int], list[int]] = {}
    for number, question in enumerate(week.lifters):
        if plannable(menus[question]):
            lifters.setdefault((question, number if number in wishing else -1), []).append(number)
    groups = [Group(menus[question], tuple(numbers)) for (question, _), numbers in lifters.items()]
    at = {group.lifters[0]: index for index, group in enumerate(groups)}
    links = [
        _link(wish, at, groups)
        for wish in week.wishes
        if wish.one in at and wish.other in at and wish.one != wish.other
    ]
    return groups, links


def plannable(menu: Menu) -> bool:
    """Whether a question has a plan at all and lifts in it."""
    return menu.lifts > 0


def _link(wish: Wish, at: Mapping[int, int], groups: Sequence[Group]) -> Link:
    one, other = at[wish.one], at[wish.other]
    if wish.kind == "with" and groups[other].menu.lifts < groups[one].menu.lifts:
        one, other = other, one
    return Link(wish.kind, one, other)
