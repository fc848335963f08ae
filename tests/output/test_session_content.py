"""What is written into a session and around it: minutes that add up, figures of the tables, times of the clock."""

import csv
import re
from dataclasses import replace
from importlib import resources

import pytest

from scenarios.catalog import run_types
from scenarios.catalog.content import contents, fuel_figures
from scenarios.instance import instance_of, run_session, strength_session
from scenarios.meanwhile import Meanwhile
from scenarios.plan import Plan
from scenarios.resumed import resumed
from scenarios.schema import WEEKDAYS, Scenario
from scenarios.sessions import PlannedSession, Session
from solver.options import Options
from solver.output.content import content_in, content_of
from solver.output.fuel import fuel_of
from solver.prepared import prepare
from solver.solve import solve_instance
from solver.strength.weeks import strength_of

RUNS = sorted(run_types().keys() - {"rest"})
QUALITY = ("tempo", "intervals", "hills", "race_pace", "downhill", "fartlek")


def run(type_: str, minutes: int) -> Session:
    return run_session(type_, minutes, "general")


def main_part(session: Session) -> str:
    return content_of(session)[1].text


@pytest.mark.parametrize("type_", RUNS)
def test_minutes_of_a_run_add_up(type_: str) -> None:
    for minutes in range(5, 601):
        parts = content_of(run(type_, minutes))
        assert [part.label for part in parts] == ["Warm-up", "Main part", "Cool-down"]
        assert sum(part.minutes or 0 for part in parts) == minutes
        assert all(part.minutes is None or part.minutes >= 0 for part in parts)
        assert (parts[1].minutes or 0) > 0


@pytest.mark.parametrize("focus", ["upper", "lower", "full"])
@pytest.mark.parametrize("minutes", range(20, 46))
def test_a_strength_session_warms_up_five_minutes_and_cools_down_three(focus: str, minutes: int) -> None:
    parts = content_of(strength_session(focus, minutes, None, "general"))
    assert [part.minutes for part in parts] == [5, minutes - 8, 3]


@pytest.mark.parametrize("type_", QUALITY)
def test_a_quality_run_warms_up_at_every_usual_length(type_: str) -> None:
    row = run_types()[type_]
    for minutes in range(row.minutes_low, row.minutes_high + 1):
        warm_up, _, cool_down = content_of(run(type_, minutes))
        assert (warm_up.minutes or 0) >= 8
        assert (cool_down.minutes or 0) >= 5


@pytest.mark.parametrize("type_", ["intervals", "hills", "fartlek"])
def test_repeats_fit_the_main_part_and_the_ranges_of_the_table(type_: str) -> None:
    types, row = run_types()[type_], contents()[type_]
    assert row.reps is not None
    assert row.work is not None
    for minutes in range(types.minutes_low, types.minutes_high + 1):
        _, main, _ = content_of(run(type_, minutes))
        found = re.match(r"(\d+) x (?:(\d+) min ?)?(?:(\d+) s)?", main.text)
        assert found is not None, main.text
        count, work = int(found[1]), 60 * int(found[2] or 0) + int(found[3] or 0)
        assert row.reps[0] <= count <= row.reps[1]
        assert row.work[0] <= work <= row.work[1]
        assert count * work < 60 * (main.minutes or 0)


@pytest.mark.parametrize(
    ("type_", "minutes", "expected"),
    [
        ("intervals", 55, "5 x 4 min hard, 2 min jog after each"),
        ("intervals", 70, "6 x 4 min hard, 3 min jog after each; the other 3 min easy, after them"),
        ("hills", 50, "10 x 75 s uphill, walk or jog down after each"),
        ("fartlek", 45, "12 x 1 min on, 1 min off after each"),
        (
            "tempo",
            55,
            "25 min at threshold, in one piece or in pieces of 8-10 min; "
            "the other 5 min easy, after it or between the pieces",
        ),
        ("tempo", 40, "18 min at threshold, in one piece or in pieces of 8-10 min"),
        ("race_pace", 65, "33 min at goal pace"),
        ("downhill", 60, "controlled descents, about 18 min of descending in all"),
        ("strides", 40, "easy running with 5 x 15 s fast, full recovery after each"),
        ("tune_up", 30, "easy running with 3 x 1 min at race pace"),
    ],
)
def test_main_parts_at_their_usual_length(type_: str, minutes: int, expected: str) -> None:
    assert main_part(run(type_, minutes)) == expected


