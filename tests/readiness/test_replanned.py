"""Plans made anew after a morning: they follow the readiness rules, and hold no more than before."""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any, TypeAlias

from solver.replan.readiness.morning import DAY, Softer
from solver.replan.replan import Asked, replan

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (dt.date(2026, 11, 30) + dt.timedelta(days=day) for day in range(4))
Taken: TypeAlias = Any


def test_a10_the_days_after_a_fever_are_easy_and_nothing_is_made_up_for(week: Taken) -> None:
    scenario, plan = week.scenario, week.plan
    mornings = [
        week.row(MONDAY, "07:00,easy,40"),
        week.row(TUESDAY, ill="yes"),
        week.row(WEDNESDAY, ill="yes"),
        week.row(THURSDAY, ill="no"),
    ]
    log = week.on(THURSDAY, *mornings, planned=False).situation.log
    for since in (WEDNESDAY, THURSDAY):
        replanned = replan(scenario, plan, Asked(since, log=log.before(since + DAY)))
        after = replanned.result.plan
        assert after is not None
        getting_well = [p for day in range((since - MONDAY).days, 5) for p in after.on(day) if not p.settled]
        assert not [p.name for p in getting_well if p.session.key or p.session.heavy_legs]
        assert any(advice.rule == "A10" for advice in replanned.advice)
        dropped = {change.session for change in replanned.meanwhile.changes if change.dropped}
        assert dropped == {"lower", "tempo"}, "and easy was run on Monday"
        assert not any(planned.name in dropped for planned in after.sessions)
        assert [p.name for p in after.sessions if p.session.key] == ["long"], "the tempo run is not made up for"
        before = {p.name: (p.day, p.slot) for p in plan.sessions}
        assert all(
            (p.day, p.slot) == before[p.name] for p in after.sessions if p.name in ("full", "upper", "easy-2", "long")
        )


def test_a_sore_key_run_stands_tomorrow_or_is_run_easily(week: Taken) -> None:
    asked = week.on(WEDNESDAY, week.row(WEDNESDAY, soreness_legs=7))
    log = asked.situation.log
    answer = replan(week.scenario, week.plan, Asked(WEDNESDAY, frozenset(), log))
    plan = answer.result.plan
    assert plan is not None
    (tempo,) = [p for p in plan.sessions if p.name == "tempo"]
    assert plan.date(tempo.day) == THURSDAY
    blocked = replan(week.scenario, week.plan, Asked(WEDNESDAY, frozenset({THURSDAY}), log)).result.plan
    assert blocked is not None
    assert not [p for p in blocked.sessions if p.name == "tempo" or (p.session.key and p.day == 2)]
    assert [(p.name, p.session.minutes) for p in blocked.on(2)] == [("easy-3", 50)]


def mornings(week: Taken, dice: random.Random) -> Iterator[str]:
    for back in range(dice.randint(1, 10)):
        felt = {
            "soreness_legs": dice.randint(0, 10),
            "soreness_upper": dice.randint(0, 10),
            "fatigue": dice.randint(1, 5),
            "sleep_h": dice.randint(3, 9),
            "sleep_quality": dice.randint(1, 5),
            "stress": dice.randint(1, 5),
            "pain": dice.choice((0, 0, 0, 1, 3)),
            "ill": dice.choice(("no", "no", "no", "yes")),
        }
        yield week.row(THURSDAY - dt.timedelta(days=back), **felt)


def test_no_morning_ever_adds_anything(either: Taken) -> None:
    scenario, before = either.scenario, either.plan
    for seed in range(20):
        asked = either.on(THURSDAY, *mornings(either, random.Random(seed)), planned=seed % 2 == 0)
        for effect in asked.effects:
            if isinstance(effect, Softer):
                session = effect.planned.session
                assert effect.minutes is None or effect.minutes < session.minutes
                assert effect.legs in (None, "light")
                assert effect.type in (None, "easy")
                assert effect.easing.sets_percent <= 100
        answer = replan(scenario, before, Asked(THURSDAY, frozenset(), asked.situation.log))
        plan = answer.result.plan
        assert plan is not None
        assert sum(p.session.minutes for p in plan.sessions) <= sum(p.session.minutes for p in before.sessions)


def test_the_minutes_of_a_lift_follow_its_sets(week: Taken) -> None:
    """A5 leaves 60 % of the sets: two of three, in 20 min instead of 30. A bad night takes none off, and no minutes."""
    friday = THURSDAY + DAY
    for felt, expected in ({"soreness_upper": 6}, 20), ({"sleep_h": 5}, 30):
        log = week.on(friday, week.row(friday, **felt)).situation.log
        after = replan(week.scenario, week.plan, Asked(friday, frozenset(), log)).result.plan
        assert after is not None
        (upper,) = [planned for planned in after.sessions if planned.name == "upper"]
        assert upper.session.minutes == expected
        assert upper.end - upper.start == expected
