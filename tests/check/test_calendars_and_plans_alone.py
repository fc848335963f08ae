"""Plans judged that come as a calendar, or alone: what they say of themselves is all that is asked."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from solver.judgement import judge_file

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "scenarios" / "library"
DATA = ROOT / "tests" / "data" / "check"
REFERENCE = LIBRARY / "reference_week.yaml"
ARTICLE = DATA / "article_week.csv"
Solving = Callable[[Path], Any]


def test_a_table_alone_is_judged_as_if_it_were_all_that_is_asked() -> None:
    judged = judge_file(ARTICLE)
    instance = judged.plan.instance
    assert judged.violations == ()
    assert judged.left_out == ()
    assert (str(instance.start), instance.weeks, instance.repeat) == ("2026-11-30", 1, False)
    assert sorted(planned.name for planned in judged.plan.sessions) == sorted(
        ["easy", "tempo", "upper", "easy-2", "lower", "intervals", "long", "full"]
    )
    assert sum(slot.minutes for day in instance.days for slot in day.slots) == 365


def test_a_table_alone_starts_with_its_first_day_of_rest(written) -> None:
    head = "date,start,session,minutes\n"
    rested = head + "2026-11-30,,rest,0\n2026-12-01,07:00,tempo,60\n2026-12-07,07:00,easy,40\n"
    assert judge_file(written("rested.csv", rested)).plan.instance.weeks == 2
    unknown = rested.replace("2026-11-30,,rest,0\n", "")
    instance = judge_file(written("unknown.csv", unknown)).plan.instance
    assert (str(instance.start), instance.weeks) == ("2026-12-01", 1)


def test_a_table_alone_keeps_what_it_says_of_its_sessions(written) -> None:
    rows = "date,start,session,type,minutes,key,legs\n2026-12-01,07:00,Club night,intervals,50,false,\n"
    rows += "2026-12-01,18:00,lower,,30,,light\n2026-12-03,18:00,lower,,30,,\n"
    sessions = judge_file(written("plan.csv", rows)).plan.sessions
    assert [(p.name, p.session.key, p.session.legs) for p in sessions] == [
        ("intervals", False, "none"),
        ("lower", False, "light"),
        ("lower-2", False, "heavy"),
    ]


def test_a_calendar_with_a_life_in_it() -> None:
    judged = judge_file(DATA / "life.ics", REFERENCE)
    assert [(p.name, p.day, p.slot) for p in judged.plan.sessions] == [("tempo", 1, "morning"), ("lower", 2, "evening")]
    assert judged.violations == ()
    assert judged.score.left_out == {"key": 2, "easy": 2, "strength": 2}
    assert judged.notes == (
        "2 events are not sessions of ours",
        "1 event is cancelled",
        "1 session outside 2026-11-30 to 2026-12-06 is not judged",
    )


def test_a_calendar_alone_is_read_on_the_clock_of_its_events(written, solved: Solving) -> None:
    plan = written("plan.ics", solved(REFERENCE).files["plan.ics"])
    judged = judge_file(plan)
    assert judged.plan.instance.clock.zone == "America/Denver"
    assert judged.violations == ()


def test_a_client_that_drops_our_own_properties_loses_nothing_that_counts(written, solved: Solving) -> None:
    kept = [
        line
        for line in solved(REFERENCE).files["plan.ics"].split(b"\r\n")
        if not line.startswith(b"X-") and not line.startswith(b"DESCRIPTION") and not line.startswith(b" ")
    ]
    assert judge_file(written("plan.ics", b"\r\n".join(kept)), REFERENCE).score == solved(REFERENCE).score


def quarter_later(time: str) -> str:
    minutes = 60 * int(time[:2]) + int(time[2:]) + 15
    return f"{minutes // 60:02}{minutes % 60:02}"


def test_an_event_dragged_elsewhere_is_judged_there(written, solved: Solving) -> None:
    text = solved(REFERENCE).files["plan.ics"].decode("utf-8")
    later = re.sub(r"(DT(?:START|END);TZID=\S+T)(\d{4})", lambda found: found[1] + quarter_later(found[2]), text)
    moved = judge_file(written("plan.ics", later), REFERENCE)
    assert {violation.rule for violation in moved.violations} == {"free_time"}
    assert len(moved.violations) == len(moved.plan.sessions)
    assert all(":15, where 0 min are free" in violation.message for violation in moved.violations)


def test_a_zone_nobody_knows_is_told(written) -> None:
    text = (DATA / "life.ics").read_text(encoding="utf-8")
    text = text.replace("DTSTART:20261202T180000", "DTSTART;TZID=Mars/Olympus:20261202T180000")
    notes = judge_file(written("plan.ics", text), REFERENCE).notes
    assert any("no such time zone 'Mars/Olympus'" in note for note in notes)
