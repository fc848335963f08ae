"""Which strength sessions of a plan stand in place of others, in the runner's words."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.plan import Plan
from scenarios.spoken import listed, weeks_said


def gone_from(plan: Plan, week: int) -> str:
    """The sessions of a week that another stands in place of."""
    return listed([left.name for left in plan.spared if left.week == week])


def stands_instead(plan: Plan) -> Iterator[str]:
    """A line for each session that another stands in place of, with the weeks of a season.

    It says whether the spare stands beside another leg session or alone.
    """
    spares = {(demand.week, name) for demand in plan.instance.demands if demand.spare for name in demand.names()}
    standing = {(planned.day // 7, planned.name) for planned in plan.sessions} & spares
    found: dict[tuple[str, str, str], list[int]] = {}
    for week, name in sorted(standing):
        beside = any(planned.session.leg_session for planned in plan.week(week))
        legs = "both leg sessions" if beside else "a leg session"
        found.setdefault((name, gone_from(plan, week), legs), []).append(week + 1 + plan.instance.first_week)
    for (name, gone, legs), weeks in found.items():
        where = f" in {weeks_said(weeks)}" if plan.instance.weeks > 1 else ""
        why = f"no better plan was found with {legs} (runlift why FILE {gone} --on DAY says what it costs)"
        yield f"In place of {gone}: {name}{where}: {why}"
