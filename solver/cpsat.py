"""A small CP-SAT model and its solver; beside ``solver.glop`` the one place that touches ortools.

It writes ``CpModelProto`` through ortools' own binding (``cp_model_helper``), which loads in a fifth of the
time of ``ortools.sat.python.cp_model`` because it does not bring pandas along; see
``docs/decisions/0002-cp-model-proto.md``. A literal is a variable's index, or ``negated(index)``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias, get_args

from ortools.sat.python import cp_model_helper as cmh

from solver.defect import Defect
from solver.parameters import EXACT, Status

LinearTerm: TypeAlias = tuple[int, int]
INFINITY = 1 << 40
_BOOLEAN = cmh.IntegerVariableProto()
_BOOLEAN.domain.extend((0, 1))
_STATUS: dict[int, Status] = {int(getattr(cmh, status.upper())): status for status in get_args(Status)}


def negated(literal: int) -> int:
    """The literal that is true when ``literal`` is false."""
    return -literal - 1


class Model:
    """Variables, constraints and a linear objective to minimise."""

    def __init__(self) -> None:
        self.proto = cmh.CpModelProto()
        self._variables = self.proto.variables
        self._constraints = self.proto.constraints
        self.size = 0
        self._shut: list[int] = []

    def integer(self, low: int, high: int) -> int:
        """A new integer variable with domain [low, high]; its index."""
        self._variables.add().domain.extend((low, high))
        self.size += 1
        return self.size - 1

    def boolean(self) -> int:
        """A new Boolean variable; its index, which is also its literal."""
        return self.integer(0, 1)

    def booleans(self, count: int) -> range:
        """So many new Booleans; their indices. Much cheaper than one by one."""
        self._variables.extend([_BOOLEAN] * count)
        self.size += count
        return range(self.size - count, self.size)

    def linear(
        self, terms: Sequence[LinearTerm], low: int | None, high: int | None, only_if: Sequence[int] = ()
    ) -> None:
        """``low <= sum(coefficient x variable) <= high``, where every literal of ``only_if`` is true."""
        constraint = self._constraints.add()
        if only_if:
            constraint.enforcement_literal.extend(only_if)
        linear = constraint.linear
        if terms:
            coefficients, variables = zip(*terms, strict=True)
            linear.vars.extend(variables)
            linear.coeffs.extend(coefficients)
        linear.domain.extend((-INFINITY if low is None else low, INFINITY if high is None else high))

    def difference(self, more: Sequence[int], less: Sequence[int], low: int | None, high: int | None) -> None:
        """``low <= sum of the variables of more - sum of those of less <= high``."""
        linear = self._constraints.add().linear
        linear.vars.extend([*more, *less])
        linear.coeffs.extend([1] * len(more) + [-1] * len(less))
        linear.domain.extend((-INFINITY if low is None else low, INFINITY if high is None else high))

    def at_most_one(self, literals: Iterable[int]) -> None:
        """At most one of the literals is true."""
        self._constraints.add().at_most_one.literals.extend(list(literals))

    def exactly_one(self, literals: Iterable[int]) -> None:
        """Exactly one of the literals is true."""
        self._constraints.add().exactly_one.literals.extend(list(literals))

    def clause(self, literals: Iterable[int], only_if: Sequence[int] = ()) -> None:
        """At least one of the literals is true, where every literal of ``only_if`` is true."""
        constraint = self._constraints.add()
        if only_if:
            constraint.enforcement_literal.extend(only_if)
        constraint.bool_or.literals.extend(list(literals))

    def assume(self, literals: Iterable[int]) -> None:
        """Solve as if these literals were true, instead of any assumed before."""
        self.proto.assumptions.clear()
        self.proto.assumptions.extend(list(literals))

    def shut(self, booleans: Iterable[int]) -> None:
        """Make these Booleans false; those shut before are free again."""
        for variables, value in ((self._shut, 1), (shut := list(booleans), 0)):
            for variable in variables:
                domain = self._variables[variable].domain
                domain.clear()
                domain.extend((0, value))
        self._shut = shut

    def copy(self) -> Model:
        """A model of its own with the same variables, constraints and objective."""
        other = Model()
        other.proto.copy_from(self.proto)
        other.size = self.size
        return other

    def hint(self, values: Mapping[int, int]) -> None:
        """Name values, by variable, from which the search may begin."""
        hint = self.proto.solution_hint
        hint.vars.extend(list(values))
        hint.values.extend(list(values.values()))

    def minimize(self, terms: Sequence[LinearTerm], offset: int = 0) -> None:
        """Set the objective, instead of any set before: ``offset + sum(coefficient x variable)``."""
        self.proto.clear_objective()
        objective = self.proto.objective
        objective.vars.extend([variable for _, variable in terms])
        objective.coeffs.extend([coefficient for coefficient, _ in terms])
        objective.offset = offset
        objective.scaling_factor = 1.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the solver found. ``values`` is empty unless there is a solution (``found``); ``bound`` is proven.

    ``interrupted`` says that a person stopped the search before its end; ``core`` are assumed literals that
    cannot all be true, when the model is infeasible under assumptions.
    """

    status: Status
    values: Sequence[int]
    objective: int
    bound: int
    seconds: float
    interrupted: bool = False
    core: tuple[int, ...] = ()

    @property
    def found(self) -> bool:
        """Whether there is a solution; that of a model without variables has no values."""
        return self.status in ("optimal", "feasible")


