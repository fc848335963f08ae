"""What is inside strength sessions when a plan is taken up again: eased by a morning, and going on where it stood."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scenarios.plan import Plan
from scenarios.strength.plan import FilledSession
from solver.commands.replan import Request, Words, replan_file, understood
from solver.commands.solve import solve_files
from solver.judgement import judge_file
from solver.replan.replan import Replanned, replan
from solver.replan.what_changed import what_changed
from solver.strength.weeks import strength_of

HEAD = "date,start,session,minutes,rpe,soreness_legs,soreness_upper,fatigue,pain,exercises"
SEASON = """
start: 2026-11-30
goal: {goal}
weeks: 8
athlete: {{level: {level}}}
race: {{date: 2027-01-24}}
available:
  mon: {{evening: 60}}
  tue: {{morning: 75, evening: 45}}
  wed: {{morning: 75}}
  thu: {{morning: 75, evening: 45}}
  fri: {{evening: 45}}
  sat: {{morning: 90, evening: 45}}
  sun: {{morning: 180}}
strength: {{focus: [lower, upper, full], minutes: 40, equipment: [dumbbell, band, box]}}
{log}
"""


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """The folder of a solved season, each solved once."""
    folders: dict[str, Path] = {}

    def run(goal: str = "hill_race", level: str = "intermediate", log: str = "") -> Path:
        text = SEASON.format(goal=goal, level=level, log=log)
        if text not in folders:
            folder = tmp_path_factory.mktemp("season")
            (folder / "s.yaml").write_text(text)
            if log:
                (folder / "log.csv").write_text("date,session,minutes\n2026-11-20,easy,30\n")
            assert solve_files([str(folder / "s.yaml")], folder / "out", strict=False, seconds=None, as_json=False) == 0
            folders[text] = folder
        return folders[text]

    return run


def question(folder: Path, since: dt.date, log: str = "", blocked: tuple[str, ...] = (), plan: str = "") -> Request:
    told = None
    if log:
        told = folder / "told.csv"
        told.write_text(f"{HEAD}\n{log}")
    return understood(
        Words(
            plan or str(folder / "out" / "plan.json"),
            None,
            since.isoformat(),
            blocked,
            None if told is None else str(told),
        )
    )


def anew(asked: Request) -> Replanned:
    return replan(asked.scenario, asked.before, asked.asked)


def plan_of(answer: Replanned) -> Plan:
    assert answer.result.plan is not None
    return answer.result.plan


def inside(plan: Plan) -> dict[tuple[dt.date, str], FilledSession]:
    found = strength_of(plan).sessions
    return {
        (plan.date(p.day), p.name): found[p.day // 7, p.name] for p in plan.sessions if p.session.kind == "strength"
    }


def lifts(plan: Plan, week: int) -> list[tuple[dt.date, str, str]]:
    """(date, name, type) of a week's strength sessions that train the legs, in order of time."""
    found = [p for p in plan.sessions if p.session.leg_session and p.day // 7 == week]
    return [(plan.date(p.day), p.name, p.session.type) for p in sorted(found, key=lambda p: p.start)]


def rows(plan: Plan, until: dt.date) -> str:
    """The log of everything done as planned before a date."""
    done = [p for p in plan.sessions if plan.date(p.day) < until]
    return "\n".join(
        f"{plan.date(p.day)},{plan.wall(p):%H:%M},{p.session.type},{p.session.minutes},,,,,," for p in done
    )


def test_weeks_gone_are_not_forgotten(solved: Callable[..., Path]) -> None:
    """With nothing changed every session to come holds what it held; a restart would ask for other loads."""
    asked = question(solved(), dt.date(2026, 12, 23))
    before, answer = inside(asked.before), anew(asked)
    after = inside(plan_of(answer))
    assert what_changed(answer).told == ()
    assert min(date for date, _ in after) >= dt.date(2026, 12, 21)
    assert after == {key: filled for key, filled in before.items() if key in after}
    assert max(d.option.load.raises for filled in after.values() for d in filled.exercises()) > 0
    assert answer.meanwhile.strength is not None
    assert answer.meanwhile.strength.exposures >= 6


def test_a_plan_taken_up_twice_still_knows(solved: Callable[..., Path], tmp_path: Path) -> None:
    folder = solved()
    before = inside(question(folder, dt.date(2026, 12, 1)).before)
    words = Words(str(folder / "out" / "plan.json"), None, "2026-12-15", (), None)
    assert replan_file(words, tmp_path / "one", seconds=None, as_json=False) == 0
    again = question(folder, dt.date(2026, 12, 29), plan=str(tmp_path / "one" / "plan.json"))
    after = inside(plan_of(anew(again)))
    assert after
    assert after == {key: filled for key, filled in before.items() if key in after}
    assert not [found for found in judge_file(tmp_path / "one" / "plan.json").violations if found.points is None]
    document = json.loads((tmp_path / "one" / "plan.json").read_text())
    assert document["replan"]["strength"]["exercises"]
    noted = {notes["week"] for notes in document["strength_notes"]}
    assert noted == {s["week"] for s in document["sessions"] if s["exercises"]}, "counted from the season's first week"


def test_what_a_log_lifted_counts_and_what_was_missed_does_not(solved: Callable[..., Path]) -> None:
    folder, since = solved(), dt.date(2026, 12, 14)
    plan = question(folder, since).before
    _, (date, name, type_) = lifts(plan, 0)[0], lifts(plan, 1)[0]
    others = "\n".join(
        row for row in rows(plan, since).splitlines() if not row.startswith(f"{date},") or f",{type_}," not in row
    )
    heavy = f"{others}\n{date},18:00,{type_},40,7,,,,,goblet_squat 3x9@2x31kg"
    asked = question(folder, since, heavy)
    carried = anew(asked).meanwhile.strength
    assert carried is not None
    (squat,) = [each for each in carried.exercises if each.exercise == "goblet_squat"]
    assert squat.last is not None
    assert (squat.last.kg, squat.last.count, squat.last.amount, squat.last_sets) == (31, 2, 9, 3)
    missed = anew(question(folder, since, others)).meanwhile.strength
    assert missed is not None
    assert missed.exposures == carried.exposures - 1, name


@pytest.mark.parametrize("week", [0, 1])
def test_what_was_lifted_in_a_week_that_is_not_over_counts_from_then_on(solved: Callable[..., Path], week: int) -> None:
    folder = solved()
    before = question(folder, dt.date(2026, 12, 1)).before
    date, name, type_ = lifts(before, week)[0]
    planned = inside(before)[date, name].exercises()
    was = next(d for d in planned if d.option.exercise.large and d.option.load.equipment == "dumbbell")
    log = f"{date},18:00,{type_},40,6,,,,,{was.option.id} 2x{was.amount}@20kg"
    answer = anew(question(folder, date + dt.timedelta(days=1), log))
    done = [d for filled in inside(plan_of(answer)).values() for d in filled.exercises()]
    loads = [d.option.load for d in done if d.option.id == was.option.id]
    assert loads
    assert all(load.kg is not None and load.kg >= 20 for load in loads)
    carried = answer.meanwhile.strength
    assert carried is not None
    (standing,) = [each.standing for each in carried.exercises if each.exercise == was.option.id]
    assert standing is not None
    assert (standing.kg, standing.amount, standing.misses) == (20, was.amount, 0), "nothing grows within the week"


def morning(solved: Callable[..., Path], felt: str, week: int = 5) -> tuple[Replanned, Plan, tuple[dt.date, str]]:
    """The season taken up on the day of a week's first leg session, after a morning told as ``felt``."""
    folder = solved()
    before = question(folder, dt.date(2026, 12, 1)).before
    date, name, _ = lifts(before, week)[0]
    log = f"{rows(before, date)}\n{date},,rest,,,{felt},"
    return anew(question(folder, date, log)), before, (date, name)


def test_a_little_pain_takes_the_jumps_out(solved: Callable[..., Path]) -> None:
    answer, before, key = morning(solved, ",,,1", week=4)
    held, was = inside(plan_of(answer))[key], inside(before)[key]
    assert [done for done in was.exercises() if done.option.exercise.plyometric], "a week that jumps"
    assert not [done for done in held.exercises() if done.option.exercise.plyometric]
    (told,) = [told for told in what_changed(answer).told if told.session == key[1] and told.kind == "eased"]
    assert "no jumps (A8: pain 1)" in told.text


def test_sore_legs_do_not_jump(solved: Callable[..., Path]) -> None:
    answer, before, key = morning(solved, "4,,,", week=4)
    held, was = inside(plan_of(answer))[key], inside(before)[key]
    assert [done for done in was.exercises() if done.option.exercise.plyometric], "a week that jumps"
    assert not [done for done in held.exercises() if done.option.exercise.plyometric]
    (told,) = [told for told in what_changed(answer).told if told.session == key[1] and told.kind == "eased"]
    assert "no jumps" in told.text
    assert "A2: leg soreness 4" in told.text


def test_a_tired_morning_adds_nothing(solved: Callable[..., Path]) -> None:
    answer, _, key = morning(solved, ",,4,")
    held = inside(plan_of(answer))[key]
    state = {each.exercise: each for each in answer.meanwhile.strength.exercises}  # type: ignore[union-attr]
    known = [d for d in held.exercises() if d.option.id in state and state[d.option.id].last is not None]
    assert known
    for done in known:
        then = state[done.option.id].last
        assert then is not None
        assert done.sets <= state[done.option.id].last_sets
        assert done.amount <= max(then.amount, done.option.low)
        assert (done.option.load.rung, done.option.load.raises) <= (then.rung, then.raises)
    (told,) = [told for told in what_changed(answer).told if told.session == key[1]]
    assert "no more weight, reps or sets than last time (A6: fatigue 4)" in told.text


def test_legs_that_need_rest_step_down_next_time(solved: Callable[..., Path]) -> None:
    answer, before, (date, _) = morning(solved, "8,,,")
    plan = plan_of(answer)
    stepped = sorted((p for p in plan.sessions if p.session.easing.step_down), key=lambda p: p.start)
    assert len(stepped) == 1
    assert plan.date(stepped[0].day) > date
    held = inside(plan)[plan.date(stepped[0].day), stepped[0].name]
    was = {d.option.id: d.option for filled in inside(before).values() if filled for d in filled.exercises()}
    loaded = [d for d in held.exercises() if d.option.exercise.legs != "none" and d.option.id in was]
    assert loaded
    for done in loaded:
        assert not done.option.load.above(was[done.option.id].load)


def test_the_first_weeks_of_strength_keep_two_sets(solved: Callable[..., Path]) -> None:
    folder = solved("10k", "novice")
    before = question(folder, dt.date(2026, 12, 1)).before
    date = lifts(before, 0)[-1][0]
    answer = anew(question(folder, date, f"{rows(before, date)}\n{date},,rest,,,5,,,,"))
    plan = plan_of(answer)
    until = min(plan.date(p.day) for p in before.sessions if p.session.kind == "strength") + dt.timedelta(days=14)
    early = [p for p in plan.sessions if p.session.kind == "strength" and date <= plan.date(p.day) < until]
    assert early
    for planned in early:
        assert planned.session.easing.most_sets == 2
        assert not planned.session.leg_session or planned.session.heavy_legs
        filled = inside(plan)[plan.date(planned.day), planned.name]
        assert max(done.sets for done in filled.exercises()) <= 2
    assert [p for p in plan.sessions if p.session.kind == "strength" and plan.date(p.day) >= until]
    assert not [p for p in plan.sessions if plan.date(p.day) >= until and p.session.easing.most_sets]


def test_an_eased_session_is_told_wherever_it_is_read(solved: Callable[..., Path], tmp_path: Path, capsys: Any) -> None:
    folder = solved()
    before = question(folder, dt.date(2026, 12, 1)).before
    date, name, _ = lifts(before, 5)[0]
    (folder / "told.csv").write_text(f"{HEAD}\n{rows(before, date)}\n{date},,rest,,,,,,2,")
    words = Words(str(folder / "out" / "plan.json"), None, date.isoformat(), (), str(folder / "told.csv"))
    assert replan_file(words, tmp_path / "out", seconds=None, as_json=False) == 0
    assert "no jumps (A8: pain 2)" in capsys.readouterr().out
    document = json.loads((tmp_path / "out" / "plan.json").read_text())
    (session,) = [s for s in document["sessions"] if s["session"] == name and s["date"] == date.isoformat()]
    assert session["eased"] == ["no jumps"]
    assert "eased: no jumps" in session["content"][1]["text"]
    assert "eased: no jumps" in (tmp_path / "out" / "plan.html").read_text()
    assert "eased: no jumps" in (tmp_path / "out" / "plan.ics").read_text().replace("\r\n ", "")


def test_a_plan_finds_its_log_beside_it_or_here_or_says_so(
    solved: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = solved(log="log: log.csv")
    plan = folder / "out" / "plan.json"
    words = Words(str(plan), None, "2026-12-08", (), None)
    monkeypatch.chdir(tmp_path)
    asked = understood(words)
    assert asked.asked.log is None
    (note,) = asked.notes
    assert note == (
        "the plan's training log 'log.csv' stands neither beside it nor here, so it is left aside; "
        "give the scenario as FILE, or the log with --log to use it"
    )
    monkeypatch.chdir(folder)
    found = understood(words)
    assert (found.asked.log is not None, found.notes) == (True, ())
    monkeypatch.chdir(tmp_path)
    (folder / "out" / "log.csv").write_text("date,session,minutes\n2026-12-01,easy,30\n")
    beside = understood(words)
    assert beside.asked.log is not None
    assert beside.asked.log.entries[0].date == dt.date(2026, 12, 1)
    (folder / "out" / "log.csv").unlink()
