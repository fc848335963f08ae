"""A batch taken up again in its folder: after a stop, with a spoilt journal, for another roster, beside strangers."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from scenarios.errors import InputError
from solver.batch.journal import sealed
from solver.batch.lock import locked
from solver.batch.messages import Task, Unfit
from solver.batch.pool import Died, Replied

Club = Any
Row = Callable[..., str]
Tree = Callable[[Path], dict[str, str]]


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


def test_a_lost_journal_leaves_nothing_behind_that_no_member_owns(club: Club, member: Row, tree: Tree) -> None:
    club.write(member("a"), member("b", goal="5k"))
    club.run()
    before = tree(club.out)
    folder = next(club.out.glob("a-*"))
    (folder / ".runlift-0123456789abcdef.part").write_bytes(b"torn")
    (club.out / "quarantine").mkdir()
    (club.out / "quarantine" / "a-01234567.json").write_bytes(b"put aside by a run that nothing is known of")
    (club.out / "journal.jsonl").write_bytes(b"")
    assert club.run()[1] == ["a", "b"]
    assert tree(club.out) == before


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


def test_a_worker_of_another_version_is_refused(club: Club, member: Row) -> None:
    club.write(member("a"))
    batch = club.batch()

    def runner(tasks: Iterator[Task], _: Mapping[str, int]) -> Iterator[Replied]:
        yield Replied(next(tasks), Unfit(("0.0.1", "9.0", 1, "")))

    with pytest.raises(InputError, match=r"a worker has runlift 0\.0\.1, ortools 9\.0; accepted: runlift"):
        batch.run(runner, lambda: False)
