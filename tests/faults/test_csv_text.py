"""One hostile table, whoever reads it: a log refuses it and a roster passes the row over, both in the same words."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.club import load_club
from scenarios.errors import InputError
from scenarios.roster import Member, open_roster
from scenarios.text.csv_text import CsvText, Fault, Line, Wanted, csv_of
from scenarios.text.strict_rows import read_rows
from solver.output.spreadsheet import neutral

COLUMNS = ("id", "name", "note")
WANTED = Wanted(("id",), COLUMNS, strict=True)
HEAD, GOOD = b"id,name,note", b"ana,Ana,"
SPOILERS = "ab,;\t\"'=\n\r\0é\u2028"
ROWS = {
    "a lone cell": (b"bo", "row: 1 cell; accepted: 3, as many as the header has"),
    "too few cells": (b"bo,Bo", "row: 2 cells; accepted: 3, as many as the header has"),
    "too many cells": (b"bo,Bo,,", "row: 4 cells; accepted: 3, as many as the header has"),
    "NUL": (b"bo,B\0o,", "name: control character U+0000; accepted: printable text"),
    "NUL at the very end": (b"bo,Bo,\0", "note: control character U+0000; accepted: printable text"),
    "latin-1": (b"bo,Bo,l\xe4nger", "note: byte 0xe4 is not UTF-8; accepted: text saved as UTF-8"),
    "half a letter": (b"bo,B\xc3,", "name: byte 0xc3 is not UTF-8; accepted: text saved as UTF-8"),
    "large cell": (b"bo,Bo," + b"x" * 5000, "note: a cell of 5000 characters; accepted: at most 4000"),
    "large cell of a stranger": (b"bo,%s," % (b"x" * 4001), "name: a cell of 4001 characters; accepted: at most 4000"),
    "endless row": (b"bo,Bo," + b"x" * 200_000, "row: longer than 65536 characters; accepted: at most that"),
    "quote left open": (b'bo,"Bo,', "row: quotes that do not match; accepted: a cell's double quotes closed on"),
    "quote inside a cell": (b'bo,"B"o,', "row: quotes that do not match; accepted: a cell's double quotes closed on"),
}
HEADERS = {
    "nothing": (b"", "1: header: the file is empty; accepted: a row of columns with id"),
    "empty rows": (b"\n,,\n", "1: header: the file is empty; accepted: a row of columns with id"),
    "UTF-16": ("id,name".encode("utf-16"), "1: encoding: UTF-16; accepted: UTF-8"),
    "xlsx": (
        b"PK\x03\x04\x14\0" + b"x" * 70_000,
        "1: header: the own file of a spreadsheet or a word processor; accepted: a table saved as CSV",
    ),
    "xls": (b"\xd0\xcf\x11\xe0\xa1", "1: header: the own file of a spreadsheet or a word processor; accepted: a table"),
    "UTF-16 without a mark": ("id,name".encode("utf-16-le"), "1: encoding: UTF-16; accepted: UTF-8"),
    "gzip": (b"\x1f\x8b\x08\0", "1: header: a compressed file (gzip); accepted: a table saved as CSV (UTF-8)"),
    "NUL": (b"id,na\0me", "1: header: control character U+0000; accepted: printable text"),
    "latin-1": (b"id,na\xefve", "1: header: byte 0xef is not UTF-8; accepted: text saved as UTF-8"),
    "quote left open": (b'id,"name', "1: header: quotes that do not match; accepted:"),
    "endless": (b"id," + b"x" * 70_000, "1: header: longer than 65536 characters; accepted: at most that"),
    "columns without end": (b"id" + b",c" * 300, "1: header: 301 columns; accepted: at most 200"),
    "a column twice": (b"id,name,ID", "1: id: stands twice, in columns 1 and 3; accepted: each column once"),
    "a stranger twice": (b"id,hat,hat", "1: 'hat': stands twice, in columns 2 and 3; accepted: each column once"),
    "a slip": (b"id,nmae", "1: 'nmae': no such column 'nmae'; did you mean name? accepted: id, name, note"),
    "a sign that parts nothing": (
        b"sep=|\nid|name",
        "1: header: got 'sep=|'; accepted: sep= with a comma, a semicolon",
    ),
    "a sign and nothing else": (b"sep=;\n", "1: header: the file is empty; accepted: a row of columns with id"),
    "a column missing": (b"name,note", "1: header: no column id; accepted: a row of columns with id"),
}


def told(data: bytes, *, over_lines: bool) -> list[Line | Fault]:
    return list(CsvText(csv_of(data), "table.csv", WANTED, over_lines=over_lines).rows())


def cells(data: bytes, *, over_lines: bool = False) -> list[dict[str, str]]:
    found = told(data, over_lines=over_lines)
    assert all(isinstance(row, Line) for row in found), found
    return [row.cells for row in found]


@pytest.mark.parametrize("fault", ROWS)
def test_a_bad_row_is_told_in_the_same_words_to_all(fault: str) -> None:
    bad, message = ROWS[fault]
    data = b"\n".join((HEAD, GOOD, bad))
    first, found = told(data + b"\n" + GOOD, over_lines=False)[:2]
    assert isinstance(first, Line)
    assert isinstance(found, Fault)
    assert found.line("table.csv").startswith(f"table.csv:3: {message}")
    with pytest.raises(InputError) as refused:
        list(read_rows(data, "table.csv", WANTED))
    assert str(refused.value) == found.line("table.csv")
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("fault", [fault for fault in ROWS if "quote" not in fault])
def test_the_rows_after_a_bad_one_are_read(fault: str) -> None:
    data = b"\n".join((HEAD, ROWS[fault][0], GOOD))
    for over_lines in (False, True):
        assert [(type(row), row.row) for row in told(data, over_lines=over_lines)] == [(Fault, 2), (Line, 3)]


def test_a_stray_quote_spoils_no_other_line_where_a_row_is_a_line() -> None:
    data = b"\n".join((HEAD, ROWS["quote left open"][0], GOOD))
    assert [(type(row), row.row) for row in told(data, over_lines=False)] == [(Fault, 2), (Line, 3)]


@pytest.mark.parametrize("fault", HEADERS)
@pytest.mark.parametrize("over_lines", [False, True], ids=["row by row", "over lines"])
def test_a_bad_header_is_told_in_the_same_words_to_all(fault: str, over_lines: bool) -> None:
    data, message = HEADERS[fault]
    with pytest.raises(InputError) as refused:
        told(data, over_lines=over_lines)
    assert str(refused.value).startswith(f"table.csv:{message}")
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["commas", "semicolons", "tabs"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
def test_what_spreadsheets_write(delimiter: str, end: str, mark: bytes) -> None:
    lines = [" Name;ID ;;note", '"O\'Brien, Cy; ""Cy""";cy;;"a, b"', ";;;", "", ";;"]
    text = end.join(line.replace(";", delimiter) for line in lines)
    name = f'O\'Brien, Cy{delimiter} "Cy"'
    assert cells(mark + text.encode()) == [{"name": name, "id": "cy", "note": "a, b"}]


