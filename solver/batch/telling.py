"""What the club is told of its rows, in the roster's order: each row as soon as all before it are done, too.

So the table and most of the board are there when the last member is planned: what used to come then takes no longer.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Container, Iterator
from typing import Any

from scenarios.club import Club
from scenarios.text.roster_text import BadRow
from solver.batch.journal import Journal
from solver.batch.members import Planned, Work
from solver.batch.outcome import FULL, NO_PLAN, QUARANTINE, QUARANTINED, REJECTED, SHORT, Counts
from solver.batch.site import Put, Site
from solver.output.board import BOARD
from solver.output.club_table import ClubRow, ClubTable
from solver.output.pages import load


class Telling:
    """The club's table, its pages and who owns which files, as far as the rows are told.

    ``put`` takes a page by its name, and a later one in its place. ``rows`` are those of the roster, ``owned`` maps a
    folder to the names in it.
    """

    def __init__(self, club: Club, work: Work, journal: Journal, put: Put) -> None:
        load(BOARD)
        self._journal = journal
        self.rows = work.rows
        rows: list[Planned | BadRow] = [*work.members, *work.rejected]
        self._left = deque(sorted(rows, key=lambda row: row.row))
        self._statuses = Counter[str]()
        self._put_aside = set[str]()
        self._equal: dict[frozenset[str], frozenset[str]] = {}
        self.owned: dict[str, Collection[str]] = {QUARANTINE: self._put_aside}
        self.table = ClubTable()
        self.site = Site(club, work, self._entry, put)

    def go_on(self, waiting: Container[str] = ()) -> None:
        """Tell of the rows up to the first whose folder is ``waiting`` for its plan."""
        while self._left:
            row = self._left[0]
            if isinstance(row, Planned) and row.label.folder in waiting:
                return
            self._tell(row)
            self._left.popleft()

    @property
    def counts(self) -> Counts:
        """The rows told, by what became of them."""
        return Counts(
            planned=self._statuses[FULL],
            left_short=self._statuses[SHORT] + self._statuses[NO_PLAN],
            rejected=self._statuses[REJECTED],
            quarantined=self._statuses[QUARANTINED],
            without_plan=self._statuses[NO_PLAN],
        )

    def _tell(self, row: Planned | BadRow) -> None:
        if isinstance(row, BadRow):
            self._statuses[REJECTED] += 1
            self.table.add(ClubRow(row.row, row.id, row.name, REJECTED, why=f"{row.column}: {row.message}"))
            return
        entry = self._entry(row)
        self._statuses[entry["status"]] += 1
        if entry["folder"] == QUARANTINE:
            self._put_aside.update(entry["files"])
        else:  # nearly all members have files of the same names: those are kept once
            names = frozenset(entry["files"])
            self.owned[row.label.folder] = self._equal.setdefault(names, names)
        self.table.add(club_row(row, entry))
        self.site.add(row, entry)

    def _entry(self, member: Planned) -> dict[str, Any]:
        return self._journal.entry(member.fingerprint)


def club_row(member: Planned, entry: dict[str, Any]) -> ClubRow:
    """A member's row of the club's table."""
    label, summary = member.label, entry["summary"]
    if entry["status"] == QUARANTINED:
        why = "; ".join(summary["why"])
        return ClubRow(member.row, label.id, label.name, QUARANTINED, entry["folder"], member.groups, why=why)
    sessions = summary["sessions"]
    runs = [session for session in sessions if session["kind"] == "run"]
    return ClubRow(
        row=member.row,
        id=label.id,
        name=label.name,
        status=entry["status"],
        folder=label.folder if entry["files"] else "",
        groups=tuple(summary["groups"]),
        runs=len(runs),
        strength=sum(session["kind"] == "strength" for session in sessions),
        run_minutes=sum(session["minutes"] for session in runs),
        left_out=len(summary["left_out"]),
        points=summary["points"],
        proof=summary["proof"],
        why=" | ".join(missing(summary)),
        caution=" | ".join(f"{each['group']}: {'; '.join(each['why'])}" for each in summary["cautions"]),
    )


def missing(summary: dict[str, Any]) -> Iterator[str]:
    """What a member asked for and does not have, each with its reasons."""
    for given in summary["given_up"]:
        yield f"without the {given['group']} group: {'; '.join(given['why'])}"
    for left in summary["left_out"]:
        yield f"{left['session']}, {left['minutes']} min: {'; '.join(left['why'])}"
    yield from summary["no_plan"]
