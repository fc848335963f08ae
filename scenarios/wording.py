"""What pydantic found -> one plain sentence: what is wrong, what is accepted.

What is accepted is read from the model's JSON Schema, so editors and error lines say the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError

from scenarios.errors import BadField, Path, nearest, shown
from scenarios.schema import CLOCK_PATTERN, DEFAULT_SLOTS, SLOT_PATTERN, UNION_TAGS

Node = dict[str, Any]
Found = dict[str, Any]
_PATTERNS = {
    CLOCK_PATTERN: "a time from 00:00 to 23:59, written HH:MM",
    SLOT_PATTERN: "a name of at most 24 lower-case letters, digits and _ that begins with a letter",
}


_SOURCES = re.compile(r" \((S[0-9]+ ?)+\)$")


def bad_field(
    error: ValidationError,
    prefix: Path,
    model: type[BaseModel],
    values: object,
    order: Callable[[Path], Any] | None = None,
) -> BadField:
    """The finding to tell first, as a field of ``model`` under ``prefix``.

    ``values`` is what was validated; ``order`` sorts fields, by their place in the file, say. What is missing
    comes last: a misspelt key is often the reason.
    """

    def rank(finding: Found) -> tuple[bool, Any]:
        # a list is also "too short" for pydantic once an entry of it is refused
        follows = finding["type"] in ("missing", "too_short")
        return follows, order((*prefix, *_path(finding, values))) if order else 0

    return _told(min(_findings(error), key=rank), prefix, model, values)


def bad_fields(error: ValidationError, model: type[BaseModel], values: object) -> Iterator[BadField]:
    """Every finding, in the order of the model's fields; ``values`` is what was validated."""
    for finding in _findings(error):
        yield _told(finding, (), model, values)


def _findings(error: ValidationError) -> list[Found]:
    return [dict(finding) for finding in error.errors(include_url=False)]


def _told(finding: Found, prefix: Path, model: type[BaseModel], values: object) -> BadField:
    path = _path(finding, values)
    schema = _schema_of(model)
    if finding["type"] == "extra_forbidden":
        known = _keys(_node(schema, path[:-1]), schema)
        accepted = f"accepted: {', '.join(known)}" if known else "accepted: no keys at all"
        # within a part the name is the part's own: what a race or a run is called belongs nowhere else
        hint = (_belongs(str(path[-1]), schema) if len(path) == 1 else "") or _hint(str(path[-1]), known)
        message = f"unknown key; {hint}{accepted}"
        return BadField((*prefix, *path), message, key=True)
    if finding["type"] != "value_error" and _is_about_key(finding):
        return BadField((*prefix, *path), _wrong_key(str(path[-1]), _node(schema, path[:-1]), schema), key=True)
    return BadField((*prefix, *path), _wrong(finding, _node(schema, path), schema), key=_is_about_key(finding))


@cache
def _schema_of(model: type[BaseModel]) -> Node:
    """Its JSON Schema, made once: that takes longer than all else in a refusal, and a roster may hold many bad rows."""
    return model.model_json_schema()


def _is_about_key(finding: Found) -> bool:
    """Whether a mapping's key is at fault; pydantic then adds a mark to the path, which a file could hold too."""
    loc: Path = finding["loc"]
    kinds = ("literal_error", "string_pattern_mismatch", "value_error")
    return len(loc) > 1 and loc[-1] == "[key]" and finding["input"] == loc[-2] and finding["type"] in kinds


def _path(finding: Found, values: object) -> Path:
    """Where the finding stands in the file: without pydantic's own marks for keys and branches."""
    path: list[str | int] = []
    for part in finding["loc"][:-1] if _is_about_key(finding) else finding["loc"]:
        inside = isinstance(values, dict) and part in values
        if isinstance(values, list) and isinstance(part, int):
            inside = part < len(values)
        if inside or part not in UNION_TAGS:
            path.append(part)
            values = values[part] if inside else None  # type: ignore[index]
    return tuple(path)


def _wrong(finding: Found, node: Node, schema: Node) -> str:
    kind, value, context = finding["type"], finding["input"], finding.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    accepted = f"accepted: {describe(node, schema)}"
    if kind == "missing":
        return f"missing; {accepted}"
    if kind in ("too_long", "too_short"):
        bound = f"at most {context['max_length']}" if kind == "too_long" else f"at least {context['min_length']}"
        return f"holds {len(value)}; accepted: {bound}"
    if kind == "string_too_long":
        return f"text of {len(value)} characters; accepted: at most {context['max_length']}"
    if kind == "string_too_short":
        return f"got {shown(value)}; accepted: text that is not blank"
    hint = _hint(value, _choices(node, schema)) if isinstance(value, str) else ""
    return f"got {shown(value)}; {hint}{accepted}"


