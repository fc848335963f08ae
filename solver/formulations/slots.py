"""One Boolean per session slot: the textbook formulation, easy to read and easy to blame.

Every other formulation is measured against this one and must reach its optimum.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from constraints.base.cell import taken_by
from constraints.base.statement import Event, Hard, Limit, Never, Points, Statement, Taken, Term
from scenarios.demands import Demand, swaps
from solver.cpsat import LinearTerm, Model, negated
from solver.formulations.objective import Asked, Fold, worst_units


class Slots:
    """The statements of a grid as a CP-SAT model over session slots.

    Without ``fold`` there is no objective (feasibility only). ``strict`` says that nothing may be left out,
    ``at_least`` how often a demand (by its index) has to be placed. ``guard`` names the group a hard statement
    belongs to: it then holds only where the group's literal, in ``guards``, is true, so that groups can be
    assumed, lifted and blamed; None holds always. Demands of ``at_least`` are asked of it as well. ``literals``
    maps each open cell's id to its Boolean. ``watched``, ``seen``, ``soft``, ``settled`` and ``left_out`` are those of
    ``Patterns``.
    """

    def __init__(
        self,
        grid: Asked,
        fold: Fold | None,
        *,
        strict: bool = False,
        at_least: Mapping[int, int] | None = None,
        guard: Callable[[Hard | int], Hashable | None] = lambda _: None,
        watched: Sequence[Event] = (),
    ) -> None:
        self.model = Model()
        self.guards: dict[Hashable, int] = {}
        self._guard = guard
        self._cells = grid.open_cells
        self.literals = {cell.id: self.model.boolean() for cell in self._cells}
        self._on: dict[int, list[tuple[int, int]]] = {day.index: [] for day in grid.days()}
        self._events: dict[Event, int] = {}
        for cell in self._cells:
            literal = self._events[cell.taken] = self.literals[cell.id]
            self._on[cell.day].append((cell.bit, literal))
        self._costs: list[LinearTerm] = []
        self._offset = 0
        self._scale = fold.scale if fold is not None else 0
        if fold is not None:
            self._costs += self._ties(fold, grid.demands)
        for statement in grid.statements:
            self._state(statement)
        self.seen: list[int | None] = [self._literal(event) for event in watched]
        self.soft, self.settled = tuple(self._costs), 0
        self._placed: list[tuple[list[LinearTerm], int]] = []
        together = swaps(grid.demands) if strict else []
        either = {place for places, _ in together for place in places}
        counts = {index: demand.count for index, demand in enumerate(grid.demands) if index not in either}
        self._demands(grid, fold, counts if strict else at_least or {})
        for places, most in together:
            self.model.linear([term for place in places for term in self._placed[place][0]], most, None)
        if fold is not None:
            self.model.minimize(self._costs, self._offset)

    def _ties(self, fold: Fold, demands: Sequence[Demand]) -> list[LinearTerm]:
        """What each cell weighs where plans are equal."""
        midweek = {id(demands[place]): weight for place, weight in fold.midweek.items()}
        ties = [
            (fold.lateness[cell.id] + (0 if cell.day in fold.weekend else midweek.get(id(cell.demand), 0)), cell.id)
            for cell in self._cells
        ]
        return [(weight, self.literals[cell]) for weight, cell in ties if weight]

    def _only_if(self, stated: Hard | int) -> list[int]:
        """The literal of the group a statement or demand belongs to."""
        group = self._guard(stated)
        if group is None:
            return []
        if group not in self.guards:
            self.guards[group] = self.model.boolean()
        return [self.guards[group]]

    def left_out(self, demand: int) -> tuple[list[LinearTerm], int]:
        """The number of units left out of a demand, by its place among all: terms and a constant."""
        places, count = self._placed[demand]
        return [(-times, literal) for times, literal in places], count

    def taken(self, values: Sequence[int]) -> Taken:
        """What a solution takes."""
        return taken_by(cell for cell in self._cells if values[self.literals[cell.id]])

    def _demands(self, grid: Asked, fold: Fold | None, at_least: Mapping[int, int]) -> None:
        """Each demand is placed at most ``count`` times, and every unit left out costs its tier's weight."""
        cells: dict[int, list[LinearTerm]] = {id(demand): [] for demand in grid.demands}
        for cell in self._cells:
            cells[id(cell.demand)].append((1, self.literals[cell.id]))
        for index, demand in enumerate(grid.demands):
            places = cells[id(demand)]
            self._placed.append((places, demand.count))
            self.model.linear(places, 0, demand.count)
            if at_least.get(index):
                self.model.linear(places, at_least[index], None, self._only_if(index))
            if fold is not None:
                weight = fold.scale * fold.weights[demand.session.tier]
                self._offset += weight * demand.wanted
                self._costs += [(-weight, literal) for _, literal in places]

    def _literal(self, event: Event) -> int:
        """The literal of an event that is not constant."""
        if event.negated:
            return negated(self._literal(event.turned()))
        known = self._events.get(event)
        if known is not None:
            return known
        cells = [literal for bit, literal in self._on[event.day] if event.cells & bit]
        if len(cells) == 1:
            return cells[0]
        literal = self._events[event] = self.model.boolean()
        for cell in cells:
            self.model.clause((negated(cell), literal))
        self.model.clause((*cells, negated(literal)))
        return literal

    def _linear(self, terms: Iterable[Term]) -> tuple[list[LinearTerm], int]:
        """A weighted count of events as (terms over variables, constant)."""
        linear: list[LinearTerm] = []
        constant = 0
        for weight, event in terms:
            if event.constant is not None:
                constant += weight * event.constant
                continue
            literal = self._literal(event)
            if literal >= 0:
                linear.append((weight, literal))
            else:
                linear.append((-weight, negated(literal)))
                constant += weight
        return linear, constant

    def _state(self, statement: Statement) -> None:
        if isinstance(statement, Never):
            self.model.clause([negated(self._literal(event)) for event in statement.events], self._only_if(statement))
        elif isinstance(statement, Limit):
            linear, constant = self._linear(statement.terms)
            low = None if statement.low is None else statement.low - constant
            high = None if statement.high is None else statement.high - constant
            self.model.linear(linear, low, high, self._only_if(statement))
        elif not self._scale:
            return
        elif isinstance(statement, Points):
            literals = [self._literal(event) for event in statement.events]
            together = self.model.boolean()
            self.model.clause([together, *map(negated, literals)])
            self._costs.append((self._scale * statement.points, together))
        else:
            units = self.model.integer(0, worst_units(statement))
            self._costs.append((self._scale * statement.points, units))
            for group in statement.groups:
                linear, constant = self._linear(group)
                self.model.linear([*linear, (-statement.unit, units)], None, statement.over - constant)
