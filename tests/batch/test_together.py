"""Group nights: they bind, own rules still hold, and a member who cannot join is told the smallest conflict."""

from collections.abc import Mapping
from typing import Any

import pytest

from constraints.settings import rules_from
from scenarios.club import Night
from scenarios.nights import NightError, with_nights
from scenarios.schema import Scenario
from scenarios.season.periodization import week_asks
from solver.batch.together import Together, plan_together
from solver.verify import judge

TRACK = Night(session="intervals", day="tue", slot="evening", minutes=60)
LONG = Night(session="long", day="sun", slot="morning", minutes=100)
NIGHTS = {"track": TRACK, "long_run": LONG}
FREE = {
    "mon": {"evening": 60},
    "tue": {"evening": 90},
    "wed": {"morning": 60, "evening": 60},
    "fri": {"morning": 75},
    "sat": {"morning": 90},
    "sun": {"morning": 150},
}


def scenario(**said: Any) -> Scenario:
    return Scenario.model_validate({"start": "2026-11-30", "goal": "10k", "available": FREE, **said})


def joined(member: Scenario, nights: Mapping[str, Night]) -> Scenario:
    return with_nights(member, nights, week_asks(member)[0])


def placed(together: Together) -> dict[str, str]:
    plan = together.result.plan
    assert plan is not None
    assert [v for v in judge(plan, rules_from(together.scenario.rules)) if v.points is None] == []
    return {planned.name: plan.place(planned) for planned in plan.sessions}


def test_nights_stand_where_the_group_runs() -> None:
    together = plan_together(scenario(), NIGHTS)
    assert together.kept == ("track", "long_run")
    assert together.given_up == ()
    where = placed(together)
    assert where["intervals"] == "Tue 1 Dec evening"
    assert where["long"] == "Sun 6 Dec morning"
    minutes = {p.name: p.session.minutes for p in together.result.plan.sessions}  # type: ignore[union-attr]
    assert (minutes["intervals"], minutes["long"]) == (60, 100)


def test_a_night_stands_for_a_run_as_hard_as_it() -> None:
    alone = joined(scenario(), {})
    bound = joined(scenario(goal="marathon"), {"track": TRACK})
    assert alone.runs is None
    assert bound.runs is not None
    types = [run.type for run in bound.runs for _ in range(run.times)]
    assert types[0] == "intervals"
    assert types.count("long") == 1
    assert len(types) <= 5


def test_a_generated_week_keeps_its_phase_and_so_does_its_strength() -> None:
    both = plan_together(scenario(), {}), plan_together(scenario(), {"track": TRACK})
    asks = [together.result.plan.instance.asks[0] for together in both]  # type: ignore[union-attr]
    assert asks[0].phase == asks[1].phase == "build"
    assert asks[0].strength_phase == asks[1].strength_phase
    own = plan_together(scenario(runs=[{"type": "intervals"}, {"type": "easy"}]), {"track": TRACK})
    assert own.result.plan.instance.asks[0].phase == "", "nobody said so"  # type: ignore[union-attr]
    before = joined(scenario(race={"date": "2026-12-06"}), {"track": TRACK})
    assert before.phase is None, "the race says it"


def test_what_the_member_wrote_down_stays() -> None:
    own = scenario(runs=[{"type": "tempo"}, {"type": "intervals", "minutes": 40, "times": 2}])
    bound = joined(own, NIGHTS)
    assert bound.runs is not None
    assert [(run.type, run.minutes, run.times) for run in bound.runs] == [
        ("intervals", 60, 1),
        ("long", 100, 1),
        ("tempo", None, 1),
        ("intervals", 40, 1),
    ]


def test_two_nights_of_one_type_have_places_of_their_own() -> None:
    nights = {"track": TRACK, "club": Night(session="intervals", day="fri", slot="morning", minutes=45)}
    together = plan_together(scenario(), nights)
    where = placed(together)
    assert (where["intervals"], where["intervals-2"]) == ("Tue 1 Dec evening", "Fri 4 Dec morning")


def test_a_night_without_free_time_is_given_up_with_its_reason() -> None:
    free = {day: slots for day, slots in FREE.items() if day != "tue"}
    together = plan_together(scenario(available=free), NIGHTS)
    assert together.kept == ("long_run",)
    (given,) = together.given_up
    assert (given.group, given.reasons) == ("track", ("tue is blocked (away)",)) or given.reasons[0].startswith(
        "no time"
    )
    assert "intervals" in placed(together), "the member still has a week of intervals, on another day"
    notes = together.result.plan.instance.notes  # type: ignore[union-attr]
    assert any(note.startswith("without the track group (intervals on Tue evening, 60 min): ") for note in notes)


