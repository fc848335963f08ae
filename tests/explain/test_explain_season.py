"""``runlift explain`` of a season: the weeks that cannot be, and ways out that hold for the whole of it."""

import datetime as dt
import json
import random
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from constraints.settings import rules_from
from scenarios.errors import InputError
from scenarios.instance import instance_of
from scenarios.load import load_text
from scenarios.schema import Scenario
from scenarios.spoken import weeks_said
from solver.commands.explain import explain_file
from solver.explain.edit import Edit
from solver.explain.remedies import edited_text
from solver.explain.season_file import SeasonFile
from solver.options import Options
from solver.season.remedies import AskedSeason, season_remedies
from solver.solve import solve_bare

# four weeks that hold what they ask exactly, but for the second and the fourth, which lose a day
SEASON = """\
# Written by hand.
start: 2026-12-21
weeks: 4
available: {tue: {evening: 60}, thu: {evening: 60}, sat: {morning: 60}, sun: {morning: 90}}   # as usual
runs: [{type: long, minutes: 90}, {type: easy, minutes: 30}, {type: intervals, minutes: 45}]
strength: {focus: [lower]}
away:
  - {from: 2026-12-31, to: 2027-01-01}
  - {from: 2027-01-12, to: 2027-01-12}
"""


def asked(text: str) -> AskedSeason:
    scenario = load_text(text.encode(), "season.yaml", "yaml").scenario
    return AskedSeason(scenario, instance_of(scenario), rules_from(scenario.rules))


def in_full(scenario: Scenario) -> bool:
    """Whether a season has a plan that leaves nothing out, by the textbook formulation and with all rules."""
    result = solve_bare(instance_of(scenario), rules_from(scenario.rules), Options(strict=True, formulation="slots"))
    assert result.status != "unknown"
    return result.plan is not None


def tried(season: AskedSeason, edits: Any) -> bool:
    text = edited_text(season.scenario.model_dump_json(by_alias=True, exclude_unset=True), edits, is_json=True)
    return in_full(load_text(text.encode(), "season.json", "json").scenario)


@pytest.fixture
def explained(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., tuple[int, str]]:
    def run(text: str, apply: int | None = None, out: Path | None = None, *, as_json: bool = False) -> tuple[int, str]:
        file = tmp_path / "season.yaml"
        file.write_text(text, encoding="utf-8")
        code = explain_file(str(file), apply, out, as_json=as_json)
        return code, capsys.readouterr().out

    return run


def test_all_weeks_that_cannot_be_are_named_with_lines_and_ways_out(explained) -> None:
    code, text = explained(SEASON)
    assert code == 1
    first, *lines = text.splitlines()
    assert first == "Weeks 2 and 4 cannot be done in full."
    assert lines[0] == "In week 2, these cannot all hold:"
    assert "season.yaml:8: in week 2, 3 slots (away Thu 31 Dec and Fri 1 Jan)" in lines[1]
    assert "In week 4, these cannot all hold:" in lines
    assert "  2. no strength session instead of 1 in weeks 2 and 4" in lines
    body = json.loads(explained(SEASON, as_json=True)[1])
    assert (body["possible"], body["impossible_weeks"]) == (False, [[2], [4]])
    assert [conflict["weeks"] for conflict in body["conflicts"]] == [[2], [4]]
    assert body["ways_out"][1]["edits"] == [
        {"field": "overrides[0]", "value": {"week": 2, "strength": 0}},
        {"field": "overrides[1]", "value": {"week": 4, "strength": 0}},
    ]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_every_way_out_applied_to_a_copy_works_and_keeps_the_comments(explained, number: int, tmp_path: Path) -> None:
    mended = tmp_path / "mended.yaml"
    assert explained(SEASON, number, mended)[0] == 0
    text = mended.read_text("utf-8")
    assert "# Written by hand." in text
    assert "# as usual" in text
    assert in_full(load_text(text.encode(), "mended.yaml", "yaml").scenario)
    code, said = explained(text)
    assert (code, said.splitlines()[0]) == (0, "It can be done in full.")


def test_apply_refuses_a_number_there_is_not_and_a_season_without_need(explained, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"--apply 9: no such way out; accepted: 1 to 3"):
        explained(SEASON, 9, tmp_path / "mended.yaml")
    with pytest.raises(InputError, match="nothing to change"):
        explained(SEASON.split("away:", maxsplit=1)[0], 1, tmp_path / "mended.yaml")
    assert not (tmp_path / "mended.yaml").exists()


def test_one_week_is_mended_by_a_date_and_many_by_a_weekday() -> None:
    """Dates cost 16 (30 min in a new slot: 36), a weekday three times as much, so that four dates are dearer."""
    once = season_remedies(asked(SEASON.replace("  - {from: 2027-01-12, to: 2027-01-12}\n", "")), most=1)[0]
    assert once.price == 30 + 6
    assert once.text.endswith("(30 instead of 0)")
    assert " more minutes on " in once.text
    short = SEASON.split("away:", maxsplit=1)[0].replace("thu: {evening: 60}, ", "")
    often = season_remedies(asked(short), most=1)[0]
    assert often.price == 3 * (30 + 6)
    assert often.text.startswith("30 more minutes every ")


def test_an_override_there_is_gets_the_strength_too() -> None:
    season = asked(SEASON + "overrides: [{week: 4, strength: 1}]\n")
    lifts = next(way for way in season_remedies(season) if "strength session" in way.text)
    assert [(edit.path, edit.value) for edit in lifts.edits] == [
        (("overrides", 1), {"week": 2, "strength": 0}),
        (("overrides", 0, "strength"), 0),
    ] or [(edit.path, edit.value) for edit in lifts.edits] == [
        (("overrides", 0, "strength"), 0),
        (("overrides", 1), {"week": 2, "strength": 0}),
    ]
    assert tried(season, lifts.edits)


