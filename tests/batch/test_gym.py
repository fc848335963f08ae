"""A club's gym from its file to the members' files: places, wishes, kills, many workers, what the coach is told."""

import csv
import datetime as dt
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from scenarios.club import load_club
from scenarios.errors import InputError
from scenarios.gym_hours import GymSlot
from solver.batch.gym import SharedGym
from solver.batch.gym_check import check_gym
from solver.batch.gym_words import _scarce, gym_lines
from solver.batch.members import Planned, Work
from solver.batch.messages import AnyTask, Failed, GymTask, Label
from solver.batch.pool import Died, Replied
from solver.batch.run import shared_of
from solver.batch.worker import reply_to
from solver.defect import Defect
from solver.gym.answer import Answer
from solver.gym.lots import Lot
from solver.gym.tiers import Totals
from solver.gym.worth import Gain

Club = Any
Row = Callable[..., str]
Tree = Callable[[Path], dict[str, str]]
GYM = """
name: Hill Street Harriers
timezone: Europe/London
start: 2026-11-30
roster: roster.csv
defaults:
  goal: 10k
  strength: {focus: [upper, lower], minutes: 30}
groups:
  track: {session: intervals, day: tue, slot: evening, minutes: 60}
gym:
  capacity: 2
  open: {mon: [evening], wed: [evening, morning], fri: [morning]}
"""
FREE = (
    "evening:60,evening:90,morning:60 evening:60,evening:60,morning:75,morning:90,morning:150",
    "evening:45,evening:60,evening:60,,morning:60 evening:60,morning:90,morning:120",
    ",evening:75,evening:60,morning:60,morning:75,,morning:150",
)


def lifters(count: int, member: Row, where: str = "gym") -> list[str]:
    """Rows of members who lift there, of whom few ask the same."""
    goals = ("10k", "half", "5k")
    return [
        member(
            f"m{n}",
            f"Member {n}",
            goal=goals[n % 3],
            groups="track" if n % 2 else "",
            free=FREE[n % 3],
            strength_at=where,
        )
        for n in range(count)
    ]


def taken(out: Path) -> Counter[tuple[str, str]]:
    """Strength sessions in all members' tables, by weekday and slot."""
    found: Counter[tuple[str, str]] = Counter()
    for table in out.glob("*/plan.csv"):
        with table.open(encoding="utf-8", newline="") as file:
            found.update((row["day"], row["slot"]) for row in csv.DictReader(file) if row["kind"] == "strength")
    return found


