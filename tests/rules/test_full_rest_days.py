"""At least one day without any training in every week, and in any seven days in a row."""

from constraints.week.full_rest_days import FullRestDays

RULE = FullRestDays()
SIX_DAYS = (
    "mon morning easy 40 | tue morning easy 40 | wed evening upper 30 | "
    "thu morning easy 40 | fri morning easy 40 | sat morning long 90"
)


def test_six_days_of_training_leave_one_of_rest(week):
    assert week(SIX_DAYS).keeps(RULE)


def test_seven_days_of_training_break_it_once(week):
    found = week(f"{SIX_DAYS} | sun morning cross_training 30").judge(RULE).hard
    assert [violation.message for violation in found] == ["full rest days in the 7 from Mon 30 Nov: 0, at least 1"]


def test_two_sessions_of_one_day_take_one_day(week):
    assert week(f"{SIX_DAYS} | mon evening upper 30").keeps(RULE)


def test_more_rest_can_be_asked_for(week):
    assert week(SIX_DAYS).breaks(FullRestDays(days=2))
    four = "mon morning easy 40 | wed morning easy 40 | fri morning easy 40 | sat morning long 90"
    assert week(four).keeps(FullRestDays(days=3))
    assert week(f"{four} | sun evening upper 30").breaks(FullRestDays(days=3))


def test_six_known_days_of_training_ask_for_rest_on_the_seventh(week):
    history = "tue 07:00 easy 40 | wed 07:00 easy 40 | thu 07:00 easy 40 | fri 07:00 easy 40 | sat 07:00 easy 40"
    assert week("mon morning easy 40", history=f"{history} | sun 07:00 long 90").breaks(RULE)
    assert week("tue morning easy 40", history=f"{history} | sun 07:00 long 90").keeps(RULE)


def test_a_past_day_told_to_be_rest_is_rest(week):
    history = "tue 07:00 easy 40 | wed 07:00 easy 40 | thu 07:00 easy 40 | fri 07:00 easy 40 | sat 07:00 easy 40"
    assert week("mon morning easy 40", history=history, rested="sun").keeps(RULE)


def test_what_is_told_counts_known_rest_only(week):
    trained = "tue morning easy 40 | wed morning easy 40 | thu morning easy 40 | fri morning easy 40"
    found = week(f"mon morning easy 40 | {trained}", history="sat 07:00 easy 40").judge(FullRestDays(days=3)).hard
    assert [violation.message for violation in found] == [
        "full rest days in the 7 from Sat 28 Nov: 0, at least 3",
        "full rest days in the 7 from Sun 29 Nov: 1, at least 3",
        "full rest days in the 7 from Mon 30 Nov: 2, at least 3",
    ]


def test_a_past_day_nobody_knows_of_may_have_been_rest(week):
    history = "tue 07:00 easy 40 | wed 07:00 easy 40 | thu 07:00 easy 40 | fri 07:00 easy 40"
    assert week("mon morning easy 40", history=f"{history} | sun 07:00 long 90").keeps(RULE)


def test_seven_known_days_of_training_are_past_and_no_violation(week):
    history = " | ".join(f"{day} 07:00 easy 40" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    assert week("mon morning easy 40", history=history).breaks(RULE)
    assert week("tue morning easy 40", history=history).breaks(FullRestDays(days=2))
    assert week("", history=history).keeps(FullRestDays(days=3))


def test_the_seven_days_may_lie_across_two_weeks(week):
    first = "tue 07:00 easy 40 | wed 07:00 easy 40 | thu 07:00 easy 40 | fri 07:00 easy 40 | sat 07:00 easy 40"
    joined = f"{first} | sun 07:00 easy 40 | mon2 07:00 easy 40"
    assert week(joined, weeks=2).breaks(RULE)
    assert week(joined.replace("sun", "tue2"), weeks=2).keeps(RULE)


def test_a_fortnight_that_repeats_joins_its_end_to_its_start(week):
    end = "wed2 07:00 easy 40 | thu2 07:00 easy 40 | fri2 07:00 easy 40 | sat2 07:00 easy 40 | sun2 07:00 easy 40"
    around = f"mon 07:00 easy 40 | tue 07:00 easy 40 | {end}"
    assert week(around, weeks=2).keeps(RULE)
    assert week(around, weeks=2, repeat=True).breaks(RULE)


def test_history_counts_before_a_week_that_repeats_too(week):
    history = " | ".join(f"{day} 07:00 easy 40" for day in ("tue", "wed", "thu", "fri", "sat", "sun"))
    assert week("mon morning easy 40", history=history, repeat=True).breaks(RULE)


def test_the_race_day_is_no_rest(week):
    assert week(SIX_DAYS, race="sun 09:00 60").breaks(RULE)
    assert week(SIX_DAYS.rsplit(" | ", 1)[0], race="sun 09:00 60").keeps(RULE)


def test_a_race_after_the_last_day_is_no_rest(week):
    sessions = "tue morning easy 40 | wed morning easy 40 | thu morning easy 40 | fri morning easy 40"
    weekend = " | sat morning easy 40 | sun morning easy 40"
    assert week(sessions + weekend, race="mon2 09:00 60").breaks(RULE)
    assert week(sessions + weekend, race="tue2 09:00 60").keeps(RULE)
    assert week(sessions, race="mon2 09:00 60").keeps(RULE)


def test_what_is_told_counts_rest_before_the_first_day_and_on_it(week):
    row = " | ".join(f"{day} morning easy 40" for day in ("tue", "wed", "thu", "fri", "sat"))
    first = week(row, rested="sun").judge(FullRestDays(days=3)).hard[0]
    assert first.message == "full rest days in the 7 from Sun 29 Nov: 2, at least 3"
