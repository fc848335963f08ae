"""The rules as rows of a table: what ``runlift rules`` prints and ``docs/rules.md`` shows.

Everything is read from the rules' own fields, so that no default or range is written down twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic.fields import FieldInfo

from constraints.base.rule import Kind, Rule
from constraints.base.strength_rule import StrengthRule
from constraints.strength import STRENGTH_RULES
from constraints.week import RULES
from scenarios.errors import InputError, unknown


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """One parameter as text: its default, its range (``24-48``), its unit and what it means."""

    name: str
    default: str
    range: str
    unit: str
    description: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule: its sentence with the defaults in it, its parameters, and where they come from.

    ``on`` says when it holds: ``always`` (it repeats what the scenario asks for), ``by default``, or
    ``on request``.
    """

    name: str
    kind: Kind
    on: str
    sentence: str
    description: str
    parameters: tuple[ParameterRow, ...]
    sources: tuple[str, ...]


def _always_on(rule: type[Rule] | type[StrengthRule]) -> bool:
    return issubclass(rule, Rule) and rule.always_on()


def rule_rows(rules: Iterable[type[Rule] | type[StrengthRule]] = RULES) -> tuple[RuleRow, ...]:
    """A row for each rule, in the order given."""
    return tuple(
        RuleRow(
            name=rule.name,
            kind=rule.kind,
            on="always" if _always_on(rule) else "on request" if rule.optional else "by default",
            sentence=rule().sentence(),
            description=" ".join((rule.__doc__ or "").split()),
            parameters=tuple(_parameter(name, field) for name, field in rule.model_fields.items()),
            sources=rule.sources,
        )
        for rule in rules
    )


def rules_text(names: Sequence[str] = ()) -> str:
    """Rules as plain text, for a terminal: every one, those of the week first, or in full those that are named.

    Raises ``InputError`` for a name no rule has.
    """
    every: tuple[type[Rule] | type[StrengthRule], ...] = (*RULES, *STRENGTH_RULES)
    known = {rule.name: rule for rule in every}
    for name in names:
        if name not in known:
            raise InputError(unknown("rule", name, known, "a rule that runlift rules lists"))
    lines = []
    for row in rule_rows([known[name] for name in names or known]):
        lines.append(f"{row.name} ({row.kind}, {row.on}): {row.sentence}")
        if names:
            lines.append(f"    {row.description.replace('``', '')}")
        for parameter in row.parameters:
            unit = f" {parameter.unit}" if parameter.unit else ""
            lines.append(f"    {parameter.name} {parameter.default} ({parameter.range}{unit}): {parameter.description}")
        if row.sources:
            lines.append(f"    from {', '.join(row.sources)}")
    return "\n".join(lines) + "\n"


def _parameter(name: str, field: FieldInfo) -> ParameterRow:
    before, colon, after = (field.description or "").partition(": ")
    unit, meaning = (before, after) if colon else ("", before)
    return ParameterRow(name, _text(field.default), _range(field), unit, meaning)


def _range(field: FieldInfo) -> str:
    if field.annotation is bool:
        return "true or false"
    low, high = (
        next(getattr(mark, bound) for mark in field.metadata if hasattr(mark, bound)) for bound in ("ge", "le")
    )
    return f"{low}-{high}"


def _text(default: object) -> str:
    if default is None:
        return "off"
    return str(default).lower() if isinstance(default, bool) else str(default)
