"""The end of a run: what became of every row, as a table and as pages, and nothing else in the folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scenarios.club import Club
from scenarios.text.roster_text import BadRow
from solver.batch.files import FLUSHES_AT_ONCE, begin_flushing, clear_away, clear_passing, flush_to_disk
from solver.batch.gym_words import gym_rows
from solver.batch.journal import Journal
from solver.batch.members import Planned, Work
from solver.batch.outcome import FULL, NO_PLAN, QUARANTINE, QUARANTINED, REJECTED, SHORT, Counts
from solver.batch.site import Site
from solver.defect import Defect
from solver.output import ledger
from solver.output.atomic import Staged, flush_folder, write_all
from solver.output.board import BOARD
from solver.output.club_table import ClubRow, club_table
from solver.output.gym_table import gym_table
from solver.output.pages import load

if TYPE_CHECKING:
    from solver.batch.gym import SharedGym

SO_FAR = "gym-so-far.csv"


def finish(out: Path, club: Club, work: Work, journal: Journal, gym: SharedGym | None = None) -> Counts:
    """Write what tells of the whole club, and clear away what no member owns.

    Raises ``Defect`` unless every row of the roster is accounted for exactly once.
    """
    site = Site(club, work.rejected, lambda member: journal.entry(member.fingerprint))
    ends = _Ends()
    pages = set[str]()
    begin_flushing()
    with Staged(out, flushed=not FLUSHES_AT_ONCE) as staged:
        staged.add("club.csv", club_table(ends.rows(work, journal, site)))
        counts = counts_of(ends.statuses)
        if counts.total != work.rows:
            raise Defect(f"{work.rows} rows in the roster, {counts.total} accounted for")
        if gym is not None:
            staged.add("gym.csv", (gym_table(gym_rows(gym)),))
        for name, page in site.pages(counts, gym):
            staged.add(name, (page,))
            pages.add(name)
        flush_to_disk()
        staged.take_names()
    (out / SO_FAR).unlink(missing_ok=True)
    clear_passing(out, pages)
    if not journal.fresh:
        clear_away(out, ends.owned, {*journal.files, ledger.NAME})
    flush_folder(out)
    return counts


class _Ends:
    """What became of the rows: how many ended how, and who owns which files."""

    def __init__(self) -> None:
        self.statuses = Counter[str]()
        self._put_aside = set[str]()
        self.owned: dict[str, Collection[str]] = {QUARANTINE: self._put_aside}
        self._equal: dict[frozenset[str], frozenset[str]] = {}

    def rows(self, work: Work, journal: Journal, site: Site) -> Iterator[ClubRow]:
        """Each row of the table, counted in, also on the site."""
        for row in _in_order(work):
            if isinstance(row, BadRow):
                self.statuses[REJECTED] += 1
                yield ClubRow(row.row, row.id, row.name, REJECTED, why=f"{row.column}: {row.message}")
                continue
            entry = journal.entry(row.fingerprint)
            self.statuses[entry["status"]] += 1
            if entry["folder"] == QUARANTINE:
                self._put_aside.update(entry["files"])
            else:  # nearly all members have files of the same names: those are kept once
                names = frozenset(entry["files"])
                self.owned[row.label.folder] = self._equal.setdefault(names, names)
            site.add(row, entry)
            yield club_row(row, entry)


def make_ready() -> None:
    """Load what ``finish`` needs, while there is nothing else to do."""
    load(BOARD)


def tell_so_far(out: Path, gym: SharedGym | None) -> None:
    """Write who would lift when, as far as a run that is stopped has come. The run that ends clears it away."""
    if gym is not None and gym.answer is not None:
        write_all(out, {SO_FAR: gym_table(gym_rows(gym))})


def counts_of(statuses: Counter[str]) -> Counts:
    """The rows by what became of them."""
    return Counts(
        planned=statuses[FULL],
        left_short=statuses[SHORT] + statuses[NO_PLAN],
        rejected=statuses[REJECTED],
        quarantined=statuses[QUARANTINED],
        without_plan=statuses[NO_PLAN],
    )


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


def _in_order(work: Work) -> list[Planned | BadRow]:
    return sorted([*work.members, *work.rejected], key=lambda row: row.row)
