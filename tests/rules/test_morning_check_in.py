"""Days that a check-in asks to spare take nothing of what they are spared."""

from dataclasses import replace

import pytest

from constraints.week.morning_check_in import MorningCheckIn
from scenarios.easing import Easing
from scenarios.sessions import strength_session

RULE = MorningCheckIn()
EVERYTHING = {
    "tempo 50": {"run", "key", "anything"},
    "easy 30": {"run", "anything"},
    "cross_training 30": {"anything"},
    "upper 30": {"lift", "anything"},
    "lower 30 light": {"lift", "legs", "anything"},
    "full 30": {"lift", "legs", "heavy_legs", "anything"},
}


@pytest.mark.parametrize("no", ["run", "lift", "key", "legs", "heavy_legs", "anything"])
@pytest.mark.parametrize("session", EVERYTHING)
def test_each_word_spares_its_own_sessions(week, session, no):
    spared = week(f"tue morning {session}", spared=[f"{no} tue tue"])
    assert spared.breaks(RULE) == (no in EVERYTHING[session])


def test_the_days_count_from_the_first_to_the_last_and_no_further(week):
    for day, kept in {"mon": True, "tue": False, "wed": False, "thu": False, "fri": True}.items():
        assert week(f"{day} evening tempo 50", spared=["key tue thu"]).keeps(RULE) == kept


def test_a_second_care_adds_to_the_first(week):
    text = "tue morning easy 30 | thu evening lower 30"
    assert len(week(text, spared=["run tue tue", "legs wed thu"]).judge(RULE).hard) == 2
    assert week(text, spared=["key tue tue", "legs fri sat"]).keeps(RULE)


def test_what_is_done_and_the_race_are_no_violation(week):
    assert week("", done="tue 06:30 tempo 50", spared=["anything tue tue"]).keeps(RULE)
    assert week("", race="tue 09:00 60", spared=["anything tue tue"]).keeps(RULE)


def test_without_a_check_in_nothing_is_spared(week):
    assert week("tue morning tempo 50 | tue evening full 30").keeps(RULE)


def test_it_is_said(week):
    (found,) = week("tue morning tempo 50", spared=["run tue wed"]).judge(RULE).hard
    assert found.message == "tempo stands on Tue 1 Dec morning, where the check-in asks for no running"


def test_a_reason_says_which_days_are_spared_what_and_why(week):
    hand_made = week(
        "sat morning full 30 | sun morning easy 30", spared=["heavy_legs thu fri", "key thu fri", "run sat sat"]
    )
    full, easy = hand_made.instance.demands
    assert RULE.reason([full], hand_made.instance) == "no heavy leg work from Thu 3 Dec to Fri 4 Dec (A9)"
    assert RULE.reason([easy], hand_made.instance) == "no running on Sat 5 Dec (A9)"
    both = "no heavy leg work from Thu 3 Dec to Fri 4 Dec (A9), no running on Sat 5 Dec (A9)"
    assert RULE.reason([full, easy], hand_made.instance) == both
    assert RULE.reason([], hand_made.instance) == RULE.sentence()


def test_light_legs_that_count_as_heavy_are_spared_too(week):
    light = replace(strength_session("lower", 30, "light", "general"), easing=Easing(counts_heavy=True))
    hand_made = week("tue evening lower 30 light", spared=["heavy_legs tue tue"])
    sessions = tuple(replace(planned, session=light) for planned in hand_made.plan.sessions)
    assert not list(RULE.check(hand_made.plan))
    assert list(RULE.check(replace(hand_made.plan, sessions=sessions)))
