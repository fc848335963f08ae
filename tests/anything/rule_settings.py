"""``rules:``: switched off and on, parameters and weights at both ends of their ranges and between."""

from typing import Any

from anything.chances import Drawn, within
from hypothesis import strategies as st

from constraints.base.rule import Rule
from constraints.week import RULES


def parameters(rule: type[Rule], name: str) -> Drawn:
    """A value that the field accepts."""
    field = rule.model_fields[name]
    if field.annotation is bool:
        return st.booleans()
    bounds = {type(mark).__name__: mark for mark in field.metadata}
    numbers = within(bounds["Ge"].ge, bounds["Le"].le)
    return numbers if field.annotation is int else st.one_of(st.none(), numbers)


@st.composite
def one_rule(draw: st.DrawFn, rule: type[Rule]) -> Any:
    """True, false where that may be said, or some parameters."""
    if rule.always_on() or not rule.model_fields:
        return True if rule.always_on() else draw(st.booleans())
    if draw(st.integers(0, 4)) == 0:
        return draw(st.booleans())
    names = draw(st.lists(st.sampled_from(sorted(rule.model_fields)), min_size=1, max_size=3, unique=True))
    found = {name: draw(parameters(rule, name)) for name in names}
    hours = ("strong_below_hours", "mild_below_hours")  # refused in the other order, also against a default
    if found.keys() & set(hours):
        low, high = sorted((found.get(hours[0], 36), found.get(hours[1], 48)))
        found |= {hours[0]: low, hours[1]: high}
    return found


@st.composite
def rule_settings(draw: st.DrawFn, most: int = 5) -> dict[str, Any]:
    """Rule -> what is said of it."""
    rules = draw(st.lists(st.sampled_from(RULES), max_size=most, unique=True))
    return {rule.name: draw(one_rule(rule)) for rule in rules}
