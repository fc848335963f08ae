"""A plan taken up again stays close: points by how far a session moves."""

from constraints.week.few_changes import FewChanges

RULE = FewChanges(weight=3)


def test_what_stays_costs_nothing(week):
    assert week("tue morning tempo 60", stood={"tempo": "tue morning"}).points(RULE) == 0


def test_another_slot_is_one_step_and_another_day_two_and_one_for_each_day(week):
    stood = {"tempo": "tue morning"}
    assert week("tue evening tempo 60", stood=stood).points(RULE) == 3
    assert week("wed morning tempo 60", stood=stood).points(RULE) == 3 * 3
    assert week("wed evening tempo 60", stood=stood).points(RULE) == 3 * 3
    assert week("mon morning tempo 60", stood=stood).points(RULE) == 3 * 3
    assert week("sun morning tempo 60", stood=stood).points(RULE) == 3 * 7


def test_sessions_add_up_and_strength_counts_alike(week):
    text = "wed morning tempo 60 | fri evening lower 30"
    assert week(text, stood={"tempo": "tue morning", "lower": "fri morning"}).points(RULE) == 9 + 3


def test_without_an_earlier_place_nothing_is_charged(week):
    assert week("tue morning tempo 60").points(RULE) == 0
    assert week("tue morning tempo 60 | wed morning easy 30", stood={"easy": "wed morning"}).points(RULE) == 0


def test_what_is_left_out_moves_nowhere(week):
    assert week("", asked="long 90", stood={"long": "sat morning"}).points(RULE) == 0


def test_the_race_and_the_past_do_not_move(week):
    assert week("", race="sun 09:00 60", done="mon 06:30 easy 30", stood={"easy": "tue morning"}).points(RULE) == 0


def test_a_weight_of_nothing_costs_nothing(week):
    assert week("sun morning tempo 60", stood={"tempo": "mon morning"}).points(FewChanges(weight=0)) == 0


def test_the_move_is_said(week):
    (violation,) = RULE.check(week("fri evening lower 30", stood={"lower": "wed evening"}).plan)
    assert violation.message == "lower moves from Wed 2 Dec evening to Fri 4 Dec evening"
    assert (violation.points, violation.day, violation.sessions) == (12, 4, ("lower",))


def test_a_session_that_moves_costs_beside_one_that_is_new(week):
    assert week("tue evening tempo 60 | wed morning easy 30", stood={"tempo": "tue morning"}).points(RULE) == 3


def test_a_strength_session_that_takes_the_place_of_another_is_further_than_any_move(week):
    stood = {"lower": "mon evening", "upper": "thu evening"}
    said = {"stood": stood, "spare": "upper"}
    kept = "mon evening lower 30 | thu evening upper 30"
    assert week(kept, asked="full 30", **said).points(RULE) == 0
    other = week("mon evening lower 30 | thu evening full 30", asked="upper 30", **said)
    assert other.points(RULE) == 3 * 9
    (found,) = RULE.check(other.plan)
    assert found.message == "full on Thu 3 Dec evening stands in place of another"


def test_one_that_had_no_place_comes_back_for_nothing(week):
    """With one of two left out before, nothing has to give way for the other."""
    text, stood = "mon evening lower 30 | thu evening full 30", {"lower": "mon evening"}
    assert week(text, asked="upper 30", stood=stood, spare="upper").points(RULE) == 0
