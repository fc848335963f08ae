"""A club's board: when the club trains, its nights, who is left short and why, and every member's week.

Members stand on pages of ``MEMBERS_A_PAGE``, so that a page stays readable and no more than one has to be in memory.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from scenarios.spoken import spoken
from solver.output.pages import look_of, page, part, title_of

BOARD = "board.html"
MEMBERS_A_PAGE = 250
NAMES_A_NIGHT = 60
SHADES = 5
FIRST = "index.html"


@dataclass(frozen=True, slots=True)
class Person:
    """A member by name, with the address of their page ('' if there is none), seen from the board."""

    name: str
    page: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Something a member asked for and does not have; ``week`` counts from 1, 0 for all of them."""

    what: str
    why: tuple[str, ...]
    week: int = 0


@dataclass(frozen=True, slots=True)
class MemberCard:
    """A member on the board: the sessions as the journal keeps them, and what is missing."""

    person: Person
    sessions: Sequence[dict[str, Any]]
    missing: tuple[Missing, ...]
    joined: tuple[str, ...]
    absent: dict[str, tuple[str, ...]]
    """Group -> why its night cannot be joined."""
    cautions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Group -> what its night asks beyond the member's own week."""


@dataclass(frozen=True, slots=True)
class Unplanned:
    """A row of the roster without a plan."""

    row: int
    id: str
    what: str
    why: str


@dataclass(slots=True)
class Night:
    """A group's night, and who joins it."""

    name: str
    what: str
    joined: list[Person] = field(default_factory=list)
    absent: list[tuple[Person, tuple[str, ...]]] = field(default_factory=list)
    cautions: list[tuple[Person, tuple[str, ...]]] = field(default_factory=list)
    members: int = 0
    absentees: int = 0
    cautioned: int = 0


@dataclass(frozen=True, slots=True)
class GymPlace:
    """One slot of the gym: how many it holds, who lifts there, how many would, and what one more place would bring."""

    where: str
    places: int
    taken: int
    wanted: int
    one_more: str
    lifters: Sequence[Person]


@dataclass(frozen=True, slots=True)
class GymCard:
    """The gym the members share: its slots, and what there is to say."""

    slots: Sequence[GymPlace]
    lines: Sequence[str]


@dataclass(slots=True)
class Cell:
    """One slot of one day."""

    members: int = 0
    runs: int = 0
    lifts: int = 0
    load: int = 0


@dataclass(slots=True)
class Overview:
    """What is summed over all members before any page can be written."""

    start: dt.date
    weeks: int
    slots: tuple[str, ...]
    nights: dict[str, Night]
    cells: dict[tuple[int, str], Cell] = field(default_factory=dict)
    """(day from 0, slot) -> what stands there."""

    def add(self, card: MemberCard) -> None:
        """Count a member in."""
        for session in card.sessions:
            cell = self.cells.setdefault((session["day"], session["slot"]), Cell())
            cell.members += 1
            cell.runs += session["kind"] != "strength"
            cell.lifts += session["kind"] == "strength"
            cell.load += session["load"]
        for group in (*card.joined, *card.absent):
            self.nights[group].members += 1
        for group in card.joined:
            night = self.nights[group]
            if len(night.joined) < NAMES_A_NIGHT:
                night.joined.append(card.person)
        for group, why in card.absent.items():
            night = self.nights[group]
            night.absentees += 1
            if len(night.absent) < NAMES_A_NIGHT:
                night.absent.append((card.person, why))
        for group, why in card.cautions.items():
            night = self.nights[group]
            night.cautioned += 1
            if len(night.cautions) < NAMES_A_NIGHT:
                night.cautions.append((card.person, why))


