"""Reading a scenario file: where it comes from, what its values become, where its fields stand."""

import hashlib
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from constraints.base.rule import Rule
from constraints.settings import rules_from
from constraints.week import RULES
from scenarios.club import load_club
from scenarios.errors import BadField, InputError
from scenarios.load import MAX_BYTES, Format, load, load_text
from scenarios.schema import FreeSlot

LIBRARY = Path(__file__).parents[2] / "scenarios" / "library"
CLUBS = ("club.yaml", "riverside.yaml")
SCENARIOS = sorted(path for path in LIBRARY.glob("*.yaml") if path.name not in CLUBS)
WEEK = b"""\
start: 2026-11-30
available:
  mon: {morning: 60}
  sun: {morning: {minutes: 180, at: 18:30}}
runs:
  - type: easy
    days: [mon]
rules:
  heavy_legs_before_key_run: {hours: 36}
"""
AS_JSON = b"""\
{
  "start": "2026-11-30",
  "available": {"mon": {"morning": 60}, "sun": {"morning": {"minutes": 180, "at": "18:30"}}},
  "runs": [{"type": "easy", "days": ["mon"]}],
  "rules": {"heavy_legs_before_key_run": {"hours": 36}}
}
"""


class Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.name)
def test_every_shipped_scenario_is_read(path: Path) -> None:
    loaded = load(path)
    assert loaded.scenario.start.isoformat() == "2026-11-30"
    assert loaded.source.name == str(path)
    assert loaded.source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_shipped_scenarios_are_all_there() -> None:
    names = {path.stem for path in SCENARIOS}
    assert names >= {"hill_race", "impossible", "minimal", "reference_week", "season"}


def test_an_unquoted_clock_time_is_text() -> None:
    free = load_text(WEEK, "x.yaml", "yaml").scenario.available["sun"]["morning"]
    assert free == FreeSlot(minutes=180, at="18:30")


def test_json_and_yaml_say_the_same() -> None:
    from_json = load_text(AS_JSON, "x.json", "json").scenario
    assert from_json == load_text(WEEK, "x.yaml", "yaml").scenario


def test_what_json_allows_and_yaml_does_not(tmp_path: Path) -> None:
    path = tmp_path / "week.json"
    path.write_bytes(AS_JSON.replace(b"  ", b"\t").replace(b"{\n", b'{\n"athlete": {"name": "\\ud83d\\ude00 \\/"},'))
    assert load(path).scenario.athlete.name == "\N{GRINNING FACE} /"


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + WEEK,
        WEEK.replace(b"\n", b"\r\n"),
        b"%YAML 1.2\n---\n" + WEEK,
        WEEK + b"...\n",
        b"\n# x\n" + WEEK,
    ],
    ids=["byte order mark", "Windows line ends", "YAML 1.2 directive", "document end", "comment first"],
)
def test_harmless_differences_are_read(data: bytes) -> None:
    assert load_text(data, "x.yaml", "yaml").scenario == load_text(WEEK, "x.yaml", "yaml").scenario


def test_letters_of_every_script_stay() -> None:
    data = WEEK + "athlete: {name: 'נועה Ørsted 李'}\n".encode()
    assert load_text(data, "x.yaml", "yaml").scenario.athlete.name == "נועה Ørsted 李"


@pytest.mark.parametrize(
    ("written", "value"),
    [("true", True), ("True", True), ("FALSE", False), ("false", False)],
)
def test_yaml_words_for_true_and_false(written: str, value: bool) -> None:
    data = WEEK + f"repeat: {written}\n".encode()
    assert load_text(data, "x.yaml", "yaml").scenario.repeat is value


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_nothing_means_the_default(written: str) -> None:
    data = WEEK + f"timezone: {written}\n".encode()
    assert load_text(data, "x.yaml", "yaml").scenario.timezone is None


@pytest.mark.parametrize(("data", "same"), [(WEEK, "yaml"), (AS_JSON, "json"), (b"\xef\xbb\xbf\n " + AS_JSON, "json")])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes, same: Format) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(data))
    loaded = load("-")
    assert loaded.source.name == "<stdin>"
    assert loaded.scenario == load_text(data, f"x.{same}", same).scenario


def test_standard_input_is_named_in_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(b'{"start": 1}'))
    with pytest.raises(InputError, match=r"^<stdin>:1:11: start: "):
        load("-")


def test_standard_input_is_not_read_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = Stdin(b" " * (MAX_BYTES + 1000))
    monkeypatch.setattr(sys, "stdin", stdin)
    with pytest.raises(InputError, match=r"^<stdin>:1:1: file: larger than 256 kB"):
        load("-")
    assert stdin.buffer.tell() == MAX_BYTES + 1


def test_a_json_name_means_json(tmp_path: Path) -> None:
    path = tmp_path / "week.JSON"
    path.write_bytes(WEEK)
    with pytest.raises(InputError, match=r"week\.JSON:1:1: JSON: Expecting value"):
        load(path)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda path: None, "No such file or directory"),
        (lambda path: path.mkdir(), "Is a directory"),
        (lambda path: path.symlink_to(path), "Too many levels of symbolic links"),
    ],
    ids=["missing", "directory", "link to itself"],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, make: Callable[[Path], None], why: str) -> None:
    path = tmp_path / "week.yaml"
    make(path)
    with pytest.raises(InputError) as caught:
        load(path)
    assert str(caught.value) == f"{path}: cannot be read: {why}; accepted: a readable file"


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"week.yaml: cannot be read: Permission denied; accepted: a readable file$"):
        load(tmp_path / "week.yaml")


@pytest.mark.parametrize("name", ["a\nb.yaml", "a\x1b[31mb.yaml", "a\0b.yaml", "a\u202eb.yaml"])
def test_a_strange_file_name_stays_on_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as caught:
        load(tmp_path / name)
    assert str(caught.value).isprintable()


