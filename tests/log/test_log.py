"""The training log: what a good one says, and that a bad one ends in one line with its row and column."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.errors import InputError
from scenarios.load import load, load_text
from scenarios.log.exercises import LoggedExercise, LoggedLoad
from scenarios.log.history import history_of, with_log
from scenarios.log.log import Log, log_of, parse_log, read_log

LIBRARY = Path(__file__).parents[2] / "scenarios" / "library"
HEAD = "date,start,session,minutes"
ROW = "2026-11-25,06:40,tempo,55"


def parsed(*rows: str, head: str = HEAD) -> Log:
    return parse_log("\n".join([head, *rows]).encode(), "log.csv")


def exercises(cell: str) -> tuple[LoggedExercise, ...]:
    (entry,) = parsed(f"2026-11-25,18:00,lower,30,{cell}", head=f"{HEAD},exercises").entries
    return entry.exercises


def test_the_shipped_log_is_read_whole() -> None:
    log = read_log(LIBRARY / "jonas_log.csv")
    assert [(entry.session, entry.minutes, entry.planned_minutes) for entry in log.entries] == [
        ("long", 85, 85),
        ("upper", 30, 30),
        ("tempo", 55, 55),
        ("lower", 30, 30),
        ("easy", 45, 40),
        ("easy", 40, 40),
        ("long", 90, 85),
    ]
    lower = log.entries[3]
    assert (lower.date, lower.start, lower.rpe) == (dt.date(2026, 11, 25), "18:10", 7.0)
    assert lower.exercises[1] == LoggedExercise("romanian_deadlift", 3, 8, None, LoggedLoad("weight", 16.0, 2))
    assert lower.exercises[1].load.total_kg == 32
    assert (log.entries[2].note, log.entries[4].note) == ("wind", "legs heavy")
    assert log.entries[0].check_in.ill is False


def test_stretches_and_long_runs_are_counted_in_minutes_run() -> None:
    log = read_log(LIBRARY / "jonas_log.csv")
    monday = dt.date(2026, 11, 30)
    assert log.run_minutes(dt.date(2026, 11, 23), dt.date(2026, 11, 29)) == 55 + 45 + 40 + 90
    assert log.run_minutes(dt.date(2026, 11, 22), dt.date(2026, 11, 28)) == 85 + 55 + 45 + 40
    assert log.run_minutes(dt.date(2026, 11, 9), dt.date(2026, 11, 15)) == 0
    assert (log.longest_run(monday), log.longest_run(dt.date(2026, 11, 29))) == (90, 85)
    assert (log.longest_run(dt.date(2026, 12, 29)), log.longest_run(dt.date(2026, 12, 30))) == (90, 0)
    bike = parsed("2026-11-25,06:40,cross_training,55", ROW)
    assert (bike.run_minutes(dt.date(2026, 11, 25), dt.date(2026, 11, 25)), len(bike.done())) == (55, 2)


def test_rows_come_in_any_order_columns_too_and_semicolons_part_them() -> None:
    text = "\ufeffMinutes;session;date;sleep_h;exercises\r\n30;lower;2026-11-26;7,5;plank 2x30s; squat\r\n".replace(
        "plank 2x30s; squat", '"plank 2x30s; squat 3x8@20kg"'
    )
    log = parse_log((text + "45;easy-2;2026-11-25;;\r\n;;;;\r\n\r\n").encode(), "log.csv")
    assert [(entry.session, entry.ordinal, entry.start) for entry in log.entries] == [
        ("easy", 2, "12:00"),
        ("lower", None, "12:00"),
    ]
    assert log.entries[1].check_in.sleep_h == 7.5
    assert [each.exercise for each in log.entries[1].exercises] == ["plank", "squat"]


def test_a_check_in_stands_alone_and_a_missed_session_has_no_minutes() -> None:
    head = f"{HEAD},planned_minutes,soreness_legs,pain,ill"
    log = parsed("2026-11-26,,rest,,,6,,", "2026-11-27,,,,,,1.5,yes", "2026-11-28,08:00,long,0,90,,,", head=head)
    alone, also_alone, missed = log.entries
    assert not alone.done
    assert not alone.missed
    assert missed.missed
    assert not missed.done
    assert alone.check_in.told
    assert not missed.check_in.told
    assert log.check_in(dt.date(2026, 11, 27)) == also_alone.check_in
    assert (also_alone.check_in.pain, also_alone.check_in.ill) == (1.5, True)
    assert log.done() == ()


def test_of_two_answers_on_one_morning_the_more_careful_counts() -> None:
    head = f"{HEAD},soreness_legs,sleep_h,sleep_quality,fatigue,gait_changed,ill"
    log = parsed("2026-11-25,06:40,tempo,55,2,6.5,,3,no,", "2026-11-25,18:00,lower,30,4,8,2,,yes,", head=head)
    felt = log.check_in(dt.date(2026, 11, 25))
    assert (felt.soreness_legs, felt.sleep_h, felt.sleep_quality, felt.fatigue) == (4, 6.5, 2, 3)
    assert (felt.gait_changed, felt.ill, felt.pain) == (True, None, None)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("push_up 3x8@bodyweight", LoggedExercise("push_up", 3, 8, None, LoggedLoad("bodyweight"))),
        ("push_up 3x8", LoggedExercise("push_up", 3, 8, None, LoggedLoad("bodyweight"))),
        ("pull_up 3x5@bodyweight+7.5kg", LoggedExercise("pull_up", 3, 5, None, LoggedLoad("bodyweight", 7.5))),
        ("hip_thrust 2x12@band rpe 6.5", LoggedExercise("hip_thrust", 2, 12, None, LoggedLoad("band"), 6.5)),
        ("plank 3x30s", LoggedExercise("plank", 3, None, 30, LoggedLoad("bodyweight"))),
        ("squat 5x5@62.5kg rpe8", LoggedExercise("squat", 5, 5, None, LoggedLoad("weight", 62.5), 8.0)),
        ("squat 3x8@20 kg", LoggedExercise("squat", 3, 8, None, LoggedLoad("weight", 20))),
    ],
)
def test_what_was_lifted_is_typed(cell: str, meant: LoggedExercise) -> None:
    assert exercises(cell) == (meant,)


def test_an_athletes_own_exercises_are_known_when_they_are_named() -> None:
    data = f"{HEAD},exercises\n2026-11-25,18:00,lower,30,sled_push 3x8@80kg".encode()
    with pytest.raises(InputError, match=r"^log\.csv:2: exercises: no such exercise 'sled_push'; accepted: an id"):
        parse_log(data, "log.csv")
    assert parse_log(data, "log.csv", {"sled_push"}).entries[0].exercises[0].load.kg == 80


FAULTS = {
    "empty": (b"", "1: header: the file is empty; accepted: a row of columns with date, session, minutes"),
    "UTF-16": (HEAD.encode("utf-16"), "1: encoding: UTF-16; accepted: UTF-8"),
    "not UTF-8": (f"{HEAD}\n".encode() + b"2026-11-25,06:40,tempo,\xff5", "2: minutes: byte 0xff is not UTF-8"),
    "NUL": (f"{HEAD}\n2026-11-25,06:40,te\0mpo,55".encode(), "2: session: control character U+0000"),
    "column missing": (b"date,session\n2026-11-25,tempo", "1: header: no column minutes; accepted:"),
    "column twice": (f"{HEAD},Minutes\n{ROW},55".encode(), "1: minutes: stands twice, in columns 4 and 5"),
    "slip of a column": (
        f"{HEAD},sorness_legs\n{ROW},5".encode(),
        "1: 'sorness_legs': no such column 'sorness_legs'; did you mean soreness_legs?",
    ),
    "ragged": (f"{HEAD}\n{ROW}\n2026-11-26,06:40,easy".encode(), "3: row: 3 cells; accepted: 4, as many as"),
    "quote left open": (f'{HEAD}\n{ROW}\n2026-11-26,06:40,"easy,40'.encode(), "3: row: quotes that do not match"),
    "huge cell": (f"{HEAD},note\n{ROW},{'x' * 5000}".encode(), "2: note: a cell of 5000 characters; accepted: at"),
    "giant cell": (f"{HEAD},note\n{ROW},{'x' * 200_000}".encode(), "2: row: longer than 65536 characters"),
    "bad date": (f"{HEAD}\n25.11.2026,06:40,easy,40".encode(), "2: date: got '25.11.2026'; accepted: a date such as"),
    "no such day": (f"{HEAD}\n2027-02-29,06:40,easy,40".encode(), "2: date: 2027 is not a leap year"),
    "bad time": (f"{HEAD}\n2026-11-25,6:40,easy,40".encode(), "2: start: got '6:40'; accepted: a time from 00:00"),
    "no such session": (f"{HEAD}\n2026-11-25,06:40,tempoo,40".encode(), "2: session: no such session 'tempoo'; did"),
    "minutes missing": (f"{HEAD}\n2026-11-25,06:40,easy,".encode(), "2: minutes: got ''; accepted: a whole number"),
    "minutes of nothing": (f"{HEAD}\n2026-11-25,06:40,,40".encode(), "2: minutes: got '40' without a session"),
    "full-width digits": (f"{HEAD}\n2026-11-25,06:40,easy,４０".encode(), "2: minutes: got '４０'; accepted: a whole"),
    "underscored": (f"{HEAD}\n2026-11-25,06:40,easy,4_0".encode(), "2: minutes: got '4_0'; accepted: a whole number"),
    "nan": (f"{HEAD},rpe\n{ROW},nan".encode(), "2: rpe: got 'nan'; accepted: a number from 0 to 10 (session-RPE)"),
    "infinite": (f"{HEAD},sleep_h\n{ROW},1e999".encode(), "2: sleep_h: got '1e999'; accepted: a number from 0 to 24"),
    "negative": (f"{HEAD},pain\n{ROW},-1".encode(), "2: pain: got '-1'; accepted: a number from 0 to 10"),
    "off the scale": (f"{HEAD},fatigue\n{ROW},6".encode(), "2: fatigue: got '6'; accepted: a number from 1 to 5"),
    "no answer": (f"{HEAD},ill\n{ROW},maybe".encode(), "2: ill: got 'maybe'; accepted: no, yes"),
    "row twice": (f"{HEAD}\n{ROW}\n{ROW}".encode(), "3: session: tempo at this time stands in log.csv:2 already"),
    "exercise no one knows": (
        f"{HEAD},exercises\n2026-11-25,18:00,lower,30,squatt 3x8".encode(),
        "2: exercises: no such exercise 'squatt'; did you mean squat? accepted: an id of the exercise catalogue",
    ),
    "exercise half said": (f"{HEAD},exercises\n{ROW},squat 3".encode(), "2: exercises: got 'squat 3'; accepted: such"),
    "no sets": (
        f"{HEAD},exercises\n{ROW},squat 0x8".encode(),
        "2: exercises: 0 sets in 'squat 0x8'; accepted: 1 to 20",
    ),
    "load without a unit": (
        f"{HEAD},exercises\n{ROW},squat 3x8@20".encode(),
        "2: exercises: load '20' in 'squat 3x8@2",
    ),
    "weight of nothing": (f"{HEAD},exercises\n{ROW},squat 3x8@0kg".encode(), "2: exercises: 0 kg in 'squat 3x8@0kg'"),
    "three hands": (f"{HEAD},exercises\n{ROW},squat 3x8@3x8kg".encode(), "2: exercises: 3 weights in 'squat 3x8@3x8kg"),
    "effort beyond all": (f"{HEAD},exercises\n{ROW},squat 3x8 rpe11".encode(), "2: exercises: rpe 11 in"),
    "exercises of nothing": (f"{HEAD},exercises\n2026-11-25,,,,squat 3x8".encode(), "2: exercises: exercises without"),
    "rows without end": (
        (HEAD + "".join(f"\n2026-11-25,,rest,{''}" for _ in range(5001))).encode(),
        "5002: row: one more than 5000; accepted: at most that many rows",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_bad_log_is_one_line(fault: str) -> None:
    data, message = FAULTS[fault]
    with pytest.raises(InputError) as caught:
        parse_log(data, "log.csv")
    text = str(caught.value)
    assert text.startswith(f"log.csv:{message}")
    assert "accepted: " in text
    assert text.isprintable()


@given(data=st.binary(max_size=300), headed=st.booleans())
def test_any_bytes_are_a_log_or_one_line(data: bytes, headed: bool) -> None:
    try:
        parse_log(f"{HEAD},exercises,rpe,ill\n".encode() + data if headed else data, "log.csv")
    except InputError as error:
        told = str(error)
    else:
        told = ""
    assert told == "" or told.isprintable()


def test_a_column_of_the_runners_own_is_passed_over() -> None:
    assert parsed(f"{ROW},sunny", head=f"{HEAD},weather").entries[0].minutes == 55


def test_the_log_a_scenario_names_stands_beside_it(tmp_path: Path) -> None:
    log = log_of(load(LIBRARY / "season.yaml"))
    assert log is not None
    assert len(log.entries) == 7
    assert log_of(load(LIBRARY / "minimal.yaml")) is None
    text = (LIBRARY / "season.yaml").read_bytes().replace(b"jonas_log.csv", b"gone.csv")
    with pytest.raises(InputError, match=r"season\.yaml:22:6: log: no such file 'gone\.csv'; accepted: a CSV file"):
        log_of(load_text(text, str(tmp_path / "season.yaml"), "yaml"))


def test_the_log_is_history_for_the_rules() -> None:
    loaded = load(LIBRARY / "season.yaml")
    log = log_of(loaded)
    assert log is not None
    done = [(each.session, each.date.day) for each in history_of(log, dt.date(2026, 11, 30))]
    assert done == [
        *(("long", 22), ("upper", 23), ("rest", 24), ("tempo", 25)),
        *(("lower", 25), ("easy", 26), ("rest", 27), ("easy", 28), ("long", 29)),
    ]
    assert [each.session for each in history_of(log, dt.date(2026, 12, 1), days=3)] == ["easy", "long"]
    scenario = loaded.scenario.model_copy(update={"history": (history_of(log, dt.date(2026, 11, 27))[-1],)})
    mixed = with_log(scenario, log)
    assert [each.date.day for each in mixed.history if each.date.day == 26] == [26]
    assert len(mixed.history) == 9
