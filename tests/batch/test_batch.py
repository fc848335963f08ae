"""A batch from roster to folder: every row accounted for, nothing planned twice, the same bytes however it went."""

import csv
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from scenarios.load import load
from solver.batch.files import write_member
from solver.batch.members import folder_of
from solver.batch.messages import Failed, Task
from solver.batch.pool import Replied
from solver.batch.run import shared_of
from solver.batch.worker import reply_to
from solver.solve import solve
from solver.verify import judge

FILES = {"plan.ics", "plan.csv", "plan.json", "strength.csv"}
Club = Any
Row = Callable[..., str]
Tree = Callable[[Path], dict[str, str]]


def table(out: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((out / "club.csv").read_text(encoding="utf-8").splitlines()))


def test_every_row_is_accounted_for(club: Club, member: Row) -> None:
    no_tuesday = "evening:60,,morning:60 evening:60,evening:60,morning:75,morning:90,morning:150"
    little = "evening:30,,,,,,"
    club.write(
        member("ana", "Ana", groups="track"),
        member("bo", "Bo", groups="track", free=no_tuesday),
        member("cy", "Cy", goal="12k"),
        member("di", "Di", free=little),
        member("ANA", "Ana again"),
    )
    ended, asked = club.run()
    counts = ended.counts
    assert counts is not None
    assert (counts.planned, counts.left_short, counts.rejected, counts.quarantined) == (0, 2, 3, 0)
    assert counts.total == 5
    assert counts.sentence() == "0 planned + 2 left short with reasons + 3 rejected + 0 quarantined = 5 rows"
    assert asked == ["bo", "di"]
    rows = table(club.out)
    assert [(row["row"], row["id"], row["name"], row["status"]) for row in rows] == [
        ("2", "ana", "Ana", "rejected"),
        ("3", "bo", "Bo", "short"),
        ("4", "cy", "Cy", "rejected"),
        ("5", "di", "Di", "short"),
        ("6", "ANA", "Ana again", "rejected"),
    ]
    assert "without the track group: " in rows[1]["why"]
    assert all(row["why"] for row in rows if row["status"] != "planned"), "nobody is left without a reason"


def test_a_members_files_are_those_of_the_scenario_alone(club: Club, member: Row) -> None:
    club.write(
        member("ana", 'Ana, "O\'Brien"'),
        header="id,name,goal,level,groups,mon,tue,wed,thu,fri,sat,sun,strength_at,rules",
    )
    club.roster.write_text(club.roster.read_text().replace('Ana, "O\'Brien"', '"Ana, O\'Brien"'), encoding="utf-8")
    club.run()
    (row,) = table(club.out)
    folder = club.out / row["folder"]
    assert {path.name for path in folder.iterdir()} >= FILES
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    assert plan["scenario"]["asked"]["athlete"]["name"] == "Ana, O'Brien"
    again = club.folder / "again.json"
    again.write_text(json.dumps(plan["scenario"]["asked"]), encoding="utf-8")
    alone = solve(load(again).scenario)
    assert alone.score is not None
    assert plan["points"]["total"] == alone.score.total == int(row["points"])
    assert alone.plan is not None
    assert [violation for violation in judge(alone.plan, alone.rules) if violation.points is None] == []


def test_no_cell_of_the_clubs_table_is_a_formula(club: Club, member: Row) -> None:
    names = ("=1+1", "+1", "-1", "@SUM(A1)", "'=1+1")
    club.write(*(member(f"=m{n}", name) for n, name in enumerate(names)), member("+bad", "Bad", goal="=2"))
    club.run()
    rows = table(club.out)
    assert [row["name"] for row in rows[:5]] == ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'=1+1"]
    assert [row["id"] for row in rows] == [*(f"'=m{n}" for n in range(5)), "'+bad"]
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_equal_members_are_asked_once_and_named_apart(club: Club, member: Row) -> None:
    club.write(
        *(member(f"m{n}", f"Member {n}", groups="track|long_run") for n in range(7)), member("x", "X", goal="5k")
    )
    tasks: list[Task] = []
    batch = club.batch()
    assert len(batch.work.questions) == 2

    def runner(given: Iterator[Task], _: Mapping[str, int]) -> Iterator[Replied]:
        for task in given:
            tasks.append(task)
            yield Replied(task, reply_to(task, shared_of(batch)))

    batch.run(runner, lambda: False)
    assert [len(task.labels) for task in tasks] == [7, 1]
    names = [
        json.loads(path.read_text())["scenario"]["asked"]["athlete"]["name"] for path in club.out.glob("m*/plan.json")
    ]
    assert sorted(names) == [f"Member {n}" for n in range(7)]
    uids = [
        line
        for path in club.out.glob("m*/plan.ics")
        for line in path.read_text().splitlines()
        if line.startswith("UID:")
    ]
    assert len(uids) == len(set(uids)) > 7


