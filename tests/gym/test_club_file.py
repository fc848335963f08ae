"""``gym:`` in a club file: when it is open, for how many; and the one line that bad input gets."""

import datetime as dt
from pathlib import Path

import pytest

from scenarios.club import load_club
from scenarios.errors import InputError
from scenarios.gym_hours import gym_notes, gym_slots, places_on

CLUB = """\
start: 2026-11-30
roster: roster.csv
gym:
  capacity: 6
  open: {mon: [evening], wed: [morning, evening]}
"""
MORE = """\
  closed: [2026-11-30]
  exceptions:
    2026-12-02: {morning: 0, evening: 2}
    2026-12-03: {midday: 9}
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "club.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_slots_stand_day_by_day(tmp_path: Path) -> None:
    club = load_club(written(tmp_path, CLUB)).club
    assert [(slot.day, slot.slot, slot.capacity) for slot in gym_slots(club)] == [
        (0, "evening", 6),
        (2, "morning", 6),
        (2, "evening", 6),
    ]


def test_a_date_can_differ(tmp_path: Path) -> None:
    club = load_club(written(tmp_path, CLUB + MORE)).club
    assert [(str(slot.date), slot.weekday, slot.slot, slot.capacity) for slot in gym_slots(club)] == [
        ("2026-12-02", "wed", "evening", 2),
        ("2026-12-03", "thu", "midday", 9),
    ]
    assert places_on(club, dt.date(2026, 12, 2)) == {"morning": 0, "evening": 2}
    assert places_on(club, dt.date(2026, 12, 9)) == {"morning": 6, "evening": 6}


def test_dates_may_be_written_for_the_whole_year_and_those_that_change_nothing_are_told(tmp_path: Path) -> None:
    club = load_club(written(tmp_path, CLUB + MORE)).club
    assert list(gym_notes(club)) == []
    year = "  closed: [2026-12-06, 2026-12-07, 2026-11-29]\n  exceptions: {2027-01-01: {evening: 2}, 2027-01-06: {}}\n"
    club = load_club(written(tmp_path, CLUB + year)).club
    assert list(gym_notes(club)) == [
        "gym: what it says of 2026-11-29, 2026-12-07, 2027-01-01 and 1 more changes nothing: "
        "planned are 2026-11-30 to 2026-12-06"
    ]
    assert places_on(club, dt.date(2026, 12, 2)) == {"morning": 6, "evening": 6}


def test_a_club_without_a_gym_has_no_slots(tmp_path: Path) -> None:
    club = load_club(written(tmp_path, CLUB[: CLUB.index("gym")])).club
    assert gym_slots(club) == ()
    assert list(gym_notes(club)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CLUB.replace("capacity: 6", "capacity: six"), ":4:13: gym.capacity: got 'six'; accepted: a whole number"),
        (CLUB.replace("capacity: 6", "capacity: 1.5"), ":4:13: gym.capacity: got 1.5"),
        (CLUB.replace("capacity: 6", "capacity: 99999"), ":4:13: gym.capacity: got 99999"),
        (CLUB.replace("  open", "  opne"), ":5:3: gym.opne: unknown key; did you mean open?"),
        (CLUB.replace("gym:", "weeks: 3\ngym:"), ":4:1: gym: a gym is shared one week at a time, not 3"),
        (CLUB + "  closed: 2026-12-01\n", ":6:11: gym.closed: got '2026-12-01'; accepted: a list"),
        (CLUB + "  exceptions: {tomorrow: {}}\n", ":6:16: gym.exceptions.tomorrow: got 'tomorrow'; accepted: a date"),
        (CLUB + "  exceptions: {2026-12-02: {noon: 1}}\n", "gym.exceptions.2026-12-02.noon: no such slot 'noon'"),
        (CLUB + "  exceptions: {2026-12-02: {evening: -1}}\n", ":6:38: gym.exceptions.2026-12-02.evening: got -1"),
        (CLUB + "  exceptions: {2026-12-02: closed}\n", "gym.exceptions.2026-12-02: got 'closed'; accepted: a mapping"),
        (CLUB + MORE.replace("2026-12-03", "2026-11-30"), ":9:5: gym.exceptions.2026-11-30: 2026-11-30 stands"),
        (CLUB + "  fair_within: -1\n", ":6:16: gym.fair_within: got -1; accepted: a whole number from 0"),
        (CLUB + "  fair_within: .nan\n", "gym.fair_within: "),
        (CLUB + "  wishes: {ana: {with: bo}}\n", "gym.wishes.ana.with: got 'bo'; accepted: a list"),
        (CLUB + "  wishes: {ana: {wiht: [bo]}}\n", "gym.wishes.ana.wiht: unknown key; did you mean with?"),
        (CLUB + "  wishes: {ana: {with: [bo, ana]}}\n", ":6:29: gym.wishes.ana.with[1]: a member's own id"),
        (CLUB + "  wishes: {ana: {with: [bo], never_with: [bo]}}\n", "ana.never_with[0]: 'bo' stands in with"),
        (CLUB + "  wishes: [ana, bo]\n", "gym.wishes: got a list; accepted: "),
    ],
)  # fmt: skip
def test_bad_input_is_one_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError) as told:
        load_club(written(tmp_path, text))
    assert said in str(told.value)
    assert str(told.value).isprintable()