def _wrong_key(key: str, node: Node, schema: Node) -> str:
    """A key of a mapping whose keys are the runner's to choose, within limits."""
    branches = _branches(node, schema)
    days = [str(day) for branch in branches for day in branch.get("propertyNames", {}).get("enum", ())]
    patterns = [pattern for branch in branches for pattern in branch.get("patternProperties", ())]
    accepted = ", ".join(days or (_PATTERNS[pattern] for pattern in patterns))
    return f"got {shown(key)}; {_hint(key, days or list(DEFAULT_SLOTS))}accepted: {accepted}"


def _hint(word: str, known: list[str]) -> str:
    near = nearest(word, known)
    return f"did you mean {near}? " if near else ""


def _belongs(key: str, schema: Node) -> str:
    """Where a key belongs that is known, but not here."""
    mappings = [(name, _keys(_resolved(schema, child), schema)) for name, child in schema.get("properties", {}).items()]
    places = [name for name, keys in mappings if key in keys]
    return f"it belongs under {' or '.join(places)}; " if places else ""


def describe(node: Node, schema: Node) -> str:
    """What a JSON Schema node accepts, in words; numbers with their range and what they count."""
    node = _resolved(schema, node)
    branches = [branch for branch in _branches(node, schema) if branch.get("type") != "null"]
    if len(branches) > 1:
        return ", or ".join(describe(branch, schema) for branch in branches)
    branch = branches[0]
    about = node.get("description") or branch.get("description")
    if "enum" in branch:
        return ", ".join(map(str, branch["enum"]))
    if branch.get("type") in ("integer", "number"):
        return _range(branch) + (f" ({_SOURCES.sub('', about)})" if about else "")
    if branch.get("type") == "array":
        items = _resolved(schema, branch.get("items", {}))
        return f"a list, each entry {'one of ' if 'enum' in items else ''}{describe(items, schema)}"
    return _text_or_mapping(branch, schema)


def _text_or_mapping(node: Node, schema: Node) -> str:
    kind = node.get("type")
    if kind == "string":
        if node.get("format") == "date":
            return "a date such as 2026-11-30"
        return _PATTERNS.get(node.get("pattern", ""), "text, in quotes if it looks like a number")
    if kind == "object":
        keys = list(node.get("properties", ())) or _choices(node.get("propertyNames", {}), schema)
        with_keys = f" with {', '.join(keys)}" if keys else ""
        such_as = "".join(f" such as {_flow(example)}" for example in node.get("examples", ())[:1])
        return f"a mapping{with_keys}{',' if with_keys and such_as else ''}{such_as}"
    return "true or false" if kind == "boolean" else "any value"


def _flow(value: object) -> str:
    """A value as a scenario has it on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(held)}" for key, held in value.items()) + "}"
    return f"[{', '.join(map(_flow, value))}]" if isinstance(value, list) else str(value)


def _range(node: Node) -> str:
    what = "a whole number" if node["type"] == "integer" else "a number"
    low, high = node.get("minimum"), node.get("maximum")
    if low is None and high is None:
        return what
    if low is None or high is None:
        return f"{what} of at {f'most {high:g}' if low is None else f'least {low:g}'}"
    return f"{what} from {low:g} to {high:g}"


def _choices(node: Node, schema: Node) -> list[str]:
    return [str(word) for branch in _branches(_resolved(schema, node), schema) for word in branch.get("enum", ())]


def _node(schema: Node, path: Path) -> Node:
    """The schema node of a field; an empty one for a field the schema does not know."""
    node = _resolved(schema, schema)
    for part in path:
        node = next((found for branch in _branches(node, schema) if (found := _child(branch, part))), {})
        node = _resolved(schema, node)
    return node


def _keys(node: Node, schema: Node) -> list[str]:
    return [key for branch in _branches(node, schema) for key in branch.get("properties", ())]


def _child(node: Node, part: str | int) -> Node:
    if isinstance(part, int):
        found = node.get("items", {})
    else:
        named = node.get("properties", {}).get(part)
        found = named or next(iter(node.get("patternProperties", {}).values()), node.get("additionalProperties", {}))
    return found if isinstance(found, dict) else {}


def _branches(node: Node, schema: Node) -> list[Node]:
    branches = node.get("anyOf") or node.get("oneOf")
    return [_resolved(schema, branch) for branch in branches] if branches else [node]


def _resolved(schema: Node, node: Node) -> Node:
    """The node with its reference followed, what is said beside the reference kept."""
    if "$ref" not in node:
        return node
    name = str(node["$ref"]).rsplit("/", 1)[-1]
    beside = {key: value for key, value in node.items() if key != "$ref"}
    return {**schema["$defs"][name], **beside}
