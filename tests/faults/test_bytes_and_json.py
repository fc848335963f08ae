"""Scenarios that are no text, or no JSON: one line that says where and what is accepted."""

from collections.abc import Callable

import pytest

from scenarios.load import MAX_BYTES

Refusal = Callable[..., str]
AS_JSON = '{"start": "2026-11-30",\n "available": {"mon": {"morning": 60}}'
BYTES = {
    "UTF-16": ("start: 2026-11-30".encode("utf-16"), "1:1: encoding: UTF-16; accepted: UTF-8"),
    "UTF-16 without a mark": ("start: 2026-11-30".encode("utf-16-le"), "1:1: encoding: UTF-16; accepted: UTF-8"),
    "UTF-16, high byte first": ("start: 2026".encode("utf-16-be"), "1:1: encoding: UTF-16; accepted: UTF-8"),
    "a word processor's": (
        b"PK\x03\x04\x14\0",
        "1:1: encoding: the own file of a spreadsheet or a word processor; accepted: plain",
    ),
    "gzip": (b"\x1f\x8b\x08\0", "1:1: encoding: a compressed file (gzip); accepted: plain text saved as UTF-8"),
    "RTF": (b"{\\rtf1\\ansi start: 2026-11-30}", "1:1: encoding: rich text (RTF); accepted: plain text saved as UTF-8"),
    "Latin-1": ("goal: 10k\nathlete: {name: René}\n".encode("latin-1"), "2:20: encoding: byte 0xe9 is not UTF-8"),
    "after a wide letter": (b"log: \xc3\xa9\xff\n", "1:7: encoding: byte 0xff is not UTF-8"),
    "surrogate": (b"log: \xed\xa0\x80\n", "1:6: encoding: byte 0xed is not UTF-8"),
    "cut off": (b"log: \xc3", "1:6: encoding: byte 0xc3 is not UTF-8"),
    "NUL": (b"start: 2026-11-30\nlog: a\0b\n", "2:7: encoding: control character U+0000"),
    "escape": (b"start: \x1b[31m\n", "1:8: encoding: control character U+001B"),
    "5 MB": (b"# runs\n" * 715_000, "1:1: file: larger than 256 kB"),
    "one byte too many": (b" " * (MAX_BYTES + 1), "1:1: file: larger than 256 kB"),
}


JSON = {
    "empty": ("", "1:1: JSON: Expecting value"),
    "null": ("null", "1:1: scenario: the file is empty"),
    "a list": ("[]", "1:1: scenario: got a list"),
    "trailing comma": (f"{AS_JSON},}}", "2:40: JSON: "),
    "comment": (f"{AS_JSON},\n // mine\n}}", "3:2: JSON: Expecting property name"),
    "single quotes": ("{'start': 1}", "1:2: JSON: Expecting property name"),
    "more after the end": (f"{AS_JSON}}} x", "2:41: JSON: Extra data"),
    "open string": (f'{AS_JSON},\n "goal": "10k}}', "3:10: JSON: Unterminated string"),
    "many escapes in an open string": ('"' + '\\"' * 120_000, "1:1: JSON: Unterminated string"),
    "tab in a string": (f'{AS_JSON},\n "log": "a\tb"}}', "3:11: JSON: Invalid control character"),
    "duplicate key": (f'{AS_JSON},\n "start": "2026-12-07"}}', "3:2: start: given twice, on line 1 and on line 3"),
    "NaN": (f'{AS_JSON},\n "weeks": NaN}}', "3:11: weeks: got 'NaN'; accepted: a finite number"),
    "Infinity": (f'{AS_JSON},\n "weeks": Infinity}}', "3:11: weeks: got 'Infinity'; accepted: a finite number"),
    "minus Infinity": (f'{AS_JSON},\n "weeks": -Infinity}}', "3:11: weeks: got '-Infinity'; accepted: a finite"),
    "1e999": (f'{AS_JSON},\n "weeks": 1e999}}', "3:11: weeks: got '1e999'; accepted: a finite number"),
    "5,000 digits": (f'{AS_JSON},\n "weeks": {"9" * 5000}}}', "3:11: weeks: a number of 5000 digits"),
    "leading zero": (f'{AS_JSON},\n "weeks": 01}}', "3:12: JSON: "),
    "quoted number": (f'{AS_JSON},\n "weeks": "1"}}', "3:11: weeks: got '1'; accepted: a whole number from 1"),
    "deep lists": ("[" * 3000, "1:17: JSON: nested too deeply"),
    "very deep mappings": ('{"a":' * 40_000, "1:81: JSON: nested too deeply"),
    "unknown key": (f'{AS_JSON},\n "week": 1}}', "3:2: week: unknown key; did you mean weeks?"),
    "bracket in a key": (f'{AS_JSON},\n "[[{{": 1}}', "3:2: '[[{': unknown key"),
    "half a character": (f'{AS_JSON},\n "log": "\\ud800"}}', "3:9: log: half a character"),
    "club file": ('{"roster": "r.csv"}', "1:2: roster: this is a club file"),
}


@pytest.mark.parametrize("fault", BYTES)
@pytest.mark.parametrize("form", ["yaml", "json"])
def test_bytes(fault: str, form: str, refusal: Refusal) -> None:
    data, told = BYTES[fault]
    assert refusal(data, form).startswith(f"x.{form}:{told}")


@pytest.mark.parametrize("fault", JSON)
def test_json(fault: str, refusal: Refusal) -> None:
    text, told = JSON[fault]
    assert refusal(text, "json").startswith(f"x.json:{told}")