def turns_of(weeks: int) -> list[str]:
    """What each week of so many weeks of run-walk says."""
    return [content_of(run("run_walk", 30), run_walk=(week, weeks))[1].text for week in range(weeks)]


def test_run_walk_tells_the_ratio_of_its_week() -> None:
    """1:4 -> 4:1 min (run_sessions.md), in equal steps over the weeks there are, never a step back."""
    four = [f"run {run} min, walk {5 - run} min, in turn" for run in (1, 2, 3, 4)]
    assert turns_of(4) == four
    assert turns_of(1) == four[:1]
    assert turns_of(2) == [four[0], four[3]]
    for weeks in range(2, 13):
        told = turns_of(weeks)
        assert (told[0], told[-1]) == (four[0], four[3])
        assert [four.index(text) for text in told] == sorted(four.index(text) for text in told)


def test_a_week_of_run_walk_that_stands_alone_tells_the_whole_way() -> None:
    whole = "run 1 min and walk 4 min at the start of the block, run 4 min and walk 1 min at its end"
    assert main_part(run("run_walk", 30)) == whole


def test_a_return_from_injury_counts_its_weeks_of_run_walk_also_when_taken_up_again() -> None:
    hours = {day: {"morning": 90} for day in ("mon", "wed", "fri", "sat", "sun")}
    scenario = Scenario.model_validate({"start": "2026-11-30", "goal": "return", "weeks": 6, "available": hours})
    asks = instance_of(scenario).asks
    assert [ask.run_walk for ask in asks] == [(0, 4), (1, 4), (2, 4), (3, 4), None, None]
    (lone,) = instance_of(scenario.model_copy(update={"weeks": 1})).asks
    assert lone.run_walk == (0, 1), "it is the first week of a return"
    later = resumed(scenario, Meanwhile.model_validate({"from": "2026-12-14"}))
    assert [ask.run_walk for ask in later.asks] == [(2, 4), (3, 4), None, None]


def test_light_legs_are_told() -> None:
    assert main_part(strength_session("lower", 30, "light", "general")).endswith("keep the leg work light")
    assert "light" not in main_part(strength_session("lower", 30, "heavy", "general"))
    assert "light" not in main_part(strength_session("upper", 30, None, "general"))


def test_a_type_the_catalogue_does_not_know_has_no_content() -> None:
    assert content_of(replace(run("easy", 30), type="unheard_of")) == ()


def test_every_session_type_has_its_content_and_source() -> None:
    assert contents().keys() == {*RUNS, "upper", "lower", "full"}
    for table in ("session_content.csv", "fuel.csv"):
        text = resources.files("scenarios.catalog").joinpath(table).read_text(encoding="utf-8")
        assert all(row["source"].strip() for row in csv.DictReader(text.splitlines(), strict=True))


def test_fuel_figures_are_those_of_the_parameters() -> None:
    text = resources.files("scenarios.catalog").joinpath("parameters.csv").read_text(encoding="utf-8")
    default = {row["id"]: row["default"] for row in csv.DictReader(text.splitlines(), strict=True)}
    figures = fuel_figures()
    assert f"{figures['meal_before'].low / 60:g}-{figures['meal_before'].high / 60:g}" == default["pre_meal_h"]
    assert f"{figures['snack_after'].high:g}" == default["post_snack_min"]
    assert f"{figures['protein'].low:g}" == default["protein_g_per_kg"]