def test_the_first_plan_stands_where_none_is_found(club: Club, member: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solver.gym.share.shared", lambda *_args, **_named: None)
    club.write(*lifters(7, member), club=GYM)
    ended, _ = club.run()
    found = taken(club.out)
    assert max(found.values()) == 2
    assert sum(found.values()) == sum(lot.stands for lot in ended.gym.lots) >= 4
    assert ended.counts.without_plan == 0
    (told,) = (line for line in gym_lines(ended.gym) if "members stand" in line)
    assert "proven best" not in told


def test_one_member_is_spoken_of_as_one(club: Club, member: Row, runlift: Any) -> None:
    club.write(*lifters(1, member), club=GYM)
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


def test_no_slot_holds_more_than_the_gym_does(club: Club, member: Row) -> None:
    club.write(*lifters(7, member), club=GYM)
    ended, _ = club.run()
    found = taken(club.out)
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


def test_exceptions_count(club: Club, member: Row) -> None:
    more = (
        GYM + "  closed: [2026-12-04]\n  exceptions: {2026-12-02: {morning: 0, evening: 1}, 2026-12-03: {evening: 3}}\n"
    )
    club.write(*lifters(6, member), club=more)
    club.run()
    found = taken(club.out)
    assert set(found) <= {("mon", "evening"), ("wed", "evening"), ("thu", "evening")}
    assert found["wed", "evening"] <= 1
    assert found["mon", "evening"] <= 2
    assert 0 < found["thu", "evening"] <= 3


def test_those_who_lift_at_home_are_planned_as_without_a_gym(club: Club, member: Row, tree: Tree) -> None:
    club.write(*lifters(3, member, "home"))
    club.run()
    without = tree(club.out)
    club.write(*lifters(3, member, "home"), club=GYM)
    ended, _ = club.run(update=True, out=club.folder / "with")
    withs = tree(club.folder / "with")
    members = {name: digest for name, digest in without.items() if name.endswith("plan.csv")}
    assert members
    assert all(withs[name] == digest for name, digest in members.items())
    assert any("nobody in the roster lifts there" in line for line in gym_lines(ended.gym))


def test_wishes_are_kept_where_nothing_speaks_against_it(club: Club, member: Row) -> None:
    wishes = "  wishes: {m0: {with: [m3]}, M1: {never_with: [m4, m0]}}\n"
    club.write(*lifters(6, member), club=GYM.replace("capacity: 2", "capacity: 4") + wishes)
    ended, _ = club.run()
    gym = ended.gym
    masks = {gym.lifters[lot.lifter].label.id: lot.mask for lot in gym.lots}
    assert gym.answer.broken == frozenset()
    assert masks["m0"] & masks["m3"] in (masks["m0"], masks["m3"])
    assert not masks["m1"] & masks["m4"]
    assert not masks["m1"] & masks["m0"]


def test_a_wish_that_costs_a_session_is_told(club: Club, member: Row) -> None:
    rows = [member(name.lower(), name, strength_at="gym") for name in ("Ana", "Bo")]
    narrow = GYM.replace("{mon: [evening], wed: [evening, morning], fri: [morning]}", "{wed: [evening]}")
    club.write(*rows, club=narrow + "  wishes: {ana: {never_with: [bo]}}\n")
    ended, _ = club.run()
    lines = list(gym_lines(ended.gym))
    assert "gym: Ana cannot stay apart from Bo: it would leave out a session, or break another wish" in lines


def test_a_wish_for_a_member_whose_row_is_rejected_is_let_pass(club: Club, member: Row) -> None:
    rows = [member("ana", "Ana") + ",one cell too many", *lifters(2, member)]
    club.write(*rows, club=GYM + "  wishes: {ana: {with: [m0]}, m0: {with: [m1]}}\n")
    ended, asked = club.run()
    assert sorted(asked) == ["m0", "m1"]
    assert ended.counts is not None
    assert ended.counts.rejected == 1


def test_a_wish_for_a_row_that_cannot_be_read_says_so(club: Club, member: Row) -> None:
    club.write('"ana', *lifters(2, member), club=GYM + "  wishes: {ana: {with: [m0]}}\n")
    with pytest.raises(InputError, match=r"nobody in roster.csv has the id 'ana' \(row 2: quotes that do not match"):
        club.batch()


def test_a_wish_for_a_stranger_is_bad_input(club: Club, member: Row) -> None:
    club.write(*lifters(2, member), club=GYM + "  wishes: {m0: {with: [m9]}}\n")
    with pytest.raises(InputError, match=r"club.yaml:14:24: gym.wishes.m0.with\[0\]: nobody in roster.csv has the id"):
        club.run()
    assert not club.out.exists()
    club.write(*lifters(2, member), club=GYM + "  wishes: {m8: {with: [m1]}}\n")
    with pytest.raises(InputError, match=r"gym.wishes.m8: nobody in roster.csv has the id 'm8'"):
        club.run()


def test_the_order_of_answers_does_not_matter(club: Club, member: Row, tree: Tree) -> None:
    club.write(*lifters(7, member), club=GYM)
    club.run()
    other = club.folder / "other"
    batch, dice = club.batch(out=other), random.Random(3)

    def shuffled(tasks: Iterator[AnyTask], _: Mapping[str, int]) -> Iterator[Replied]:
        waiting = list(tasks)
        dice.shuffle(waiting)
        for task in waiting:
            yield Replied(task, reply_to(task, shared_of(batch, other)))

    batch.run(shuffled, lambda: False)
    assert tree(club.out) == tree(other)


def test_a_run_stopped_anywhere_goes_on_to_the_same_bytes(club: Club, member: Row, tree: Tree) -> None:
    club.write(*lifters(5, member), club=GYM.replace("capacity: 2", "capacity: 1"))
    club.run()
    whole = tree(club.out)
    other = club.folder / "other"
    told, count, done = set(), 0, False
    while not done:
        batch, seen = club.batch(out=other), [0]
        count += 1

        def runner(tasks: Iterator[AnyTask], _: Mapping[str, int], batch: Any = batch, seen: Any = seen) -> Any:
            for task in tasks:
                if seen[0] == 3:
                    return
                seen[0] += 1
                yield Replied(task, reply_to(task, shared_of(batch, other)))

        ended = batch.run(runner, lambda seen=seen: seen[0] == 3)
        done = ended.counts is not None
        told.add(ended.gym.answer is not None)
        assert count < 30
        if not done and ended.gym.answer is not None and ended.gym.answer.interrupted:
            assert (other / "gym-so-far.csv").exists()
    assert count > 3
    assert tree(other) == whole
    assert not (other / "gym-so-far.csv").exists()


def test_stopped_after_the_first_answers_there_is_a_plan(
    club: Club, member: Row, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("solver.gym.share.AT_FIRST", 1)
    monkeypatch.setattr("solver.gym.share.LATER", 1)
    club.write(*lifters(7, member), club=GYM)
    batch, answered = club.batch(), [0]

    def runner(tasks: Iterator[AnyTask], _: Mapping[str, int]) -> Iterator[Replied]:
        for task in tasks:
            if answered[0] == 7:
                return
            answered[0] += 1
            yield Replied(task, reply_to(task, shared_of(batch, club.out)))

    ended = batch.run(runner, lambda: answered[0] == 7)
    assert ended.counts is None
    with (club.out / "gym-so-far.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert 0 < max(int(row["taken"]) for row in rows) <= 2
    assert any("not ruled out" in line for line in ended.lines)


def test_a_member_whose_week_fails_is_put_aside_and_takes_no_place(club: Club, member: Row) -> None:
    club.write(*lifters(4, member), club=GYM)
    batch = club.batch()
    deadly = batch.work.members[0].question

    def runner(tasks: Iterator[AnyTask], deaths: dict[str, int]) -> Iterator[Replied | Died]:
        for task in tasks:
            if task.question == deadly and isinstance(task, GymTask):
                yield Replied(task, Failed("RuntimeError: odd", "in full"))
            else:
                yield Replied(task, reply_to(task, shared_of(batch, club.out)))

    ended = batch.run(runner, lambda: False)
    assert ended.counts is not None
    assert ended.counts.quarantined == 1
    assert (club.out / "quarantine").is_dir()
    assert len(ended.gym.lots) == 3  # type: ignore[union-attr]


def test_files_that_hold_too_many_are_a_defect(club: Club, member: Row) -> None:
    club.write(*lifters(4, member), club=GYM)
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


def test_two_workers_and_one_give_the_same_bytes(club: Club, member: Row, tree: Tree, runlift: Any) -> None:
    club.write(*lifters(6, member), club=GYM)
    for workers in (1, 2):
        finished = runlift("batch", club.file, "-o", club.folder / str(workers), "--workers", workers)
        assert finished.returncode == 0, finished.stderr
        assert "gym: " in finished.stdout
    assert tree(club.folder / "1") == tree(club.folder / "2")


def test_the_gym_is_not_blamed_for_what_has_no_time_anyway(club: Club, member: Row) -> None:
    closed = "  closed: [2026-11-30, 2026-12-02, 2026-12-04]\n"
    busy = "evening:60,,evening:60,,morning:75,,morning:90"
    club.write(member("m0", "Member 0", goal="10k", free=busy, strength_at="gym"), club=GYM + closed)
    club.run()
    told = (club.out / "club.csv").read_text(encoding="utf-8")
    assert "one session at a time" in told
    assert "the gym" not in told.split("\n", 1)[1]


def test_no_places_at_all(club: Club, member: Row) -> None:
    zero = "  exceptions: {2026-11-30: {evening: 0}, 2026-12-02: {evening: 0, morning: 0}}\n  closed: [2026-12-04]\n"
    club.write(*lifters(3, member), club=GYM + zero)
    ended, _ = club.run()
    assert not taken(club.out)
    assert ended.counts.left_short == 3
    assert "the gym has no place left this week" in (club.out / "club.csv").read_text(encoding="utf-8")


def test_the_worst_off_is_told_by_id_where_another_member_has_the_name() -> None:
    def planned(id_: str, name: str) -> Planned:
        return Planned(1, Label(id_, name, id_), (), "", "")

    lifters = (planned("a1", "Cy"), planned("a2", "Bo"))
    answer = Answer((1, 1), Totals(0, 0, 0, 9), Totals(0, 0, 0, 9), Totals(0, 0, 0, 2), frozenset(), (), False)
    for elsewhere, told in ((planned("z9", "Cy"), "Cy (a1)"), (planned("z9", "Di"), "Cy")):
        work = Work(members=[*lifters, elsewhere])
        lots = (Lot(0, 1, 7, 0, 0, 0, 1), Lot(1, 1, 2, 0, 2, 0, 1))
        lines = list(gym_lines(SharedGym((), lifters, (), work, answer, lots)))
        assert lines[-1] == f"gym: worst off is {told} with 7 points: 7 points over the own best week"
