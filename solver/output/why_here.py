"""Why each session stands where it stands: facts of the plan, in the runner's words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from constraints.base.rule import Rule, Violation
from scenarios.clock import hours
from scenarios.demands import Demand
from scenarios.plan import Plan
from scenarios.sessions import PlannedSession, Session
from scenarios.spoken import counted
from solver.output.stands_instead import gone_from

Key = tuple[int, str]
Timeline = Sequence[PlannedSession]
_DAY = 24 * 60


def why_here(plan: Plan, rules: Iterable[Rule], costs: Iterable[Violation]) -> dict[Key, str]:
    """(week, session name) -> one or two sentences. ``costs`` are the plan's soft violations of the ``rules``."""
    demands = {(d.week, name): d for d in plan.instance.demands for name in d.names()}
    lost: dict[Key, dict[str, int]] = {}
    for cost in costs:
        for key in _standing(plan, cost):
            by_rule = lost.setdefault(key, {})
            by_rule[cost.rule] = by_rule.get(cost.rule, 0) + (cost.points or 0)
    charged = {rule for by_rule in lost.values() for rule in by_rule}
    sentences = {rule.name: rule.sentence() for rule in rules if rule.name in charged}
    timeline, why = _timeline(plan), dict[Key, str]()
    for planned in plan.sessions:
        key = (planned.day // 7, planned.name)
        parts = [*_facts(plan, planned, demands.get(key), timeline)]
        dearest = sorted(lost.get(key, {}).items(), key=lambda cost: (-cost[1], cost[0]))
        parts += [f"costs {counted(points, 'point')} (rule: {sentences[rule]})" for rule, points in dearest if points]
        why[key] = "; ".join(parts)
    return why


def _standing(plan: Plan, cost: Violation) -> Iterator[Key]:
    """The planned sessions a cost names: of several weeks the last up to its day, none that is past or left out."""
    left_out = {left.name for left in plan.left_out if left.week == cost.day // 7}
    for name in dict.fromkeys(cost.sessions):
        days = [planned.day for planned in plan.sessions if planned.name == name and planned.day <= cost.day]
        if days and name not in left_out:
            yield max(days) // 7, name


def _facts(plan: Plan, planned: PlannedSession, demand: Demand | None, timeline: Timeline) -> Iterator[str]:
    if planned.session.type == "race":
        yield "race day"
        return
    if demand is not None and demand.fixed is not None:
        yield "fixed here by you"
    elif demand is not None and (demand.days or demand.slots):
        why = plan.instance.why_then(demand)
        where = f"only on {', '.join(demand.days)}" if demand.days else f"only in {', '.join(demand.slots or ())}"
        yield f"{where} ({why})" if why else where
    if demand is not None and demand.spare:
        yield f"stands in place of {gone_from(plan, demand.week)}"
    if planned.session.kind == "strength":
        yield from _lift_facts(plan, planned, timeline)
    elif planned.session.key:
        yield from _key_run_facts(plan, planned, timeline)
    else:
        yield from _easy_facts(plan, planned)


def _lift_facts(plan: Plan, lift: PlannedSession, timeline: Timeline) -> Iterator[str]:
    run = next((p for p in plan.on(lift.day) if p.session.kind == "run"), None)
    if run is not None:
        order = "after" if run.start < lift.start else "before"
        yield f"{_between(run, lift)} {order} {run.name}"
    else:
        yield "on a day without a run"
    if lift.session.heavy_legs:
        following = _next(timeline, lift, lambda session: session.key)
        if following is not None:
            yield f"legs have {_between(lift, following)} before {following.name}"
    elif lift.session.legs == "none":
        yield "leaves the legs fresh"


def _key_run_facts(plan: Plan, run: PlannedSession, timeline: Timeline) -> Iterator[str]:
    legs = _last(timeline, run, lambda session: session.heavy_legs)
    if legs is not None:
        yield f"{_between(legs, run)} after heavy leg work"
    before = [p for p in plan.on(run.day - 1) if p.session.key or p.session.kind == "strength"]
    known = run.day > 0 or run.day - 1 in plan.instance.known_past_days
    if not before and known:
        yield "the day before is easy"
    elif legs is None:
        following = _next(timeline, run, lambda session: session.key)
        yield f"{_between(run, following)} until {following.name}" if following else "no other key run follows"


def _easy_facts(plan: Plan, easy: PlannedSession) -> Iterator[str]:
    before = any(p.session.key for p in plan.on(easy.day - 1))
    after = any(p.session.key for p in plan.on(easy.day + 1))
    if before and after:
        yield "an easy day between key runs"
    elif before:
        yield "recovers from the day before"
    elif after:
        yield "saves the legs for tomorrow"
    else:
        yield f"{'cross-training' if easy.session.kind == 'cross' else 'easy running'} away from the key runs"


def _timeline(plan: Plan) -> Timeline:
    """What was done and what is planned, in order of time; a week that repeats stands between itself."""
    shifts = (-plan.day_count, plan.day_count) if plan.instance.repeat else ()
    around = [p.later(shift, plan.instance.clock) for p in plan.sessions for shift in shifts]
    return sorted([*plan.instance.history, *plan.sessions, *around], key=_start)


def _start(planned: PlannedSession) -> int:
    return planned.start


def _next(timeline: Timeline, after: PlannedSession, matches: Callable[[Session], bool]) -> PlannedSession | None:
    return next((p for p in timeline if p.start > after.start and matches(p.session)), None)


def _last(timeline: Timeline, before: PlannedSession, matches: Callable[[Session], bool]) -> PlannedSession | None:
    return next((p for p in reversed(timeline) if p.start < before.start and matches(p.session)), None)


def _between(a: PlannedSession, b: PlannedSession) -> str:
    first, second = sorted((a, b), key=lambda planned: planned.start)
    minutes = second.start - first.end
    return f"{minutes // _DAY} days" if minutes >= 4 * _DAY else hours(minutes).replace(".0 h", " h")
