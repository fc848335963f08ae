"""A batch from roster to folder: every row accounted for, nothing planned twice, the same bytes however it went."""

import csv
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from scenarios.errors import InputError
from scenarios.load import load
from solver.batch.journal import sealed
from solver.batch.lock import locked
from solver.batch.members import folder_of
from solver.batch.messages import Failed, NotWritten, Task, Unfit
from solver.batch.pool import Died, Replied
from solver.batch.run import shared_of
from solver.batch.worker import reply_to
from solver.verify import judge
from solver.weeks import solve

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
            yield Replied(task, reply_to(task, shared_of(batch, club.out)))

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


@pytest.mark.parametrize("stops", [1, 2, 3])
def test_a_run_that_was_stopped_goes_on(club: Club, member: Row, tree: Tree, stops: int) -> None:
    club.write(*(member(f"m{n}", goal=goal) for n, goal in enumerate(("5k", "10k", "half", "hill_race"))))
    whole, asked = club.run(out=club.folder / "undisturbed")
    assert len(asked) == 4
    planned: list[str] = []
    for _ in range(3):
        planned += club.run(stop_after=stops)[1]
    ended, last = club.run()
    assert planned + last == asked, "each member is planned once, over all runs"
    assert ended.counts == whole.counts
    assert tree(club.out) == tree(club.folder / "undisturbed")


def test_a_finished_run_is_not_done_again(club: Club, member: Row, tree: Tree) -> None:
    club.write(member("a"), member("b", goal="5k"))
    club.run()
    before = tree(club.out)
    stamps = {path: path.stat().st_mtime_ns for path in club.out.glob("*/plan.*")}
    ended, asked = club.run()
    assert asked == []
    assert ended.kept == 2
    assert tree(club.out) == before
    assert {path: path.stat().st_mtime_ns for path in club.out.glob("*/plan.*")} == stamps


@pytest.mark.parametrize("cut", [1, 10, 200])
def test_a_torn_journal_costs_its_last_member_only(club: Club, member: Row, tree: Tree, cut: int) -> None:
    club.write(member("a"), member("b", goal="5k"))
    club.run()
    before = tree(club.out)
    journal = club.out / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-cut])
    _, asked = club.run()
    assert asked == ["b"]
    assert tree(club.out) == before
    assert club.run()[1] == []


def test_a_spoilt_journal_costs_its_spoilt_lines_only(club: Club, member: Row, tree: Tree) -> None:
    """One letter of a reason, a line of something else, bytes that are no text: nothing of it reaches the board."""
    club.write(*[member(name, groups="track", free="evening:60,,,,,,") for name in ("ana", "bo", "cy", "di", "eli")])
    club.run(out=club.folder / "whole")
    club.run()
    journal = club.out / "journal.jsonl"
    run, ana, _, cy, *others = journal.read_bytes().splitlines(keepends=True)
    assert b"no time is free" in ana
    spoilt = [ana.replace(b"no time", b"no lime", 1), b'{"line":"member","files":3}\n', b"\xff\0" + cy[2:]]
    journal.write_bytes(b"".join((run, *spoilt, *others)))
    ended, asked = club.run()
    assert (ended.kept, asked) == (2, ["ana", "bo", "cy"])
    assert tree(club.out) == tree(club.folder / "whole")


def test_a_file_that_went_missing_or_was_changed_is_made_again(club: Club, member: Row, tree: Tree) -> None:
    club.write(member("a"), member("b", goal="5k"), member("c", goal="half"))
    club.run()
    before = tree(club.out)
    next(club.out.glob("a-*/plan.ics")).unlink()
    next(club.out.glob("b-*/plan.csv")).write_text("changed", encoding="utf-8")
    assert club.run()[1] == ["a", "b"]
    assert tree(club.out) == before


def plans(tree: dict[str, str]) -> dict[str, str]:
    """A tree without calendars and their ledgers, which tell what was told before."""
    return {name: digest for name, digest in tree.items() if not name.endswith(("plan.ics", "plan.ledger.json"))}


def test_a_changed_roster_is_refused_or_updated(club: Club, member: Row, tree: Tree) -> None:
    club.write(member("a"), member("b", goal="5k"), member("c", goal="half"))
    club.run()
    before = tree(club.out)
    club.write(member("d", goal="ultra"), member("a"), member("b", goal="hill_race"))
    with pytest.raises(InputError, match=r"the roster changed since the run in this folder; accepted: --update"):
        club.run()
    assert tree(club.out) == before
    ended, asked = club.run(update=True)
    assert asked == ["d", "b"]
    assert ended.kept == 1
    club.run(out=club.folder / "fresh")
    assert plans(tree(club.out)) == plans(tree(club.folder / "fresh")), "the folder is that of a run that began anew"
    assert club.run()[1] == [], "once updated, the same command is at peace"


