"""A plan taken up again stacks no key runs: one that moves keeps a day between itself and the others."""

from constraints.week.moved_key_runs_apart import MovedKeyRunsApart

RULE = MovedKeyRunsApart()
STOOD = {"tempo": "tue morning", "intervals": "thu morning"}


def test_a_key_run_moves_to_no_day_beside_another(week):
    stays = "thu morning intervals 50"
    assert week(f"tue morning tempo 60 | {stays}", stood=STOOD).keeps(RULE)
    assert week(f"tue evening tempo 60 | {stays}", stood=STOOD).keeps(RULE)
    assert week(f"mon morning tempo 60 | {stays}", stood=STOOD).keeps(RULE)
    assert week(f"wed evening tempo 60 | {stays}", stood=STOOD).breaks(RULE)
    assert week(f"fri morning tempo 60 | {stays}", stood=STOOD).breaks(RULE)
    assert week(f"thu evening tempo 60 | {stays}", stood=STOOD).breaks(RULE)
    assert week("wed morning tempo 60 | fri morning intervals 50", stood=STOOD).keeps(RULE)


def test_one_run_asked_for_twice_is_not_stacked_on_itself(week):
    stood = {"hills": "tue morning"}
    assert week("thu morning hills 40 | thu evening hills 40", stood=stood).breaks(RULE)
    assert week("tue morning hills 40 | tue evening hills 40", stood=stood).keeps(RULE)


def test_other_sessions_may_stand_beside_it(week):
    text = "wed morning tempo 60 | thu morning easy 30 | wed evening lower 30"
    assert week(text, stood={"tempo": "tue morning", "easy": "wed morning"}).keeps(RULE)


def test_one_that_was_left_out_counts_as_moved(week):
    stood = {"intervals": "thu morning"}
    assert week("wed morning tempo 60 | thu morning intervals 50", stood=stood).breaks(RULE)
    assert week("tue morning tempo 60 | thu morning intervals 50", stood=stood).keeps(RULE)


def test_without_an_earlier_plan_nothing_has_moved(week):
    assert week("wed morning tempo 60 | thu morning intervals 50").keeps(RULE)


def test_a_week_whose_key_runs_stood_side_by_side_may_hold_them_so(week):
    stood = {"tempo": "fri morning", "long": "sat morning"}
    assert week("sat morning tempo 60 | sun morning long 90", stood=stood).keeps(RULE)
    done = {"done": "thu 06:30 intervals 50", "stood": {"tempo": "fri morning"}}
    assert week("sat morning tempo 60 | sun morning long 90", **done).keeps(RULE)


def test_what_is_done_and_the_race_are_minded_and_never_blamed(week):
    stood = {"tempo": "fri morning"}
    done = {"done": "wed 06:30 intervals 50", "stood": stood}
    assert week("thu morning tempo 60", **done).breaks(RULE)
    assert week("fri morning tempo 60", **done).keeps(RULE)
    assert week("thu morning tempo 60", done="wed 06:30 intervals 50", stood={"tempo": "thu morning"}).keeps(RULE)
    assert week("sat morning tempo 60", race="sun 09:00 60", stood=stood).breaks(RULE)


def test_sunday_and_the_monday_after_are_neighbours(week):
    stood = {"long": "sun morning", "tempo": "tue morning"}
    history = {"history": "sun 08:00 long 90"}
    assert week("mon evening tempo 60 | sun morning long 90", stood=stood, **history).breaks(RULE)
    assert week("mon evening tempo 60 | sun morning long 90", stood=stood).keeps(RULE)


def test_it_is_told_where_they_meet(week):
    (found,) = RULE.check(week("wed evening tempo 60 | thu morning intervals 50", stood=STOOD).plan)
    assert found.message == "tempo moves to Wed 2 Dec, too near to intervals"
    assert (found.day, found.sessions) == (2, ("tempo", "intervals"))
