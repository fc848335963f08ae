"""What is inside a week's strength sessions: the best choice the rules allow, proven and checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from constraints.base.strength_grid import Choice, PairClass, StrengthGrid, pair_class
from constraints.base.strength_rule import StrengthFinding, StrengthRule
from constraints.base.strength_statement import Price, Within
from constraints.strength import STRENGTH_RULES
from scenarios.strength.plan import Block, FilledSession, Prescription, StrengthPlan
from scenarios.strength.week import Option, StrengthWeek
from solver.cpsat import LinearTerm, Model, Search
from solver.defect import Defect
from solver.parameters import UNPRESOLVED

PARAMETERS = f"{UNPRESOLVED} max_deterministic_time:60"
KEPT_WEEKS = 256


@dataclass(frozen=True, slots=True)
class FilledWeek:
    """A week's sessions, filled, and where they lose points. ``points`` is proven to be the least."""

    plan: StrengthPlan
    points: int
    findings: tuple[StrengthFinding, ...]


@lru_cache(maxsize=1)
def default_rules() -> tuple[StrengthRule, ...]:
    """The strength rules with their default parameters, in order."""
    return tuple(rule() for rule in STRENGTH_RULES)


@lru_cache(maxsize=KEPT_WEEKS)
def fill(week: StrengthWeek) -> FilledWeek:
    """The best filling of a week by the default rules; equal weeks are solved once. Raises ``Defect``."""
    return fill_with(week, default_rules())


def fill_with(week: StrengthWeek, rules: tuple[StrengthRule, ...], parameters: str = PARAMETERS) -> FilledWeek:
    """The best filling of a week by these rules.

    Proven optimal, then judged by the rules' own ``check``. Raises ``Defect`` when no filling is found, none is
    proven the best, a hard rule is broken, or the rules count other points than the solver.
    """
    grid = strength_grid(week, rules)
    values, objective = _solved(grid, parameters)
    plan = plan_of(grid, values)
    findings = tuple(finding for rule in rules for finding in rule.check(plan))
    broken = [finding for finding in findings if finding.points is None]
    if broken:
        raise Defect(f"the strength session {broken[0].session} breaks {broken[0].rule}: {broken[0].message}")
    points = sum(finding.points or 0 for finding in findings)
    if points != objective:
        raise Defect(f"the strength rules count {points} points, the solver {objective}")
    return FilledWeek(plan, points, tuple(finding for finding in findings if finding.points))


def strength_grid(week: StrengthWeek, rules: Iterable[StrengthRule]) -> StrengthGrid:
    """The week's choices with everything the rules state about them."""
    grid = StrengthGrid(week)
    for rule in rules:
        grid.rule = rule.name
        rule.build(grid)
    grid.finish()
    return grid


def _solved(grid: StrengthGrid, parameters: str) -> tuple[Sequence[int], int]:
    model = Model()
    variables = _Variables(grid, model)
    objective: list[LinearTerm] = []
    offset = 0
    for statement in grid.statements:
        if isinstance(statement, Within):
            model.linear(variables.terms(statement.terms), statement.low, statement.high)
            continue
        constant = _constant(statement)
        if constant is not None:
            offset += constant
        elif _never_negative(statement, grid):
            objective += [(statement.points * weight, v) for weight, v in variables.terms(statement.terms)]
            offset -= statement.points * statement.over
        else:
            terms = variables.terms(statement.terms)
            units = model.integer(0, _most(statement, grid))
            model.linear([*terms, (-1, units)], None, statement.over)
            objective.append((statement.points, units))
    model.minimize(objective, offset)
    outcome = Search(parameters).run(model)
    if outcome.status != "optimal":
        raise Defect(f"strength sessions: {outcome.status}, not optimal")
    return variables.values(outcome.values), outcome.objective


class _Variables:
    """The grid's variables that any statement mentions, as the model's; the others are 0 and left out."""

    def __init__(self, grid: StrengthGrid, model: Model) -> None:
        used = {variable for statement in grid.statements for _, variable in statement.terms}
        self._size = len(grid.domains)
        open_ = sorted(used - grid.forbidden.keys())
        self._index = {variable: model.integer(*grid.domains[variable]) for variable in open_}

    def terms(self, terms: Iterable[LinearTerm]) -> list[LinearTerm]:
        return [(weight, self._index[variable]) for weight, variable in terms if variable in self._index]

    def values(self, found: Sequence[int]) -> list[int]:
        values = [0] * self._size
        for variable, index in self._index.items():
            values[variable] = found[index]
        return values


def _constant(price: Price) -> int | None:
    return None if price.terms else price.cost(())


def _never_negative(price: Price, grid: StrengthGrid) -> bool:
    """Whether the sum never falls below ``over``, so that the price is linear."""
    lowest = sum(weight * grid.domains[variable][weight < 0] for weight, variable in price.terms)
    return lowest >= price.over


def _most(price: Price, grid: StrengthGrid) -> int:
    return max(0, sum(w * grid.domains[v][w > 0] for w, v in price.terms) - price.over)


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
    for kind in grid.pairs(session):
        for _ in range(values[kind.id]):
            pair = [waiting[kind.first, kind.sets].pop(0), waiting[kind.second, kind.sets].pop(0)]
            done = tuple(_done(choice, cut) for choice in sorted(pair, key=_order))
            yield Block(done, kind.rest_s)
    for rest in waiting.values():
        for choice in rest:
            yield Block((_done(choice, cut),), choice.option.rest_s)


def _done(choice: Choice, cut: int) -> Prescription:
    return Prescription(choice.option, choice.sets, choice.option.amount(cut))


def _order(choice: Choice) -> tuple[int, int, str]:
    return _place(choice.option)


def _place(option: Option) -> tuple[int, int, str]:
    """Power first, then heavy lifts, then large before small, core last; of equals what is on both legs, then by id."""
    exercise = option.exercise
    if exercise.power or option.lift:
        rank = 1 - exercise.power
    elif exercise.large:
        rank = 2 + (exercise.family in ("push", "pull"))
    else:
        rank = 4 + (exercise.family == "core")
    return rank, exercise.sides, exercise.id
