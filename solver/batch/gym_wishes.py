"""The wishes of a club file between those of its roster who lift at the gym."""

from __future__ import annotations

from scenarios.club import AT_THE_GYM, LoadedClub
from scenarios.errors import Path, shown
from scenarios.roster import same_id
from solver.batch.members import Planned, Work
from solver.gym.gym_week import Kind, Wish


def lifters_of(work: Work) -> tuple[Planned, ...]:
    """The members who lift at the gym, in the roster's order."""
    return tuple(member for member in work.members if member.strength_at == AT_THE_GYM)


def wishes_of(club: LoadedClub, work: Work) -> tuple[Wish, ...]:
    """The wishes between two lifters, each pair once, in the file's order.

    Raises ``InputError`` for an id that no row has, naming the rows whose own id cannot be read; those of rows that
    were rejected, or of members who lift at home, are let pass.
    """
    gym = club.club.gym
    at = {same_id(member.label.id): number for number, member in enumerate(lifters_of(work))}
    known = {same_id(row.label.id) for row in work.members} | {same_id(row.id) for row in work.rejected}
    nameless = [f"row {row.row}: {row.message.split(';')[0]}" for row in work.rejected if not row.id]
    unread = f" ({nameless[0]}{', and others' if len(nameless) > 1 else ''})" if nameless else ""
    found: dict[tuple[Kind, frozenset[int]], Wish] = {}

    def check(path: Path, id: str) -> None:  # noqa: A002
        if same_id(id) not in known:
            message = f"nobody in {club.roster.name} has the id {shown(id)}{unread}; accepted: an id of the roster"
            raise club.source.error(("gym", "wishes", *path), message, key=len(path) == 1)

    for one, said in (gym.wishes if gym else {}).items():
        check((one,), one)
        named: dict[Kind, tuple[str, tuple[str, ...]]] = {}
        named["with"], named["never"] = ("with", said.together), ("never_with", said.never_with)
        for kind, (key, others) in named.items():
            for number, other in enumerate(others):
                check((one, key, number), other)
                pair = at.get(same_id(one)), at.get(same_id(other))
                if pair[0] is not None and pair[1] is not None and pair[0] != pair[1]:
                    found.setdefault((kind, frozenset((pair[0], pair[1]))), Wish(kind, pair[0], pair[1]))
    return tuple(found.values())