def understood(parameters: str) -> bool:
    """Whether CP-SAT can read these parameters, written as text (``num_workers:1 cut_level:0``).

    Its own reader tells the terminal what it refuses, in lines nobody can hold back: protobuf's is asked first.
    """
    from google.protobuf import text_format  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to load
    from ortools.sat.sat_parameters_pb2 import SatParameters  # noqa: PLC0415

    try:
        text_format.Merge(parameters, SatParameters())
    except text_format.ParseError:
        return False
    return bool(cmh.SatParameters().merge_text_format(parameters))


@lru_cache(maxsize=16)
def _settings(parameters: str) -> cmh.SatParameters:
    """CP-SAT's parameters, read once; not to be changed."""
    settings = cmh.SatParameters()
    if not settings.merge_text_format(parameters):
        raise Defect(f"solver parameters not understood: {parameters}")
    return settings


class _EachSolution(cmh.SolutionCallback):
    def __init__(self, told: Callable[[], None]) -> None:
        super().__init__()
        self._told = told

    def OnSolutionCallback(self) -> None:  # noqa: N802 - CP-SAT calls it by this name
        self._told()


class Search:
    """One CP-SAT search that another thread may stop."""

    def __init__(self, parameters: str) -> None:
        self._solver = cmh.SolveWrapper()
        self._settings = _settings(parameters)
        self._solver.set_parameters(self._settings)
        self._stopped = False
        self._callbacks: list[_EachSolution] = []

    def listen(self, line: Callable[[str], None], solution: Callable[[], None]) -> None:
        """Tell every line of CP-SAT's log, and every better solution, when it comes; costs about a millisecond."""
        settings = cmh.SatParameters()
        settings.copy_from(self._settings)
        settings.merge_text_format("log_search_progress:true log_to_stdout:false")
        self._solver.set_parameters(settings)
        self._solver.add_log_callback(line)
        # the solver keeps no hold on it
        self._callbacks.append(_EachSolution(solution))
        self._solver.add_solution_callback(self._callbacks[-1])

    def stop(self) -> None:
        """End the search soon; the best solution so far stands."""
        self._stopped = True
        self._solver.stop_search()

    def run(self, model: Model) -> Outcome:
        """Solve the model. A model CP-SAT calls invalid is a defect, never "infeasible"."""
        response = self._solver.solve(model.proto)
        status = _STATUS.get(int(response.status))
        if status is None:
            raise Defect(f"CP-SAT rejects the model: {cmh.CpSatHelper.validate_model(model.proto)}")
        found = status in ("optimal", "feasible")
        if found and abs(response.objective_value) > EXACT:
            raise Defect(f"an objective of {response.objective_value:.3g} is too large to be told exactly")
        return Outcome(
            status=status,
            values=list(response.solution) if found else (),
            objective=round(response.objective_value) if found else 0,
            bound=math.ceil(response.best_objective_bound - 1e-6),
            seconds=response.wall_time,
            interrupted=self._stopped and status in ("feasible", "unknown"),
            core=tuple(response.sufficient_assumptions_for_infeasibility) if status == "infeasible" else (),
        )
