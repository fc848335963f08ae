"""The rules as a whole: one file each, listed once, in order, with sources, ranges and sentences that hold."""

import csv
import importlib
import inspect
import re
from pathlib import Path

import pytest

import constraints.week
from constraints.base.rule import HardRule, Rule, SoftRule
from constraints.describe import rule_rows, rules_text
from constraints.week import RULES
from scenarios import catalog

WEEK = Path(constraints.week.__file__).parent
CATALOG = Path(catalog.__file__).parent
UNITS = {"", "h", "min", "days", "runs", "sessions", "points", "%", "session-RPE x min"}

# (rule, field) -> (row of parameters.csv, which number of its default, factor)
NUMBERS = {
    ("full_rest_days", "days"): ("full_rest_days_min", 0, 1),
    ("heavy_legs_before_key_run", "hours"): ("gap_heavylegs_to_key_h", 0, 1),
    ("heavy_legs_after_long_run", "hours"): ("gap_long_or_race_to_heavylegs_h", 0, 1),
    ("morning_run_evening_lift", "hours_after_key_run"): ("gap_key_to_heavylegs_same_day_h", 0, 1),
    ("morning_run_evening_lift", "hours_after_easy_run"): ("gap_easyrun_to_lift_h", 0, 1),
    ("leg_sessions_apart", "days"): ("gap_leg_session_to_leg_session", 0, 1),
    ("key_days_in_a_row", "days"): ("max_consecutive_key_run_days", 0, 1),
    ("strength_sessions", "most"): ("strength_sessions", 0, 1),
    ("no_heavy_legs_before_race", "days"): ("last_heavy_legs_before_race_d", 0, 1),
    ("no_heavy_legs_before_race", "days_before_marathon"): ("last_heavy_legs_before_race_d", 1, 1),
    ("no_heavy_legs_after_race", "days_after_5k"): ("post_race_no_heavy_legs_d", 1, 1),
    ("no_heavy_legs_after_race", "days_after_10k"): ("post_race_no_heavy_legs_d", 3, 1),
    ("no_heavy_legs_after_race", "days_after_half"): ("post_race_no_heavy_legs_d", 4, 1),
    ("no_heavy_legs_after_race", "days_after_marathon"): ("post_race_no_heavy_legs_d", 5, 1),
    ("no_heavy_legs_after_race", "days_after_ultra"): ("post_race_no_heavy_legs_d", 6, 1),
    ("key_run_after_race", "days_after_half"): ("post_race_no_heavy_legs_d", 4, 1),
    ("key_run_after_race", "days_after_marathon"): ("post_race_no_heavy_legs_d", 5, 1),
    ("key_run_after_race", "days_after_ultra"): ("post_race_no_heavy_legs_d", 6, 1),
    ("recovery_days", "days"): ("recovery_days_min", 0, 1),
    ("balance_5_3_2", "run_days"): ("run_days", 0, 1),
    ("balance_5_3_2", "strength_sessions"): ("strength_sessions", 0, 1),
    ("heavy_legs_rested_before_key_run", "mild_below_hours"): ("gap_heavylegs_to_key_soft_h", 0, 1),
    ("heavy_legs_rested_after_long_run", "hours"): ("gap_long_or_race_to_heavylegs_h", 1, 1),
    ("run_lift_gap", "hours"): ("gap_key_to_heavylegs_same_day_h", 1, 1),
    ("easy_share", "percent"): ("easy_share_min", 1, 100),
}

# (rule, row of parameters.csv): what the row says is the rule itself, which has no field for the number
NO_NUMBER_OF_THEIRS = {
    ("strength_mix", "leg_exposures_min"),
    ("strength_spread", "gap_upper_to_upper"),
    ("even_load", "monotony_max"),
}


def parameters() -> dict[str, dict[str, str]]:
    with (CATALOG / "parameters.csv").open(encoding="utf-8", newline="") as table:
        return {row["id"]: row for row in csv.DictReader(table)}


def bounds(rule: type[Rule], name: str) -> tuple[int, int]:
    marks = rule.model_fields[name].metadata
    return tuple(next(getattr(mark, end) for mark in marks if hasattr(mark, end)) for end in ("ge", "le"))


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)]


def fields(*kinds: object) -> list[tuple[type[Rule], str]]:
    return [(rule, name) for rule in RULES for name, field in rule.model_fields.items() if field.annotation in kinds]


