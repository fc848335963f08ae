"""Bad input: one line with file, line, column, field, what is wrong and what is accepted; never a traceback."""

from collections.abc import Callable

import pytest

Refusal = Callable[..., str]
WEEK = """\
start: 2026-11-30
available:
  mon: {morning: 60, evening: 60}
  sat: {morning: 120}
"""


def with_morning(value: str) -> str:
    return WEEK.replace("morning: 60", f"morning: {value}")


def with_start(value: str) -> str:
    return WEEK.replace("2026-11-30", value)


TEXTS = {
    "empty": ("", "1:1: scenario: the file is empty"),
    "only a comment": ("# nothing\n", "1:1: scenario: the file is empty"),
    "a list": ("- 1\n", "1:1: scenario: got a list"),
    "a word": ("hello\n", "1:1: scenario: got a single value"),
    "tab": ("start: 2026-11-30\navailable:\n\tmon: {morning: 60}\n", "3:1: YAML: a tab"),
    "alias": (f"{WEEK}athlete: *me\n", "5:10: YAML: an alias *me"),
    "anchor": (f"{WEEK}athlete: &me {{name: A}}\n", "5:10: YAML: an anchor (&)"),
    "anchor on a key": (f"&me {WEEK}", "1:1: YAML: an anchor (&)"),
    "merge key": (f"{WEEK}<<: {{weeks: 1}}\n", "5:1: YAML: a merge key <<"),
    "tag": (f"{WEEK}weeks: !!int '1'\n", "5:8: YAML: a tag (!)"),
    "python tag": (f"{WEEK}log: !!python/object:os.system x\n", "5:6: YAML: a tag (!)"),
    "YAML 1.1": (f"%YAML 1.1\n---\n{WEEK}", "2:1: YAML: a directive"),
    "tag directive": (f"%TAG ! tag:x\n---\n{WEEK}", "2:1: YAML: a directive"),
    "second document": (f"{WEEK}---\n{WEEK}", "5:1: YAML: a second document"),
    "key that is a list": ("? [a]\n: 1\n", "1:3: YAML: a key that is itself"),
    "escape beyond Unicode": (f'{WEEK}log: "\\UFFFFFFFF"\n', "5:1: YAML: not readable"),
    "unknown escape": (f'{WEEK}log: "\\q"\n', "5:8: YAML: a backslash"),
    "open brace": (f"{WEEK}race: {{date: 2026-12-05\n", "6:1: YAML: a { without its }"),
    "open bracket": (f"{WEEK}runs: [{{type: easy}}\n", "6:1: YAML: a [ without its ]"),
    "open bracket at the end": ("runs: [\n", "2:1: YAML: a value missing"),
    "open quote": (f"{WEEK}log: 'x\nweeks: 1\n", "7:1: YAML: a quote that is never closed"),
    "two colons": (f"{WEEK}goal: a: b\n", "5:8: YAML: a colon where no key can stand"),
    "no colon": (f"{WEEK}goal\nweeks: 1\n", "5:1: YAML: a key without a colon"),
    "uneven indentation": (f"{WEEK} goal: 10k\n", "5:2: YAML: indentation that fits no line above"),
    "reserved character": (f"{WEEK}goal: @x\n", "5:7: YAML: a character that no value begins with"),
    "deep flow lists": ("[" * 3000, "1:17: YAML: nested too deeply"),
    "deep flow mappings": ("{a: " * 3000, "1:65: YAML: nested too deeply"),
    "deep block lists": ("- " * 3000 + "a", "1:33: YAML: nested too deeply"),
    "deep block mappings": ("".join(" " * depth + "a:\n" for depth in range(700)), "17:17: YAML: nested too deeply"),
    "duplicate key": (f"{WEEK}start: 2026-12-07\n", "5:1: start: given twice, on line 1 and on line 5"),
    "duplicate slot": (
        with_morning("60, morning: 45"),
        "3:22: available.mon.morning: given twice, on line 3 and on line 3",
    ),
    "half a character": (f'{WEEK}athlete: {{name: "\\ud83d"}}\n', "5:17: athlete.name: half a character"),
    "decimal comma": (with_morning("60,5"), "3:21: YAML: got ',5'; accepted: a decimal point, as in 64.5"),
    "decimal comma at the end": (f"{WEEK}athlete: {{body_mass_kg: 64,5}}\n", "5:28: YAML: got ',5'"),
    "club file": ("name: Harriers\nroster: roster.csv\n", "2:1: roster: this is a club file, for `runlift batch`"),
    "control characters in a key": (f'{WEEK}"\\e[31m\\u202e": 1\n', r"5:1: '\x1b[31m\u202e': unknown key"),
}
KEYS = {
    "unknown key": (WEEK.replace("available", "avalable"), "2:1: avalable: unknown key; did you mean available?"),
    "key of a part": (
        f"{WEEK}equipment: [box]\n",
        "5:1: equipment: unknown key; it belongs under strength; accepted: athlete,",
    ),
    "key of two parts": (f"{WEEK}minutes: 30\n", "5:1: minutes: unknown key; it belongs under strength or race;"),
    "goal by its first word": (
        "start: 2026-11-30\ngoal: half_marathon\n",
        "2:7: goal: got 'half_marathon'; did you mean half?",
    ),
    "goal in one word": (
        "start: 2026-11-30\ngoal: halfmarathon\n",
        "2:7: goal: got 'halfmarathon'; did you mean half?",
    ),
    "minutes without a slot": (
        "start: 2026-11-30\navailable: {mon: 60}\n",
        "2:18: available.mon: got 60; accepted: a mapping such as {evening: 60}",
    ),
    "a wish without a key": (
        f"{WEEK}prefer: {{long: sat}}\n",
        "5:16: prefer.long: got 'sat'; accepted: a mapping with days, slots, such as {days: [sat, sun]}",
    ),
    "nothing near": (f"{WEEK}xyzzy: 1\n", "5:1: xyzzy: unknown key; accepted: athlete, timezone, start"),
    "key of a run": (f"{WEEK}runs: [{{typ: easy}}]\n", "5:9: runs[0].typ: unknown key; did you mean type?"),
    "key of a slot": (with_morning("{minutes: 60, att: 07:00}"), "3:32: available.mon.morning.att: unknown key; did"),
    "name of a run": (
        f"{WEEK}runs: [{{type: easy, name: dawn}}]\n",
        "5:21: runs[0].name: unknown key; accepted: type, minutes",
    ),
    "name of a race": (
        f"{WEEK}race: {{date: 2026-12-06, name: Cup}}\n",
        "5:26: race.name: unknown key; accepted: date, goal, start, minutes",
    ),
    "key of a lift": (
        f"{WEEK}strength: {{focus: [{{focus: full, leg: light}}]}}\n",
        "5:34: strength.focus[0].leg: unkn",
    ),
    "python's name": (f"{WEEK}away: [{{first: 2026-12-01, last: 2026-12-02}}]\n", "5:9: away[0].first: unknown key"),
    "long key": (f"{WEEK}{'x' * 900}: 1\n", f"5:1: '{'x' * 40}'...: unknown key"),
    "misspelt day": (WEEK.replace("mon", "mno"), "3:3: available.mno: got 'mno'; did you mean mon? accepted: mon, tue"),
    "long day": (WEEK.replace("mon", "monday"), "3:3: available.monday: got 'monday'; did you mean mon?"),
    "capital slot away": (
        f"{WEEK}away: [{{from: 2026-12-01, to: 2026-12-02, available: {{Morning: 60}}}}]\n",
        "5:55: away[0].available.Morning: got 'Morning'; did you mean morning? accepted: a name of",
    ),
    "capital slot": (WEEK.replace("morning: 60", "Morning: 60"), "3:9: available.mon.Morning: got 'Morning'; did you"),
    "missing": ("start: 2026-11-30\n", "1:1: available: missing; accepted: a mapping with mon, tue"),
    "missing in a run": (f"{WEEK}runs:\n  - minutes: 30\n", "6:5: runs[0].type: missing"),
}
NUMBERS = {
    "too many": (with_morning("2000"), "got 2000; accepted: a whole number from 0 to 1440"),
    "negative": (with_morning("-5"), "got -5"),
    "quoted": (with_morning("'60'"), "got '60'"),
    "true": (with_morning("true"), "got true"),
    "no": (with_morning("no"), "got 'no'"),
    "fraction": (with_morning("60.5"), "got 60.5"),
    "whole fraction": (with_morning("60.0"), "got 60.0"),
    "underscore": (with_morning("1_0"), "got '1_0'"),
    "full-width digits": (with_morning("６０"), "got '６０'"),
    "leading zero": (with_morning("012"), "got '012'"),
    "octal": (with_morning("0o17"), "got '0o17'"),
    "hexadecimal": (with_morning("0x1F"), "got '0x1F'"),
    "plus": (with_morning("+5"), "got '+5'"),
    "base 60": (with_morning("1:00"), "got '1:00'"),
    "2^62": (with_morning("4611686018427387904"), "a number of 19 digits; accepted: at most 15"),
    "5,000 digits": (with_morning("9" * 5000), "a number of 5000 digits; accepted: at most 15"),
    "infinity": (with_morning(".inf"), "got '.inf'; accepted: a finite number"),
    "minus infinity": (with_morning("-.INF"), "got '-.INF'; accepted: a finite number"),
    "not a number": (with_morning(".nan"), "got '.nan'; accepted: a finite number"),
    "NaN": (with_morning("NaN"), "got 'NaN'"),
    "overflow": (with_morning("1e999"), "got '1e999'; accepted: a finite number"),
    "list": (
        with_morning("[60]"),
        "got a list; accepted: a whole number from 0 to 1440, or a mapping with minutes, at",
    ),
    "long text": (with_morning("x" * 300), f"got '{'x' * 40}'...; accepted"),
}
VALUES = {
    "29 February": (with_start("2027-02-29"), "1:8: start: 2027 is not a leap year, so 29 February does not exist"),
    "13th month": (with_start("2027-13-01"), "1:8: start: 2027-13-01 has no such month"),
    "31 November": (with_start("2027-11-31"), "1:8: start: November 2027 has days 1 to 30, not 31"),
    "start is a word": (with_start("soon"), "1:8: start: got 'soon'; accepted: a date such as 2026-11-30"),
    "start is a number": (with_start("20261130"), "1:8: start: got 20261130; accepted: a date such as"),
    "start has a time": (with_start("2026-11-30T10:00"), "1:8: start: got '2026-11-30T10:00'; accepted: a date"),
    "American date": (with_start("11/30/2026"), "1:8: start: got '11/30/2026'; accepted: a date"),
    "full-width date": (with_start("２０２６-11-30"), "1:8: start: got '２０２６-11-30'; accepted: a date"),
    "date out of range": (with_start("1926-11-30"), "1:8: start: year 1926; accepted: a date such as"),
    "no for a time": (f"{WEEK}slots: {{morning: no}}\n", "5:18: slots.morning: got 'no'; accepted: a time from 00:00"),
    "25:00": (f"{WEEK}slots: {{morning: 25:00}}\n", "5:18: slots.morning: got '25:00'; accepted: a time from 00:00"),
    "1830": (f"{WEEK}slots: {{morning: 1830}}\n", "5:18: slots.morning: got 1830; accepted: a time from 00:00"),
    "6:30": (f"{WEEK}slots: {{morning: 6:30}}\n", "5:18: slots.morning: got '6:30'; accepted: a time from 00:00"),
    "time of a slot": (
        with_morning("{minutes: 9, at: 24:00}"),
        "3:35: available.mon.morning.at: got '24:00'; accepted",
    ),
    "unknown zone": (f"{WEEK}timezone: Europe/Berlni\n", "5:11: timezone: no such time zone 'Europe/Berlni'; did you"),
    "zone outside": (f"{WEEK}timezone: ../../etc/passwd\n", "5:11: timezone: no such time zone '../../etc/passwd'"),
    "zone that is a folder": (f"{WEEK}timezone: Europe\n", "5:11: timezone: no such time zone 'Europe'"),
    "empty zone": (f"{WEEK}timezone: ''\n", "5:11: timezone: no such time zone ''"),
    "number for text": (f"{WEEK}athlete: {{name: 5}}\n", "5:17: athlete.name: got 5; accepted: text, in quotes"),
    "blank name": (f"{WEEK}athlete: {{name: ' '}}\n", "5:17: athlete.name: got ' '; accepted: text that is not blank"),
    "name of no width": (
        f"{WEEK}athlete: {{name: '\u200b \u2060'}}\n",
        r"5:17: athlete.name: got '\u200b \u2060'; accepted: text that is not blank",
    ),
    "empty name": (f"{WEEK}athlete: {{name: ''}}\n", "5:17: athlete.name: got ''; accepted: text that is not blank"),
    "line break in a name": (
        f'{WEEK}athlete: {{name: "a\\r\\nb"}}\n',
        r"5:17: athlete.name: a control character in 'a",
    ),
    "control character beyond ASCII in a name": (
        f'{WEEK}athlete: {{name: "\\u009b31ma"}}\n',
        r"5:17: athlete.name: a control character in '\x9b31ma'; accepted: plain text on one line",
    ),
    "line separator in a name": (
        f'{WEEK}athlete: {{name: "a\\u2028b"}}\n',
        r"5:17: athlete.name: a control character in 'a\u2028b'; accepted: plain text on one line",
    ),
    "long name": (
        f"{WEEK}athlete: {{name: {'x' * 300}}}\n",
        "5:17: athlete.name: text of 300 characters; accepted: at",
    ),
    "quoted kilograms": (
        f"{WEEK}athlete: {{body_mass_kg: '62'}}\n",
        "5:25: athlete.body_mass_kg: got '62'; accepted: a",
    ),
    "true kilograms": (
        f"{WEEK}athlete: {{body_mass_kg: true}}\n",
        "5:25: athlete.body_mass_kg: got true; accepted: a n",
    ),
    "unknown goal": (f"{WEEK}goal: 10km\n", "5:7: goal: got '10km'; did you mean 10k? accepted: 5k, 10k, half"),
    "number for a goal": (f"{WEEK}goal: 10\n", "5:7: goal: got 10; accepted: 5k"),
    "no for false": (f"{WEEK}repeat: no\n", "5:9: repeat: got 'no'; accepted: true or false"),
    "1 for true": (f"{WEEK}repeat: 1\n", "5:9: repeat: got 1; accepted: true or false"),
    "53 weeks": (f"{WEEK}weeks: 53\n", "5:8: weeks: got 53; accepted: a whole number from 1 to 52"),
    "run as a word": (f"{WEEK}runs: [easy]\n", "5:8: runs[0]: got 'easy'; accepted: a mapping with type"),
    "runs as a word": (f"{WEEK}runs: easy\n", "5:7: runs: got 'easy'; accepted: a list, each entry a mapping with"),
    "unknown run": (f"{WEEK}runs: [{{type: esay}}]\n", "5:15: runs[0].type: got 'esay'; did you mean easy?"),
    "short run": (
        f"{WEEK}runs: [{{type: easy, minutes: 3}}]\n",
        "5:30: runs[0].minutes: got 3; accepted: a whole number",
    ),
    "day as a word": (f"{WEEK}runs: [{{type: easy, days: tue}}]\n", "5:27: runs[0].days: got 'tue'; accepted: a list"),
    "unknown day": (
        f"{WEEK}runs: [{{type: easy, days: [tus]}}]\n",
        "5:28: runs[0].days[0]: got 'tus'; did you mean tue?",
    ),
    "no days": (f"{WEEK}runs: [{{type: easy, days: []}}]\n", "5:27: runs[0].days: holds 0; accepted: at least 1"),
    "too many runs": (f"{WEEK}runs: [{'{type: easy}, ' * 401}]\n", "5:7: runs: holds 401; accepted: at most 400"),
    "more runs than a week holds": (
        f"{WEEK}runs: [{{type: easy, times: 14}}, {{type: long, times: 8}}]\n",
        "5:53: runs[1].times: with these, week 1 asks for 22 runs; accepted: at most 21 a week",
    ),
    "entries by the hundred": (
        f"{WEEK}runs: [{'{type: easy, times: 14}, ' * 400}]\n",
        "5:53: runs[1].times: with these, week 1 asks for 28 runs; accepted: at most 21 a week",
    ),
    "one entry too many": (
        f"{WEEK}runs: [{'{type: easy}, ' * 22}]\n",
        "5:302: runs[21]: with these, week 1 asks for 22 runs; accepted: at most 21 a week",
    ),
    "too many runs in a late week": (
        f"{WEEK}weeks: 3\nruns: [{{type: easy, times: 14}}, {{type: long, times: 7}}, {{type: hills, week: 3}}]\n",
        "6:57: runs[2]: with these, week 3 asks for 22 runs; accepted: at most 21 a week",
    ),
    "unknown focus": (
        f"{WEEK}strength: {{focus: [uper]}}\n",
        "5:20: strength.focus[0]: got 'uper'; did you mean upper?",
    ),
    "focus of an entry": (
        f"{WEEK}strength: {{focus: [{{focus: uper}}]}}\n",
        "5:28: strength.focus[0].focus: got 'uper';",
    ),
    "nothing in strength": (f"{WEEK}strength:\n", "5:1: strength: got nothing; accepted: a mapping with focus"),
    "unknown kit": (f"{WEEK}strength: {{equipment: [barbel]}}\n", "5:24: strength.equipment[0]: got 'barbel'; did you"),
    "no for a rule": (
        f"{WEEK}rules: {{full_rest_days: no}}\n",
        "5:25: rules.full_rest_days: got 'no'; accepted: true or",
    ),
    "number for a rule": (
        f"{WEEK}rules: {{full_rest_days: 1}}\n",
        "5:25: rules.full_rest_days: got 1; accepted: true or",
    ),
    "empty wish": (f"{WEEK}prefer: {{long: {{}}}}\n", "5:16: prefer.long: says nothing; accepted: days, slots or both"),
    "fixed nowhere": (f"{WEEK}fixed: [{{session: long, slot: morning}}]\n", "5:9: fixed[0]: neither day nor date"),
    "fixed twice over": (
        f"{WEEK}fixed: [{{session: long, day: mon, date: 2026-11-30, slot: morning}}]\n",
        "5:9: fixed[0]: both day and date",
    ),
    "away backwards": (
        f"{WEEK}away: [{{from: 2026-12-05, to: 2026-12-04}}]\n",
        "5:8: away[0]: ends 2026-12-04, before",
    ),
}


@pytest.mark.parametrize("fault", TEXTS | KEYS | VALUES)
def test_yaml(fault: str, refusal: Refusal) -> None:
    text, told = (TEXTS | KEYS | VALUES)[fault]
    assert refusal(text).startswith(f"x.yaml:{told}")


@pytest.mark.parametrize("fault", NUMBERS)
def test_numbers_are_written_plainly(fault: str, refusal: Refusal) -> None:
    text, told = NUMBERS[fault]
    assert refusal(text).startswith(f"x.yaml:3:18: available.mon.morning: {told}")


def test_the_first_error_in_the_file_is_told(refusal: Refusal) -> None:
    text = f"goal: 7k\nweeks: 60\n{WEEK}"
    assert refusal(text).startswith("x.yaml:1:7: goal: got '7k'")


def test_a_misspelt_key_is_told_before_what_it_leaves_missing(refusal: Refusal) -> None:
    assert "strat: unknown key; did you mean start?" in refusal(WEEK.replace("start", "strat"))


def test_an_alias_bomb_costs_nothing(refusal: Refusal) -> None:
    bomb = "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a, *a]\n" for n in range(40))
    assert refusal(bomb).startswith("x.yaml:1:4: YAML: an anchor")
