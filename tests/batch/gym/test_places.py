"""A club's gym from its file to the members' files: who gets which place, and what the coach is told."""

import csv
import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from scenarios.club import load_club
from scenarios.gym_hours import GymSlot
from solver.batch.gym import SharedGym
from solver.batch.gym_check import check_gym
from solver.batch.gym_words import _scarce, gym_lines
from solver.batch.label import Label
from solver.batch.members import Planned, Work
from solver.defect import Defect
from solver.gym.allocation import Allocation
from solver.gym.lots import Lot
from solver.gym.tiers import Totals
from solver.gym.worth import Gain

Club = Any
Row = Callable[..., str]
Tree = Callable[[Path], dict[str, str]]


def test_the_first_plan_stands_where_none_is_found(club: Club, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solver.gym.share.shared", lambda *_args, **_named: None)
    club.write(*club.lifters(7), club=club.gym)
    ended, _ = club.run()
    found = club.taken()
    assert max(found.values()) == 2
    assert sum(found.values()) == sum(lot.stands for lot in ended.gym.lots) >= 4
    assert ended.counts.without_plan == 0
    (told,) = (line for line in gym_lines(ended.gym) if "members stand" in line)
    assert "proven best" not in told


def test_one_member_is_spoken_of_as_one(club: Club, runlift: Any) -> None:
    club.write(*club.lifters(1), club=club.gym)
    first = runlift("batch", club.file, "-o", club.out)
    assert re.search(r"gym: \d strength sessions? of 1 member stands?, ", first.stdout)
    assert "1 member was planned already, 0 now" in runlift("batch", club.file, "-o", club.out).stderr
    text = re.sub(r"<[^>]*>", "", (club.out / "index.html").read_text(encoding="utf-8"))
    assert " of 1 member" in text
    assert not re.search(r"\b1 members", first.stdout + text)


@pytest.mark.parametrize(("lifters", "said"), [(1, "gym: 1 member wants Mon"), (2, "gym: 2 members want Mon")])
def test_one_who_wants_a_slot_wants_it(lifters: int, said: str) -> None:
    monday = GymSlot(0, dt.date(2026, 11, 30), "evening", 1)
    gym: Any = SimpleNamespace(lots=[SimpleNamespace(own_mask=1)] * lifters, slots=[monday], gains={0: Gain(1, 0)})
    (told,) = _scarce(gym)
    assert told.startswith(said)
    assert told.endswith("one more place would bring at least 1 more session")


def test_no_slot_holds_more_than_the_gym_does(club: Club) -> None:
    club.write(*club.lifters(9), club=club.gym)
    ended, _ = club.run()
    found = club.taken()
    assert set(found) <= {("mon", "evening"), ("wed", "evening"), ("wed", "morning"), ("fri", "morning")}
    assert max(found.values()) == 2
    assert ended.gym.answer.gap == 0
    assert ended.counts.left_short >= 3
    with (club.out / "gym.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(row["day"], row["slot"]): int(row["taken"]) for row in rows if row["taken"] != "0"} == dict(found)
    assert all(len(row["lifters"].split("|")) == int(row["taken"]) for row in rows if row["taken"] != "0")
    page = (club.out / "index.html").read_text(encoding="utf-8")
    assert "The gym" in page
    assert re.search(r"one more place would bring at least [1-9]", page)
    reasons = (club.out / "club.csv").read_text(encoding="utf-8")
    assert "the gym has" in reasons


def test_exceptions_count(club: Club) -> None:
    more = (
        club.gym
        + "  closed: [2026-12-04]\n  exceptions: {2026-12-02: {morning: 0, evening: 1}, 2026-12-03: {evening: 3}}\n"
    )
    club.write(*club.lifters(6), club=more)
    club.run()
    found = club.taken()
    assert set(found) <= {("mon", "evening"), ("wed", "evening"), ("thu", "evening")}
    assert found["wed", "evening"] <= 1
    assert found["mon", "evening"] <= 2
    assert 0 < found["thu", "evening"] <= 3


def test_those_who_lift_at_home_are_planned_as_without_a_gym(club: Club, tree: Tree) -> None:
    club.write(*club.lifters(3, "home"))
    club.run()
    without = tree(club.out)
    club.write(*club.lifters(3, "home"), club=club.gym)
    ended, _ = club.run(update=True, out=club.folder / "with")
    withs = tree(club.folder / "with")
    members = {name: digest for name, digest in without.items() if name.endswith("plan.csv")}
    assert members
    assert all(withs[name] == digest for name, digest in members.items())
    assert any("nobody in the roster lifts there" in line for line in gym_lines(ended.gym))


def test_files_that_hold_too_many_are_a_defect(club: Club) -> None:
    club.write(*club.lifters(4), club=club.gym)
    ended, _ = club.run()
    loaded = load_club(club.file).club
    assert sum(check_gym(club.out, loaded, ended.gym.work.members).values()) == sum(
        lot.stands for lot in ended.gym.lots
    )
    table = next(club.out.glob("m0-*/plan.csv"))
    table.write_text(table.read_text(encoding="utf-8").replace("2026-12-04,fri,morning", "2026-12-05,sat,morning"))
    rows = table.read_text(encoding="utf-8").splitlines()
    lift = next(row for row in rows if ",strength," in row)
    table.write_text("\n".join([*rows, *[lift] * 3]) + "\n", encoding="utf-8")
    with pytest.raises(Defect, match=r"members lift on .*, where the gym holds [02]"):
        check_gym(club.out, loaded, ended.gym.work.members)


def test_the_gym_is_not_blamed_for_what_has_no_time_anyway(club: Club, member: Row) -> None:
    closed = "  closed: [2026-11-30, 2026-12-02, 2026-12-04]\n"
    busy = "evening:60,,evening:60,,morning:75,,morning:90"
    club.write(member("m0", "Member 0", goal="10k", free=busy, strength_at="gym"), club=club.gym + closed)
    club.run()
    told = (club.out / "club.csv").read_text(encoding="utf-8")
    assert "one session at a time" in told
    assert "the gym" not in told.split("\n", 1)[1]


def test_no_places_at_all(club: Club) -> None:
    zero = "  exceptions: {2026-11-30: {evening: 0}, 2026-12-02: {evening: 0, morning: 0}}\n  closed: [2026-12-04]\n"
    club.write(*club.lifters(3), club=club.gym + zero)
    ended, _ = club.run()
    assert not club.taken()
    assert ended.counts.left_short == 3
    assert "the gym has no place left this week" in (club.out / "club.csv").read_text(encoding="utf-8")


def test_who_lost_most_is_told_by_id_where_another_member_has_the_name() -> None:
    def planned(id_: str, name: str) -> Planned:
        return Planned(1, Label(id_, name, id_), (), "", "")

    lifters = (planned("a1", "Cy"), planned("a2", "Bo"))
    answer = Allocation((1, 1), Totals(0, 0, 0, 9), Totals(0, 0, 0, 9), Totals(0, 0, 0, 2), frozenset(), (), False)
    for elsewhere, told in ((planned("z9", "Cy"), "Cy (a1)"), (planned("z9", "Di"), "Cy")):
        work = Work(members=[*lifters, elsewhere])
        lots = (Lot(0, 1, 7, 0, 0, 0, 1), Lot(1, 1, 2, 0, 2, 0, 1))
        lines = list(gym_lines(SharedGym((), lifters, (), work, answer, lots)))
        assert lines[-1] == f"gym: {told} lost most by sharing: 7 points over their own best week"


def test_those_without_any_session_are_told_apart_from_who_lost_most_by_sharing() -> None:
    lifters = tuple(Planned(1, Label(name, name, name), (), "", "") for name in ("Ana", "Bo", "Cy"))
    allocation = Allocation(
        (0, 1, 3), Totals(3, 0, 0, 9), Totals(3, 0, 0, 9), Totals(0, 0, 0, 2), frozenset(), (), False
    )
    # Ana could not have had a session with the gym for herself, Bo one more
    lots = (Lot(0, 0, 12, 2, 12, 2, 0), Lot(1, 1, 12, 1, 4, 0, 3), Lot(2, 3, 2, 0, 2, 0, 3))
    lines = list(gym_lines(SharedGym((), lifters, (), Work(members=[*lifters]), allocation, lots)))
    assert lines[-2:] == [
        "gym: no strength session stands for 1 member: Ana",
        "gym: Bo lost most by sharing: 1 strength session fewer and 8 points over their own best week",
    ]