def test_a_file_without_end_is_refused() -> None:
    with pytest.raises(InputError, match=r"^/dev/zero:1:1: file: larger than 256 kB"):
        load("/dev/zero")


@pytest.mark.parametrize(
    ("path", "at_value", "at_key"),
    [
        (("start",), (1, 8), (1, 1)),
        (("available", "mon", "morning"), (3, 18), (3, 9)),
        (("available", "sun", "morning", "at"), (4, 37), (4, 33)),
        (("runs", 0), (6, 5), (6, 5)),
        (("runs", 0, "days", 0), (7, 12), (7, 12)),
        (("rules", "heavy_legs_before_key_run", "hours"), (9, 38), (9, 31)),
    ],
)
def test_fields_know_their_place(path: tuple, at_value: tuple, at_key: tuple) -> None:
    source = load_text(WEEK, "x.yaml", "yaml").source
    assert source.mark(path) == at_value
    assert source.mark(path, key=True) == at_key


def test_json_fields_know_their_place() -> None:
    source = load_text(AS_JSON, "x.json", "json").source
    assert source.mark(("available", "sun", "morning", "at")) == (3, AS_JSON.splitlines()[2].index(b'"18:30"') + 1)
    assert source.mark(("runs", 0, "days", 0)) == (4, AS_JSON.splitlines()[3].index(b'"mon"') + 1)


def test_a_field_that_is_not_there_is_told_at_its_parent() -> None:
    source = load_text(WEEK, "x.yaml", "yaml").source
    assert source.mark(("runs", 0, "minutes")) == source.mark(("runs", 0))
    assert source.mark(("weeks",)) == (1, 1)


@pytest.mark.parametrize(
    ("rules", "line"),
    [
        ("{heavy_legs_before_keyrun: false}", "8:9: rules.heavy_legs_before_keyrun: no such rule"),
        ("{key_days: false}", "8:9: rules.key_days: no such rule 'key_days'; did you mean key_days_in_a_row?"),
        ("{heavy_legs_before_key_run: {hours: 60}}", "8:44: rules.heavy_legs_before_key_run.hours: got 60; accepted"),
        ("{heavy_legs_before_key_run: {hour: 30}}", "8:37: rules.heavy_legs_before_key_run.hour: unknown key; did you"),
        ("{heavy_legs_before_key_run: {hours: 30.0}}", "8:44: rules.heavy_legs_before_key_run.hours: got 30.0; acc"),
        ("{free_time: false}", "8:20: rules.free_time: cannot be switched off"),
    ],
)
def test_errors_in_rules_are_located_too(rules: str, line: str) -> None:
    head = WEEK.decode().partition("rules:")[0]
    loaded = load_text(f"{head}rules: {rules}\n".encode(), "x.yaml", "yaml")
    with pytest.raises(BadField) as caught:
        rules_from(loaded.scenario.rules)
    text = str(loaded.source.located(caught.value))
    assert text.startswith(f"x.yaml:{line}")
    assert "accepted: " in text


def test_reading_twice_gives_the_same() -> None:
    first, second = load_text(WEEK, "x.yaml", "yaml"), load_text(WEEK, "x.yaml", "yaml")
    assert first == second
    assert json.loads(AS_JSON)["start"] == first.scenario.start.isoformat()


@pytest.mark.parametrize(
    ("rule", "parameter"),
    [pytest.param(rule, name, id=f"{rule.name}.{name}") for rule in RULES for name in rule.model_fields],
)
def test_every_parameter_refuses_what_it_cannot_be(rule: type[Rule], parameter: str) -> None:
    nothing = () if rule.model_fields[parameter].default is None else ("null",)
    for wrong in ("x", "'1'", "-1", "99999", "1.5", "[]", "{}", *nothing):
        text = f"{WEEK.decode().partition('rules:')[0]}rules:\n  {rule.name}:\n    {parameter}: {wrong}\n"
        loaded = load_text(text.encode(), "x.yaml", "yaml")
        with pytest.raises(BadField) as caught:
            rules_from(loaded.scenario.rules)
        line = str(loaded.source.located(caught.value))
        assert line.startswith(f"x.yaml:10:{7 + len(parameter)}: rules.{rule.name}.{parameter}: got ")
        assert "accepted: " in line
        assert line.isprintable()


@pytest.mark.parametrize(
    ("read", "name", "said"),
    [
        (load, "plan.csv", "a table; accepted: a scenario (YAML or JSON), or for `runlift why` a plan.json"),
        (load, "Plan.ICS", "a calendar; accepted: a scenario"),
        (load_club, "roster.csv", "a table; accepted: a club file (YAML or JSON), which names its roster"),
        (load_club, "club.xlsx", "a spreadsheet; accepted: a club file"),
    ],
)
def test_a_file_of_another_kind_is_told_as_what_it_is(
    read: Callable[[Path], object], name: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(b'id,"Stra: \xe9')
    with pytest.raises(InputError) as told:
        read(tmp_path / name)
    assert str(told.value).startswith(f"{tmp_path / name}: {said}")


def test_a_plan_is_told_as_one() -> None:
    with pytest.raises(InputError, match=r"^plan.json:1:1: scenario: this is a plan, for `runlift check` or `why`"):
        load_text(b'{"format": 1, "sessions": []}', "plan.json", "json")


@pytest.mark.parametrize("written", ["6e1", "60.00", "1E2"])
def test_a_number_is_told_back_as_it_is_written(written: str) -> None:
    with pytest.raises(InputError, match=rf"w:3:18: available.mon.morning: got {written}; accepted: a whole number"):
        load_text(WEEK.replace(b"60", written.encode()), "w", "yaml")