def test_weeks_that_cannot_be_together_are_mended_together() -> None:
    """Each week can be; the legs of Sunday evening and the intervals of Monday morning cannot."""
    season = asked(
        """start: 2026-12-21
weeks: 2
available: {mon: {morning: 60}, sun: {evening: 60}}
runs: [{type: intervals, minutes: 45, week: 2, days: [mon]}]
strength: {focus: [{focus: lower, days: [sun]}]}
overrides: [{week: 2, strength: 0}]
"""
    )
    assert season.impossible == (range(2),)
    found = season_remedies(season)
    assert found
    assert all(tried(season, way.edits) for way in found)


def test_what_a_calendar_takes_is_not_asked_back() -> None:
    season = asked(SEASON)
    free, away = season.instance.days[8], season.instance.days[10]
    assert (away.name, away.blocked) == ("Thu 31 Dec", True)
    assert [season.file.opens(day) for day in (free, away)] == [True, False]
    busy = SeasonFile(season.scenario.model_copy(update={"busy": ("work.ics",)}), season.instance)
    assert not busy.opens(free)


def test_a_season_of_the_table_is_tried_with_the_runs_it_then_has() -> None:
    season = asked(
        """start: 2026-11-30
weeks: 4
goal: 10k
available: {tue: {evening: 60}, wed: {evening: 45}, thu: {evening: 60}, sat: {morning: 60}, sun: {morning: 100}}
away: [{from: 2026-12-10, to: 2026-12-11}]
"""
    )
    assert season.impossible
    found = season_remedies(season, most=2)
    assert found
    assert all(tried(season, way.edits) for way in found)


def test_weeks_are_said_in_runs() -> None:
    assert weeks_said([4]) == "week 4"
    assert weeks_said([1, 2, 9]) == "weeks 1, 2 and 9"
    assert weeks_said([1, 2, 3, 4, 9]) == "weeks 1 to 4 and 9"


# -- seasons at random ------------------------------------------------------------------------------------------


def crowded_season(seed: int) -> dict[str, Any]:
    """A season of two or three weeks, some of which ask for more than they hold."""
    rng = random.Random(seed)
    days = rng.sample(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), rng.choice((3, 4)))
    weeks = rng.choice((2, 3))
    season: dict[str, Any] = {
        "start": "2026-11-30",
        "weeks": weeks,
        "available": {day: {rng.choice(("morning", "evening")): rng.choice((45, 60, 90))} for day in days},
        "runs": [
            {"type": "intervals", "minutes": 45},
            {"type": "easy", "minutes": 30, "times": rng.choice((1, 2))},
            {"type": "long", "minutes": rng.choice((60, 75)), "week": rng.choice(range(1, weeks + 1))},
        ],
        "strength": {"focus": rng.choice((["lower"], ["upper", "lower"], ["full"]))},
        "rules": rng.choice(({}, {"full_rest_days": {"days": 2}}, {"heavy_legs_before_key_run": {"hours": 40}})),
    }
    if rng.random() < 0.4:
        day = rng.choice(days)
        (slot,) = season["available"][day]
        season["fixed"] = [{"session": "easy", "day": day, "slot": slot}]
    elif rng.random() < 0.5:
        gone = dt.date(2026, 11, 30) + dt.timedelta(days=rng.choice(range(7 * weeks)))
        season["away"] = [{"from": gone.isoformat(), "to": gone.isoformat()}]
    return season


def impossible_seasons(first: int, count: int) -> Iterator[AskedSeason]:
    seed = first
    while count:
        scenario = Scenario.model_validate(crowded_season(seed))
        season = AskedSeason(scenario, instance_of(scenario), rules_from(scenario.rules))
        seed += 1
        if season.impossible:
            yield season
            count -= 1


def examine(first: int, count: int) -> None:
    for season in impossible_seasons(first, count):
        assert not in_full(season.scenario)
        found = season_remedies(season)
        assert found
        assert [way.price for way in found] == sorted(way.price for way in found)
        for way in found:
            assert tried(season, way.edits), way.text
        cheaper = [edits for price, edits in more_minutes(season) if price < found[0].price]
        for edits in random.Random(first).sample(cheaper, min(4, len(cheaper))):
            assert not tried(season, edits), (edits, found[0])


def more_minutes(season: AskedSeason) -> Iterator[tuple[int, Any]]:
    """Single changes of one weekday's or one date's minutes, by the published prices."""
    scenario = season.scenario
    used = {slot for day in scenario.available.values() for slot in day}
    for day, slot, value in product(season.instance.days, ("morning", "evening"), (30, 60, 90)):
        now = scenario.available.get(day.weekday, {}).get(slot, 0)
        if day.blocked or not season.file.usual(day) or not isinstance(now, int) or value <= now:
            continue
        price = (10 if now else 30 if slot in used else 35) + -(-(value - now) // 5)
        hours = {**scenario.available.get(day.weekday, {}), slot: value}
        on = day.date.isoformat()
        yield price, (Edit(("away", len(scenario.away)), {"from": on, "to": on, "available": hours}),)
        if day.index < 7:
            yield 3 * price, (Edit(("available", day.weekday, slot), value),)


def test_ways_out_of_seasons_work() -> None:
    examine(0, 3)


@pytest.mark.campaign
def test_ways_out_of_seasons_work_at_length() -> None:
    examine(10_000, 40)
