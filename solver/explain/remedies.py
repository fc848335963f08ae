"""Ways out of a scenario that cannot be done in full, each proven by a solve, each as a changed file."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from typing import Any

from constraints.base.rule import Rule
from scenarios.errors import InputError
from scenarios.idle_wishes import without_idle_wishes
from scenarios.instance import Instance
from scenarios.schema import Scenario
from solver.explain.changes import WayOut
from solver.explain.edit import GONE, Edit, applied
from solver.explain.edits import droppable, edits_of, said
from solver.explain.ways_out import ways_out
from solver.options import Options
from solver.prepared import prepare
from solver.week import solve_week


@dataclass(frozen=True, slots=True)
class Remedy:
    """A way out in words, the edits that make it true, and what they ask of the athlete."""

    text: str
    price: int
    edits: tuple[Edit, ...]
    way: WayOut


def remedies(scenario: Scenario, instance: Instance, rules: tuple[Rule, ...], most: int = 3) -> tuple[Remedy, ...]:
    """Ways out, cheapest first. Each was tried: the changed scenario has a plan that leaves nothing out.

    The hours that a calendar leaves stay: what it takes it would take from the changed file again.
    """
    found = []
    for way in ways_out(instance, rules, most, droppable(scenario, instance), hours_open=not scenario.busy):
        made = changed(scenario, edits_of(way, scenario, instance))
        if made is not None and works(made.scenario):
            found.append(Remedy(said(way, instance, rules), way.price, made.edits, way))
    return tuple(found)


def works(scenario: Scenario) -> bool:
    """Whether an edited scenario can be done in full, by a solve of its own."""
    try:
        instance, rules = prepare(scenario)
        result = solve_week(instance, tuple(rule for rule in rules if rule.binds), Options(strict=True))
    except (InputError, ValueError):
        return False
    return result.plan is not None


@dataclass(frozen=True, slots=True)
class Changed:
    """A scenario with edits made, and those edits with what went because of them."""

    scenario: Scenario
    edits: tuple[Edit, ...]


def changed(scenario: Scenario, edits: list[Edit]) -> Changed | None:
    """The scenario with the edits made, and without wishes for sessions that nothing asks for after them.

    None where it is no scenario any more.
    """
    document: Any = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)
    applied(edits, document)
    try:
        agreed, gone = without_idle_wishes(Scenario.model_validate(document))
    except (InputError, ValueError):
        return None
    return Changed(agreed, (*edits, *(Edit(path, GONE) for path in gone)))


def edited_text(text: str, edits: tuple[Edit, ...], *, is_json: bool) -> str:
    """A scenario file's text with the edits made; YAML keeps its comments and its layout."""
    if is_json:
        document = json.loads(text)
        applied(edits, document)
        return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    from ruamel.yaml import YAML  # noqa: PLC0415 - only --apply writes YAML

    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.width = 4096
    dash = re.search(r"^( *)- ", text, re.MULTILINE)
    if dash is not None:
        yaml.indent(mapping=2, sequence=len(dash[1]) + 2, offset=len(dash[1]))
    document = yaml.load(text)
    applied(edits, document)
    out = io.StringIO()
    yaml.dump(document, out)
    return out.getvalue()
