"""A roster as spreadsheets write it and as nobody should: rows are read, or told and passed over."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenarios.club import load_club
from scenarios.errors import InputError
from scenarios.roster import Again, Member, open_roster
from scenarios.text.roster_text import BadRow
from solver.batch.members import Work, work_of

HEADER = "id,name,goal,level,groups,mon,tue,wed,thu,fri,sat,sun,strength_at,rules"
CLUB = """
name: Harriers
start: 2026-11-30
roster: roster.csv
groups:
  track: {session: intervals, day: tue, slot: evening, minutes: 60}
  long_run: {session: long, day: sun, slot: morning, minutes: 100}
"""
CELLS = st.sampled_from(["ana", "ANA", "10k", *',,,;"\n\r\n', "evening:60", "track|long_run", "=1+1", *"\0é\u202e٣"])
GOOD = "ana,Ana,10k,novice,track,evening:60,evening:60,,,,morning:90,morning:120,gym,"


def rows(folder: Path, data: str | bytes, club: str = CLUB) -> list[Member | BadRow]:
    (folder / "club.yaml").write_text(club, encoding="utf-8")
    written = data if isinstance(data, bytes) else data.encode("utf-8")
    (folder / "roster.csv").write_bytes(written)
    return list(open_roster(load_club(folder / "club.yaml")).rows())


def only_bad(folder: Path, bad: str | bytes, header: str = HEADER) -> BadRow:
    """The one bad row between two good ones, which must be read all the same."""
    raw = bad if isinstance(bad, bytes) else bad.encode("utf-8")
    last = GOOD.replace("ana,Ana", "zoe,Zoe")
    first, found, after = rows(folder, b"\n".join((header.encode(), GOOD.encode(), raw, last.encode())))
    assert isinstance(first, Member)
    assert isinstance(after, Member)
    assert isinstance(found, BadRow)
    assert (first.row, found.row, after.row) == (2, 3, 4)
    return found


def test_the_example_is_read(tmp_path: Path) -> None:
    library = Path(__file__).parents[2] / "scenarios" / "library"
    club = load_club(library / "club.yaml")
    ana, bo, cy = open_roster(club).rows()
    assert isinstance(ana, Member)
    assert isinstance(bo, Member)
    assert isinstance(cy, Member)
    assert (ana.id, ana.name, ana.groups, ana.strength_at) == ("ana", "Ana Ferreira", ("track", "long_run"), "gym")
    assert ana.scenario.available["wed"] == {"morning": 60, "evening": 60}
    assert ana.scenario.strength.equipment == ("dumbbell", "barbell")
    assert ana.scenario.goal == "half"
    assert bo.scenario.rules == {"heavy_legs_before_key_run": {"hours": 36}}
    assert "thu" not in bo.scenario.available
    assert (cy.name, cy.row) == ("O'Brien, Cy", 4)
    assert club.club.gym is not None
    assert club.club.gym.capacity == 6


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["commas", "semicolons", "tabs"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_what_spreadsheets_write(tmp_path: Path, mark: bytes, delimiter: str, end: str) -> None:
    cells = [HEADER.replace(",", delimiter), GOOD.replace(",", delimiter), delimiter * 13, "", delimiter * 13]
    (found,) = rows(tmp_path, mark + end.join(cells).encode())
    assert isinstance(found, Member)
    assert (found.id, found.groups, found.scenario.available["sat"]) == ("ana", ("track",), {"morning": 90})


def test_columns_may_stand_in_any_order_and_few_are_needed(tmp_path: Path) -> None:
    (found,) = rows(tmp_path, "Sun, ID \nmorning:90, ana \n")
    assert isinstance(found, Member)
    assert (found.id, found.name, found.scenario.available) == ("ana", "ana", {"sun": {"morning": 90}})


def test_a_column_nobody_reads_is_let_pass_and_named(tmp_path: Path) -> None:
    (tmp_path / "club.yaml").write_text(CLUB, encoding="utf-8")
    (tmp_path / "roster.csv").write_text("id,Schuhgröße,Name,Vorname,sun\nana,40,A,B,morning:90\n", "utf-8")
    roster = open_roster(load_club(tmp_path / "club.yaml"))
    assert roster.strangers == ("Schuhgröße", "Vorname"), "as written; and no slip for a name that is there"
    assert [row.name for row in roster.rows()] == ["A"]


@pytest.mark.parametrize(
    ("bad", "column", "said"),
    [
        ("bo,Bo", "row", "2 cells; accepted: 14"),
        (GOOD.replace("ana", "bo") + ",extra", "row", "15 cells; accepted: 14"),
        ("b" * 5000 + GOOD[3:], "id", "5000 characters"),
        ("b" * 200_000 + GOOD[3:], "row", "longer than 65536 characters"),
        ("bo\0" + GOOD[3:], "id", "U+0000"),
        (b"b\xe9" + GOOD[3:].encode(), "id", "0xe9 is not UTF-8"),
        ('bo,"Bo' + GOOD[7:], "row", "quotes that do not match"),
        ('bo,"B"o' + GOOD[7:], "row", "quotes that do not match"),
        (GOOD.replace("ana,Ana", ",Bo"), "id", "accepted: text that is not blank"),
        (GOOD.replace("ana,Ana", "bo," + "B" * 121), "name", "at most 120"),
        (GOOD.replace("ana,Ana,10k", "bo,Bo,11k"), "goal", "accepted: 5k, 10k"),
        (GOOD.replace("ana", "bo").replace("novice", "beginner"), "level", "accepted: novice"),
        (GOOD.replace("ana", "bo").replace("track", "trak"), "groups", "did you mean track?"),
        (GOOD.replace("ana", "bo").replace("track", "track|track"), "groups", "stands twice"),
        (GOOD.replace("ana", "bo").replace("morning:90", "mornin:90"), "sat", "no such slot 'mornin'"),
        (GOOD.replace("ana", "bo").replace("morning:90", "morning:1500"), "sat", "from 0 to 1440"),
        (GOOD.replace("ana", "bo").replace("morning:90", "morning:９0"), "sat", "accepted: slot:minutes"),
        (GOOD.replace("ana", "bo").replace("morning:90", "morning:1_0"), "sat", "accepted: slot:minutes"),
        (GOOD.replace("ana", "bo").replace("morning:90", "morning=90"), "sat", "accepted: slot:minutes"),
        (GOOD.replace("ana", "bo").replace("morning:90", "morning:9 morning:8"), "sat", "stands twice"),
        (GOOD.replace("ana", "bo").replace("gym", "pool"), "strength_at", "accepted: gym, home"),
        (GOOD.replace("ana", "bo") + "run_lift_gap", "rules", "accepted: rule.parameter=value"),
        (GOOD.replace("ana", "bo") + "run_lift_gap=3", "rules", "accepted: rule.parameter=value"),
        ("bo,Bo,,,,,,,,,,,,", "mon-sun", "no minute is free"),
    ],
)  # fmt: skip
def test_a_bad_row_is_told_by_row_and_column(tmp_path: Path, bad: str | bytes, column: str, said: str) -> None:
    found = only_bad(tmp_path, bad)
    assert found.column == column
    assert said in found.message
    assert "accepted" in found.message or "did you mean" in found.message
    line = found.line("roster.csv")
    assert line.startswith(f"roster.csv:3: {column}: ")
    assert line.isprintable()


def test_every_cell_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    bad = GOOD.replace("ana", "bo").replace("track", "trak").replace("morning:90", "morning=90").replace("gym", "pool")
    line = only_bad(tmp_path, bad).line("roster.csv")
    assert line.startswith("roster.csv:3: sat: got 'morning=90'; accepted: slot:minutes")
    assert "; and groups: no such group 'trak'; did you mean track?" in line
    assert line.endswith("; and strength_at: no such place 'pool'; accepted: gym, home")


def test_what_is_wrong_by_itself_is_told_beside_what_cannot_be_read(tmp_path: Path) -> None:
    bad = GOOD.replace("ana,Ana,10k,novice", "bo,Bo,11k,beginner").replace("morning:90", "morning=90") + "no_rule=false"
    (tmp_path / "club.yaml").write_text(CLUB, encoding="utf-8")
    (tmp_path / "roster.csv").write_text(f"{HEADER}\n{bad}\n", encoding="utf-8")
    (row,) = work_of(open_roster(load_club(tmp_path / "club.yaml"))).rejected
    told = re.findall(r"(?:^|; and )([a-z-]+): (?:got )?'?([a-z0-9_=:]+)", row.line("r")[len("r:2: ") :])
    assert told == [("sat", "morning=90"), ("level", "beginner"), ("goal", "11k"), ("rules", "no_rule:")]


def test_a_row_without_a_day_that_can_be_read_is_not_told_that_none_is_free(tmp_path: Path) -> None:
    found = only_bad(tmp_path, "bo,Bo,11k,,,,,,,,morning=90,,,")
    assert found.message.count("; and ") == 1
    assert found.line("r").startswith("r:3: sat: got 'morning=90'")
    assert "; and goal: got '11k'" in found.message


@pytest.mark.parametrize(
    "twin", ["ana", "ANA", "Ana", unicodedata.normalize("NFD", "aná")], ids=["same", "upper", "title", "nfd"]
)
def test_ids_given_twice_name_both_rows(tmp_path: Path, twin: str) -> None:
    first = unicodedata.normalize("NFC", "aná") if "a\u0301" in twin else "ana"
    other = GOOD.replace("ana,", "bo,")
    found = rows(
        tmp_path, "\n".join((HEADER, GOOD.replace("ana,", f"{first},"), other, GOOD.replace("ana,", f"{twin},")))
    )
    assert [(bad.row, bad.column) for bad in found if isinstance(bad, BadRow)] == [(2, "id"), (4, "id")]
    assert [f"also in row {row}" in bad.message for bad, row in zip(found[::2], (4, 2), strict=True)] == [True, True]  # type: ignore[union-attr]
    assert isinstance(found[1], Member)


def test_what_sets_two_ids_apart_is_told(tmp_path: Path) -> None:
    ids = ("dee", "dee", "DEE", "zo\u00e9", "zoe\u0301", "ZOE\u0301")
    found = rows(tmp_path, "\n".join((HEADER, *(GOOD.replace("ana,", f"{id_},") for id_ in ids))))
    said = [bad.message.partition(" is ")[2].partition(";")[0] for bad in found if isinstance(bad, BadRow)]
    assert said[0] == "also in row 3 and also in row 4 (case aside)"
    assert said[3] == "also in row 6 (Unicode form aside) and also in row 7 (case and Unicode form aside)"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", ":1: header: the file is empty"),
        (b"\n\n", ":1: header: the file is empty"),
        (b"\xff\xfei\0d\0", ":1: encoding: UTF-16; accepted: UTF-8"),
        (b"id,mon\0", ":1: header: control character U+0000"),
        (b"id,mon,ID\n", ":1: id: stands twice, in columns 1 and 3"),
        (b"name,mon\nAna,\n", ":1: header: no column id"),
        (b"id,Vorname\n", ":1: 'Vorname': no such column 'Vorname'; did you mean name?"),
        (b"id,Schuhe,SCHUHE\n", ":1: 'SCHUHE': stands twice, in columns 2 and 3"),
        (b"id,nmae\n", ":1: 'nmae': no such column 'nmae'; did you mean name?"),
        (b"id," + b",".join(b"c%d" % n for n in range(300)), ":1: header: 301 columns; accepted: at most 200"),
    ],
)  # fmt: skip
def test_a_header_that_cannot_be_read_ends_the_run(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(InputError) as told:
        rows(tmp_path, data)
    assert said in str(told.value)
    assert str(told.value).isprintable()


def test_a_roster_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "club.yaml").write_text(CLUB, encoding="utf-8")
    with pytest.raises(InputError, match=r"club\.yaml:4:9: roster: no such file 'roster\.csv'; accepted: a roster"):
        open_roster(load_club(tmp_path / "club.yaml"))


@pytest.mark.parametrize(
    ("club", "said"),
    [
        (CLUB.replace("start:", "strat:"), "club.yaml:3:1: strat: unknown key; did you mean start?"),
        (CLUB + "gym: {capacity: 0, open: {mon: [evening]}}", ":8:17: gym.capacity: got 0; accepted: a whole number"),
        (CLUB + "gym: {capacity: 6, open: {mon: [evenin]}}", "gym.open.mon[0]: no such slot 'evenin'"),
        (CLUB + "gym: {capacity: 6, open: {mo: [evening]}}", "gym.open.mo: got 'mo'"),
        (CLUB.replace("slot: evening", "slot: night"), "groups.track.slot: no such slot 'night'"),
        (CLUB.replace("session: long", "session: swim"), "groups.long_run.session: got 'swim'"),
        (CLUB.replace("track:", "Track Night:"), "Track Night"),
        (CLUB + "defaults: {start: 2026-12-07}", "defaults: start is said once, beside defaults"),
        (CLUB + "defaults: {athlete: {level: novice}}", "defaults: athlete is each member's own"),
        (CLUB + "defaults: {busy: ana.ics}", "defaults: busy is each member's own"),
        (CLUB + "defaults: {strength: {exercises: my.csv}}", "defaults.strength.exercises: a club's members lift"),
        (CLUB + "defaults: {goal: 11k}", "club.yaml:8:18: defaults.goal: got '11k'"),
        (CLUB + "defaults: {gaol: 10k}", "defaults.gaol: unknown key; did you mean goal?"),
        (CLUB + "defaults: {race: {date: 2020-01-01}}", "defaults.race.date: 2020-01-01 is before start"),
        ("start: 2026-11-30\navailable: {mon: {morning: 60}}", "this is a scenario, for `runlift solve`"),
        (CLUB + "available: {mon: {morning: 60}}", "available: unknown key; accepted: available under defaults"),
        ("- a list", "no club file"),
        (CLUB.replace("roster: roster.csv", "roster: ''"), "roster: got ''"),
    ],
)  # fmt: skip
def test_a_bad_club_file_is_one_line(tmp_path: Path, club: str, said: str) -> None:
    with pytest.raises(InputError) as told:
        rows(tmp_path, "id\n", club)
    assert said in str(told.value)
    assert str(told.value).isprintable()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.one_of(st.binary(max_size=300), st.lists(CELLS, max_size=40).map("".join).map(str.encode)))
def test_whatever_stands_in_it_every_row_is_read_or_told(tmp_path: Path, data: bytes) -> None:
    try:
        found = rows(tmp_path, HEADER.encode() + b"\n" + data)
    except InputError as told:
        pytest.fail(f"the header is fine: {told}")
    numbers = [row.row for row in found]
    assert numbers == sorted(set(numbers)), "every row once, in order"
    plain_rows = [n for n, line in enumerate(re.split(rb"\r\n|\r|\n", data), 2) if re.search(rb"[a-z0-9]", line)]
    assert set(plain_rows) <= set(numbers), "no row that holds anything goes missing"
    for row in found:
        if isinstance(row, BadRow):
            assert row.line("roster.csv").isprintable()
            assert row.message


COPY = GOOD.replace("ana,Ana", "{},{}")


@pytest.mark.parametrize(
    "second",
    [
        COPY.format("bo", "Bo"),
        COPY.format("bo", "") + " ",
        COPY.format("bo", "B" * 121),
        COPY.format("bo", "B\u202eo"),
        COPY.format("", "Bo"),
        COPY.format("bo", "Bo").replace("gym", "home"),
        COPY.format("bo", "Bo").replace("gym", ""),
        COPY.format("bo", "Bo").replace("gym", "cellar"),
        COPY.format("bo", "B" * 121).replace("gym", "cellar"),
        COPY.format("bo", "Bo").replace("novice", "advanced"),
        COPY.format("bo", "Bo").replace("track", ""),
        COPY.format("bo", "Bo") + "run_lift_gap=false",
        COPY.format("bo", "Bo").replace("morning:90,morning:120", "morning:90,,"),
    ],
)
def test_a_row_that_asks_the_same_is_read_as_if_it_stood_alone(tmp_path: Path, second: str) -> None:
    (tmp_path / "club.yaml").write_text(CLUB, encoding="utf-8")
    club = load_club(tmp_path / "club.yaml")

    def work(first: str) -> Work:
        (tmp_path / "roster.csv").write_text(f"{HEADER}\n{first}\n{second}\n", encoding="utf-8")
        return work_of(open_roster(club))

    other = GOOD.replace("ana,Ana,10k", "zoe,Zoe,5k")
    alone, beside = work(other), work(GOOD)
    assert beside.members[1:] == alone.members[1:]
    assert beside.rejected == alone.rejected
    assert len(beside.members) + len(beside.rejected) == 2
    for member in beside.members[1:]:
        assert beside.questions[member.question] == alone.questions[member.question]


def test_what_is_known_to_be_asked_is_not_read_once_more(tmp_path: Path) -> None:
    (tmp_path / "club.yaml").write_text(CLUB, encoding="utf-8")
    (tmp_path / "roster.csv").write_text(f"{HEADER}\n{GOOD}\n{COPY.format('bo', 'Bo')}\n", encoding="utf-8")
    roster = open_roster(load_club(tmp_path / "club.yaml"))
    first, second = roster.rows()
    assert isinstance(first, Member)
    assert isinstance(second, Member)
    assert first.asks == second.asks
    assert list(roster.rows_anew({first.asks}, lambda _: None)) == [
        Again(2, "ana", "Ana", "gym", first.asks),
        Again(3, "bo", "Bo", "gym", first.asks),
    ]
