"""The JSON Schema for editors and the starter scenario: both true to what ``load`` accepts."""

import copy
import datetime as dt
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from constraints.schema import json_schema
from constraints.settings import rules_from
from constraints.week import RULES
from scenarios.errors import BadField, InputError
from scenarios.instance import instance_of
from scenarios.load import load_text, read_values
from scenarios.schema import Scenario
from scenarios.starter import starter
from scenarios.text.source import Source

LIBRARY = Path(__file__).parents[2] / "scenarios" / "library"
CLUBS = ("club", "riverside")
TEXTS = {path.stem: path.read_bytes() for path in sorted(LIBRARY.glob("*.yaml")) if path.stem not in CLUBS}
TEXTS["starter"] = starter("runlift.schema.json").encode()


def values_of(text: bytes) -> dict[str, Any]:
    """What an editor sees: YAML 1.2 values, dates as text."""
    values = read_values(text, Source("x.yaml", ""), "yaml")
    assert isinstance(values, dict)
    return values


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("name", TEXTS)
def test_shipped_scenarios_fit_the_schema(validator: jsonschema.Draft202012Validator, name: str) -> None:
    validator.validate(values_of(TEXTS[name]))


# path of the mapping, the key put into it, its value; each is refused by the schema and by runlift alike
MISTAKES = [
    ((), "avalable", {}),
    ((), "start", "2027-02-29"),
    ((), "start", 20261130),
    ((), "goal", "10km"),
    ((), "weeks", 0),
    ((), "weeks", "1"),
    ((), "repeat", "no"),
    ((), "available", None),
    (("athlete",), "body_mass_kg", "62"),
    (("slots",), "morning", "25:00"),
    (("slots",), "Dawn", "05:00"),
    (("available",), "mno", {}),
    (("available", "mon"), "Morning", 60),
    (("available", "mon"), "morning", 1441),
    (("available", "mon"), "morning", "60"),
    (("available", "mon"), "morning", {"minutes": 60, "att": "06:00"}),
    (("available", "mon"), "morning", {"at": "06:00"}),
    (("runs", 0), "typ", "easy"),
    (("runs", 0), "type", "esay"),
    (("runs", 0), "minutes", 3),
    (("runs", 0), "days", []),
    (("strength",), "focus", ["uper"]),
    (("strength",), "focus", [{"focus": "upper", "leg": "light"}]),
    (("strength",), "equipment", ["barbel"]),
    (("prefer",), "strength", {"slot": ["evening"]}),
    (("rules",), "heavy_legs_before_keyrun", False),
    (("rules",), "heavy_legs_before_key_run", {"hour": 30}),
    (("rules",), "heavy_legs_before_key_run", {"hours": 60}),
    (("rules",), "heavy_legs_before_key_run", "no"),
    (("rules",), "free_time", False),
    ((), "away", [{"first": "2026-12-01", "last": "2026-12-02"}]),
]


@pytest.mark.parametrize(("path", "key", "value"), MISTAKES)
def test_mistakes_fail_the_schema_and_runlift(
    validator: jsonschema.Draft202012Validator, path: tuple, key: str, value: object
) -> None:
    values = copy.deepcopy(values_of(TEXTS["hill_race"]))
    validator.validate(values)
    place = values
    for part in path:
        place = place[part]
    place[key] = value
    assert not validator.is_valid(values)
    with pytest.raises((ValueError, BadField)):
        rules_from(Scenario.model_validate(values, by_alias=True, by_name=False).rules)


def test_every_rule_can_be_completed() -> None:
    rules = json_schema()["properties"]["rules"]
    assert rules["additionalProperties"] is False
    assert list(rules["properties"]) == [rule.name for rule in RULES]
    for rule in RULES:
        node = rules["properties"][rule.name]
        assert node["description"].startswith(rule.kind)
        parameters = node["anyOf"][0]
        assert parameters["additionalProperties"] is False
        assert set(parameters["properties"]) == set(rule.model_fields)
        for name, field in rule.model_fields.items():
            assert parameters["properties"][name]["default"] == field.default
            assert parameters["properties"][name]["description"] == field.description


def test_a_parameter_has_its_range() -> None:
    rules = json_schema()["properties"]["rules"]["properties"]
    hours = rules["heavy_legs_before_key_run"]["anyOf"][0]["properties"]["hours"]
    assert (hours["type"], hours["default"], hours["minimum"], hours["maximum"]) == ("integer", 30, 24, 48)


def test_days_and_slots_can_be_completed() -> None:
    available = json_schema()["properties"]["available"]
    assert list(available["properties"]) == ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    assert list(available["properties"]["mon"]["properties"]) == ["morning", "midday", "evening"]
    assert available["properties"]["mon"]["additionalProperties"] is False


def test_no_mapping_is_left_open() -> None:
    """Only ``prefer`` takes keys that no list can know: the names of sessions."""

    def open_mappings(node: object, path: str) -> list[str]:
        if isinstance(node, list):
            return [found for entry in node for found in open_mappings(entry, path)]
        if not isinstance(node, dict):
            return []
        here = [path] if node.get("type") == "object" and node.get("additionalProperties") is not False else []
        return here + [found for key, value in node.items() for found in open_mappings(value, f"{path}/{key}")]

    assert open_mappings(json_schema(), "") == ["/properties/prefer"]


def test_the_starter_begins_with_its_schema() -> None:
    assert starter("my.schema.json").splitlines()[0] == "# yaml-language-server: $schema=my.schema.json"


def test_the_starter_is_short_and_says_what_it_is_for() -> None:
    lines = starter("x.json").splitlines()
    assert 25 <= len(lines) <= 45
    assert max(map(len, lines)) <= 120
    assert sum("#" in line for line in lines) > len(lines) / 3


def test_the_starter_is_accepted_with_every_part_it_mentions() -> None:
    text = starter("x.json", dt.date(2027, 1, 4))
    plain = load_text(text.encode(), "new.yaml", "yaml").scenario
    assert plain.start == dt.date(2027, 1, 4)
    assert {"free_time", "full_rest_days"} < {rule.name for rule in rules_from(plain.rules)}
    for mentioned in ("fixed", "history", "race"):
        lines = text.splitlines()
        first = next(index for index, line in enumerate(lines) if line.startswith(f"# {mentioned}:"))
        for index in range(first, len(lines)):
            if index > first and not lines[index].startswith("#   "):
                break
            lines[index] = lines[index].removeprefix("# ")
        scenario = load_text("\n".join(lines).encode(), "new.yaml", "yaml").scenario
        assert getattr(scenario, mentioned)
        assert instance_of(scenario).weeks == (6 if mentioned == "race" else 1)


def test_the_starter_cannot_be_broken_by_a_file_name() -> None:
    text = starter("a\nstart: 2020-01-01")
    assert text.splitlines()[0] == r"# yaml-language-server: $schema=a\nstart: 2020-01-01"
    try:
        load_text(text.encode(), "new.yaml", "yaml")
    except InputError as error:
        pytest.fail(str(error))
