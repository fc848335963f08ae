"""Any plan judged: ours read back as it was written, others by what they say, the verdict in the right words."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scenarios.errors import InputError
from solver.judgement import Judgement, judge_file

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "scenarios" / "library"
DATA = ROOT / "tests" / "data" / "check"
REFERENCE = LIBRARY / "reference_week.yaml"
ARTICLE = DATA / "article_week.csv"
GIVEN = {
    "two weeks, clocks forward, a race": """
        athlete: {name: "=cmd", id: a}
        timezone: Europe/Berlin
        start: 2027-03-22
        weeks: 2
        slots: {night: "02:30", evening: "18:00"}
        available: {mon: {evening: 60}, wed: {evening: 60}, sun: {night: 120}}
        runs: [{type: easy, times: 2, minutes: 45}, {type: long, minutes: 100, days: [sun]}]
        strength: {focus: [{focus: lower, legs: light}, {focus: upper, legs: light}]}
        race: {date: 2027-04-03, goal: 10k, minutes: 55}
        """,
    "clocks back": """
        timezone: Europe/Berlin
        start: 2026-10-19
        slots: {night: "02:30"}
        available: {sun: {night: 90}, wed: {night: 90}}
        runs: [{type: easy, times: 2, minutes: 45}]
        strength: {focus: []}
        """,
    "a slot that the clocks skip to midnight": """
        timezone: America/Scoresbysund
        start: 2027-03-22
        slots: {night: "23:30"}
        available: {sat: {night: 60}, wed: {night: 60}}
        runs: [{type: easy, times: 2, minutes: 45}]
        strength: {focus: []}
        """,
    "floating": """
        start: 2026-11-30
        available: {mon: {morning: 60, evening: 60}, thu: {morning: 90}, sat: {morning: 120}}
        runs: [{type: tempo}, {type: long}, {type: medium_long, minutes: 90}]
        """,
}
SCENARIOS = [
    *(LIBRARY / f"{name}.yaml" for name in ("reference_week", "hill_race", "minimal", "impossible", "season")),
    *(ROOT / "benchmarks" / "weeks" / f"week_{number:03}.yaml" for number in (0, 7, 23, 42, 61, 88)),
]


Solving = Callable[[Path], Any]


def assert_read_back(judged: Judgement, original: Any) -> None:
    assert judged.violations == ()
    assert judged.score == original.score
    assert (judged.differences, judged.notes) == ((), ())


@pytest.mark.parametrize("name", ["plan.json", "plan.csv", "plan.ics"])
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_a_plan_of_ours_is_read_back_to_the_point(scenario: Path, name: str, written, solved: Solving) -> None:
    original = solved(scenario)
    plan = written(name, original.files[name])
    assert_read_back(judge_file(plan, scenario), original)
    if name == "plan.json":
        assert_read_back(judge_file(plan), original)


@pytest.mark.parametrize("name", ["plan.json", "plan.csv", "plan.ics"])
@pytest.mark.parametrize("given", GIVEN)
def test_whatever_the_clocks_do(given: str, name: str, written, solved: Solving) -> None:
    scenario = written("scenario.yaml", GIVEN[given])
    original = solved(scenario)
    assert_read_back(judge_file(written(name, original.files[name]), scenario), original)


def edited(plan: bytes, edit: Callable[[dict[str, str]], dict[str, str] | None]) -> str:
    """A table with every row as ``edit`` gives it back; None drops it."""
    rows = list(csv.DictReader(io.StringIO(plan.decode("utf-8"), newline="")))
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for row in map(edit, rows) if row is not None)
    return text.getvalue()


def article(name: str, **cells: str) -> str:
    """The article's week with other cells in one session's row."""
    return edited(ARTICLE.read_bytes(), lambda row: {**row, **cells} if row["session"] == name else row)


def test_the_week_of_the_article_is_accepted(written, solved: Solving) -> None:
    judged = judge_file(ARTICLE, REFERENCE)
    assert judged.verdict == "Keeps every rule: 26 points."
    assert judged.left_out == ()
    assert judged.score.total > solved(REFERENCE).score.total


@pytest.mark.parametrize(
    ("session", "cells", "rule", "words"),
    [
        (
            "lower",
            {"date": "2026-12-03"},
            "heavy_legs_before_key_run",
            "lower on Thu 3 Dec ends 12.5 h before intervals on Fri 4 Dec, at least 30 h",
        ),
        ("easy", {"start": "07:15"}, "free_time", "easy takes 40 min on Mon 30 Nov 07:15, where 0 min are free"),
        ("easy", {"date": "2026-12-01"}, "sessions_a_day", "2 runs on Tue 1 Dec, at most 1"),
        ("easy", {"date": "2026-12-01"}, "no_overlap", "easy and tempo overlap on Tue 1 Dec"),
        ("upper", {"start": "07:00"}, "no_overlap", "tempo and upper overlap on Tue 1 Dec"),
        ("tempo", {"minutes": "20"}, "not_asked", "tempo on Tue 1 Dec takes 20 min, asked: 60"),
        ("upper", {"session": "hills"}, "not_asked", "nobody asked for hills on Tue 1 Dec"),
    ],
)
def test_a_session_moved_by_hand_breaks_the_rule_it_breaks(written, session, cells, rule, words) -> None:
    judged = judge_file(written("moved.csv", article(session, **cells)), REFERENCE)
    assert words in [violation.message for violation in judged.violations if violation.rule == rule]
    assert rule in judged.verdict


def test_points_come_and_go_with_the_place(written) -> None:
    """Monday's easy run on Thursday: the day of rest moves along, and with it nothing that counts."""
    judged = judge_file(written("moved.csv", article("easy", date="2026-12-03")), REFERENCE)
    assert judged.violations == ()
    assert judged.score.points == judge_file(ARTICLE, REFERENCE).score.points


