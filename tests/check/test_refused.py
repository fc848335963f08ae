"""Bad plans: one line that says where and what is accepted, and never anything but that."""

import json
from pathlib import Path

import pytest

from scenarios.errors import InputError
from scenarios.load import load
from solver.judgement import judge_file
from solver.output.deliver import files_of
from solver.solve import solve

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "scenarios" / "library" / "reference_week.yaml"
HEAD = b"date,start,session,minutes"
ROW = b"2026-12-01,07:00,tempo,60"
TABLES = {
    "a word for minutes": (b"%s\n%s\n2026-12-02,07:00,easy,sixty" % (HEAD, ROW), "3: minutes: got 'sixty'; accepted:"),
    "full-width digits": (
        f"{HEAD.decode()}\n2026-12-01,07:00,tempo,６０".encode(),
        "2: minutes: got '６０'; accepted:",
    ),
    "an underscore in a number": (b"%s\n2026-12-01,07:00,tempo,6_0" % HEAD, "2: minutes: got '6_0'; accepted:"),
    "not a number": (b"%s\n2026-12-01,07:00,tempo,nan" % HEAD, "2: minutes: got 'nan'; accepted:"),
    "a sign": (b"%s\n2026-12-01,07:00,tempo,+60" % HEAD, "2: minutes: got '+60'; accepted:"),
    "too long": (b"%s\n2026-12-01,07:00,tempo,601" % HEAD, "2: minutes: got '601'; accepted:"),
    "a full-width date": (f"{HEAD.decode()}\n２026-12-01,07:00,tempo,60".encode(), "2: date: got '２026-12-01'"),
    "a date of another country": (
        b"%s\n01/12/2026,07:00,tempo,60" % HEAD,
        "2: date: got '01/12/2026'; accepted: a date",
    ),
    "no such day": (b"%s\n2027-02-29,07:00,tempo,60" % HEAD, "2: date: 2027 is not a leap year"),
    "no such time": (b"%s\n2026-12-01,7:00,tempo,60" % HEAD, "2: start: got '7:00'; accepted: a time from 00:00"),
    "no such session": (
        b"%s\n2026-12-01,07:00,temop,60" % HEAD,
        "2: session: no such session 'temop'; did you mean tempo?",
    ),
    "a ragged row": (b"%s\n%s,1" % (HEAD, ROW), "2: row: 5 cells; accepted: 4"),
    "a short row": (b"%s\n2026-12-01,07:00" % HEAD, "2: row: 2 cells; accepted: 4"),
    "a header twice": (b"%s,Date\n%s,x" % (HEAD, ROW), "1: date: stands twice, in columns 1 and 5; accepted:"),
    "columns without end": (b"a," * 300, "1: header: 301 columns; accepted: at most 200"),
    "no minutes": (b"date,start,session\n2026-12-01,07:00,tempo", "1: header: no column minutes; accepted:"),
    "no header": (ROW, "1: header: no column date, start, session, minutes; accepted:"),
    "nothing": (b"", "1: header: the file is empty; accepted:"),
    "a huge cell": (b'%s,why\n%s,"%s"' % (HEAD, ROW, b"x" * 200_000), "2: row: longer than 65536 characters"),
    "a large cell": (b"%s,why\n%s,%s" % (HEAD, ROW, b"x" * 5_000), "2: 'why': a cell of 5000 characters; accepted:"),
    "NUL": (b"%s\n2026-12-01,07:00,te\0mpo,60" % HEAD, "2: session: control character U+0000; accepted:"),
    "UTF-16": (f"{HEAD.decode()}\n".encode("utf-16"), "1: encoding: UTF-16; accepted: UTF-8"),
    "latin-1": (b"%s\n2026-12-01,07:00,l\xe4ngste,60" % HEAD, "2: session: byte 0xe4 is not UTF-8; accepted:"),
    "a quote left open": (b'%s\n2026-12-01,07:00,"tempo,60' % HEAD, "2: row: quotes that do not match; accepted:"),
    "two athletes": (
        b"%s,athlete\n%s,Ana\n2026-12-02,07:00,easy,40,Bo" % (HEAD, ROW),
        "3: athlete: got 'Bo' after 'Ana'; accepted: one athlete's plan",
    ),
    "a strange key": (b"%s,key\n%s,maybe" % (HEAD, ROW), "2: key: got 'maybe'; accepted: true, false or nothing"),
    "legs for a run": (b"%s,legs\n%s,heavy" % (HEAD, ROW), "2: legs: got 'heavy' for tempo; accepted: none or nothing"),
    "a type that is not the name's": (
        b"%s,type\n%s,easy" % (HEAD, ROW),
        "2: type: got 'easy' for 'tempo'; accepted: tempo, or no type",
    ),
    "a date not planned": (
        b"%s\n%s\n2026-12-07,07:00,easy,40" % (HEAD, ROW),
        "3: date: 2026-12-07 is not planned; accepted: 2026-11-30 to 2026-12-06",
    ),
    "larger than any plan": (
        b"%s\n" % HEAD + b"#" * 5_000_000,
        "1: file: larger than 4096 kB; accepted: at most that",
    ),
    "sessions without end": (
        HEAD + b"\n2026-12-01,07:00,easy,40" * 1001,
        "1002: session: one more than 1000; accepted: at most that many sessions",
    ),
}
EVENT = """BEGIN:VEVENT
UID:a@runlift
DTSTART:20261201T070000
DTEND:20261201T080000
X-RUNLIFT-SESSION:tempo
SUMMARY:Tempo
END:VEVENT
"""
ZONE = """BEGIN:VTIMEZONE
TZID:Mine
BEGIN:STANDARD
DTSTART:20200101T000000
TZOFFSETFROM:+0100
TZOFFSETTO:+0100
RRULE:{rule}
END:STANDARD
END:VTIMEZONE
"""


