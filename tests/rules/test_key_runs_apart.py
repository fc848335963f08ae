"""An easy day between key runs: points for each pair of neighbouring key days."""

from constraints.week.key_runs_apart import KeyRunsApart

RULE = KeyRunsApart(weight=6)


def test_a_day_between_costs_nothing(week):
    assert week("tue morning tempo 60 | thu morning intervals 55 | sat morning long 90").points(RULE) == 0


def test_each_pair_of_neighbours_costs(week):
    assert week("fri morning intervals 55 | sat morning long 90").points(RULE) == 6
    assert week("thu morning tempo 60 | fri morning intervals 55 | sat morning long 90").points(RULE) == 12
    assert week("fri morning tempo 60 | sat morning tempo 60").points(RULE) == 6


def test_two_key_runs_of_one_day_are_one_key_day(week):
    assert week("fri morning intervals 55 | fri evening hills 50").points(RULE) == 0
    assert week("fri morning intervals 55 | fri evening hills 50 | sat morning long 90").points(RULE) == 6


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