@dataclass(frozen=True, slots=True)
class Board:
    """The frame of every page: the club's name, what was summed, what became of the rows, and those without a plan."""

    club: str
    overview: Overview
    tiles: Sequence[tuple[int, str]]
    sentence: str
    unplanned: Sequence[Unplanned]
    members: int
    gym: GymCard | None = None

    def pages(self, number: int, cards: Sequence[MemberCard]) -> Iterator[tuple[str, bytes]]:
        """The pages (from 0) on which these members stand, one for each week: the file's name and its content.

        Only the first tells what was summed, and what became of the rows.
        """
        for week in range(self.overview.weeks):
            yield _name(week, number), self._page(week, number, cards)

    def _page(self, week: int, number: int, cards: Sequence[MemberCard]) -> bytes:
        first_day = self.overview.start + dt.timedelta(days=7 * week)
        dates = [first_day + dt.timedelta(days=day) for day in range(7)]
        return page(
            BOARD,
            club=self.club,
            dates=f"{spoken(dates[0])} to {spoken(dates[-1])} {dates[-1].year}",
            week=week + 1,
            week_links=self._week_links(week),
            page_links=self._page_links(week, number),
            first=number == 0,
            tiles=[{"count": count, "what": what} for count, what in self.tiles],
            sentence=self.sentence,
            days=[spoken(date) for date in dates],
            slots=[slot.replace("_", " ") or "race" for slot in self._used(week)],
            heat=[] if number else list(self._heat(week)),
            nights=[] if number else [_night(night) for night in self.overview.nights.values()],
            members=[_member(card, week) for card in cards],
            short=[short for card in cards if (short := _short(card, week))["missing"]],
            unplanned=self.unplanned,
            gym=self.gym,
        )

    def _week_links(self, week: int) -> list[dict[str, Any]]:
        weeks = range(self.overview.weeks) if self.overview.weeks > 1 else ()
        return [{"label": f"Week {other + 1}", "page": _name(other, 0), "here": other == week} for other in weeks]

    def _page_links(self, week: int, number: int) -> list[dict[str, Any]]:
        if self.members <= MEMBERS_A_PAGE:
            return []
        return [
            {
                "label": f"{first + 1}–{min(first + MEMBERS_A_PAGE, self.members)}",
                "page": _name(week, other),
                "here": other == number,
            }
            for other, first in enumerate(range(0, self.members, MEMBERS_A_PAGE))
        ]

    def _used(self, week: int) -> list[str]:
        """The slots in which somebody trains in a week, by their time of day."""
        used = {slot for day, slot in self.overview.cells if day // 7 == week}
        return [slot for slot in self.overview.slots if slot in used]

    def _heat(self, week: int) -> Iterator[dict[str, Any]]:
        cells, slots = self.overview.cells, self._used(week)
        most = max((cell.members for (day, _), cell in cells.items() if day // 7 == week), default=0)
        for day in range(7 * week, 7 * week + 7):
            line = [cells.get((day, slot), Cell()) for slot in slots]
            date = self.overview.start + dt.timedelta(days=day)
            yield {"day": spoken(date), "cells": [_heat_cell(cell, most) for cell in line]}


def _name(week: int, number: int) -> str:
    return FIRST if not week and not number else f"board-{week + 1}-{number + 1}.html"


def _heat_cell(cell: Cell, most: int) -> dict[str, Any]:
    shade = -(-SHADES * cell.members // most) if most else 0
    parts = [f"{cell.runs} run" if cell.runs else "", f"{cell.lifts} lift" if cell.lifts else ""]
    return {
        "members": cell.members,
        "parts": ", ".join(filter(None, parts)),
        "load": f"{cell.load:,}",
        "shade": shade,
    }


def _night(night: Night) -> dict[str, Any]:
    joined = night.members - night.absentees
    return {
        "name": night.name,
        "what": night.what,
        "count": joined,
        "members": night.members,
        "shown": night.joined,
        "more": joined - len(night.joined),
        "absent": [{"member": person, "why": "; ".join(why)} for person, why in night.absent],
        "more_absent": night.absentees - len(night.absent),
        "cautions": [{"member": person, "why": "; ".join(why)} for person, why in night.cautions],
        "more_cautions": night.cautioned - len(night.cautions),
    }


def _member(card: MemberCard, week: int) -> dict[str, Any]:
    days: list[list[Markup]] = [[] for _ in range(7)]
    for session in card.sessions:
        if session["day"] // 7 == week:
            look = look_of(session["kind"], key=session["key"])
            told = _chip(title_of(session["type"]), session["start"], session["minutes"], look, key=session["key"])
            days[session["day"] % 7].append(told)
    mark = "no plan" if not card.sessions else "short" if _short(card, week)["missing"] else ""
    return {"name": card.person.name, "page": card.person.page, "mark": mark, "days": days}


@lru_cache(maxsize=MEMBERS_A_PAGE * 8)
def _chip(name: str, start: str, minutes: int, look: str, *, key: bool) -> Markup:
    """A session in a member's row; hundreds of members have the same ones."""
    return part("board_chip", session={"name": name, "start": start, "minutes": minutes, "look": look, "key": key})


def _short(card: MemberCard, week: int) -> dict[str, Any]:
    missing = [line for line in card.missing if line.week in (0, week + 1)]
    return {"name": card.person.name, "page": card.person.page, "missing": _once(missing)}


def _once(missing: Iterable[Missing]) -> list[dict[str, Any]]:
    """What is missing for the same reasons in one line, each thing with how often."""
    found: dict[tuple[str, ...], Counter[str]] = {}
    for line in missing:
        found.setdefault(line.why, Counter())[line.what] += 1
    return [
        {"what": [f"{what} ({times} times)" if times > 1 else what for what, times in whats.items()], "why": why}
        for why, whats in found.items()
    ]