def calendar(*parts: str) -> bytes:
    return "".join(["BEGIN:VCALENDAR\n", *parts, "END:VCALENDAR\n"]).encode()


FIRST = " event 1 ('Tempo'): "
CALENDARS = {
    "no calendar": (b"hello", " iCalendar: "),
    "nothing": (b"", " iCalendar: no calendar in it; accepted:"),
    "another component": (EVENT.encode(), " iCalendar: no calendar in it; accepted:"),
    "a whole day": (
        calendar(EVENT.replace(":20261201T070000", ";VALUE=DATE:20261201").replace(":20261201T08", ":20261202T08")),
        FIRST,
    ),
    "no such day": (calendar(EVENT.replace("DTSTART:20261201", "DTSTART:20261301")), f"{FIRST}start: cannot be read"),
    "no start": (calendar(EVENT.replace("DTSTART:20261201T070000\n", "")), f"{FIRST}start: cannot be read"),
    "an end before its start": (
        calendar(EVENT.replace("20261201T080000", "20261201T060000")),
        f"{FIRST}end: -60 min after its start; accepted: 5 to 600 min",
    ),
    "long ago": (calendar(EVENT.replace("20261201", "16661201")), f"{FIRST}start: year 1666; accepted: 2000 to 2199"),
    "nested without end": (b"BEGIN:VCALENDAR\n" * 3000, " iCalendar: nested too deeply; accepted: at most 16 levels"),
    "clocks that change every second": (calendar(ZONE.format(rule="FREQ=SECONDLY"), EVENT), " VTIMEZONE: got"),
    "clocks that change in no steps": (calendar(ZONE.format(rule="FREQ=YEARLY;INTERVAL=0"), EVENT), " VTIMEZONE: got"),
    "NUL": (calendar(EVENT.replace("Tempo", "Te\0mpo")), "7:11: encoding: control character U+0000; accepted:"),
}


@pytest.mark.parametrize("fault", TABLES)
def test_a_bad_table_is_one_line(fault: str, tmp_path: Path) -> None:
    assert_refused(tmp_path / "plan.csv", *TABLES[fault])


@pytest.mark.parametrize("fault", CALENDARS)
def test_a_bad_calendar_is_one_line(fault: str, tmp_path: Path) -> None:
    assert_refused(tmp_path / "plan.ics", *CALENDARS[fault])


def assert_refused(path: Path, content: bytes, message: str) -> None:
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        judge_file(path, REFERENCE)
    assert str(caught.value).startswith(f"{path}:{message}")
    assert "accepted: " in str(caught.value)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("name", ["week.yaml", "week.YML", "week"])
def test_a_scenario_given_as_a_plan_is_told_as_one(name: str, tmp_path: Path) -> None:
    text = b"# mine\nathlete: {name: Ana}\nstart: 2026-11-30\navailable: {mon: {evening: 60}}\n"
    assert_refused(tmp_path / name, text, " this is a scenario, for `runlift solve`; accepted: a plan as plan.json")


def test_other_yaml_is_not_called_a_scenario(tmp_path: Path) -> None:
    assert_refused(tmp_path / "club.yaml", b"roster: roster.csv\n", " YAML, which holds no plan; accepted: a plan")


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    loaded = load(REFERENCE)
    return files_of(solve(loaded.scenario), loaded.scenario, loaded.source.sha256)