def test_a_changed_club_file_updates_whom_it_concerns(club: Club, member: Row, tree: Tree) -> None:
    club.write(member("a", groups="track"), member("b", groups="long_run"))
    club.run()
    club.file.write_text(club.file.read_text().replace("slot: evening, minutes: 60", "slot: evening, minutes: 55"))
    with pytest.raises(InputError, match="the club file changed"):
        club.run()
    assert club.run(update=True)[1] == ["a"]
    club.run(out=club.folder / "fresh")
    assert plans(tree(club.out)) == plans(tree(club.folder / "fresh"))


def test_a_member_who_came_back_to_an_earlier_week_has_its_files(club: Club, member: Row, tree: Tree) -> None:
    for goal in ("10k", "5k", "10k"):
        club.write(member("a", goal=goal))
        club.run(update=True)
    club.run(out=club.folder / "fresh")
    assert plans(tree(club.out)) == plans(tree(club.folder / "fresh"))


def test_another_version_is_noticed(club: Club, member: Row) -> None:
    club.write(member("a"))
    club.run()
    journal = club.out / "journal.jsonl"
    first, *others = journal.read_bytes().splitlines(keepends=True)
    said = json.loads(first)
    said["inputs"]["ortools"] = "8.0"
    del said["crc32"]
    journal.write_bytes(sealed(said) + b"".join(others))
    with pytest.raises(InputError, match="ortools changed"):
        club.run()


def test_strangers_files_are_left_alone(club: Club, member: Row) -> None:
    club.write(member("a"), member("b", goal="5k"))
    club.run()
    kept = next(club.out.glob("a-*")) / "my notes.txt"
    kept.write_text("mine", encoding="utf-8")
    (club.out / "letters").mkdir()
    club.write(member("b", goal="5k"))
    club.run(update=True)
    assert {path.name for path in kept.parent.iterdir()} == {"my notes.txt"}
    assert (club.out / "letters").is_dir()
    assert not list(club.out.glob("*/.runlift-*"))


def test_a_folder_that_is_not_ours_is_refused(club: Club, member: Row) -> None:
    club.write(member("a"))
    club.out.mkdir()
    (club.out / "thesis.doc").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match=r"holds 'thesis.doc' and no journal; accepted: a new or empty folder"):
        club.run()
    assert [path.name for path in club.out.iterdir() if path.name != ".lock"] == ["thesis.doc"]


def test_two_runs_in_one_folder(club: Club, member: Row) -> None:
    club.write(member("a"))
    club.out.mkdir()
    with locked(club.out), pytest.raises(InputError, match="another run is at work in this folder"):
        club.run()
    assert club.run()[1] == ["a"]


def test_a_member_with_a_defect_is_put_aside_with_the_scenario(club: Club, member: Row, tree: Tree) -> None:
    club.write(member("a", groups="track"), member("b", goal="5k"))

    def runner(tasks: Iterator[Task], _: Mapping[str, int]) -> Iterator[Replied]:
        for task in tasks:
            if task.labels[0].id == "a":
                yield Replied(task, Failed("Defect: the plan breaks a rule", "..."))
            else:
                yield Replied(task, reply_to(task, shared_of(batch, club.out)))

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


def test_deaths_are_remembered_across_runs(club: Club, member: Row) -> None:
    club.write(member("a"), member("b", goal="5k"))

    def dying(tasks: Iterator[Task], deaths: dict[str, int]) -> Iterator[Died]:
        task = next(tasks)
        deaths[task.question] = deaths.get(task.question, 0) + 1
        yield Died(task, deaths[task.question], deaths[task.question] >= 3)

    stopped = [True]
    for count in (1, 2, 3):
        assert club.batch().run(dying, lambda: stopped[0]).counts is None
        said = [json.loads(line) for line in (club.out / "journal.jsonl").read_text().splitlines()]
        assert [line["deaths"] for line in said if line["line"] == "death"] == list(range(1, count + 1))
    ended, asked = club.run()
    assert asked == ["b"]
    assert ended.counts is not None
    assert ended.counts.quarantined == 1


def test_a_full_disk_ends_the_run_with_what_is_done(club: Club, member: Row) -> None:
    club.write(member("a"), member("b", goal="5k"))
    batch = club.batch()

    def runner(tasks: Iterator[Task], _: Mapping[str, int]) -> Iterator[Replied]:
        first, second = tasks
        yield Replied(first, reply_to(first, shared_of(batch, club.out)))
        yield Replied(second, NotWritten(28, "No space left on device", "plan.ics"))

    with pytest.raises(OSError, match="No space left") as told:
        batch.run(runner, lambda: False)
    assert told.value.filename == "plan.ics"
    assert club.run()[1] == ["b"]


def test_a_worker_of_another_version_is_refused(club: Club, member: Row) -> None:
    club.write(member("a"))
    batch = club.batch()

    def runner(tasks: Iterator[Task], _: Mapping[str, int]) -> Iterator[Replied]:
        yield Replied(next(tasks), Unfit(("0.0.1", "9.0", 1, "")))

    with pytest.raises(InputError, match=r"a worker has runlift 0\.0\.1, ortools 9\.0; accepted: runlift"):
        batch.run(runner, lambda: False)


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
