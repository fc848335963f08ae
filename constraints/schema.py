"""The JSON Schema (2020-12) of a scenario file, rules and their parameters included, for editors and tools.

Dates are text to it: YAML 1.2 has no date of its own, and JSON none at all.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from constraints.base.rule import Rule
from constraints.week import RULES
from scenarios.schema import DEFAULT_SLOTS, SLOT_PATTERN, Scenario

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Untitled(GenerateJsonSchema):
    """Without titles made up from field names: they would hide the descriptions in an editor."""

    def field_title_should_be_set(self, schema: object) -> bool:
        return False


def json_schema() -> dict[str, Any]:
    """The schema of a scenario of one athlete; unknown keys, rules and parameters fail it."""
    schema = Scenario.model_json_schema(schema_generator=_Untitled)
    definitions = schema.pop("$defs")
    rules = {rule.name: _setting(rule, definitions) for rule in RULES}
    schema["properties"]["rules"] = {
        "type": "object",
        "description": "only what differs from the defaults; false switches a rule off",
        "properties": rules,
        "additionalProperties": False,
    }
    schema["title"] = "runlift scenario"
    return {"$schema": DIALECT, **_spelled_out({**schema, "$defs": definitions})}


def _spelled_out(node: Any) -> Any:  # noqa: ANN401
    """The keys of a mapping as properties, which is where editors look to complete them."""
    if isinstance(node, list):
        return [_spelled_out(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    node = {key: _spelled_out(value) for key, value in node.items()}
    days = node.get("propertyNames", {}).get("enum")
    if days:
        del node["propertyNames"]
        return {**node, "properties": dict.fromkeys(days, node["additionalProperties"]), "additionalProperties": False}
    of_slot = node.get("patternProperties", {}).get(SLOT_PATTERN)
    if of_slot:
        return {**node, "properties": dict.fromkeys(DEFAULT_SLOTS, of_slot), "additionalProperties": False}
    return node


def _setting(rule: type[Rule], definitions: dict[str, Any]) -> dict[str, Any]:
    """What may stand behind a rule's name: its parameters, true, or (most rules) false."""
    parameters = _parameters(rule)
    definitions.update(parameters.pop("$defs", {}))
    switch = {"const": True} if rule.always_on() else {"type": "boolean"}
    usual = "off unless named" if rule.optional else "always on" if rule.always_on() else "on by default"
    sources = f"; {' '.join(rule.sources)}" if rule.sources else ""
    said = rule.model_construct().sentence()
    return {"description": f"{rule.kind}, {usual}: {said}{sources}", "anyOf": [parameters, switch]}


def _parameters(model: type[BaseModel]) -> dict[str, Any]:
    schema = model.model_json_schema(schema_generator=_Untitled)
    schema.pop("title", None)
    schema.pop("description", None)
    return schema
