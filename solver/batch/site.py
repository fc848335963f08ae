"""The journal's entries as a club's pages: each is put as soon as its members are known, the first ones last."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from scenarios.club import Club
from scenarios.schema import DEFAULT_SLOTS
from solver.batch.gym_words import gym_lines, gym_rows, place_of
from solver.batch.members import Planned, Work
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
Put = Callable[[str, Iterable[bytes]], None]


class Site:
    """The board's pages, over members who are added one by one, in the order of the roster.

    ``put`` takes a page by its name. ``read`` gives a member's journal entry once more, ``names`` are the pages put.
    """

    def __init__(self, club: Club, work: Work, read: Read, put: Put) -> None:
        self._club = club
        self._read = read
        self._put = put
        self.names = set[str]()
        self._overview = Overview(club.start, club.weeks, _slots(club), _nights(club))
        self._standing: list[Planned] = []
        self._here: list[MemberCard] = []
        self._unplanned = [
            Unplanned(bad.row, bad.id, REJECTED, f"{bad.column}: {bad.message}") for bad in work.rejected
        ]
        # each page leads to all others, and who stands on the last is known when nobody can be put aside any more
        self._expected = self._board(Counts(planned=len(work.members)), None)

    def add(self, member: Planned, found: dict[str, Any]) -> None:
        """Count a member in, by the journal's entry."""
        if found["status"] == QUARANTINED:
            why = "; ".join(found["summary"]["why"])
            self._unplanned.append(Unplanned(member.row, member.label.id, QUARANTINED, why))
            return
        card = card_of(member, found)
        self._standing.append(member)
        self._overview.add(card)
        self._here.append(card)
        if len(self._here) == MEMBERS_A_PAGE:
            number = len(self._standing) // MEMBERS_A_PAGE - 1
            if number:
                self._put_pages(self._expected, number, self._here)
            self._here = []

    def end(self, counts: Counts, gym: SharedGym | None) -> None:
        """Put the pages that are missing; all of them where fewer members stand on them than were expected."""
        board = self._board(counts, gym)
        last = max(0, len(self._standing) - 1) // MEMBERS_A_PAGE
        for number in range(last + 1) if board.members != self._expected.members else sorted({0, last}):
            here = self._standing[number * MEMBERS_A_PAGE :][:MEMBERS_A_PAGE]
            self._put_pages(board, number, [card_of(member, self._read(member)) for member in here])

    def _put_pages(self, board: Board, number: int, cards: list[MemberCard]) -> None:
        for name, page in board.pages(number, cards):
            self._put(name, (page,))
            self.names.add(name)

    def _board(self, counts: Counts, gym: SharedGym | None) -> Board:
        return Board(
            club=self._club.name,
            overview=self._overview,
            tiles=_tiles(counts),
            sentence=counts.sentence(),
            unplanned=sorted(self._unplanned, key=lambda row: row.row),
            members=counts.planned + counts.left_short,
            gym=None if gym is None else _gym(gym),
        )


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
