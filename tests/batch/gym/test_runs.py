"""A run with a gym ends in the same bytes whatever the order, the workers and the stops."""

import csv
import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from solver.batch.messages import AnyTask, Failed, GymTask
from solver.batch.pool import Died, Replied
from solver.batch.run import shared_of
from solver.batch.worker import reply_to

Club = Any
Row = Callable[..., str]
Tree = Callable[[Path], dict[str, str]]


def test_the_order_of_answers_does_not_matter(club: Club, tree: Tree) -> None:
    club.write(*club.lifters(7), club=club.gym)
    club.run()
    other = club.folder / "other"
    batch, dice = club.batch(out=other), random.Random(3)

    def shuffled(tasks: Iterator[AnyTask], _: Mapping[str, int]) -> Iterator[Replied]:
        waiting = list(tasks)
        dice.shuffle(waiting)
        for task in waiting:
            yield Replied(task, reply_to(task, shared_of(batch)))

    batch.run(shuffled, lambda: False)
    assert tree(club.out) == tree(other)


def test_a_run_stopped_anywhere_goes_on_to_the_same_bytes(club: Club, tree: Tree) -> None:
    club.write(*club.lifters(5), club=club.gym.replace("capacity: 2", "capacity: 1"))
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
                yield Replied(task, reply_to(task, shared_of(batch)))

        ended = batch.run(runner, lambda seen=seen: seen[0] == 3)
        done = ended.counts is not None
        told.add(ended.gym.answer is not None)
        assert count < 30
        if not done and ended.gym.answer is not None and ended.gym.answer.interrupted:
            assert (other / "gym-so-far.csv").exists()
    assert count > 3
    assert tree(other) == whole
    assert not (other / "gym-so-far.csv").exists()


def test_stopped_after_the_first_answers_there_is_a_plan(club: Club, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solver.gym.share.AT_FIRST", 1)
    monkeypatch.setattr("solver.gym.share.LATER", 1)
    club.write(*club.lifters(7), club=club.gym)
    batch, answered = club.batch(), [0]

    def runner(tasks: Iterator[AnyTask], _: Mapping[str, int]) -> Iterator[Replied]:
        for task in tasks:
            if answered[0] == 7:
                return
            answered[0] += 1
            yield Replied(task, reply_to(task, shared_of(batch)))

    ended = batch.run(runner, lambda: answered[0] == 7)
    assert ended.counts is None
    with (club.out / "gym-so-far.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert 0 < max(int(row["taken"]) for row in rows) <= 2
    assert any("not ruled out" in line for line in ended.lines)


def test_a_member_whose_week_fails_is_put_aside_and_takes_no_place(club: Club) -> None:
    club.write(*club.lifters(4), club=club.gym)
    batch = club.batch()
    deadly = batch.work.members[0].question

    def runner(tasks: Iterator[AnyTask], deaths: dict[str, int]) -> Iterator[Replied | Died]:
        for task in tasks:
            if task.question == deadly and isinstance(task, GymTask):
                yield Replied(task, Failed("RuntimeError: odd", "in full"))
            else:
                yield Replied(task, reply_to(task, shared_of(batch)))

    ended = batch.run(runner, lambda: False)
    assert ended.counts is not None
    assert ended.counts.quarantined == 1
    assert (club.out / "quarantine").is_dir()
    assert len(ended.gym.lots) == 3  # type: ignore[union-attr]


def test_two_workers_and_one_give_the_same_bytes(club: Club, tree: Tree, runlift: Any) -> None:
    club.write(*club.lifters(6), club=club.gym)
    for workers in (1, 2):
        finished = runlift("batch", club.file, "-o", club.folder / str(workers), "--workers", workers)
        assert finished.returncode == 0, finished.stderr
        assert "gym: " in finished.stdout
    assert tree(club.folder / "1") == tree(club.folder / "2")
