"""Every option there is stands in some drawn file: a new one has to be drawn, too."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, get_args

from anything.cases import cases
from anything.club_files import COLUMNS, WrittenClub, club_files
from anything.past import histories, thresholds
from anything.rule_settings import rule_settings
from anything.scenario_files import Written, scenario_files
from hypothesis import given, seed
from hypothesis.strategies import SearchStrategy
from pydantic import BaseModel, ValidationError

from constraints.week import RULES
from scenarios.club import Club
from scenarios.roster_cells import COLUMNS as ROSTER
from scenarios.schema import Scenario


def options(model: type[BaseModel], seen: frozenset[type] = frozenset()) -> Iterator[str]:
    """Every field of a model and of the models in it, as ``Model.field`` with the name it has in a file."""
    for name, field in model.model_fields.items():
        yield f"{model.__name__}.{field.alias or name}"
        for part in models_in(field.annotation):
            if part not in seen:
                yield from options(part, seen | {part})


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def said(model: BaseModel) -> Iterator[str]:
    """The options that a file, once read, was seen to set."""
    for name in model.model_fields_set:
        field = type(model).model_fields[name]
        yield f"{type(model).__name__}.{field.alias or name}"
        yield from within(getattr(model, name))


def within(value: object) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from said(value)
    elif isinstance(value, dict):
        for part in value.values():
            yield from within(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from within(part)


def look_until(seen: Callable[[], bool], look: Callable[..., None], *drawn: SearchStrategy[Any]) -> None:
    """Draw 40 cases and again 40 until all is seen, but no more than 1,200: which case holds what hangs on chance."""
    for number in range(30):
        if seen():
            return
        seed(number)(cases(40)(given(*drawn)(look)))()


def test_every_option_of_a_scenario_is_drawn() -> None:
    found: set[str] = set()

    def look(asked: Written, past: list[dict[str, Any]], readiness: dict[str, int]) -> None:
        found.update(f"Done.{name}" for done in past for name in done)
        found.update(f"Readiness.{name}" for name in readiness)
        try:
            scenario = Scenario.model_validate(asked.values)
        except ValidationError:
            return
        found.update(said(scenario))

    wanted = set(options(Scenario))
    drawn = (scenario_files(), histories(None, dt.date(2026, 11, 30)), thresholds())
    look_until(lambda: wanted <= found, look, *drawn)
    assert wanted <= found


def test_every_parameter_of_every_rule_is_drawn() -> None:
    found: set[str] = set()

    def look(asked: dict[str, Any]) -> None:
        for rule, setting in asked.items():
            found.update([f"{rule} {setting}"] if isinstance(setting, bool) else [f"{rule}.{name}" for name in setting])

    wanted = {f"{rule.name}.{name}" for rule in RULES for name in rule.model_fields}
    wanted |= {f"{rule.name} False" for rule in RULES if not rule.always_on()}
    look_until(lambda: wanted <= found, look, rule_settings())
    assert wanted <= found


def test_every_option_of_a_club_is_drawn() -> None:
    found: set[str] = set()
    filled: set[str] = set()

    def look(asked: WrittenClub) -> None:
        try:
            found.update(said(Club.model_validate(asked.values)))
        except ValidationError:
            return
        filled.update(column for row in asked.rows for column, cell in row.items() if cell)

    wanted, columns = set(options(Club)), set(ROSTER)
    look_until(lambda: wanted <= found and columns <= filled, look, club_files())
    assert wanted <= found
    assert filled == set(COLUMNS) == columns
