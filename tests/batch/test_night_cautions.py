"""Nights that ask more of a member than their own week would: told on the board, in club.csv and to the member."""

import csv
import json
from typing import Any

import pytest

from scenarios.club import Night
from scenarios.night_cautions import cautions
from scenarios.schema import Scenario
from scenarios.season.periodization import week_asks
from solver.batch.together import plan_together

TRACK = Night(session="intervals", day="tue", slot="evening", minutes=60)
HILLS = Night(session="hills", day="tue", slot="evening", minutes=50)
FREE = {day: {"morning": 150, "evening": 90} for day in ("mon", "tue", "wed", "fri", "sat", "sun")}
LEVEL = "intervals sessions are for intermediate runners; this is a novice"
SETTLED = "after an injury no key run before 2 weeks have held 30 min of running in one go"
EVENING = "evening:60,evening:90,morning:60 evening:60,evening:60,morning:75,morning:90,morning:150"


def scenario(level: str = "intermediate", **said: Any) -> Scenario:
    asked = {"start": "2026-11-30", "goal": "10k", "available": FREE, "athlete": {"level": level}}
    return Scenario.model_validate({**asked, **said})


def told(member: Scenario, night: Night) -> list[str]:
    found = cautions(member, {"track": night}, week_asks(member)[0])
    return [reason for caution in found for reason in caution.reasons]


@pytest.mark.parametrize(("level", "reasons"), [("novice", [LEVEL]), ("intermediate", []), ("advanced", [])])
def test_a_night_above_the_level_is_told(level: str, reasons: list[str]) -> None:
    assert told(scenario(level), TRACK) == reasons
    assert told(scenario(level), HILLS) == [], "hills are for novices, too"


def test_a_key_run_too_soon_after_an_injury_is_told_until_two_weeks_have_settled() -> None:
    assert SETTLED in told(scenario(goal="return"), HILLS)
    easy = Night(session="recovery", day="tue", slot="evening", minutes=20)
    assert told(scenario(goal="return"), easy) == []
    weeks = [{"session": "easy", "date": f"2026-11-{day}", "minutes": 30} for day in (28, 20)]
    assert SETTLED not in told(scenario(goal="return", history=weeks), HILLS)
    assert SETTLED in told(scenario(goal="return", history=weeks[:1]), HILLS)


@pytest.mark.parametrize(("minutes", "there"), [(80, False), (90, False), (91, True)])
def test_a_night_longer_than_a_long_run_may_grow_is_told(minutes: int, there: bool) -> None:
    member = scenario(runs=[{"type": "long", "minutes": 82}, {"type": "easy", "minutes": 40}])
    long = Night(session="long", day="sun", slot="morning", minutes=minutes)
    said = f"it takes {minutes} min; the longest run of their own week is 82 min"
    assert told(member, long) == [said] * there
    short = scenario(runs=[{"type": "long", "minutes": 30}])
    assert bool(told(short, Night(session="long", day="sun", slot="morning", minutes=35))) is False, "5 min at least"


def test_in_a_season_the_tables_say_how_long_and_how_hard() -> None:
    assert told(scenario("novice", weeks=4, goal="marathon"), TRACK) == []


def test_the_night_is_kept_and_the_member_is_told() -> None:
    together = plan_together(scenario("novice"), {"track": TRACK})
    plan = together.result.plan
    assert plan is not None
    assert together.kept == ("track",)
    assert "intervals" in {planned.name for planned in plan.sessions}
    note = f"the track group (intervals on Tue evening, 60 min) asks more than your own week would: {LEVEL}"
    assert note in plan.instance.notes
    assert plan_together(scenario(), {"track": TRACK}).cautions == ()


def test_a_night_that_is_given_up_needs_no_caution() -> None:
    no_tuesday = {day: slots for day, slots in FREE.items() if day != "tue"}
    together = plan_together(scenario("novice", available=no_tuesday), {"track": TRACK})
    assert [given.group for given in together.given_up] == ["track"]
    assert together.cautions == ()


def test_the_coach_reads_it_in_the_table_and_on_the_board(club: Any) -> None:
    club.write(f"dee,Dee,,novice,track,{EVENING},,", f"ana,Ana,,,track,{EVENING},,").run()
    rows = {row["id"]: row for row in csv.DictReader((club.out / "club.csv").read_text(encoding="utf-8").splitlines())}
    assert (rows["dee"]["caution"], rows["ana"]["caution"]) == (f"track: {LEVEL}", "")
    assert rows["dee"]["status"] == rows["ana"]["status"]
    board = (club.out / "index.html").read_text(encoding="utf-8")
    assert board.count("Asks more than their own week would") == 1
    assert board.count(LEVEL) == 1
    (plan,) = club.out.glob("dee-*/plan.json")
    assert any(LEVEL in note for note in json.loads(plan.read_text(encoding="utf-8"))["notes"])
