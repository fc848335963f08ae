"""A suite's variants, each whole: the baseline with a small diff laid over it, grids written out."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from pydantic import ValidationError

from constraints.base.rule import Rule
from constraints.settings import LISTED
from constraints.week import RULES
from scenarios.errors import BadField, Path, unknown
from scenarios.schema import Scenario
from scenarios.wording import bad_field
from solver.variants.suite import Diff, Suite, check_diff

BASELINE = 0
PLAIN_KEYS = ("policy", "formulation", "without", "parameters")
Settings = dict[str, bool | dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Variant:
    """A variant by its name; ``diff`` is everything in which it differs from the scenarios as written."""

    name: str
    diff: Diff


def variants_of(suite: Suite) -> tuple[Variant, ...]:
    """The baseline and every variant; a grid point that is the baseline is left to it. Raises ``BadField``."""
    base = Diff(**suite.baseline.model_dump(exclude={"name"}))
    found = [Variant(suite.baseline.name, base)]
    paths: list[Path] = [("baseline", "name")]
    for index, entry in enumerate(suite.variants):
        found.append(Variant(entry.name, merged(base, entry)))
        paths.append(("variants", index, "name"))
    for name, diff in _grid(suite.grid):
        check_diff(diff, ("grid",))
        whole = merged(base, diff)
        if whole != base:
            found.append(Variant(name, whole))
            paths.append(("grid",))
    if suite.each_rule_off:
        for rule in _rules_on_by_default():
            found.append(Variant(f"without {rule.name}", merged(base, Diff(rules={rule.name: False}))))
            paths.append(("each_rule_off",))
    _refuse_twins(found, paths)
    if len(found) == 1:
        raise BadField(("variants",), "nothing to compare with the baseline; accepted: variants, a grid, each_rule_off")
    return tuple(found)


def merged(base: Diff, over: Diff) -> Diff:
    """``base`` with ``over`` laid over it."""
    weights = {**base.weights, **over.weights}
    return Diff(
        rules=_settings(base.rules, over.rules),
        weights=weights,
        policy=over.policy or base.policy,
        formulation=over.formulation or base.formulation,
        without=over.without or (None if over.formulation == "slots" else base.without),
        parameters=over.parameters or base.parameters,
    )


def _settings(base: Settings, over: Settings) -> Settings:
    """Rule settings laid over others: parameters join parameters, anything else takes their place."""
    settings = dict(base)
    for name, setting in over.items():
        before = settings.get(name)
        both = isinstance(before, dict) and isinstance(setting, dict)
        settings[name] = {**before, **setting} if both else setting  # type: ignore[dict-item]
    return settings


def applied(scenario: Scenario, diff: Diff) -> Scenario:
    """The scenario as the variant asks it."""
    rules = _settings(scenario.rules, diff.rules)
    for name, weight in diff.weights.items():
        if rules.get(name) is not False:
            rules = _settings(rules, {name: {"weight": weight}})
    update: dict[str, Any] = {"rules": rules}
    if diff.policy is not None:
        update["strength"] = scenario.strength.model_copy(update={"policy": diff.policy})
    return scenario.model_copy(update=update)


def permuted(scenario: Scenario, seed: int) -> Scenario:
    """The same question with its entries in another order for every seed above 0.

    A scenario that fixes sessions stays as it is: ``fixed`` may name the second of two entries. So does a season,
    whose rhythm is taken from one of its weeks.
    """
    if seed == 0 or scenario.fixed or scenario.runs is None or (scenario.weeks or 1) > 1:
        return scenario
    focus = _shuffled(scenario.strength.focus, seed)
    strength = scenario.strength.model_copy(update={"focus": focus})
    return scenario.model_copy(update={"runs": _shuffled(scenario.runs, seed), "strength": strength})


def _shuffled(entries: tuple[Any, ...], seed: int) -> tuple[Any, ...]:
    """An order drawn by hashing, the same on every machine."""
    ranks = [hashlib.sha256(f"{seed}:{index}".encode()).digest() for index in range(len(entries))]
    return tuple(entry for _, entry in sorted(zip(ranks, entries, strict=True), key=lambda pair: pair[0]))


def touched_by(diff: Diff, base: Diff) -> frozenset[str]:
    """The rules whose settings or weights differ between two diffs."""
    named = {*diff.rules, *diff.weights, *base.rules, *base.weights}
    return frozenset(
        name
        for name in named
        if diff.rules.get(name) != base.rules.get(name) or diff.weights.get(name) != base.weights.get(name)
    )


def question_of(scenario: Scenario, rules: tuple[Rule, ...]) -> str:
    """A short hash of what is asked, however it is written: equal questions have equal optima."""
    asked = scenario.model_dump(mode="json", exclude={"rules"})
    in_force = [[rule.name, rule.model_dump(mode="json")] for rule in rules]
    return hashlib.sha256(json.dumps([asked, in_force], sort_keys=True).encode()).hexdigest()[:16]


def _rules_on_by_default() -> Iterator[type[Rule]]:
    return (rule for rule in RULES if not rule.always_on() and not rule.optional)


def _grid(grid: dict[str, tuple[Any, ...]]) -> Iterator[tuple[str, Diff]]:
    """Every point of the grid with its name, such as ``hours=24, policy=any``."""
    if not grid:
        return
    for key, values in grid.items():
        if not values:
            raise BadField(("grid", key), "an empty list; accepted: at least one value")
    last = Counter(key.rpartition(".")[2] for key in grid)
    short = {key: name if last[name := key.rpartition(".")[2]] == 1 else key for key in grid}
    for point in product(*grid.values()):
        diff = Diff()
        for index, (key, value) in enumerate(zip(grid, point, strict=True)):
            part = _grid_diff(key, value, grid[key].index(value))
            diff = part if index == 0 else merged(diff, part)
        yield ", ".join(f"{short[key]}={_said(value)}" for key, value in zip(grid, point, strict=True)), diff


def _said(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _grid_diff(key: str, value: object, index: int) -> Diff:
    """The diff of one value of a grid's list. Raises ``BadField``."""
    diff = _unchecked(key, value, index)
    try:
        check_diff(diff, ())
    except BadField as error:
        # a parameter that no rule has is the key's fault
        wrong_key = error.key and error.path[-1] == key.partition(".")[2]
        raise BadField(("grid", key) if wrong_key else ("grid", key, index), error.message, key=wrong_key) from None
    return diff


def _unchecked(key: str, value: object, index: int) -> Diff:
    rule, dot, parameter = key.partition(".")
    names = [rule.name for rule in RULES]
    if key in PLAIN_KEYS:
        try:
            return Diff.model_validate({key: value})
        except ValidationError as error:
            raise BadField(("grid", key, index), bad_field(error, (), Diff, {key: value}).message) from None
    if rule not in names:
        accepted = f"{', '.join(PLAIN_KEYS)}, or {LISTED}"
        raise BadField(("grid", key), unknown("rule or setting", rule, [*PLAIN_KEYS, *names], accepted), key=True)
    if dot:
        return Diff(rules={rule: {parameter: value}})
    if not isinstance(value, bool):
        raise BadField(("grid", key), f"a rule is true or false; accepted: {rule}.PARAMETER for its numbers", key=True)
    return Diff(rules={rule: value})


def _refuse_twins(found: list[Variant], paths: list[Path]) -> None:
    names = [variant.name for variant in found]
    for index, name in enumerate(names):
        if name in names[:index]:
            raise BadField(paths[index], f"a second variant called {name!r}; accepted: names that differ")
