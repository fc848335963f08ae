"""Scenarios spoilt field by field and byte by byte: read, or refused in one line."""

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.errors import InputError, dotted
from scenarios.load import Format, load_text

LIBRARY = Path(__file__).parents[2] / "scenarios" / "library"
LINE = re.compile(r"x\.(yaml|json):[1-9][0-9]*:[1-9][0-9]*: .+: .+; .*accepted: .+")


EVERYTHING = {
    "athlete": {"name": "A", "id": "a", "level": "novice", "body_mass_kg": 60},
    "timezone": "Europe/Berlin",
    "start": "2026-11-30",
    "goal": "10k",
    "slots": {"dawn": "05:00"},
    "available": {"mon": {"morning": 60, "dawn": {"minutes": 60, "at": "05:30"}}, "sat": {"morning": 120}},
    "runs": [{"type": "easy", "minutes": 40, "times": 2, "days": ["mon"], "slots": ["morning"]}, {"type": "long"}],
    "strength": {
        "focus": ["upper", {"focus": "lower", "minutes": 30, "legs": "light", "days": ["mon"], "slots": ["dawn"]}],
        "minutes": 30,
        "equipment": ["box"],
        "policy": "any",
        "allow_prefatigue": "long",
    },
    "prefer": {"long": {"days": ["sat"], "slots": ["morning"]}},
    "fixed": [
        {"session": "long", "day": "sat", "slot": "morning"},
        {"session": "easy", "date": "2026-11-30", "slot": "morning"},
    ],
    "history": [{"session": "easy", "date": "2026-11-29", "start": "12:00", "minutes": 30, "legs": "none"}],
    "race": {"date": "2026-12-13", "goal": "10k", "start": "10:00", "minutes": 50},
    "overrides": [{"week": 2, "run_minutes": 100, "long_minutes": 60, "quality": 1, "strength": 1}],
    "away": [{"from": "2026-12-09", "to": "2026-12-10", "available": {"morning": 30, "dawn": {"minutes": 9}}}],
    "log": "log.csv",
    "repeat": False,
    "rules": {"full_rest_days": {"days": 1}, "even_load": False},
}
WRONG = (
    None,
    True,
    0,
    -1,
    7.5,
    10**14,
    "",
    "x",
    "25:00",
    "2027-02-29",
    "mon",
    "\n\u202e",
    [],
    [None],
    ["x"],
    [[1]],
    {},
)
WRONG += ({"x": 1}, {"": {}}, {"morning": "x"}, {"focus": "x"})


def paths(node: object, here: tuple = ()) -> list[tuple]:
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [here, *(path for key, child in inside for path in paths(child, (*here, key)))]


def replaced(node: Any, path: tuple, value: object) -> object:
    if not path:
        return value
    changed = copy.copy(node)
    changed[path[0]] = replaced(node[path[0]], path[1:], value)
    return changed


def test_the_scenario_with_everything_is_accepted() -> None:
    load_text(json.dumps(EVERYTHING).encode(), "x.json", "json")


@pytest.mark.parametrize("path", paths(EVERYTHING), ids=dotted)
def test_every_field_refuses_what_it_cannot_be_in_one_line(path: tuple) -> None:
    refused = 0
    for wrong in WRONG:
        text = json.dumps(replaced(EVERYTHING, path, wrong), indent=1)
        refused += read_or_refused(text.encode(), "json")
    if path[:2] != ("rules", "full_rest_days") or len(path) < 3:  # parameters of rules are read later
        assert refused > len(WRONG) / 4


@pytest.mark.parametrize("path", [path for path in paths(EVERYTHING) if path and isinstance(path[-1], str)], ids=dotted)
@pytest.mark.parametrize("key", ["xyzzy", "", "[key]", "<value>", "<parts>", "x" * 500, "\x07"])
def test_every_key_misspelt_is_refused_in_one_line(path: tuple, key: str) -> None:
    scenario = copy.deepcopy(EVERYTHING)
    mapping = scenario
    for part in path[:-1]:
        mapping = mapping[part]
    mapping[key] = mapping.pop(path[-1])
    in_rules = path[0] == "rules" and len(path) > 1  # names and parameters of rules are read later
    assert read_or_refused(json.dumps(scenario).encode(), "json") is not in_rules


def shipped() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(LIBRARY.glob("*.yaml"))]


SCRAPS = (
    *("\t", "\n", "\r", "  ", "- ", "{", "}", "[", "]", ":", ": ", ",", "&a ", "*a", "!!int ", "'", '"', "|\n", ">\n"),
    *("? ", "%", "@", "`", "#", " #", "---\n", "...\n", "\\", "\0", "\ufeff", "\u2028", "\x85", "é", "~", "null", "no"),
    *(".inf", "1e999", "-1", "99999", "2027-02-29", "25:00", "<<: ", "mon", "weeks: 3\n", "repeat: true\n", "easy-2"),
)


@st.composite
def mutated_yaml(draw: st.DrawFn) -> bytes:
    text = draw(st.sampled_from(shipped()))
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(text)))
        gone = draw(st.integers(0, 6))
        text = text[:at] + draw(st.sampled_from(("", *SCRAPS))) + text[at + gone :]
    return text.encode()


def read_or_refused(data: bytes, form: Format) -> bool:
    """Whether the text is refused, and then in one proper line."""
    try:
        load_text(data, f"x.{form}", form)
    except InputError as error:
        line = str(error)
    else:
        return False
    assert LINE.match(line), line
    assert line.isprintable(), line
    return True


@settings(max_examples=200, deadline=None)
@given(data=mutated_yaml())
def test_damaged_scenarios_are_read_or_refused(data: bytes) -> None:
    read_or_refused(data, "yaml")


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=200), form=st.sampled_from(["yaml", "json"]))
def test_any_bytes_are_refused(data: bytes, form: Format) -> None:
    read_or_refused(data, form)


@settings(max_examples=300, deadline=None)
@given(text=st.text(st.sampled_from("{}[]:,-?|>&*!%@#'\"\\ \n\tax01.~"), max_size=60))
def test_any_punctuation_is_refused(text: str) -> None:
    read_or_refused(text.encode(), "yaml")
    read_or_refused(text.encode(), "json")
