"""A plan taken up again: the past as it was, blocked days empty, the rest moved as little as can be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from constraints.base.rule import Rule
from constraints.settings import rules_from
from constraints.week.morning_check_in import MorningCheckIn
from scenarios.errors import BadField
from scenarios.log.log import NO_LOG, Log
from scenarios.meanwhile import Care, Change, Meanwhile, Stood
from scenarios.plan import Plan
from scenarios.resumed import week_of_date, with_past
from scenarios.schema import Scenario
from scenarios.sessions import PlannedSession
from scenarios.strength.carried import Carried
from solver.options import Options
from solver.progress import Progress, unheard
from solver.replan.past import Past, past_of
from solver.replan.readiness.blocked_ahead import effects_of_blocked
from solver.replan.readiness.day_later import held_over
from solver.replan.readiness.forgone import forgone_on
from solver.replan.readiness.morning import Advice, Dropped, Effect, Situation, TomorrowOrEasy
from solver.replan.readiness.table import effects_of
from solver.replan.softer import softened
from solver.replan.stay_close import Closest, closest
from solver.replan.strength_past import strength_behind
from solver.replan.taken_up import taken_up
from solver.result import Solved

MISSED_KEY = "missed; a missed key run is dropped, not made up for"


@dataclass(frozen=True)
class Asked:
    """What a replan is asked: from which day on, which dates are blocked, what the log says."""

    since: dt.date
    blocked: frozenset[dt.date] = frozenset()
    log: Log | None = None


@dataclass(frozen=True)
class Replanned:
    """The answer. ``result`` holds the first open week whole, what was done in it among its sessions.

    ``before`` is the plan as it was, ``steps`` how far sessions moved in all (see ``few_changes``) and ``proven``
    whether less cannot be; ``advice`` is what the check-in gives reason to say.
    """

    before: Plan
    result: Solved
    meanwhile: Meanwhile
    past: Past
    advice: tuple[Advice, ...]
    steps: int
    proven: bool


def replan(
    scenario: Scenario, before: Plan, asked: Asked, options: Options | None = None, progress: Progress = unheard
) -> Replanned:
    """Take a plan of a scenario up again. Raises ``BadField`` for a date that cannot be, else ``NoPlanError``.

    ``before`` may have been taken up again itself. The scenario's rules must be ones that ``rules_from`` accepts.
    """
    options = options or Options()
    rules = rules_from(scenario.rules)
    _dates_fit(before, asked)
    past, effects = _past_and_effects(scenario, before, asked, rules)
    later = tuple(effect for effect in effects if isinstance(effect, TomorrowOrEasy))
    week = week_of_date(before.instance, asked.since)
    strength = strength_behind(before, past, asked.log, week, asked.since)

    def answered(
        past: Past, effects: Sequence[Effect], tomorrow: tuple[TomorrowOrEasy, ...]
    ) -> tuple[Meanwhile, Closest]:
        meanwhile = _meanwhile(before, asked, past, effects, strength=strength, tomorrow=tomorrow)
        instance = taken_up(scenario, meanwhile, rules)
        lifter = replace(before.instance.lifter, carried=strength)
        return meanwhile, closest(replace(instance, lifter=lifter), rules, options, progress)

    meanwhile, answer = answered(past, effects, later)
    nowhere = tuple(effect for effect in later if _no_room_tomorrow(answer, effect, before, asked, later))
    if nowhere and not options.control.stopped.is_set():
        past, effects = _past_and_effects(scenario, before, asked, rules, nowhere)
        meanwhile, answer = answered(past, effects, tuple(effect for effect in later if effect not in nowhere))
    return Replanned(
        before=before,
        result=_shown(answer.result),
        meanwhile=meanwhile,
        past=past,
        advice=tuple(dict.fromkeys(effect for effect in effects if isinstance(effect, Advice))),
        steps=answer.steps,
        proven=answer.proven,
    )


def _dates_fit(before: Plan, asked: Asked) -> None:
    first, last = before.instance.days[0].date, before.instance.days[-1].date
    earlier = before.instance.meanwhile
    if not first <= asked.since <= last:
        raise BadField(("from",), f"{asked.since} is not planned; accepted: {first} to {last}")
    if earlier is not None and asked.since < earlier.since:
        message = f"{asked.since} lies before {earlier.since}, from where the plan was last made anew"
        raise BadField(("from",), f"{message}; accepted: {earlier.since} to {last}")
    race = before.instance.race
    for date in sorted(asked.blocked):
        if not first <= date <= last:
            raise BadField(("block",), f"{date} is not planned; accepted: {first} to {last}")
        if race is not None and before.date(race.day) == date:
            raise BadField(("block",), f"{date} is the day of the race; accepted: any other day")


def _past_and_effects(
    scenario: Scenario, before: Plan, asked: Asked, rules: tuple[Rule, ...], nowhere: Sequence[TomorrowOrEasy] = ()
) -> tuple[Past, tuple[Effect, ...]]:
    """What is behind, with what is given up already, and what the rules ask of the rest.

    Of key runs that yesterday's morning put on today those that find no place there (``nowhere``) are missed.
    """
    past = past_of(before, asked.since, asked.blocked, asked.log)
    if not any(isinstance(rule, MorningCheckIn) for rule in rules):
        return past, ()
    asking = Situation(asked.log or NO_LOG, asked.since, before, past, scenario.readiness, asked.blocked)
    held = tuple(effect for effect in held_over(asking) if effect not in nowhere)
    later = tuple(effect.planned for effect in held)
    forgone = tuple(forgone_on(asking))
    missed = (*past.missed, *(effect.missed for effect in forgone))
    past = replace(past, missed=tuple(each for each in missed if each.planned not in later))
    morning = replace(asking, past=past, held=later)
    effects = (*held, *effects_of(morning))
    return past, (*effects, *effects_of_blocked(morning, effects), *forgone)


def _meanwhile(
    before: Plan,
    asked: Asked,
    past: Past,
    effects: Sequence[Effect],
    *,
    strength: Carried | None,
    tomorrow: Iterable[TomorrowOrEasy],
) -> Meanwhile:
    """Everything that happened, what an earlier replan knew included."""
    earlier = before.instance.meanwhile or Meanwhile.model_validate({"from": asked.since})
    first, start = before.instance.first_week, before.instance.days[0].date
    dropped = list(_dropped(past, effects, first))
    given_up = {(change.week, change.session) for change in dropped}
    softer = softened(before, asked.since, effects, list(tomorrow))
    changes = [*earlier.changes, *dropped, *(each for each in softer if (each.week, each.session) not in given_up)]
    renamed = {(change.week, change.session): change.becomes for change in changes if change.becomes is not None}
    return Meanwhile.model_validate(
        {
            "from": asked.since,
            "blocked": sorted({*earlier.blocked, *asked.blocked}),
            "done": [*(done for done in earlier.done if done.date < start), *past.done],
            "changes": changes,
            "cares": tuple(_cares(earlier, asked.since, [effect for effect in effects if isinstance(effect, Care)])),
            "stood": [_stood(before, planned, renamed) for planned in before.sessions if _keeps_a_place(planned)],
            "strength": strength,
        }
    )


def _cares(earlier: Meanwhile, since: dt.date, asked: Sequence[Care]) -> Iterator[Care]:
    """The days still spared by what was asked before, each told once, and those asked for now."""
    for care in earlier.cares:
        again = [new for new in asked if (new.rule, new.no) == (care.rule, care.no)]
        asked_again = any(new.first <= max(care.first, since) and new.last >= care.last for new in again)
        if care.last >= since and not asked_again:
            yield care
    yield from asked


def _keeps_a_place(planned: PlannedSession) -> bool:
    return not planned.settled and bool(planned.slot)


def _stood(before: Plan, planned: PlannedSession, renamed: dict[tuple[int, str], str]) -> Stood:
    week = planned.day // 7 + 1 + before.instance.first_week
    name = renamed.get((week, planned.name), planned.name)
    return Stood(week=week, session=name, date=before.date(planned.day), slot=planned.slot)


def _dropped(past: Past, effects: Sequence[Effect], first_week: int) -> Iterator[Change]:
    """Key runs that were missed, or done as something else, are never asked for again, and nothing after an illness."""
    spared = {(each.missed.week, each.missed.unit): each for each in effects if isinstance(each, Dropped)}
    for each in past.missed:
        known = spared.get((each.week, each.unit))
        if each.session.key or known is not None:
            rule, why = ("", MISSED_KEY) if known is None else (known.rule, known.why)
            yield Change(week=each.week + 1 + first_week, session=each.unit, dropped=True, rule=rule, why=why)


def _no_room_tomorrow(
    answer: Closest, effect: TomorrowOrEasy, before: Plan, asked: Asked, later: Sequence[TomorrowOrEasy]
) -> bool:
    """Whether a key run found no place tomorrow, or another key run of its week gave its own up for it."""
    plan = answer.result.plan
    shift = 7 * (plan.instance.first_week - before.instance.first_week)
    week, moved = effect.planned.day // 7, {each.planned for each in later}
    others = {
        run.name: run.day - shift
        for run in before.sessions
        if run.session.key and not run.settled and run.day // 7 == week and run not in moved
        if before.date(run.day) not in asked.blocked
    }
    left_out = {left.name for left in plan.left_out if left.week == week - shift // 7}
    return bool(left_out & {effect.planned.name, *others}) or any(
        run.day != others.get(run.name, run.day) for run in plan.sessions if run.day // 7 == week - shift // 7
    )


def _shown(result: Solved) -> Solved:
    """The result with what was done in its first week among the sessions, for those who read it."""
    instance, sessions = with_past(result.plan.instance, result.plan.sessions)
    return replace(result, plan=Plan(instance, sessions, result.plan.left_out))
