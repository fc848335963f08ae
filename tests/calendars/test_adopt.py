"""Taking over a running plan: what titles mean, what is doubtful, and that strength fits in around the runs."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.errors import InputError
from scenarios.load import load_text
from scenarios.run_title import recognise
from solver.calendars.adopt import Mapping, adopt
from solver.commands.adopt import read_mapping
from solver.solve import solve

PLAN = """date,title
2026-12-01,6 x 800 m @ 5k
2026-12-02,Easy 45 min + strides
2026-12-03,Rest
2026-12-04,Tempo 50'
2026-12-06,Long run 16 km
2026-12-08,Strength: 4 x 2 km
2026-12-09,Easy 40'
2026-12-10,Gym
2026-12-11,Yasso 800s
2026-12-12,Dinner with Anna
2026-12-13,Long run 1h50
"""


@pytest.mark.parametrize(
    ("title", "type_", "minutes", "plain"),
    [
        ("6 x 800 m @ 5k", "intervals", None, True),
        ("Long run 16 km", "long", 95, False),
        ("Easy 45 min + strides", "strides", 45, True),
        ("Tempo 50'", "tempo", 50, True),
        ("Tempo 8 km @ 4:30", "tempo", 35, True),
        ("Recovery jog 30 min", "recovery", 30, True),
        ("Hill repeats 10 x 60 s", "hills", None, True),
        ("WU, 5 x 1k @ 10k, CD", "tempo", None, True),
        ("Marathon pace 12 km", "race_pace", 70, False),
        ("Medium-long run 75 min", "medium_long", 75, True),
        ("1h30 long run", "long", 90, True),
        ("Long 1:30 h", "long", 90, True),
        ("Easy 8 mi", "easy", 75, False),
        ("Bike 60 min", "cross_training", 60, True),
        ("Fartlek 45m", "fartlek", 45, True),
        ("Long run with 3 x 2 km @ MP", "long", None, False),
        ("10 km", "easy", 60, False),
        ("6x800", "intervals", None, True),
        ("Rest or easy 30 min", "easy", 30, True),
        ("Strength: 4 x 2 km", "tempo", None, False),
        ("Strength repeats 3 x 1 mile", "tempo", None, False),
    ],
)
def test_titles_of_runs(title: str, type_: str, minutes: int | None, *, plain: bool) -> None:
    found = recognise(title)
    assert (found.what, found.type, found.minutes, found.doubt == "") == ("run", type_, minutes, plain)


@pytest.mark.parametrize(
    ("title", "what"),
    [("Rest", "rest"), ("Day off", "rest"), ("OFF", "rest"), ("Strength 30 min", "strength"), ("Gym", "strength"),
     ("Weights, 3 x 8", "strength"), ("Race: 10k", "race"), ("Half marathon", "race"), ("Dinner with Anna", "unknown")],
)  # fmt: skip
def test_other_titles(title: str, what: str) -> None:
    assert recognise(title).what == what


def test_distances_go_by_the_runners_own_pace() -> None:
    assert recognise("Easy 10 km", 5 * 60).minutes == 50
    assert "5:00 min/km" in recognise("Easy 10 km", 5 * 60).doubt


@given(st.text(max_size=60))
def test_any_title_is_read(title: str) -> None:
    found = recognise(title)
    assert (found.type is not None) == (found.what == "run")
    assert found.what != "unknown" or found.doubt


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.csv"
    file.write_text(PLAN)
    return file


def test_a_plan_becomes_a_scenario_with_its_runs_on_their_days(plan: Path) -> None:
    adopted = adopt(str(plan), Mapping(), 0)
    scenario = load_text(adopted.text, "mine.yaml", "yaml").scenario
    assert (str(scenario.start), scenario.weeks, adopted.runs) == ("2026-11-30", 2, 8)
    runs = [(run.week, run.days, run.type, run.minutes) for run in scenario.runs or ()]
    assert runs == [
        (1, ("tue",), "intervals", 55), (1, ("wed",), "strides", 45), (1, ("fri",), "tempo", 50),
        (1, ("sun",), "long", 95), (2, ("tue",), "tempo", 55), (2, ("wed",), "easy", 40),
        (2, ("fri",), "intervals", 55), (2, ("sun",), "long", 110),
    ]  # fmt: skip
    doubts = "\n".join(adopted.doubts)
    assert "plan.csv:6: 'Long run 16 km': 16 km taken at 6:00 min/km -> long, 95 min" in doubts
    assert "plan.csv:7: 'Strength: 4 x 2 km'" in doubts
    assert "plan.csv:9: 'Gym': strength is what runlift plans; passed over" in doubts
    assert "plan.csv:11: 'Dinner with Anna'" in doubts
    assert "Tempo 50" not in doubts


def test_solving_keeps_every_run_and_adds_strength(plan: Path) -> None:
    scenario = load_text(adopt(str(plan), Mapping(), 0).text, "mine.yaml", "yaml").scenario
    result = solve(scenario)
    assert result.plan is not None
    stood = {(f"{result.plan.date(p.day)}", p.session.type) for p in result.plan.sessions if p.session.kind == "run"}
    assert stood == {
        ("2026-12-01", "intervals"), ("2026-12-02", "strides"), ("2026-12-04", "tempo"), ("2026-12-06", "long"),
        ("2026-12-08", "tempo"), ("2026-12-09", "easy"), ("2026-12-11", "intervals"), ("2026-12-13", "long"),
    }  # fmt: skip
    lifts = [p for p in result.plan.sessions if p.session.kind == "strength"]
    assert {p.day // 7 for p in lifts} == {0, 1}
    assert len(lifts) + len(result.plan.left_out) == 6
    assert all(left.reasons for left in result.plan.left_out)


def test_with_a_shift_runs_may_move_within_their_week(plan: Path) -> None:
    scenario = load_text(adopt(str(plan), Mapping(), 1).text, "mine.yaml", "yaml").scenario
    days = [run.days for run in scenario.runs or ()]
    assert days[0] == ("mon", "tue", "wed")
    assert days[3] == ("sat", "sun")
    freer, fixed = solve(scenario), solve(load_text(adopt(str(plan), Mapping(), 0).text, "m.yaml", "yaml").scenario)
    assert freer.score is not None
    assert fixed.score is not None
    assert freer.score.key() <= fixed.score.key()


def test_a_calendar_gives_times_and_lengths(tmp_path: Path) -> None:
    file = tmp_path / "plan.ics"
    event = "BEGIN:VEVENT\r\nUID:{0}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART{1}\r\n{2}SUMMARY:{3}\r\nEND:VEVENT\r\n"
    file.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
        + event.format(1, ":20261201T071500", "DTEND:20261201T081500\r\n", "Tempo 8 km")
        + event.format(2, ";VALUE=DATE:20261202", "", "Easy 40'")
        + event.format(3, ";VALUE=DATE:20261213", "", "Half marathon")
        + "END:VCALENDAR\r\n",
        newline="",
    )
    adopted = adopt(str(file), Mapping(), 0)
    scenario = load_text(adopted.text, "mine.yaml", "yaml").scenario
    assert scenario.slots["morning"] == "07:15"
    assert [(run.type, run.minutes, run.slots) for run in scenario.runs or ()] == [
        ("tempo", 60, ("morning",)), ("easy", 40, None),
    ]  # fmt: skip
    assert scenario.race is not None
    assert (str(scenario.race.date), scenario.race.goal, scenario.goal) == ("2026-12-13", "half", "half")


@pytest.mark.parametrize(
    ("title", "minutes", "guess"),
    [
        ("Marathon", 255, "no length is named -> race, 255 min, 42.2 km at 6:00 min/km"),
        ("Half marathon race", 125, "no length is named -> race, 125 min, 21.1 km at 6:00 min/km"),
        ("Marathon race 3:45 h", 225, ""),
        ("Parkrun 5k", 30, "5k taken at 6:00 min/km -> race, 30 min"),
    ],
)
def test_a_race_without_minutes_is_as_long_as_its_distance_and_a_guess(
    tmp_path: Path, title: str, minutes: int, guess: str
) -> None:
    file = tmp_path / "plan.csv"
    file.write_text(f"date,title,start\n2026-12-01,Easy 40 min,\n2026-12-06,{title},09:00\n")
    adopted = adopt(str(file), Mapping(), 0)
    race = load_text(adopted.text, "mine.yaml", "yaml").scenario.race
    assert race is not None
    assert race.minutes == minutes
    assert [doubt.partition("': ")[2] for doubt in adopted.doubts] == [guess] * bool(guess)


def test_a_race_that_is_not_the_last_is_no_tempo_run_as_long_as_it(tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_text("date,title\n2026-12-05,Parkrun 5k\n2026-12-06,Marathon\n2026-12-13,Race: 10k\n")
    adopted = adopt(str(file), Mapping(), 0)
    scenario = load_text(adopted.text, "mine.yaml", "yaml").scenario
    assert [(run.type, run.minutes) for run in scenario.runs or ()] == [("tempo", 30), ("tempo", 55)]
    assert [doubt.partition("': ")[2] for doubt in adopted.doubts] == [
        "5k taken at 6:00 min/km; not the last race; kept as tempo",
        "not the last race; kept as tempo",
        "10k taken at 6:00 min/km -> race, 60 min",
    ]


def test_a_mapping_says_what_titles_mean(plan: Path, tmp_path: Path) -> None:
    file = tmp_path / "map.yaml"
    file.write_text('easy_pace: "5:00"\ntitles:\n  dinner: rest\n  gym: easy\n  yasso: race_pace\n')
    adopted = adopt(str(plan), read_mapping(str(file)), 0)
    runs = [(run.type, run.minutes) for run in load_text(adopted.text, "m.yaml", "yaml").scenario.runs or ()]
    assert ("race_pace", 65) in runs
    assert ("long", 80) in runs
    assert not any("Dinner" in doubt for doubt in adopted.doubts)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("titles: {gym: weights}\n", "map.yaml:1:15: titles.gym: "),
        ("pace: 5\n", "did you mean easy_pace?"),
        ('easy_pace: "fast"\n', "accepted: minutes a km"),
        ('easy_pace: "5:75"\n', "got '5:75'; accepted: minutes a km"),
        ('easy_pace: "\N{SUPERSCRIPT FIVE}:30"\n', "accepted: minutes a km"),
        ("- 1\n", "accepted: a mapping"),
    ],
)
def test_a_bad_mapping_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "map.yaml"
    file.write_text(text)
    with pytest.raises(InputError) as refused:
        read_mapping(str(file))
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("date,title\n2026-13-01,Easy\n", "plan.csv:2: date: 2026-13-01 has no such month"),
        ("day,title\n", "no column date"),
        ("date\n2026-12-01\n", "no column with titles"),
        ("date,title\n", "no session in it"),
        ("date,title\n2026-01-01,Easy 30'\n2027-12-01,Easy 30'\n", "accepted: at most 52"),
        ("date,title,minutes\n2026-12-01,Easy,3\n", "plan.csv:2: minutes: got '3'"),
    ],
)
def test_a_bad_plan_is_told_and_nothing_is_written(runlift, tmp_path: Path, text: str, told: str) -> None:
    file, out = tmp_path / "plan.csv", tmp_path / "mine.yaml"
    file.write_text(text)
    finished = runlift("adopt", file, "-o", out)
    assert (finished.returncode, out.exists()) == (2, False)
    assert told in finished.stderr
    assert finished.stderr.count("\n") == 1


def test_a_title_cannot_leave_its_comment(tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_text(
        'date,title\n2026-12-01,"Easy 30 min\nrace: {date: 2026-12-02}\u2028x: 1 \u202e# "\n', encoding="utf-8"
    )
    scenario = load_text(adopt(str(file), Mapping(), 0).text, "mine.yaml", "yaml").scenario
    assert scenario.race is None
    assert len(scenario.runs or ()) == 1


def test_a_week_of_a_run_must_be_planned() -> None:
    text = b"start: 2026-11-30\navailable: {mon: {morning: 60}}\nruns: [{type: easy, week: 2}]\n"
    with pytest.raises(InputError, match=r"runs\[0\].week: week 2 is not planned; accepted: 1 to 1"):
        load_text(text, "mine.yaml", "yaml")


def test_an_event_that_was_copied_onto_itself_is_taken_once(tmp_path: Path) -> None:
    rows = ["date,title,start", "2026-12-06,Long run 90 min,09:00", "2026-12-06,Long run 90 MIN,09:00"]
    rows += ["2026-12-06,Long run 90 min,15:00", "2026-12-05,Easy 30,", "2026-12-05,Easy 30,"]
    path = tmp_path / "plan.csv"
    path.write_text("\n".join(rows))
    found = adopt(str(path), Mapping(), 0)
    assert found.runs == 4
    assert [doubt for doubt in found.doubts if "twice" in doubt] == [
        f"{path}:3: 'Long run 90 MIN': it stands there twice, at the same time; taken once"
    ]