DOCUMENTS = {
    "a key twice": (lambda text: text.replace('"version"', '"format"', 1), r":3:3: format: given twice"),
    "NaN": (lambda text: text.replace('"gap": 0.0', '"gap": NaN'), r":\d+:\d+: gap: got 'NaN'; accepted: a finite"),
    "5,000 digits": (
        lambda text: text.replace('"format": 1', '"format": ' + "1" * 5000),
        r": format: a number of 5000",
    ),
    "nested": (lambda text: text.replace('"reasons": []', '"reasons": ' + "[" * 3000), r": JSON: nested too deeply"),
    "cut off": (lambda text: text[: len(text) // 2], r": JSON: "),
    "no plan of ours": (lambda text: '{"format ": 1}', r":1:1: format: missing: not a plan of ours; accepted: 1"),
    "a scenario": (
        lambda text: '{"start": "2026-11-30", "available": {}}',
        r":1:1: scenario: this is a scenario, for `runlift solve`; accepted: a plan as plan.json, CSV or iCalendar",
    ),
    "a list": (lambda text: "[]", r":1:1: format: missing: not a plan of ours; accepted: 1"),
    "no such session": (
        lambda text: text.replace('"session": "tempo"', '"session": "temop"'),
        r": sessions\[\d\]\.session: no such session 'temop'; did you mean tempo\?",
    ),
    "minutes as text": (
        lambda text: text.replace('"minutes": 90,\n      "key": true', '"minutes": "90",\n      "key": true'),
        r":\d+:18: sessions\[\d\]\.minutes: got '90'; accepted: a whole number from 5 to 600",
    ),
    "a date not planned": (
        lambda text: text.replace('"date": "2026-12-0', '"date": "2027-12-0'),
        r":\d+:\d+: sessions\[\d\]: date: 2027-12-0\d is not planned; accepted: 2026-11-30 to 2026-12-06",
    ),
    "a scenario of no sense": (
        lambda text: text.replace('"start": "2026-11-30"', '"start": "2026-11-31"'),
        r": scenario\.asked\.start: November 2026 has days 1 to 30",
    ),
    "a scenario at odds with itself": (
        lambda text: text.replace('"repeat": true', '"repeat": true, "weeks": 2'),
        r":\d+:\d+: scenario\.asked\.repeat: 2 weeks cannot follow themselves",
    ),
    "a rule nobody knows": (
        lambda text: text.replace('"repeat": true', '"repeat": true, "rules": {"rest_a_lot": true}'),
        r":\d+:\d+: scenario\.asked\.rules\.rest_a_lot: no such rule 'rest_a_lot'",
    ),
    "points below nothing": (
        lambda text: text.replace('"points": {\n    "total": ', '"points": {\n    "total": -'),
        r": points\.total: got -\d+; accepted: a whole number from 0",
    ),
}


@pytest.mark.parametrize("fault", DOCUMENTS)
def test_a_bad_document_is_one_line(fault: str, files: dict[str, bytes], tmp_path: Path) -> None:
    spoil, message = DOCUMENTS[fault]
    text = files["plan.json"].decode("utf-8")
    assert spoil(text) != text, "nothing was spoilt"
    path = tmp_path / "plan.json"
    path.write_text(spoil(text), encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        judge_file(path)
    assert str(caught.value).startswith(f"{path}:")
    assert str(caught.value).isprintable()


def test_a_document_of_another_format_is_refused_before_anything_else_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({"format": 7, "scenario": 1, "sessions": None}), encoding="utf-8")
    with pytest.raises(InputError, match=r":1:12: format: got 7, a layout this version does not read; accepted: 1$"):
        judge_file(path)


def test_a_race_twice_in_a_plan_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_bytes(HEAD + b"\n2026-12-01,07:00,race,60\n2026-12-05,07:00,race,60\n")
    with pytest.raises(InputError, match=r"plan\.csv:3: session: a second race; accepted: one race$"):
        judge_file(path)


def test_a_plan_of_its_own_needs_a_session_and_an_end(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_bytes(HEAD + b"\n2026-12-01,,rest,0\n")
    with pytest.raises(InputError, match=r"no session in it; accepted: at least one, or the scenario it answers$"):
        judge_file(path)
    path.write_bytes(HEAD + b"\n2026-12-01,07:00,easy,60\n2028-12-05,07:00,easy,60\n")
    with pytest.raises(InputError, match=r"is more than 52 weeks; accepted: at most that many$"):
        judge_file(path)


def test_a_cell_neutralised_on_the_way_out_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_bytes(HEAD + b",athlete\n" + ROW + b",'=cmd()\n2026-12-02,07:00,easy,40,=cmd()\n")
    assert judge_file(path).plan.instance.athlete == "=cmd()"


def test_a_zone_a_file_defines_is_not_kept_for_the_next(tmp_path: Path) -> None:
    """Two files that call different offsets by one name: each is read by its own."""
    ends = []
    for offset in ("+0100", "+0500"):
        zone = ZONE.format(rule="FREQ=YEARLY").replace("+0100", offset)
        zoned = EVENT.replace("DTSTART:", "DTSTART;TZID=Mine:").replace("DTEND:", "DTEND;TZID=Mine:")
        path = tmp_path / "plan.ics"
        path.write_bytes(calendar(zone, zoned))
        ends += [planned.end for planned in judge_file(path, REFERENCE).plan.sessions]
    assert ends[0] - ends[1] == 4 * 60