@pytest.mark.parametrize("sign", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
def test_a_first_line_of_excel_names_the_sign(sign: str, mark: bytes) -> None:
    lines = f"sep={sign}\r\nid;name\r\nbo;Bo".replace(";", sign)
    (row,) = told(mark + lines.encode(), over_lines=False)
    assert row == Line(3, {"id": "bo", "name": "Bo"})


def test_the_sign_named_counts_and_no_other() -> None:
    assert cells(b"SEP=;\nid;hat,name,coat\nbo;Bo") == [{"id": "bo", "hat,name,coat": "Bo"}]


def test_the_sign_that_gives_the_known_columns_parts_them() -> None:
    assert cells(b"id;hat, coat, shoes, gloves;name\nbo;none;Bo") == [
        {"id": "bo", "hat, coat, shoes, gloves": "none", "name": "Bo"}
    ]


def test_a_cell_in_quotes_may_hold_lines_where_the_reader_says_so() -> None:
    data = b'id,note,name\nbo,"tired\r\nbut, happy\xe2\x80\xa8",Bo\nana,,Ana'
    assert [row.row for row in told(data, over_lines=True)] == [2, 4]
    assert cells(data, over_lines=True)[0]["note"] == "tired\nbut, happy"
    assert [type(row) for row in told(data, over_lines=False)] == [Fault, Fault, Line]
    inside = "id,note\nbo,a\u2028b".encode()
    assert [type(row) for row in told(inside, over_lines=False)] == [Fault]
    assert cells(inside, over_lines=True) == [{"id": "bo", "note": "a\u2028b"}]


def test_a_quote_left_open_takes_no_more_than_a_row_may_hold() -> None:
    data = b'id,note\nbo,"' + b"x\n" * 100_000
    row = told(data, over_lines=True)[0]
    assert isinstance(row, Fault)
    assert (row.row, row.column) == (2, "row")
    assert "longer than 65536 characters" in row.message


def test_a_cell_under_no_name_is_refused_where_slips_are() -> None:
    data = b"id,,name,\nbo,,Bo,\ncy,lost,Cy,\ndee,,Dee,lost"
    found = told(data, over_lines=False)
    assert [type(row) for row in found] == [Line, Fault, Fault]
    assert [row.cells["id"] for row in found] == ["bo", "cy", "dee"]
    lenient = CsvText(csv_of(data), "table.csv", Wanted(("id",), COLUMNS))
    assert [type(row) for row in lenient.rows()] == [Line] * 3


def test_what_may_be_of_a_file_is_bounded() -> None:
    with pytest.raises(InputError, match=r"^t\.csv:1: file: larger than 1 kB; accepted: at most that$"):
        list(read_rows(HEAD + b"\n" * 2000, "t.csv", WANTED, most_bytes=1024))
    many = b"\n".join((HEAD, *[GOOD] * 4))
    assert len(list(read_rows(many, "t.csv", WANTED, most_rows=4))) == 4
    with pytest.raises(InputError, match=r"^t\.csv:5: row: one more than 3; accepted: at most that many rows$"):
        list(read_rows(many, "t.csv", WANTED, most_rows=3))


@pytest.mark.parametrize("name", ['=HYPERLINK("http://a.example")', "=1+1", "+1", "-minus", "@home", "'tHooft", "O'B"])
def test_a_name_copied_from_our_own_table_is_the_name_it_was(tmp_path: Path, name: str) -> None:
    """``club.csv`` guards a name that begins like a formula; a coach who copies it means the name."""
    written = io.StringIO()
    quoted = neutral(name).replace('"', '""')
    written.write(f'id,name,sun\nbo,"{quoted}",morning:90\n')
    (tmp_path / "roster.csv").write_text(written.getvalue(), encoding="utf-8")
    (tmp_path / "club.yaml").write_text("start: 2026-11-30\nroster: roster.csv\n", encoding="utf-8")
    (member,) = open_roster(load_club(tmp_path / "club.yaml")).rows()
    assert isinstance(member, Member)
    assert member.name == name
    assert next(iter(read_rows(written.getvalue().encode(), "t.csv", Wanted(("id",), COLUMNS))))["name"] == name


@given(
    data=st.binary(max_size=200) | st.text("ab,;\t\"'=\n\r\0é\u2028", max_size=80).map(str.encode), lines=st.booleans()
)
def test_any_bytes_are_rows_or_faults_each_once_and_in_order(data: bytes, lines: bool) -> None:
    found = told(HEAD + b"\n" + data, over_lines=lines)
    assert [row.row for row in found] == sorted({row.row for row in found})
    for row in found:
        if isinstance(row, Fault):
            assert row.line("table.csv").isprintable()
        else:
            assert any(row.cells.values())
            assert set(row.cells) == set(COLUMNS)