def test_equal_names_are_told_apart_by_what_they_are(written) -> None:
    swapped = {"easy": "easy-2", "easy-2": "easy"}
    text = edited(ARTICLE.read_bytes(), lambda row: {**row, "session": swapped.get(row["session"], row["session"])})
    judged = judge_file(written("swapped.csv", text), REFERENCE)
    assert judged.violations == ()
    assert judged.score == judge_file(ARTICLE, REFERENCE).score


FIXED = """
start: 2026-11-30
available: {mon: {morning: 60}, wed: {morning: 60}, fri: {morning: 60}}
runs: [{type: easy, times: 3, minutes: 40}]
strength: {focus: []}
fixed: [{session: easy-2, day: fri, slot: morning}]
"""


def test_a_fixed_unit_is_whichever_equal_session_stands_there(written) -> None:
    rows = (
        "date,start,session,minutes\n2026-12-04,06:30,easy,40\n2026-11-30,06:30,easy-2,40\n2026-12-02,06:30,easy,40\n"
    )
    judged = judge_file(written("plan.csv", rows), written("fixed.yaml", FIXED))
    assert (judged.violations, judged.left_out) == ((), ())
    moved = rows.replace("2026-12-04,06:30", "2026-12-03,06:30")
    broken = judge_file(written("plan.csv", moved), written("fixed.yaml", FIXED)).violations
    assert {violation.rule for violation in broken} == {"fixed_sessions", "free_time"}


def test_a_missing_session_is_left_out_and_one_too_many_is_not_asked(written) -> None:
    text = ARTICLE.read_text(encoding="utf-8")
    fewer = judge_file(written("fewer.csv", text.replace("2026-12-01,07:00,tempo,60\n", "")), REFERENCE)
    assert [left.name for left in fewer.left_out] == ["tempo"]
    assert fewer.score.left_out == {"key": 1, "easy": 0, "strength": 0}
    assert fewer.verdict.endswith("1 left out.")
    more = judge_file(written("more.csv", text + "2026-12-03,07:00,easy,40\n"), REFERENCE)
    assert [v.message for v in more.violations if v.rule == "not_asked"] == ["nobody asked for easy-3 on Thu 3 Dec"]


def test_a_race_stands_where_it_is_asked(written, solved: Solving) -> None:
    scenario = written("scenario.yaml", GIVEN["two weeks, clocks forward, a race"])
    plan = solved(scenario).files["plan.csv"]
    later = edited(plan, lambda row: {**row, "start": "10:00", "end": ""} if row["session"] == "race" else row)
    assert [violation.message for violation in judge_file(written("plan.csv", later), scenario).violations] == [
        "nobody asked for a race on Sat 3 Apr at 10:00",
        "the race on Sat 3 Apr at 09:00 does not stand in the plan",
    ]


def test_cells_that_contradict_the_start_are_told(written, solved: Solving) -> None:
    plan = solved(REFERENCE).files["plan.csv"]
    (tempo,) = (row for row in csv.DictReader(io.StringIO(plan.decode("utf-8"))) if row["session"] == "tempo")
    elsewhere = "evening" if tempo["slot"] == "midday" else "midday"
    wrong = {"day": "mon" if tempo["day"] == "sun" else "sun", "slot": elsewhere, "end": "23:00"}
    text = edited(plan, lambda row: {**row, **wrong} if row["session"] == "tempo" else row)
    judged = judge_file(written("plan.csv", text), REFERENCE)
    assert judged.score == solved(REFERENCE).score
    told = "\n".join(judged.notes)
    assert len(judged.notes) == 3
    assert all(words in told for words in (f"is not '{wrong['day']}'", f"not with {elsewhere}", "not 23:00"))


