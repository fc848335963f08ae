"""At least 80 % of the run minutes easy: a point for every started minute of hard work beyond."""

from constraints.week.easy_share import EasyShare

RULE = EasyShare(weight=1)


def test_hard_work_up_to_the_share_costs_nothing(week):
    """60 min of tempo hold 27 at threshold; 135 run minutes may hold exactly 27."""
    assert week("tue morning tempo 60 | wed morning easy 75").points(RULE) == 0


def test_each_started_minute_beyond_costs_a_point(week):
    assert week("tue morning tempo 60 | wed morning easy 74").points(RULE) == 1
    assert week("tue morning tempo 60 | wed morning easy 70").points(RULE) == 1
    assert week("tue morning tempo 60 | wed morning easy 69").points(RULE) == 2
    assert week("tue morning tempo 60").points(RULE) == 27 - 12


def test_work_minutes_count_and_not_whole_sessions(week):
    key_runs_outweigh = "mon morning easy 40 | tue morning tempo 60 | sat morning long 120"
    assert week(key_runs_outweigh).points(RULE) == 0


def test_the_share_is_a_parameter(week):
    both = week("tue morning tempo 60 | wed morning easy 75")
    assert both.points(EasyShare(percent=65)) == 0
    assert both.points(EasyShare(percent=90)) == 14, "27 instead of 13.5 min"


def test_a_hard_limit_on_request(week):
    rule = EasyShare(hard_percent=75)
    assert week("tue morning tempo 60 | wed morning easy 48").keeps(rule), "27 of 108 min are 25 %"
    found = week("tue morning tempo 60 | wed morning easy 47").judge(rule).hard
    assert [violation.message for violation in found] == [
        "75 % of the run minutes of the week from Mon 30 Nov are easy, at least 75 %"
    ]
    assert week("tue morning tempo 60").keeps(RULE)


def test_races_and_strength_and_cross_training_stand_apart(week):
    assert week("tue morning tempo 60 | wed morning easy 75", race="sun 09:00 60").points(RULE) == 0
    assert week("tue morning tempo 60 | wed morning upper 45 | thu morning cross_training 75").points(RULE) == 15


def test_each_week_is_counted_alone(week):
    assert week("tue morning tempo 60 | wed2 morning easy 75", weeks=2).points(RULE) == 15


def test_no_runs_at_all_cost_nothing(week):
    assert week("tue evening upper 30").points(EasyShare(hard_percent=90)) == 0


def test_two_equal_hard_runs_are_two(week):
    assert week("tue morning tempo 60 | thu morning tempo 60").points(RULE) == 30


def test_a_week_of_tempo_counts_every_minute(week):
    """Seven times 27 min at threshold in 420 min, of which 42 may be hard."""
    tempos = " | ".join(f"{day} morning tempo 60" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    assert week(tempos).points(EasyShare(weight=1, percent=90)) == 147