def test_a_night_longer_than_the_free_time_is_given_up_with_its_reason() -> None:
    together = plan_together(scenario(available={**FREE, "tue": {"evening": 59}}), NIGHTS)
    (given,) = together.given_up
    assert given.group == "track"
    assert "it takes 60 min" in given.reasons[0]
    assert "fixed on Tue 1 Dec evening" in given.reasons[1]
    assert plan_together(scenario(available={**FREE, "tue": {"evening": 60}}), NIGHTS).given_up == ()


def test_a_members_own_rule_gives_the_night_up() -> None:
    """Heavy legs on Sunday evening end 30.5 h before Tuesday's first run: 36 h are asked for, or only 24."""
    early = Night(session="intervals", day="tue", slot="morning", minutes=45)
    history = [{"session": "lower", "date": "2026-11-29", "start": "23:30", "minutes": 30}]
    free = {**FREE, "tue": {"morning": 60}}
    rested = [
        scenario(available=free, history=history, rules={"heavy_legs_before_key_run": {"hours": h}}) for h in (36, 24)
    ]
    refused, accepted = (plan_together(asked, {"track": early}) for asked in rested)
    assert accepted.kept == ("track",)
    (given,) = refused.given_up
    assert "heavy leg work ends at least 36 h before a key run" in given.reasons
    assert len(given.reasons) == 2, "the smallest conflict: the night's place, and the rule"
    placed(refused)


def test_of_nights_in_each_others_way_the_first_stays() -> None:
    nights = {"track": TRACK, "club": Night(session="tempo", day="wed", slot="evening", minutes=45)}
    together = plan_together(scenario(rules={"key_days_in_a_row": {"days": 1}}), nights)
    assert together.kept == ("track",)
    (given,) = together.given_up
    assert given.group == "club"
    assert any("intervals is fixed on Tue 1 Dec evening" in reason for reason in given.reasons)


def test_own_sessions_never_push_a_night_out() -> None:
    """One key day is free for two key runs, and the member's own tempo would be worth as much as the night."""
    free = {"tue": {"evening": 60}, "thu": {"evening": 30}}
    own = scenario(available=free, runs=[{"type": "tempo", "minutes": 60}], strength={"focus": []})
    for minutes in (55, 60):
        night = Night(session="intervals", day="tue", slot="evening", minutes=minutes)
        together = plan_together(own, {"track": night})
        assert together.kept == ("track",)
        assert placed(together) == {"intervals": "Tue 1 Dec evening"}


def test_a_general_wish_for_a_run_the_night_replaced_is_dropped() -> None:
    together = plan_together(scenario(prefer={"hills": {"days": ["wed"]}}), NIGHTS)
    assert together.given_up == ()


def test_in_a_season_nights_fix_what_the_tables_ask() -> None:
    together = plan_together(scenario(weeks=3), NIGHTS)
    plan = together.result.plan
    assert plan is not None
    assert {plan.day_name(p.day)[:3] for p in plan.sessions if p.session.type == "long"} == {"Sun"}


def test_a_night_no_week_asks_for_is_an_error_of_its_own() -> None:
    with pytest.raises(NightError) as told:
        joined(scenario(weeks=3), {"swim": Night(session="downhill", day="tue", slot="evening", minutes=60)})
    assert told.value.group == "swim"
    assert told.value.reason.startswith("no week of the season asks for downhill; its weeks ask for easy, ")


def test_in_a_season_a_night_that_cannot_stand_in_one_week_is_left_out_of_that_week_only() -> None:
    """Heavy legs on the Sunday before end 30.5 h before the first Tuesday's run, where 36 h are asked for."""
    night = Night(session="tempo", day="tue", slot="morning", minutes=60)
    season = {"weeks": 4, "race": {"date": "2026-12-27"}, "available": {**FREE, "tue": {"morning": 60}}}
    history = [{"session": "lower", "date": "2026-11-29", "start": "23:30", "minutes": 30}]
    rested = [
        plan_together(
            scenario(**season, history=history, rules={"heavy_legs_before_key_run": {"hours": hours}}), {"track": night}
        )
        for hours in (36, 24)
    ]
    for together, weeks in zip(rested, ([1], [0, 1]), strict=True):
        plan = together.result.plan
        assert plan is not None
        assert [v for v in judge(plan, rules_from(together.scenario.rules)) if v.points is None] == []
        assert together.given_up == ()
        placed_in = {p.day // 7: (plan.day_name(p.day)[:3], p.slot) for p in plan.sessions if p.session.type == "tempo"}
        assert placed_in == dict.fromkeys(weeks, ("Tue", "morning"))
    (left,) = [left for left in rested[0].result.plan.left_out if left.session.type == "tempo"]  # type: ignore[union-attr]
    assert left.week == 0
    assert "heavy leg work ends at least 36 h before a key run" in left.reasons