def test_a_spreadsheet_may_part_by_semicolons_and_order_columns_as_it_likes(written) -> None:
    rows = list(csv.DictReader(io.StringIO(ARTICLE.read_text(encoding="utf-8"))))
    lines = ["Minutes;Note;SESSION;start;date"]
    lines += [f'{row["minutes"]};"a;b";{row["session"]};{row["start"]};{row["date"]}' for row in rows]
    text = "\ufeff" + "\r\n".join([*lines, ";;;;", ""])
    assert judge_file(written("plan.csv", text), REFERENCE).score == judge_file(ARTICLE, REFERENCE).score


def document(plan: bytes, **changes: Any) -> str:
    return json.dumps({**json.loads(plan), **changes})


def test_a_plan_that_claims_other_points_is_told(written, solved: Solving) -> None:
    points = json.loads(solved(REFERENCE).files["plan.json"])["points"]
    total, even = points["total"], points["rules"]["even_load"]
    claimed = {"total": total - 4, "rules": {**points["rules"], "even_load": even + 1}}
    plan = solved(REFERENCE).files["plan.json"]
    judged = judge_file(written("plan.json", document(plan, points=claimed, left_out_counts={"key": 1})))
    assert judged.differences == (
        f"the file says {total - 4} points, the rules count {total}",
        f"even_load: the file says {even + 1}, the rules count {even}",
        "left out, key: the file says 1, the scenario and the plan make it 0",
    )


def test_a_plan_of_another_scenario_is_judged_by_the_one_given(written, solved: Solving) -> None:
    stricter = REFERENCE.read_text(encoding="utf-8") + "rules: {full_rest_days: {days: 3}}\n"
    judged = judge_file(written("plan.json", solved(REFERENCE).files["plan.json"]), written("other.yaml", stricter))
    assert {violation.rule for violation in judged.violations} == {"full_rest_days"}
    assert judged.differences == ()
    (note,) = judged.notes
    assert "another scenario file" in note


@pytest.mark.parametrize("version", [0, 2, "1", None, True, 1.5])
def test_another_format_of_plan_is_refused_and_never_misread(written, version: object) -> None:
    with pytest.raises(InputError, match=r"plan\.json:1:12: format: got .*; accepted: 1$"):
        judge_file(written("plan.json", json.dumps({"format": version, "sessions": "of another layout"})))


def test_a_plan_that_was_never_found_is_refused(written, solved: Solving) -> None:
    plan = document(solved(REFERENCE).files["plan.json"], points=None, status="infeasible", sessions=[])
    with pytest.raises(InputError, match=r"points: no plan was found \(infeasible\); accepted: a file with a plan$"):
        judge_file(written("plan.json", plan))


def test_the_exit_code_says_what_was_found(runlift, written) -> None:
    fewer = ARTICLE.read_text(encoding="utf-8").replace("2026-12-01,07:00,tempo,60\n", "")
    left_out, broken = written("fewer.csv", fewer), written("broken.csv", article("lower", date="2026-12-03"))
    assert runlift("check", ARTICLE, REFERENCE, "--strict").returncode == 0
    assert runlift("check", left_out, REFERENCE).returncode == 0
    assert runlift("check", left_out, REFERENCE, "--strict").returncode == 1
    assert runlift("check", broken, REFERENCE).returncode == 1
    bad = runlift("check", written("bad.csv", article("lower", minutes="sixty")), REFERENCE)
    assert (bad.returncode, bad.stdout) == (2, "")
    assert bad.stderr.count("\n") == 1
    assert "bad.csv:6: minutes: got 'sixty'; accepted: a whole number from 5 to 600" in bad.stderr
    assert runlift("check", ARTICLE, ROOT / "nothing.yaml").returncode == 2
    assert runlift("check", ROOT / "nothing.csv").returncode == 2


def test_it_is_said_on_the_terminal_and_in_json(runlift, written) -> None:
    plan = written("moved.csv", article("lower", date="2026-12-03"))
    judged = judge_file(plan, REFERENCE)
    said = runlift("check", plan, REFERENCE).stdout
    assert said.splitlines()[-1] == judged.verdict
    assert said.index("broken") < said.index("key_runs_apart")
    values = json.loads(runlift("check", plan, REFERENCE, "--json").stdout)
    assert values["format"] == 1
    assert values["verdict"] == judged.verdict
    assert values["points"] == {"total": judged.score.total, "rules": judged.score.points}
    assert sum(cost["points"] for cost in values["costs"]) == judged.score.total
    assert {"rule", "message", "date", "sessions"} == set(values["violations"][0])


def test_standard_input_is_known_by_its_first_character(runlift, solved: Solving) -> None:
    for name in ("plan.json", "plan.csv", "plan.ics"):
        done = runlift("check", "-", REFERENCE, "--json", text_in=solved(REFERENCE).files[name].decode("utf-8"))
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["points"]["total"] == solved(REFERENCE).score.total
