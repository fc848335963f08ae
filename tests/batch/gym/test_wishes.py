"""Who wants to lift with whom in a club's gym, and who does not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scenarios.errors import InputError
from solver.batch.gym_words import gym_lines

Club = Any
Row = Callable[..., str]
Tree = Callable[[Path], dict[str, str]]


def test_wishes_are_kept_where_nothing_speaks_against_it(club: Club) -> None:
    wishes = "  wishes: {m0: {with: [m3]}, M1: {never_with: [m4, m0]}}\n"
    club.write(*club.lifters(6), club=club.gym.replace("capacity: 2", "capacity: 4") + wishes)
    ended, _ = club.run()
    gym = ended.gym
    masks = {gym.lifters[lot.lifter].label.id: lot.mask for lot in gym.lots}
    assert gym.answer.broken == frozenset()
    assert masks["m0"] & masks["m3"] in (masks["m0"], masks["m3"])
    assert not masks["m1"] & masks["m4"]
    assert not masks["m1"] & masks["m0"]


def test_a_wish_that_costs_a_session_is_told(club: Club, member: Row) -> None:
    rows = [member(name.lower(), name, strength_at="gym") for name in ("Ana", "Bo")]
    narrow = club.gym.replace("{mon: [evening], wed: [evening, morning], fri: [morning]}", "{wed: [evening]}")
    club.write(*rows, club=narrow + "  wishes: {ana: {never_with: [bo]}}\n")
    ended, _ = club.run()
    lines = list(gym_lines(ended.gym))
    assert "gym: Ana cannot stay apart from Bo: it would leave out a session, or break another wish" in lines


def test_a_wish_for_a_member_whose_row_is_rejected_is_let_pass(club: Club, member: Row) -> None:
    rows = [member("ana", "Ana") + ",one cell too many", *club.lifters(2)]
    club.write(*rows, club=club.gym + "  wishes: {ana: {with: [m0]}, m0: {with: [m1]}}\n")
    ended, asked = club.run()
    assert sorted(asked) == ["m0", "m1"]
    assert ended.counts is not None
    assert ended.counts.rejected == 1


def test_a_wish_for_a_row_that_cannot_be_read_says_so(club: Club) -> None:
    club.write('"ana', *club.lifters(2), club=club.gym + "  wishes: {ana: {with: [m0]}}\n")
    with pytest.raises(InputError, match=r"nobody in roster.csv has the id 'ana' \(row 2: quotes that do not match"):
        club.batch()


def test_a_wish_for_a_stranger_is_bad_input(club: Club) -> None:
    club.write(*club.lifters(2), club=club.gym + "  wishes: {m0: {with: [m9]}}\n")
    with pytest.raises(InputError, match=r"club.yaml:15:24: gym.wishes.m0.with\[0\]: nobody in roster.csv has the id"):
        club.run()
    assert not club.out.exists()
    club.write(*club.lifters(2), club=club.gym + "  wishes: {m8: {with: [m1]}}\n")
    with pytest.raises(InputError, match=r"gym.wishes.m8: nobody in roster.csv has the id 'm8'"):
        club.run()
