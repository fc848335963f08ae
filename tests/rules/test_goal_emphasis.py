"""The goal's own key runs come after easy days, and its strength focus is left out last."""

from constraints.week.goal_emphasis import GoalEmphasis

RULE = GoalEmphasis(weight=2)
HILL_RACE = {"goal": "hill_race"}  # hills 3, tempo 2, intervals 1


def test_after_an_easy_or_empty_day_it_costs_nothing(week):
    assert week("mon morning easy 40 | tue morning hills 50", **HILL_RACE).points(RULE) == 0
    assert week("tue morning hills 50", **HILL_RACE).points(RULE) == 0


def test_only_key_runs_need_to_be_fresh(week):
    """Easy runs weigh 3 for general fitness."""
    assert week("mon evening upper 25 | tue morning easy 40", goal="general").points(RULE) == 0
    assert week("mon evening upper 25 | tue morning long 90", goal="general").points(RULE) == 2


def test_after_a_key_day_or_a_lift_it_costs_by_the_goals_weight(week):
    assert week("mon evening upper 25 | tue morning hills 50", **HILL_RACE).points(RULE) == 6
    assert week("mon evening upper 25 | tue morning tempo 50", **HILL_RACE).points(RULE) == 4
    assert week("mon evening upper 25 | tue morning intervals 50", **HILL_RACE).points(RULE) == 2
    assert week("mon morning fartlek 45 | tue morning hills 50", **HILL_RACE).points(RULE) == 6
    assert week("mon evening upper 25 | tue morning fartlek 45", **HILL_RACE).points(RULE) == 0


def test_a_day_costs_once_for_each_weight(week):
    assert week("mon midday fartlek 45 | mon evening upper 25 | tue morning hills 50", **HILL_RACE).points(RULE) == 6
    assert week("mon evening upper 25 | tue morning hills 50 | tue evening hills 50", **HILL_RACE).points(RULE) == 6
    assert week("mon evening upper 25 | tue morning hills 50 | tue evening tempo 50", **HILL_RACE).points(RULE) == 10


def test_history_the_next_round_and_the_join_of_weeks(week):
    assert week("mon morning hills 50", history="sun 18:00 upper 25", **HILL_RACE).points(RULE) == 6
    around = "mon morning hills 50 | sun evening upper 25"
    assert week(around, **HILL_RACE).points(RULE) == 0
    assert week(around, repeat=True, **HILL_RACE).points(RULE) == 6
    join = "sun evening upper 25 | mon2 morning hills 50"
    assert week(join, weeks=2, **HILL_RACE).points(RULE) == 6


def test_the_day_after_the_race_is_no_fresh_day(week):
    assert week("thu morning hills 50", race="wed 09:00 60", **HILL_RACE).points(RULE) == 6


def test_a_strength_session_left_out_costs_by_the_focus_the_goal_needs(week):
    left = {focus: week("", asked=f"{focus} 30", goal="hill_race").points(RULE) for focus in ("lower", "full", "upper")}
    assert left == {"lower": 6, "full": 4, "upper": 2}


def test_upper_body_in_place_of_a_leg_session_costs_what_that_is_worth(week):
    asked = {"goal": "marathon", "spare": "upper"}
    both = week("tue evening lower 30 | fri evening full 30", asked="upper 30", **asked)
    assert both.points(RULE) == 0
    instead = week("tue evening lower 30 | fri evening upper 30", asked="full 30", **asked)
    assert instead.points(RULE) == 4
    assert week("tue evening full 30 | fri evening upper 30", asked="lower 30", **asked).points(RULE) == 6
    (found,) = RULE.check(instead.plan)
    assert (found.message, found.sessions) == ("upper on Fri 4 Dec stands in place of full", ("upper",))


def test_where_it_stands_alone_the_other_leg_session_is_missed(week):
    alone = week("fri evening upper 30", asked="lower 30 | full 30", goal="marathon", spare="upper")
    assert alone.points(RULE) == 6 + 4
    assert [found.message for found in RULE.check(alone.plan)] == [
        "lower is left out",
        "upper on Fri 4 Dec stands in place of full",
    ]


def test_each_of_two_equal_ones_left_out_costs(week):
    assert week("", asked="lower 30 | lower 30", goal="hill_race").points(RULE) == 12
    assert week("tue evening lower 30", asked="lower 30", goal="hill_race").points(RULE) == 6
    assert week("tue evening lower 30 | fri evening lower 30", goal="hill_race").points(RULE) == 0


def test_runs_left_out_are_counted_elsewhere(week):
    assert week("", asked="hills 50 | easy 40", goal="hill_race").points(RULE) == 0


def test_the_reasons_are_said(week):
    plan = week("mon evening upper 25 | tue morning hills 50", asked="lower 30", goal="hill_race").plan
    assert [violation.message for violation in RULE.check(plan)] == [
        "hills on Tue 1 Dec comes the day after upper",
        "lower is left out",
    ]


def test_a_day_that_is_done_costs_nothing_for_a_further_run_on_it(week):
    done = "mon 06:00 fartlek 45 | tue 06:00 hills 50"
    assert week("tue evening hills 50", done=done, **HILL_RACE).points(RULE) == 0
    assert week("wed evening hills 50", done=done, **HILL_RACE).points(RULE) == 6


def test_on_the_way_to_an_ultra_a_medium_long_run_comes_the_day_after_a_long_one(week):
    assert week("sat morning long 180 | sun morning medium_long 85", goal="ultra").points(RULE) == 0
    assert week("sat morning medium_long 85 | sun morning long 180", goal="ultra").points(RULE) == 6
    assert week("fri morning long 180 | sun morning medium_long 85", goal="ultra").points(RULE) == 6
    assert week("sat morning medium_long 85 | sun morning long 180", goal="marathon").points(RULE) == 0


def test_back_to_back_reaches_over_history_the_join_and_the_next_round(week):
    monday = "mon morning medium_long 85"
    assert week(monday, goal="ultra").points(RULE) == 6
    assert week(monday, history="sun 09:00 long 180", goal="ultra").points(RULE) == 0
    assert week("sun morning long 180 | mon2 morning medium_long 85", weeks=2, goal="ultra").points(RULE) == 0
    around = f"{monday} | sun morning long 180"
    assert week(around, goal="ultra").points(RULE) == 6
    assert week(around, repeat=True, goal="ultra").points(RULE) == 0


def test_a_medium_long_run_that_is_not_placed_costs_nothing_here(week):
    assert week("", asked="medium_long 85 | long 180", goal="ultra").points(RULE) == 0


def test_a_medium_long_run_meant_for_tired_legs_needs_no_fresh_day_and_others_do(week):
    """From 90 min on it is a key run."""
    pair = "sat morning long 180 | sun morning medium_long 95"
    assert week(pair, goal="ultra").points(RULE) == 0
    assert week(pair, goal="marathon").points(RULE) == 4
    assert week("sat morning medium_long 95 | sun morning long 180", goal="ultra").points(RULE) == 12


def test_the_race_is_what_the_goals_runs_are_for_and_its_eve_is_kept_free(week):
    for goal in ("10k", "hill_race", "return"):
        assert week("sat morning upper 30", race="sun 09:00 60", goal=goal).points(RULE) == 6
    assert week("fri evening upper 30", race="sun 09:00 60").points(RULE) == 0
    assert week("sun morning upper 30", race="mon2 09:00 60").points(RULE) == 6
    assert week("", history="sun 18:00 upper 30", race="mon 09:00 60").points(RULE) == 0
    assert week("tue morning upper 30", history="sun 18:00 race 60").points(RULE) == 0
