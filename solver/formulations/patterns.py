"""One Boolean per day pattern: compact, the formulation that solves.

Each day takes exactly one pattern, so a session slot is the sum of the patterns that hold it, an event is the
sum of the patterns in which it happens, and a ban across days is an at-most-one. Pruning patterns is sound
only once every statement is in; a formulation that adds constraints later has to start from the slots.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from constraints.base.statement import Event, PointsPerUnit, Taken
from scenarios.demands import swaps
from solver.cpsat import LinearTerm, Model, negated
from solver.formulations.alike import Alike, Kind, Ways, each_apart, shared
from solver.formulations.by_days import ByDays, OnDays, Parts, Sum, by_days
from solver.formulations.by_session import Placed
from solver.formulations.day import Day
from solver.formulations.day_patterns import patterns_of
from solver.formulations.day_shape import Load, Test
from solver.formulations.doubled_days import FreeDays, Largest, free_days
from solver.formulations.ideas import ALL, Ideas
from solver.formulations.objective import Asked, Fold, worst_units


class Patterns:
    """The statements of a grid as a CP-SAT model over day patterns.

    Of ``watched`` events ``seen`` gives the literals (None: it cannot happen); no pattern is pruned for another that
    differs in one of them, so they may be priced and forbidden later. ``soft`` are the terms that add up to the points,
    ``settled`` the points that are certain.

    Raises ``TooManyPatternsError`` when a day allows too many to list.
    """

    def __init__(
        self, grid: Asked, fold: Fold, *, strict: bool = False, watched: Sequence[Event] = (), ideas: Ideas = ALL
    ) -> None:
        self.model = Model()
        self._ideas = ideas
        self._scale = fold.scale
        self._linear_sums: dict[Parts, list[LinearTerm]] = {}
        self._event_literals: dict[tuple[int, ...], int] = {}
        self._demands = grid.demands
        asked = by_days(grid, fold, watched, by_session=ideas.by_session)
        if not watched:
            ideas.turned(asked, grid.demands, fold.weekend)
        together = swaps(grid.demands)
        either = {place for places, _ in together for place in places}
        left = self._left = [
            self.model.integer(0, 0 if strict and place not in either else demand.count)
            for place, demand in enumerate(grid.demands)
        ]
        for places, most in together if strict else ():
            spares = sum(grid.demands[place].count for place in places) - most
            self.model.linear([(1, left[place]) for place in places], None, spares)
        self.days = self._days(asked, each_apart if watched else ideas.alike, fold.midweek)
        self._costs = [
            term for index, day in self.days.items() for term in _prices(day, fold.scale, fold.midweek_on(index))
        ]
        if all(day.patterns for day in self.days.values()):  # else nothing can hold, and the model says so already
            self._costs += ideas.pairs(self.model, asked, self.days, self._scale)
        self._state_never(asked.never)
        self._state_points(asked.points)
        for low, high, total in asked.limits:
            self.model.linear(self._linear(total), _less(low, total.constant), _less(high, total.constant))
        largest = [self._state_peak(points, loads) for points, loads in asked.peaks]
        free = [each for statement, totals in asked.per_unit for each in self._state_per_unit(statement, totals)]
        ideas.doubled(self.model, self.days.values(), left, free, largest)
        self.seen = [self._happens(event.day, asked.shapes[event.day].test(event)) for event in watched]
        self._state_left_out(left)
        self._state_placed(asked, left)
        self.soft, self.settled = tuple(self._costs), asked.settled
        weights = [fold.scale * fold.weights[demand.session.tier] for demand in grid.demands]
        self._costs += zip(weights, left, strict=True)
        spared = sum(
            weight * demand.count for weight, demand in zip(weights, grid.demands, strict=True) if demand.spare
        )
        self.model.minimize(self._costs, self._scale * asked.settled - spared)

    def _days(self, asked: ByDays, alike: Alike, ties: Mapping[int, int]) -> dict[int, Day]:
        ways: dict[object, Ways] = {}
        keys = {index: shape.key for index, shape in asked.shapes.items()}
        for index, shape in asked.shapes.items():
            if (key := keys[index]) not in ways:
                ways[key] = patterns_of(shape, self._ideas.pruned)
        self._kinds = alike(list(ways.values()), self._demands, ties)
        listed = {key: shared(own, self._kinds) for key, own in ways.items()}
        days: dict[int, Day] = {}
        for index, shape in asked.shapes.items():
            own = listed[keys[index]]
            literals = self._ideas.decided(own, self.model.booleans(len(own.patterns)))
            self.model.exactly_one(literals)
            days[index] = Day(shape, own, literals)
        return days

    def left_out(self, demand: int) -> tuple[list[LinearTerm], int]:
        """The number of units left out of a demand, by its place among all: terms and a constant."""
        return [(1, self._left[demand])], 0

    def taken(self, values: Sequence[int]) -> Taken:
        """What a solution takes; of demands that are alike, the one asked for first stands first."""
        to_place = [demand.count - values[left] for demand, left in zip(self._demands, self._left, strict=True)]
        taken: dict[int, int] = {}
        for index, day in self.days.items():
            chosen = next(ways for ways, literal in zip(day.listed.ways, day.literals, strict=True) if values[literal])
            way = min([way for way in chosen if all(to_place[place] for place in way.held)], key=attrgetter("held"))
            taken[index] = way.mask
            for place in way.held:
                to_place[place] -= 1
        return taken

    # -- stating ------------------------------------------------------------------------------------------

    def _happens(self, day: int, test: Test) -> int | None:
        """The literal of an event: true when the day takes one of the patterns in which it happens."""
        on = self.days[day]
        role = on.roles((test,))
        patterns = [literal for pattern, literal in zip(on.patterns, on.literals, strict=True) if pattern.roles & role]
        if len(patterns) < 2:
            return patterns[0] if patterns else None
        key = tuple(patterns)
        if key not in self._event_literals:
            happens = self._event_literals[key] = self.model.boolean()
            self.model.exactly_one((*patterns, negated(happens)))
        return self._event_literals[key]

    def _all_happen(self, on_days: OnDays) -> tuple[int, ...] | None:
        """The literals of events that may all happen, None if they cannot."""
        sides = [self._happens(day, test) for day, test in on_days]
        literals = [side for side in sides if side is not None]
        return tuple(sorted(literals)) if len(literals) == len(sides) else None

    def _linear(self, total: Sum) -> list[LinearTerm]:
        known = self._linear_sums.get(total.parts)
        if known is None:
            known = self._linear_sums[total.parts] = [
                (count, literal)
                for day, part in total.parts
                for count, literal in zip(self.days[day].counted(part), self.days[day].literals, strict=True)
                if count
            ]
        return known if total.sign > 0 else [(-count, literal) for count, literal in known]

    def _state_never(self, statements: Iterable[OnDays]) -> None:
        for literals in {self._all_happen(on_days): None for on_days in sorted(statements)}:
            if literals is not None:
                self.model.clause([negated(literal) for literal in literals])

    def _state_points(self, statements: Mapping[OnDays, int]) -> None:
        prices: dict[tuple[int, ...], int] = {}
        for on_days, points in statements.items():
            literals = self._all_happen(on_days)
            if literals is not None:
                prices[literals] = prices.get(literals, 0) + points
        for literals, price in prices.items():
            together = self.model.boolean()
            self.model.clause([together, *(negated(literal) for literal in literals)])
            self._costs.append((self._scale * price, together))

    def _state_peak(self, points: int, loads: Sequence[tuple[int, Load]]) -> Largest:
        days = [self.days[day].loaded(load) for day, load in loads]
        peak = self._ideas.peak(self.model, days, self._scale * points)
        self._costs += peak.costs
        return Largest(days, peak.reached)

    def _state_per_unit(self, statement: PointsPerUnit, totals: Sequence[Sum]) -> list[FreeDays]:
        """State points for units; returns those that are days which the week is short of."""
        units = self.model.integer(0, worst_units(statement))
        self._costs.append((self._scale * statement.points, units))
        for total in totals:
            high = statement.over - total.constant
            self.model.linear([*self._linear(total), (-statement.unit, units)], None, high)
        if len(totals) > 1 or statement.unit != 1:
            return []
        return free_days(self._linear(totals[0]), statement.over - totals[0].constant, units)

    def _state_left_out(self, left: Sequence[int]) -> None:
        """State that of each demand what is not placed is left out."""
        placed: dict[Kind, dict[int, int]] = {kind: {} for kind in self._kinds}
        for day in self.days.values():
            for held, literal in zip(day.held, day.literals, strict=True):
                for kind in held:
                    terms = placed[kind]
                    terms[literal] = terms.get(literal, 0) + 1
        for kind, terms in placed.items():
            all_of = [(times, literal) for literal, times in terms.items()]
            self.model.linear([*all_of, *((1, left[place]) for place in kind.demands)], kind.count, kind.count)

    def _state_placed(self, asked: ByDays, left: Sequence[int]) -> None:
        """State the counts of what is placed, over what is left out."""

        def lost(placed: Placed) -> list[LinearTerm]:
            return [(-weight, left[demand]) for demand, weight in placed.weights.items()]

        for low, high, placed in asked.placed_limits:
            if (low is not None and placed.lowest < low) or (high is not None and placed.highest > high):
                self.model.linear(lost(placed), _less(low, placed.most), _less(high, placed.most))
        for statement, groups in asked.placed_per_unit:
            most = max(statement.units(placed.highest) for placed in groups)
            if most:
                units = self.model.integer(0, most)
                self._costs.append((self._scale * statement.points, units))
                for placed in groups:
                    self.model.linear([*lost(placed), (-statement.unit, units)], None, statement.over - placed.most)


def _prices(day: Day, scale: int, midweek: Mapping[int, int]) -> list[LinearTerm]:
    """What each pattern of a day costs by itself: its points, then what breaks ties."""
    prices = [scale * pattern.cost + pattern.late for pattern in day.patterns]
    for place, weight in midweek.items():
        for number, pattern in enumerate(day.patterns):
            if place in pattern.held:
                prices[number] += weight
    return [(price, literal) for price, literal in zip(prices, day.literals, strict=True) if price]


def _less(bound: int | None, constant: int) -> int | None:
    return None if bound is None else bound - constant