def test_groups_are_the_same_in_any_order(club: Club, member: Row) -> None:
    club.write(member("a", groups="track|long_run"), member("b", groups="long_run|track"))
    assert len(club.batch().work.questions) == 1


def test_a_member_with_a_defect_is_put_aside_with_the_scenario(club: Club, member: Row, tree: Tree) -> None:
    club.write(member("a", groups="track"), member("b", goal="5k"))

    def runner(tasks: Iterator[Task], _: Mapping[str, int]) -> Iterator[Replied]:
        for task in tasks:
            if task.labels[0].id == "a":
                yield Replied(task, Failed("Defect: the plan breaks a rule", "..."))
            else:
                yield Replied(task, reply_to(task, shared_of(batch)))

    batch = club.batch()
    counts = batch.run(runner, lambda: False).counts
    assert counts is not None
    assert (counts.left_short + counts.planned, counts.quarantined, counts.total) == (1, 1, 2)
    assert counts.some_failed
    (saved,) = (club.out / "quarantine").iterdir()
    found = load(saved).scenario
    assert (found.athlete.id, found.fixed[0].session) == ("a", "intervals")
    rows = table(club.out)
    assert (rows[0]["status"], rows[0]["why"]) == ("quarantined", "Defect: the plan breaks a rule")
    assert club.run()[1] == [], "what is put aside stays so"
    assert club.run(update=True)[1] == ["a"], "an update tries again"
    assert not (club.out / "quarantine").exists()


def test_a_full_disk_ends_the_run_with_what_is_done(club: Club, member: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    club.write(member("a"), member("b", goal="5k"))

    def full(out: Path, folder: str, files: Mapping[str, bytes]) -> None:
        if folder.startswith("b-"):
            raise OSError(28, "No space left on device", "plan.ics")
        write_member(out, folder, files)

    with monkeypatch.context() as patch:
        patch.setattr("solver.batch.run.write_member", full)
        with pytest.raises(OSError, match="No space left") as told:
            club.run()
    assert told.value.filename == "plan.ics"
    assert club.run()[1] == ["b"]


def test_a_link_in_the_place_of_a_members_folder_is_not_followed(club: Club, member: Row) -> None:
    club.write(member("a"))
    club.run()
    (folder,) = club.out.glob("a-*")
    shutil.rmtree(folder)
    elsewhere = club.folder / "elsewhere"
    elsewhere.mkdir()
    folder.symlink_to(elsewhere)
    with pytest.raises(OSError, match="Not a directory"):
        club.run()
    assert list(elsewhere.iterdir()) == []


HOSTILE = (
    "../../x", "/etc/passwd", ".", "..", "CON", "NUL.ics", "aux.", "a" * 120, "Ольга", "\u202eevil", "a/b", "a\\b",
    "a:b",     "=1+1", "-rf", "é", "e\u0301x", " ", "index.html", "<script>", "名前",
)  # fmt: skip


def test_folders_are_safe_everywhere_and_unique() -> None:
    taken: set[str] = set()
    for id in HOSTILE:  # noqa: A001
        folder = folder_of(id, taken)
        assert folder not in taken
        taken.add(folder)
        assert folder.isascii()
        assert folder == folder.lower()
        assert set(folder) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert len(folder) <= 80
        assert folder[0] != "-"


def test_folders_whose_hashes_meet_are_told_apart() -> None:
    first = folder_of("ana", set())
    second = folder_of("ana", {first})
    assert second != first
    assert second.startswith(first)
