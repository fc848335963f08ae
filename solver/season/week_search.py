"""One search of a week of a season, under what it owes to the week before it and promises to the one after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from constraints.base.statement import Limit, Never, Points, PointsPerUnit, Statement, Taken
from solver.formulations.choice import formulated
from solver.formulations.objective import Fold, fold_of, long_runs_to_move, weekend_of, worst_points
from solver.options import Options
from solver.season.joins import Join, WeekPart


@dataclass(frozen=True, slots=True)
class Lifted:
    """Rules that a search does without, but for what they charge the plan that takes ``kept_for`` (None: nothing)."""

    rules: frozenset[str] = frozenset()
    kept_for: Taken | None = None

    def lifts(self, statement: Statement) -> bool:
        """Whether the search does without this statement."""
        if statement.rule not in self.rules:
            return False
        return self.kept_for is None or not isinstance(statement, Points) or not statement.cost(self.kept_for)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search tells: every plan costs ``low`` or more, and ``taken`` is one (None: none was found).

    ``exact``: it is the best, and costs ``low``. ``interrupted``: a person ended the search.
    """

    low: int
    taken: Taken | None
    exact: bool
    interrupted: bool


@dataclass(frozen=True, slots=True)
class WeekBetween:
    """One week of a season, between the night before it and the one after."""

    part: WeekPart
    before: Join | None
    after: Join | None

    def owed(self, debts: int) -> Iterator[Statement]:
        """What the week owes to the one before it."""
        if self.before is not None:
            yield from self.before.debts(debts)

    def search(self, debts: int, promises: int, lifted: Lifted, fold: Fold, options: Options) -> Found:
        """Search for the best plan under these debts and promises; costs are those of the season's ``fold``."""
        part, scale = self._asked(debts, promises, lifted)
        own = fold_of(part)

        def cost(of_week: int) -> int:
            """What the solver tells of the week, as a cost: no points for the courtesy, and ``never`` for too much."""
            if of_week >= own.never * own.scale:
                return fold.never
            counts, points = own.apart(max(0, of_week))
            return fold.folded(counts, points // scale)

        formulation = formulated(part, own, by=options.formulation, strict=options.strict, without=options.without)
        outcome = options.search().run(formulation.model)
        options.control.watch(None)
        return Found(
            low=fold.never if outcome.status == "infeasible" else cost(outcome.bound),
            taken=formulation.taken(outcome.values) if outcome.found else None,
            exact=outcome.status == "optimal",
            interrupted=outcome.interrupted,
        )

    def _asked(self, debts: int, promises: int, lifted: Lifted) -> tuple[WeekPart, int]:
        """The week with all that is asked of it, and what one point weighs there.

        Below the points, and not part of the cost, it pays a little for what may not suit its neighbours: of weeks
        that cost the same, the one that binds others least is less likely to be searched again. Where rules are lifted
        most searches only prove a bound, and the model is the smaller without; but of several such rules it pays for
        each, so that none is broken that need not be.
        """
        asked: list[Statement] = []
        courtesy: list[Statement] = []
        for each in (*self.part.statements, *self.owed(debts)):
            if not lifted.lifts(each):
                asked.append(each)
            elif len(lifted.rules) > 1:
                courtesy += _wished(each)
        if self.after is not None:
            asked += self.after.promises(promises)
        if not lifted.rules:
            courtesy += () if self.before is None else self.before.echoes(debts)
            courtesy += () if self.after is None else self.after.shadows(promises)
            courtesy += self._midweek(worst_points(courtesy))
        scale = 1 + worst_points(courtesy)
        scaled = (
            each._replace(points=scale * each.points) if isinstance(each, Points | PointsPerUnit) else each
            for each in asked
        )
        return replace(self.part, statements=(*scaled, *courtesy)), scale

    def _midweek(self, worst: int) -> Iterator[Statement]:
        """More to pay than the worst of the courtesy for a long run on a weekday that might stand at the weekend."""
        weekend = weekend_of(self.part)
        movable = {id(self.part.demands[place]) for place in long_runs_to_move(self.part, weekend)}
        for cell in self.part.open_cells:
            if id(cell.demand) in movable and cell.day not in weekend:
                yield Points("weekend", 1 + worst, (cell.taken,))


def _wished(statement: Statement) -> Iterator[Statement]:
    """The statement as a wish, at the least price there is."""
    if isinstance(statement, Never):
        yield Points(statement.rule, 1, statement.events)
    elif isinstance(statement, Limit):
        if statement.high is not None:
            yield PointsPerUnit(statement.rule, 1, (statement.terms,), statement.high)
        if statement.low is not None:
            fewer = tuple((-weight, event) for weight, event in statement.terms)
            yield PointsPerUnit(statement.rule, 1, (fewer,), -statement.low)
    else:
        yield statement._replace(points=1)