def fuel(*starts: tuple[int, str, int], body_mass_kg: float | None = None, zone: str | None = None) -> tuple[str, ...]:
    """The notes for the last of these sessions: day, start HH:MM, minutes."""
    scenario = Scenario.model_validate(
        {
            "start": "2027-03-22",
            "timezone": zone,
            "athlete": {"body_mass_kg": body_mass_kg},
            "available": {day: {"evening": 60} for day in WEEKDAYS},
            "runs": [],
        }
    )
    instance = instance_of(scenario)
    sessions = []
    for day, at, minutes in starts:
        start = instance.clock.instant(instance.days[day].date, at)
        sessions.append(PlannedSession(run("easy", minutes), "easy", day, "any", start, start + minutes))
    plan = Plan(instance, tuple(sessions))
    return fuel_of(plan, plan.sessions[-1])


def test_a_meal_stands_two_to_three_hours_before() -> None:
    before, after, drink, *_ = fuel((0, "18:00", 60))
    assert before == "Before: a balanced meal from 15:00 to 16:00; little fat after that."
    assert after == "After: a snack with protein and carbohydrate by 19:30."
    assert drink.startswith("Drink:")


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("08:00", "a balanced meal from 05:00 to 06:00"),
        ("07:59", "a small snack, high in carbohydrate and low in fat (a banana), from 06:59 to 07:44"),
        ("00:30", "a small snack, high in carbohydrate and low in fat (a banana), from 23:30 to 00:15"),
    ],
)
def test_an_early_start_has_a_snack_for_its_meal(at: str, expected: str) -> None:
    assert expected in fuel((1, at, 60))[0]


@pytest.mark.parametrize(
    ("first_minutes", "expected"),
    [
        (30, "a balanced meal from 15:00 to 16:00"),
        (90, "a balanced meal from 15:30 to 16:00"),
        (120, "a small snack, high in carbohydrate and low in fat (a banana), from 17:00 to 17:45"),
        (205, "a small snack, high in carbohydrate and low in fat (a banana), from 17:25 to 17:45"),
        (230, "ends too close for more than a drink"),
    ],
)
def test_a_session_before_takes_the_time_of_a_meal(first_minutes: int, expected: str) -> None:
    assert expected in fuel((0, "14:00", first_minutes), (0, "18:00", 30))[0]


def test_a_session_over_midnight_counts_on_the_next_day() -> None:
    assert "from 23:50 to 00:05" in fuel((0, "22:50", 60), (1, "00:20", 30))[0]


def test_meals_are_told_on_the_wall_clock_across_a_clock_change() -> None:
    """At 03:00 summer time begins: three hours before 09:00 is an hour's worth earlier only in UTC."""
    assert "from 06:00 to 07:00" in fuel((6, "09:00", 60), zone="Europe/Berlin")[0]
    assert "by 04:00" in fuel((6, "01:30", 60), zone="Europe/Berlin")[1]


@pytest.mark.parametrize(
    ("mass", "expected"),
    [
        (70, "Protein: about 112 g over the day (1.6 g per kg body mass)"),
        (None, "Protein: about 1.6 g per kg body mass over the day"),
    ],
)
def test_protein_is_counted_when_the_body_mass_is_known(mass: float | None, expected: str) -> None:
    assert fuel((0, "18:00", 60), body_mass_kg=mass)[3].partition(", from ")[0] == expected


def test_the_day_around_a_session_names_its_foods() -> None:
    told = fuel((0, "18:00", 60))
    assert (
        told[4]
        == "Meals: carbohydrate from whole grains, fruit and starchy vegetables, fat from nuts, seeds and avocado."
    )
    assert told[3].endswith("from lean meat, eggs, dairy, beans and other plants.")


def test_a_lift_says_what_it_is_for_and_promises_nothing() -> None:
    scenario = Scenario.model_validate({"start": "2026-11-30", "available": {"mon": {"evening": 60}}, "runs": []})
    instance, rules = prepare(scenario)
    result = solve_instance(instance, rules, Options())
    assert result.plan is not None
    (lift,) = (planned for planned in result.plan.sessions if planned.session.kind == "strength")
    parts = content_in(result.plan, lift, strength_of(result.plan))
    assert parts[-1].label == "What for"
    assert "economy" in parts[-1].text
    assert re.search(r"prevents injuries is not shown", parts[-1].text)
