"""An easy day between key runs: points for each pair of neighbouring key days, and for a second key run of a day."""

from constraints.week.key_runs_apart import KeyRunsApart

RULE = KeyRunsApart(weight=6)


def test_a_day_between_costs_nothing(week):
    assert week("tue morning tempo 60 | thu morning intervals 55 | sat morning long 90").points(RULE) == 0


def test_each_pair_of_neighbours_costs(week):
    assert week("fri morning intervals 55 | sat morning long 90").points(RULE) == 6
    assert week("thu morning tempo 60 | fri morning intervals 55 | sat morning long 90").points(RULE) == 12
    assert week("fri morning tempo 60 | sat morning tempo 60").points(RULE) == 6


def test_a_second_key_run_of_a_day_costs_as_much_as_two_pairs_of_days(week):
    assert week("fri morning intervals 55 | fri evening hills 50").points(RULE) == 12
    assert week("fri morning intervals 55 | fri midday tempo 60 | fri evening hills 50").points(RULE) == 24
    assert week("fri morning intervals 55 | fri evening hills 50 | sat morning long 90").points(RULE) == 18
    assert week("fri morning intervals 55 | fri evening easy 40").points(RULE) == 0


def test_a_second_key_run_beside_the_race_costs_but_what_is_past_does_not(week):
    assert week("sun evening tempo 60", race="sun 09:00 60").points(RULE) == 12
    assert week("", history="sun 07:00 long 90 | sun 18:00 tempo 55").points(RULE) == 0


def test_a_day_with_two_key_runs_is_said(week):
    (violation,) = RULE.check(week("fri morning intervals 55 | fri evening hills 50").plan)
    assert (violation.message, violation.day, violation.points) == ("2 key runs on Fri 4 Dec", 4, 12)


def test_easy_runs_and_lifts_do_not_matter(week):
    assert week("fri morning intervals 55 | sat morning easy 40 | sat evening lower 30").points(RULE) == 0


def test_history_the_next_round_and_the_join_of_weeks(week):
    assert week("mon morning tempo 60", history="sun 09:00 long 90").points(RULE) == 6
    assert week("mon morning tempo 60", history="sat 09:00 long 90").points(RULE) == 0
    assert week("mon morning tempo 60 | sun morning long 90").points(RULE) == 0
    assert week("mon morning tempo 60 | sun morning long 90", repeat=True).points(RULE) == 6
    assert week("sun morning long 90 | mon2 morning tempo 60", weeks=2).points(RULE) == 6


def test_the_race_counts_but_what_is_wholly_past_does_not(week):
    assert week("sat morning tempo 60", race="sun 09:00 60").points(RULE) == 6
    assert week("", history="sun 09:00 long 90", race="mon 09:00 60").points(RULE) == 0
    assert week("", history="sat 09:00 tempo 55 | sun 09:00 long 90").points(RULE) == 0


def test_the_pair_is_said(week):
    (violation,) = RULE.check(week("fri morning intervals 55 | sat morning long 90").plan)
    assert (violation.message, violation.day) == ("key runs on Fri 4 Dec and Sat 5 Dec", 5)


def test_the_day_before_a_race_after_the_last_day(week):
    assert week("sun morning long 90", race="mon2 09:00 60").points(RULE) == 6
    assert week("sat morning long 90", race="mon2 09:00 60").points(RULE) == 0
