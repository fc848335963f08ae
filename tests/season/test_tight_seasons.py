"""What is tight in a season: the values are those of one model of all its weeks, and so are the weeks named."""

from pathlib import Path

import pytest

from constraints.base.rule import Rule
from scenarios.instance import Instance
from scenarios.schema import Scenario
from solver.explain.changes import range_of
from solver.explain.tight import tight_numbers
from solver.options import Options
from solver.prepared import prepare
from solver.season.season import Season, SeasonPlan
from solver.season.tight import season_tightness
from solver.stretch import alone
from solver.week import solve_week

FREE = "{tue: {evening: 60}, thu: {evening: 60}, sat: {morning: 60}, sun: {morning: 120}}"
SEASON = f"""\
start: 2026-11-30
weeks: 3
available: {FREE}
runs: [{{type: long, minutes: 90}}, {{type: intervals, minutes: 45}}]
strength: {{focus: [lower]}}
away: [{{from: 2026-12-08, to: 2026-12-08}}]
"""


def possible(instance: Instance, rules: tuple[Rule, ...], rule: Rule, parameter: str, value: int) -> bool:
    changed = tuple(each.model_copy(update={parameter: value}) if each is rule else each for each in rules)
    return solve_week(instance, changed, Options(strict=True)).plan is not None


@pytest.mark.parametrize("days_apart", [2, 4])
def test_the_strictest_value_is_that_of_one_model_of_all_weeks(days_apart: int) -> None:
    said = {
        "start": "2026-11-30",
        "weeks": 3,
        "available": {
            "tue": {"evening": 60},
            "thu": {"evening": 60},
            "sat": {"morning": 60},
            "sun": {"morning": 120},
        },
        "runs": [{"type": "long", "minutes": 90}, {"type": "intervals", "minutes": 45}],
        "strength": {"focus": ["lower"]},
        "away": [{"from": "2026-12-08", "to": "2026-12-08"}],
        "rules": {"leg_sessions_apart": {"days": days_apart}},
    }
    instance, rules = prepare(Scenario.model_validate(said))
    told = {(found.rule, found.parameter): found for found in season_tightness(instance, rules)}
    assert told
    for rule in rules:
        for parameter, direction in rule.loosened.items() if rule.binds else ():
            value = getattr(rule, parameter)
            if value is None:
                continue
            low, high = range_of(rule, parameter)
            stricter = range(value + 1, high + 1) if direction == "less" else range(value - 1, low - 1, -1)
            good = [number for number in stricter if possible(instance, rules, rule, parameter, number)]
            found = told.get((rule.name, parameter))
            if found is None:
                assert good == list(stricter), rule.name
                continue
            assert found.strictest == (good[-1] if good else value)
            assert found.weeks
            for weeks in found.weeks:
                beyond = stricter[len(good)]
                assert not possible(alone(instance, weeks), rules, rule, parameter, beyond), (rule.name, weeks)


def test_the_command_says_what_is_tight_and_in_which_weeks(runlift, tmp_path: Path) -> None:
    file = tmp_path / "season.yaml"
    file.write_text(SEASON, encoding="utf-8")
    said = runlift("explain", file)
    assert said.returncode == 0
    assert said.stdout.startswith("It can be done in full.\n")
    assert "  tight: full_rest_days.days is " in said.stdout or " could be as strict as " in said.stdout
    assert "leaves something out in week" in said.stdout
    assert f"What each soft rule costs, and in which weeks, says: runlift why {file}" in said.stdout
    told = runlift("explain", file, "--json").stdout
    assert '"weeks_beyond"' in told


@pytest.mark.parametrize("known", [True, False])
def test_what_is_not_known_in_time_is_not_called_tight(known: bool) -> None:
    _, rules = prepare(Scenario.model_validate({"start": "2026-11-30", "available": {"tue": {"evening": 60}}}))
    hard = tuple(rule for rule in rules if rule.binds)
    told = tight_numbers(hard, lambda _: False if known else None)
    assert bool(told) == known
    assert all(found.tight for found, _ in told)


def test_a_season_that_is_not_solved_in_time_is_not_called_impossible(monkeypatch: pytest.MonkeyPatch) -> None:
    instance, rules = prepare(
        Scenario.model_validate({"start": "2026-11-30", "weeks": 2, "available": {"tue": {"evening": 60}}})
    )
    monkeypatch.setattr(Season, "solve", lambda _: SeasonPlan((None, None), None, 0, impossible=False))
    assert season_tightness(instance, rules) == ()
