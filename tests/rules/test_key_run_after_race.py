"""Points for each key run less than 72 h after a race, and after a long one less than its days."""

from constraints.week.key_run_after_race import KeyRunAfterRace

RULE = KeyRunAfterRace(weight=8)
RACE = "sun 09:00 race 60"  # ends at 10:00


def test_without_a_race_nothing_is_charged(week):
    assert week("mon morning tempo 55", history="sun 09:00 long 150").points(RULE) == 0


def test_the_hours_count_from_the_end_of_the_race(week):
    assert week("wed 10:00 tempo 55", history=RACE).points(RULE) == 0
    assert week("wed 09:59 tempo 55", history=RACE).points(RULE) == 8


def test_each_key_run_costs_and_easy_ones_do_not(week):
    assert week("mon evening hills 50 | tue evening tempo 55 | wed 06:00 easy 30", history=RACE).points(RULE) == 16
    assert week("tue morning hills 50 | tue evening tempo 55", history=RACE).points(RULE) == 16
    assert week("mon morning easy 40 | tue evening lower 30", history=RACE).points(RULE) == 0


def test_after_the_race_of_the_plan_and_not_before_it(week):
    assert week("wed morning tempo 55", race="tue 09:00 60").points(RULE) == 8
    assert week("mon morning tempo 55 | sat morning tempo 55", race="tue 09:00 60").points(RULE) == 0


def test_two_races_charge_each_and_what_is_past_is_free(week):
    assert week("tue evening tempo 55", history=RACE, race="tue 09:00 30").points(RULE) == 16
    assert week("", history=RACE, race="tue 09:00 30").points(RULE) == 0


def test_a_race_is_not_charged_for_its_own_next_round(week):
    assert week("", race="mon 09:00 300", repeat=True).points(KeyRunAfterRace(weight=8, hours=168)) == 0


def test_the_ends_of_the_range_are_exact(week):
    for hours, day in ((24, "mon"), (168, "sun")):
        rule = KeyRunAfterRace(weight=8, hours=hours)
        assert week(f"{day} 10:00 tempo 55", history=RACE).points(rule) == 0
        assert week(f"{day} 09:59 tempo 55", history=RACE).points(rule) == 8


def test_after_a_long_race_a_key_run_waits_as_many_days_as_heavy_legs(week):
    for minutes, days, on in ((125, "half", 5), (230, "marathon", 10), (300, "ultra", 14)):
        race = f"sun 08:00 race {minutes}"
        rule = RULE.model_copy(update={f"days_after_{days}": 5})
        assert week("thu morning tempo 55", history=race).points(rule) == 8
        assert week("fri morning tempo 55", history=race).points(rule) == 0
        assert week("fri morning tempo 55", history=race).points(RULE) == 8 * (on > 5)
    race = "sun 08:00 race 230"
    assert week("tue2 evening tempo 55", weeks=2, history=race).points(RULE) == 8
    assert week("wed2 06:00 tempo 55 | thu2 morning easy 40", weeks=2, history=race).points(RULE) == 0


def test_in_a_week_that_repeats_the_days_reach_into_the_next_round(week):
    race = "mon 09:00 230"
    assert week("tue evening tempo 55", race=race, repeat=True).points(RULE) == 8 + 8, "1 and 8 days after it"
    assert week("wed evening tempo 55", race=race, repeat=True).points(RULE) == 8 + 8, "2 and 9 days after it"
    assert week("thu evening tempo 55", race=race, repeat=True).points(RULE) == 8, "3 and 10 days after it"


def test_a_race_that_is_past_meets_the_first_round_only(week):
    raced = "sun 08:00 race 230"
    assert week("mon morning tempo 55", history=raced, repeat=True).points(RULE) == 8, "not again 8 days after it"
    assert week("mon morning tempo 55", weeks=2, history=raced).points(RULE) == 8


def test_one_key_run_too_soon_costs_once_whatever_it_misses(week):
    assert week("mon morning tempo 55", history="sun 08:00 race 230").points(RULE) == 8


def test_days_too_few_are_said(week):
    (found,) = RULE.check(week("sat morning tempo 55", history="sun 08:00 race 230").plan)
    assert found.message == "tempo on Sat 5 Dec stands 6 days after a marathon, not 10"


def test_what_is_charged_is_said(week):
    (found,) = RULE.check(week("mon 10:00 tempo 55", history=RACE).plan)
    assert found.message == "tempo on Mon 30 Nov starts 24.0 h after race"
