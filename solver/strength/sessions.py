"""What is inside a week's strength sessions: the best choice the rules allow, proven and checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from constraints.base.strength_grid import Choice, PairClass, StrengthGrid, pair_class
from constraints.base.strength_rule import StrengthFinding, StrengthRule
from constraints.strength import STRENGTH_RULES
from scenarios.strength.plan import Block, FilledSession, Prescription, StrengthPlan
from scenarios.strength.week import Option, StrengthWeek
from solver.defect import Defect
from solver.strength.model import PARAMETERS, StrengthModel

KEPT_WEEKS = 256


@dataclass(frozen=True, slots=True)
class FilledWeek:
    """A week's sessions, filled, and where they lose points. ``points`` is proven to be the least.

    ``untimed`` is where the best filling would lose points if the sessions could take any time.
    """

    plan: StrengthPlan
    points: int
    findings: tuple[StrengthFinding, ...]
    untimed: tuple[StrengthFinding, ...]


@lru_cache(maxsize=1)
def default_rules() -> tuple[StrengthRule, ...]:
    """The strength rules with their default parameters, in order."""
    return tuple(rule() for rule in STRENGTH_RULES)


@lru_cache(maxsize=KEPT_WEEKS)
def fill(week: StrengthWeek) -> FilledWeek:
    """The best filling of a week by the default rules; equal weeks are solved once. Raises ``Defect``."""
    return fill_with(week, default_rules())


def fill_with(week: StrengthWeek, rules: Sequence[StrengthRule], parameters: str = PARAMETERS) -> FilledWeek:
    """The best filling of a week by these rules.

    First as if there were all the time in the world. What then fits the minutes all the same is the best there is;
    else the clock is stated too, and pairs, which save time. Proven optimal, then judged by the rules' own ``check``.
    Raises ``Defect`` when no filling is found, none is proven the best, a hard rule is broken, or the rules count other
    points than the solver.
    """
    grid = StrengthGrid(week)
    model = StrengthModel(grid, parameters)
    untimed, timed = ([rule for rule in rules if rule.timed == when] for when in (False, True))
    state(grid, untimed)
    plan, points, findings = _best(model, grid, untimed)
    if not any(True for rule in timed for _ in rule.check(plan)):
        return FilledWeek(plan, points, findings, findings)
    state(grid, timed)
    grid.finish()
    return FilledWeek(*_best(model, grid, rules), untimed=findings)


def state(grid: StrengthGrid, rules: Iterable[StrengthRule]) -> None:
    """Have the rules say to the grid what they have to say."""
    for rule in rules:
        grid.rule = rule.name
        rule.build(grid)


def strength_grid(week: StrengthWeek, rules: Iterable[StrengthRule]) -> StrengthGrid:
    """The week's choices and pairs with everything the rules state about them."""
    grid = StrengthGrid(week)
    state(grid, rules)
    grid.finish()
    return grid


def _best(
    model: StrengthModel, grid: StrengthGrid, rules: Iterable[StrengthRule]
) -> tuple[StrengthPlan, int, tuple[StrengthFinding, ...]]:
    """The best plan by what is stated so far, its points and findings, judged by the rules that stated it."""
    values, objective = model.solved()
    plan = plan_of(grid, values)
    findings = tuple(finding for rule in rules for finding in rule.check(plan))
    broken = [finding for finding in findings if finding.points is None]
    if broken:
        raise Defect(f"the strength session {broken[0].session} breaks {broken[0].rule}: {broken[0].message}")
    points = sum(finding.points or 0 for finding in findings)
    if points != objective:
        raise Defect(f"the strength rules count {points} points, the solver {objective}")
    return plan, points, tuple(finding for finding in findings if finding.points)


def plan_of(grid: StrengthGrid, values: Sequence[int]) -> StrengthPlan:
    """The sessions that these values of the grid's variables mean, in the order they are done."""
    sessions = []
    for index, asked in enumerate(grid.week.sessions):
        taken = sorted((choice for choice in grid.on(index) if values[choice.id]), key=_order)
        cut = values[grid.cuts[index]]
        blocks = sorted(_blocks(grid, index, taken, cut, values), key=lambda block: _place(block.exercises[0].option))
        sessions.append(FilledSession(asked, tuple(blocks), cut))
    return StrengthPlan(grid.week, tuple(sessions))


def _blocks(grid: StrengthGrid, session: int, taken: list[Choice], cut: int, values: Sequence[int]) -> Iterable[Block]:
    waiting: dict[tuple[PairClass, int], list[Choice]] = {}
    for choice in taken:
        waiting.setdefault((pair_class(choice.option), choice.sets), []).append(choice)
    for kind in grid.pairs_so_far(session):
        for _ in range(values[kind.id]):
            pair = [waiting[kind.first, kind.sets].pop(0), waiting[kind.second, kind.sets].pop(0)]
            done = tuple(_done(choice, cut) for choice in sorted(pair, key=_order))
            yield Block(done, kind.rest_s)
    for rest in waiting.values():
        for choice in rest:
            yield Block((_done(choice, cut),), choice.option.rest_s)


def _done(choice: Choice, cut: int) -> Prescription:
    return Prescription(choice.option, choice.sets, choice.option.amount(cut))


def _order(choice: Choice) -> tuple[int, bool, int, str]:
    return _place(choice.option)


def _place(option: Option) -> tuple[int, bool, int, str]:
    """Power first, then heavy lifts, then large before small, core last.

    Of equals the legs come before the arms, then what is on both legs before what is on one, then by id.
    """
    exercise = option.exercise
    arms = exercise.family in ("push", "pull")
    if exercise.power or option.lift:
        rank = 1 - exercise.power
    elif exercise.large:
        rank = 2 + arms
    else:
        rank = 4 + (exercise.family == "core")
    return rank, arms, exercise.sides, exercise.id
