"""Any small club: refused in one line, or every row is accounted for and the gym holds who lifts there."""

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from anything.cases import few, holds_for, many
from anything.club_files import WrittenClub, club_files
from anything.program import LINE
from anything.told_files import rows, same_in_every_file

from scenarios.club import load_club
from scenarios.errors import InputError
from scenarios.gym_hours import places_on
from scenarios.iso_date import parse_date
from scenarios.roster import open_roster
from solver.batch.messages import Task
from solver.batch.pool import Replied
from solver.batch.run import Batch, Ended, shared_of
from solver.batch.worker import reply_to


def planned(file: Path, out: Path) -> Ended:
    """The club's run, in this process."""
    batch = Batch(open_roster(load_club(file)), out, update=False)

    def inline(tasks, _deaths):
        task: Task
        for task in tasks:
            yield Replied(task, reply_to(task, shared_of(batch)))

    return batch.run(inline, lambda: False)


def nobody_is_lost(asked: WrittenClub) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file, out = asked.into(folder), folder / "out"
        refused, ended = "", None
        try:
            ended = planned(file, out)
        except InputError as error:
            refused = str(error)
        if ended is None:
            assert LINE.fullmatch(f"{refused}\n")
            assert "accepted: " in refused
            return
        assert ended.counts is not None
        assert ended.counts.total == len(rows(out / "club.csv")) == len(asked.rows)
        assert ended.counts.quarantined == 0, [path.read_text() for path in out.glob("quarantine/*")]
        for plan in out.glob("*/plan.json"):
            same_in_every_file(plan.parent, asked.values.get("timezone"))
        the_gym_holds_them(asked, file, out)


def the_gym_holds_them(asked: WrittenClub, file: Path, out: Path) -> None:
    """Counted over what is written: nobody who lifts in the gym does so elsewhere, and there is a place for each."""
    if "gym" not in asked.values:
        return
    club = load_club(file).club
    lifters = {row["id"] for row in asked.rows if row["strength_at"] == "gym"}
    taken: Counter[tuple[str, str]] = Counter()
    for row in rows(out / "club.csv"):
        table = out / row["folder"] / "plan.csv"
        if row["id"].removeprefix("'") in lifters and table.is_file():
            taken.update((each["date"], each["slot"]) for each in rows(table) if each["kind"] == "strength")
    for (date, slot), count in taken.items():
        assert count <= places_on(club, parse_date(date)).get(slot, 0), (date, slot)
    told = {(row["date"], row["slot"]): int(row["taken"]) for row in rows(out / "gym.csv")}
    assert {place: count for place, count in told.items() if count} == taken


@pytest.mark.parametrize("count", [few(8), many(30)])
def test_nobody_of_any_club_is_lost(count: int) -> None:
    holds_for(count, club_files(), nobody_is_lost)
