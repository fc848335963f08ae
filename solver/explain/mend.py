"""Ways out of a scenario that cannot be done in full, each proven by a solve, each as a changed file."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from typing import Any

from constraints.base.rule import Rule
from scenarios.consistency import check_consistency
from scenarios.errors import BadField, InputError
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
    """Ways out, cheapest first. Each was tried: the changed scenario has a plan that leaves nothing out."""
    found = []
    for way in ways_out(instance, rules, most, droppable(scenario, instance)):
        edits = settled(scenario, edits_of(way, scenario, instance))
        if works(scenario, edits):
            found.append(Remedy(said(way, instance, rules), way.price, tuple(edits), way))
    return tuple(found)


def works(scenario: Scenario, edits: list[Edit]) -> bool:
    """Whether the edited scenario can be done in full, by a solve of its own."""
    try:
        instance, rules = prepare(changed(scenario, edits))
        result = solve_week(instance, tuple(rule for rule in rules if rule.binds), Options(strict=True))
    except (InputError, ValueError):
        return False
    return result.plan is not None


def settled(scenario: Scenario, edits: list[Edit]) -> list[Edit]:
    """The edits, and away with every wish for a session that nothing asks for after them."""
    edits = list(edits)
    while True:
        try:
            changed(scenario, edits)
        except BadField as error:
            if error.path[0] != "prefer" and error.path != ("strength", "allow_prefatigue"):
                return edits
            edits.append(Edit(error.path, GONE))
        except (InputError, ValueError):
            return edits
        else:
            return edits


def changed(scenario: Scenario, edits: list[Edit]) -> Scenario:
    """The scenario with the edits made. Raises ``InputError`` or ``ValueError`` where it is none any more."""
    document: Any = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)
    applied(edits, document)
    edited = Scenario.model_validate(document)
    check_consistency(edited)
    return edited


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
