"""Notes on a plan: said once, and where there are many, behind one line."""

import re
from collections.abc import Callable
from typing import Any

from solver.output.notes_once import notes_once
from solver.output.plan_page import plan_page

Document = dict[str, Any]


def test_many_notes_wait_behind_one_line(documents: Callable[[str], Document]) -> None:
    document = documents("hill_race")
    few = plan_page({**document, "notes": ["one thing"]}).decode()
    many = plan_page({**document, "notes": [f"thing {number}" for number in range(30)]}).decode()
    assert "notes on what was changed" not in few
    assert "one thing" in few
    (count,) = re.findall(r"<summary>(\d+) notes on what was changed", many)
    assert int(count) >= 30
    assert many.index("notes on what was changed") < many.index("thing 29") < many.index('class="plan-board"')


def test_what_strength_lacks_never_buries_what_was_cut(documents: Callable[[str], Document]) -> None:
    document = {**documents("hill_race"), "notes": ["long run cut"]}
    lines = [f"lack {number}" for number in range(30)]
    told = plan_page({**document, "strength_lacking": lines}).decode()
    assert told.index("long run cut") < told.index("What the strength sessions lack") < told.index("lack 29")
    assert "notes on what was changed" not in told
    assert "What the strength sessions lack" not in plan_page({**document, "strength_lacking": []}).decode()


def test_a_note_of_several_weeks_is_said_once_with_its_weeks() -> None:
    boxless = [f"week {week}: no box" for week in (1, 2, 3, 5, 7, 8)]
    assert notes_once(["week 2: runs cut", *boxless, "of no week", "week 9: no bar", "of no week"]) == [
        "week 2: runs cut",
        "weeks 1 to 3, 5, 7 and 8: no box",
        "of no week",
        "week 9: no bar",
    ]


def test_cuts_to_one_length_for_one_reason_share_a_line() -> None:
    why = "the longest free slot has 70"
    cuts = [
        f"week {week}: long run cut from {minutes} to 70 min: {why}" for week, minutes in ((1, 80), (3, 85), (4, 130))
    ]
    other = "week 2: long run cut from 80 to 45 min: as the week before"
    assert notes_once([cuts[0], other, *cuts[1:]]) == [
        f"weeks 1, 3 and 4: long run cut from 80-130 to 70 min: {why}",
        other,
    ]
    assert notes_once([cuts[0], cuts[0].replace("week 1", "week 2")]) == [
        f"weeks 1 and 2: long run cut from 80 to 70 min: {why}"
    ]
