"""Days and times the athlete likes: points for each wish missed."""

from constraints.week.preferred_days import PreferredDays

RULE = PreferredDays(weight=2)


def test_a_wish_met_costs_nothing(week):
    assert week("sat morning long 90", prefer={"long": {"days": ["sat", "sun"]}}).points(RULE) == 0


def test_the_day_and_the_slot_are_two_wishes(week):
    wish = {"long": {"days": ["sat"], "slots": ["morning"]}}
    assert week("sat morning long 90", prefer=wish).points(RULE) == 0
    assert week("sun morning long 90", prefer=wish).points(RULE) == 2
    assert week("sat evening long 90", prefer=wish).points(RULE) == 2
    assert week("sun evening long 90", prefer=wish).points(RULE) == 4


def test_a_wish_may_name_a_kind_or_a_tier(week):
    text = "tue morning tempo 60 | wed morning easy 30 | wed evening lower 30 | thu evening cross_training 30"
    evening = {"slots": ["evening"]}
    assert week(text, prefer={"run": evening}).points(RULE) == 4
    assert week(text, prefer={"key": evening}).points(RULE) == 2
    assert week(text, prefer={"strength": {"slots": ["midday"]}}).points(RULE) == 2
    assert week(text, prefer={"cross": {"slots": ["midday"]}}).points(RULE) == 2


def test_several_wishes_add_up(week):
    prefer = {"run": {"slots": ["evening"]}, "tempo": {"days": ["thu"]}}
    assert week("tue morning tempo 60", prefer=prefer).points(RULE) == 4


def test_each_of_two_equal_sessions_counts(week):
    assert week("tue morning easy 30 | wed morning easy 30", prefer={"easy": {"days": ["mon"]}}).points(RULE) == 4


def test_what_is_left_out_misses_no_wish(week):
    assert week("", asked="long 90", prefer={"long": {"days": ["sat"]}}).points(RULE) == 0


def test_the_race_and_the_past_are_not_wished_about(week):
    wish = {"run": {"days": ["mon"], "slots": ["evening"]}}
    assert week("", race="sun 09:00 60", history="sun 09:00 easy 30", prefer=wish).points(RULE) == 0


def test_the_wish_is_said(week):
    (violation,) = RULE.check(week("sun morning long 90", prefer={"long": {"days": ["fri", "sat"]}}).plan)
    assert (violation.message, violation.points) == ("long on Sun 6 Dec morning, wished: fri, sat", 2)
