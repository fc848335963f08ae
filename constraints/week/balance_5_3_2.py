"""The balance the week aims at: five run days, three strength sessions, two recovery days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from constraints.base.cell import is_lift, is_run
from constraints.base.grid import Grid
from constraints.base.recovery import recovery_days
from constraints.base.rule import SoftRule, Violation
from scenarios.plan import Plan


class Balance532(SoftRule):
    """Points for each day or session away from the targets, in either direction.

    A recovery day holds no key run, no strength and no more than one easy session: full rest, a run of at most
    ``easy_minutes``, or cross-training. The three counts overlap, which is how 5 + 3 + 2 fits a week of 7. A week made
    from a table (a deload, a taper, few free days) may ask for less: its targets are no more than it asks for, and more
    recovery days than wished for cost nothing there. In taper and race week fewer strength sessions cost nothing.
    """

    name: ClassVar[str] = "balance_5_3_2"
    sources: ClassVar[tuple[str, ...]] = ("S1", "S2", "S3", "S25", "run_days", "strength_sessions")
    weight: int = Field(default=10, strict=True, ge=0, le=1000, description="points: per day or session away")
    run_days: int = Field(default=5, strict=True, ge=3, le=7, description="days: with a run, a week")
    strength_sessions: int = Field(default=3, strict=True, ge=0, le=5, description="sessions: of strength, a week")
    recovery_days: int = Field(default=2, strict=True, ge=0, le=4, description="days: of recovery, a week")
    easy_minutes: int = Field(default=45, strict=True, ge=20, le=70, description="min: longest run of a recovery day")

    def build(self, grid: Grid) -> None:
        recovery = recovery_days(grid, self.easy_minutes)
        for week in grid.weeks():
            days = [day.index for day in grid.instance.week_days(week)]
            runs, lifts = self.run_days, self.strength_sessions
            most = grid.asked(week, is_run), grid.asked(week, is_lift), len(days)
            if grid.instance.asks[week].phase:
                runs, lifts = min(runs, most[0]), min(lifts, most[1])
            counts = (
                ([(1, grid.any_on(day, is_run)) for day in days], runs),
                ([(1, cell.taken) for cell in grid.week(week, is_lift)], lifts),
                ([term for day in days for term in recovery[day]], self.recovery_days),
            )
            for index, (terms, target) in enumerate(counts):
                if most[index] > target and (index < 2 or not grid.instance.asks[week].phase):
                    grid.points_over(self.weight, terms, target)
                if index != 1 or not grid.instance.tapers(week):
                    grid.points_under(self.weight, terms, target)

    def check(self, plan: Plan) -> Iterator[Violation]:
        for week in plan.weeks():
            days = range(7 * week, 7 * week + 7)
            standing = plan.week(week)
            run_days, strength_sessions = self.run_days, self.strength_sessions
            if plan.instance.asks[week].phase:
                asked = [d.session.kind for d in plan.instance.demands if d.week == week for _ in range(d.wanted)]
                asked += [p.session.kind for p in standing if p.session.type == "race" or p in plan.instance.history]
                run_days = min(run_days, asked.count("run"))
                strength_sessions = min(strength_sessions, asked.count("strength"))
            counts = (
                ("run days", len({p.day for p in standing if p.session.kind == "run"}), run_days),
                ("strength sessions", sum(p.session.kind == "strength" for p in standing), strength_sessions),
                ("recovery days", sum(plan.is_recovery_day(d, self.easy_minutes) for d in days), self.recovery_days),
            )
            for what, count, target in counts:
                spared = what == "recovery days" and count > target and bool(plan.instance.asks[week].phase)
                spared |= what == "strength sessions" and count < target and plan.instance.tapers(week)
                if count != target and not spared:
                    text = f"{what} in the week from {plan.day_name(days[0])}: {count} instead of {target}"
                    yield self.costs(abs(count - target), text, days[0])

    def sentence(self) -> str:
        return (
            f"aim at {self.run_days} run days, {self.strength_sessions} strength sessions "
            f"and {self.recovery_days} recovery days a week "
            f"(no key run, no strength, at most one easy run of {self.easy_minutes} min or cross-training)"
        )