def test_hard_rules_come_before_soft_ones_and_what_is_asked_comes_first():
    assert [rule.kind for rule in RULES] == sorted(rule.kind for rule in RULES)
    always_on = [rule.always_on() for rule in RULES]
    assert always_on == sorted(always_on, reverse=True)


def test_every_file_is_one_rule_of_its_name_and_is_listed_once():
    files = sorted(path.stem for path in WEEK.glob("*.py") if path.stem != "__init__")
    assert sorted(rule.name for rule in RULES) == files
    for stem in files:
        module = importlib.import_module(f"constraints.week.{stem}")
        own = [
            value
            for value in vars(module).values()
            if inspect.isclass(value) and issubclass(value, Rule) and value.__module__ == module.__name__
        ]
        assert [rule.name for rule in own] == [stem]
        assert own[0] in RULES


def test_every_rule_has_a_test_of_its_own():
    tests = {path.stem for path in (Path(__file__).parent / "rules").glob("test_*.py")}
    # what else is said of hand-made weeks
    assert tests - {"test_tradeoff"} == {f"test_{rule.name}" for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_is_hard_or_soft_and_says_what_it_is(rule):
    assert issubclass(rule, SoftRule if rule.kind == "soft" else HardRule)
    assert ("weight" in rule.model_fields) == (rule.kind == "soft")
    assert rule.__doc__
    sentence = rule.model_validate({}).sentence()
    assert sentence
    assert sentence[0].islower() or sentence[0].isdigit()
    assert not sentence.endswith(".")
    assert rule.sources or rule.always_on()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_source_is_a_requirement_or_stands_in_the_catalogue(rule):
    tables = {path.name for path in CATALOG.glob("*.csv")}
    known = {f"S{number}" for number in range(1, 70)} | parameters().keys() | tables
    assert [source for source in rule.sources if source not in known] == []
    assert len(set(rule.sources)) == len(rule.sources)


@pytest.mark.parametrize(("rule", "name"), fields(int, int | None), ids=str)
def test_a_number_lies_in_its_range_and_has_a_unit(rule, name):
    field, (low, high) = rule.model_fields[name], bounds(rule, name)
    assert field.default is None or low <= field.default <= high
    (row,) = (row for row in rule_rows((rule,))[0].parameters if row.name == name)
    assert row.unit in UNITS - {""}
    assert row.description
    assert row.range == f"{low}-{high}"
    for value in (low, high):
        assert rule.model_validate({name: value})
    for value in (low - 1, high + 1, float(low), str(low)):
        with pytest.raises(ValueError, match=name):
            rule.model_validate({name: value})


@pytest.mark.parametrize(("rule", "name"), fields(int, int | None), ids=str)
def test_the_sentence_tells_every_number_but_the_weight(rule, name):
    low, high = bounds(rule, name)
    if name == "weight":
        assert rule.model_validate({name: low}).sentence() == rule.model_validate({name: high}).sentence()
    else:
        for value in (low, high):
            told = rule.model_validate({name: value}).sentence()
            assert re.search(rf"(?<!\d){value}(?!\d)", told) or (value == 0 and "any time" in told)


def test_the_sentence_tells_a_switch():
    for rule, name in fields(bool):
        assert rule.model_validate({name: True}).sentence() != rule.model_validate({name: False}).sentence()


@pytest.mark.parametrize(("field", "row"), NUMBERS.items(), ids=str)
def test_defaults_and_ranges_agree_with_the_table_they_come_from(field, row):
    (rule,) = (rule for rule in RULES if rule.name == field[0])
    name, index, factor = row
    assert name in rule.sources
    entry = parameters()[name]
    assert rule.model_fields[field[1]].default == factor * numbers(entry["default"])[index]
    low, high = (factor * number for number in numbers(entry["range"].split("(")[0].replace("-", " ")))
    assert bounds(rule, field[1])[0] <= low
    assert bounds(rule, field[1])[1] >= high


def test_every_rule_that_names_a_table_row_with_a_number_is_compared_with_it():
    numeric = {name for name, row in parameters().items() if numbers(row["default"])}
    named = {(rule.name, source) for rule in RULES for source in rule.sources if source in numeric}
    assert named - {(rule, row) for (rule, _), (row, _, _) in NUMBERS.items()} == NO_NUMBER_OF_THEIRS


def test_the_text_for_a_terminal_names_every_rule_and_parameter():
    text = rules_text()
    for row in rule_rows():
        assert f"{row.name} ({row.kind}, {row.on}): {row.sentence}\n" in text
        for parameter in row.parameters:
            assert f"    {parameter.name} {parameter.default} ({parameter.range}" in text
