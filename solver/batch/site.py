"""The journal's entries as a club's pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from scenarios.club import Club
from scenarios.schema import DEFAULT_SLOTS
from scenarios.text.roster_text import BadRow
from solver.batch.gym_words import gym_lines, gym_rows, place_of
from solver.batch.members import Planned
from solver.batch.outcome import NO_PLAN, QUARANTINED, REJECTED, Counts
from solver.output.board import (
    MEMBERS_A_PAGE,
    Board,
    GymCard,
    GymPlace,
    MemberCard,
    Missing,
    Night,
    Overview,
    Person,
    Unplanned,
)
from solver.output.pages import title_of

if TYPE_CHECKING:
    from solver.batch.gym import SharedGym

MEMBER_PAGE = "index.html"
Read = Callable[[Planned], dict[str, Any]]


class Site:
    """The board's pages, over all members once each has been added, in the order of the roster.

    ``read`` gives a member's journal entry once more, for the one page the member stands on.
    """

    def __init__(self, club: Club, rejected: Iterable[BadRow], read: Read) -> None:
        self._club = club
        self._read = read
        self._overview = Overview(club.start, club.weeks, _slots(club), _nights(club))
        self._standing: list[Planned] = []
        self._unplanned = [Unplanned(bad.row, bad.id, REJECTED, f"{bad.column}: {bad.message}") for bad in rejected]

    def add(self, member: Planned, found: dict[str, Any]) -> None:
        """Count a member in, by the journal's entry."""
        if found["status"] == QUARANTINED:
            why = "; ".join(found["summary"]["why"])
            self._unplanned.append(Unplanned(member.row, member.label.id, QUARANTINED, why))
        else:
            self._standing.append(member)
            self._overview.add(card_of(member, found))

    def pages(self, counts: Counts, gym: SharedGym | None) -> Iterator[tuple[str, bytes]]:
        """Every page's name and content."""
        board = Board(
            club=self._club.name,
            overview=self._overview,
            tiles=_tiles(counts),
            sentence=counts.sentence(),
            unplanned=sorted(self._unplanned, key=lambda row: row.row),
            members=counts.planned + counts.left_short,
            gym=None if gym is None else _gym(gym),
        )
        for week, number, name in board.names():
            here = self._standing[number * MEMBERS_A_PAGE :][:MEMBERS_A_PAGE]
            yield name, board.page(week, number, [card_of(member, self._read(member)) for member in here])


def _gym(gym: SharedGym) -> GymCard:
    """The gym on the board: its slots with who lifts in them, and what there is to say."""
    people: list[list[Person]] = [[] for _ in gym.slots]
    for lot in gym.lots:
        label = gym.lifters[lot.lifter].label
        for index in range(len(gym.slots)):
            if lot.mask >> index & 1:
                people[index].append(Person(label.name, f"{label.folder}/{MEMBER_PAGE}"))
    slots = [
        GymPlace(place_of(slot), row.places, row.taken, row.wanted, row.one_more_place, people[index])
        for index, (slot, row) in enumerate(zip(gym.slots, gym_rows(gym), strict=True))
    ]
    lines = [line.removeprefix("gym: ") for line in gym_lines(gym)]
    return GymCard(slots, [line[:1].upper() + line[1:] for line in lines])


def card_of(member: Planned, found: dict[str, Any]) -> MemberCard:
    """A member on the board."""
    label, summary = member.label, found["summary"]
    missing = [
        *(Missing(f"no {given['group'].replace('_', ' ')}", tuple(given["why"])) for given in summary["given_up"]),
        *(
            Missing(f"{title_of(left['type'])}, {left['minutes']} min", tuple(left["why"]), left["week"])
            for left in summary["left_out"]
        ),
        *(Missing(NO_PLAN, (reason,)) for reason in summary["no_plan"]),
    ]
    return MemberCard(
        person=Person(label.name, f"{label.folder}/{MEMBER_PAGE}"),
        sessions=summary["sessions"],
        missing=tuple(missing),
        joined=tuple(summary["groups"]),
        absent={given["group"]: tuple(given["why"]) for given in summary["given_up"]},
        cautions={each["group"]: tuple(each["why"]) for each in summary["cautions"]},
    )


def _slots(club: Club) -> tuple[str, ...]:
    """The slots by their time of day, and '' for a race, which stands in none."""
    times = {**DEFAULT_SLOTS, **club.defaults.get("slots", {})}
    return (*sorted(times, key=lambda slot: (times[slot], slot)), "")


def _nights(club: Club) -> dict[str, Night]:
    return {
        group: Night(
            group.replace("_", " ").capitalize(),
            f"{title_of(night.session)}, {night.minutes} min, {night.day.capitalize()} {night.slot}",
        )
        for group, night in club.groups.items()
    }


def _tiles(counts: Counts) -> list[tuple[int, str]]:
    return [
        (counts.planned, "planned in full"),
        (counts.left_short, "left short, with reasons"),
        (counts.rejected, "rows rejected"),
        (counts.quarantined, "quarantined"),
    ]
