"""Heavy leg work waits 2 to 14 days after a race, by its distance."""

import pytest

from constraints.week.no_heavy_legs_after_race import NoHeavyLegsAfterRace

RULE = NoHeavyLegsAfterRace()


def test_without_a_race_nothing_is_asked(week):
    assert week("mon morning lower 30", history="sun 09:00 long 150").keeps(RULE)


@pytest.mark.parametrize(
    ("minutes", "too_early", "first"),
    [(25, "mon", "tue"), (45, "tue", "wed"), (110, "thu", "fri"), (230, "tue2", "wed2"), (330, "sat2", "sun2")],
)
def test_the_first_day_depends_on_the_distance(week, minutes, too_early, first):
    race = f"sun 09:00 race {minutes}"
    assert week(f"{first} morning lower 30", weeks=2, history=race).keeps(RULE)
    assert week(f"{too_early} evening lower 30", weeks=2, history=race).breaks(RULE)


def test_what_was_broken_is_said(week):
    (found,) = week("tue morning full 30", history="sun 09:00 race 230").judge(RULE).hard
    assert found.message == "full stands 2 days after a marathon, at least 10"


@pytest.mark.parametrize(("goal", "first"), [("5k", "thu"), ("10k", "fri"), ("half", "sun")])
def test_after_the_race_of_the_plan_its_goal_counts(week, goal, first):
    race = {"race": "tue 09:00 200", "goal": goal}
    before = {"thu": "wed", "fri": "thu", "sun": "sat"}[first]
    assert week(f"{first} morning lower 30", **race).keeps(RULE)
    assert week(f"{before} evening lower 30", **race).breaks(RULE)


@pytest.mark.parametrize(("minutes", "kept"), [(30, True), (40, False)])
def test_a_hill_race_is_as_far_as_its_minutes(week, minutes, kept):
    assert week("thu morning lower 30", race=f"tue 09:00 {minutes}", goal="hill_race").keeps(RULE) == kept


def test_before_the_race_and_on_its_day(week):
    assert week("mon morning lower 30", race="tue 09:00 25").keeps(RULE), "no_heavy_legs_before_race says that"
    assert week("tue evening lower 30", race="tue 09:00 25").breaks(RULE)


def test_upper_body_light_legs_and_what_is_done_do_not_matter(week):
    race = "sun 09:00 race 230"
    assert week("mon morning upper 30 | tue morning lower 30 light", history=race).keeps(RULE)
    assert week("", history=race, done="mon 07:00 lower 30").keeps(RULE)


def test_a_race_run_since_the_plan_was_made_counts(week):
    assert week("wed evening lower 30", done="tue 09:00 race 45").breaks(RULE)
    assert week("fri evening lower 30", done="tue 09:00 race 45").keeps(RULE)


def test_the_ends_of_the_range_are_exact(week):
    race = "sun 09:00 race 230"
    assert week("mon morning lower 30", history=race).keeps(NoHeavyLegsAfterRace(days_after_marathon=1))
    longest = NoHeavyLegsAfterRace(days_after_marathon=21)
    assert week("sun3 morning lower 30", weeks=3, history=race).keeps(longest)
    assert week("sat3 evening lower 30", weeks=3, history=race).breaks(longest)


def test_a_reason_names_the_race(week):
    marathon = week("tue morning full 30 | wed morning easy 30", history="sun 09:00 race 230")
    full, easy = marathon.instance.demands
    assert RULE.reason([full, easy], marathon.instance) == (
        "no heavy leg work until 10 days after a marathon (Sun 29 Nov)"
    )
    assert RULE.reason([easy], marathon.instance) == RULE.sentence()


def test_a_reason_in_a_week_the_race_does_not_reach_is_the_rule(week):
    marathon = week("tue3 morning full 30", weeks=3, history="sun 09:00 race 230")
    assert RULE.reason(marathon.instance.demands, marathon.instance) == RULE.sentence()
