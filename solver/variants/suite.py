"""A suite file: which scenarios, which variants, how often. Read as strictly as a scenario, with the same errors."""

from __future__ import annotations

import hashlib
import pathlib
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, ValidationError, model_validator

from constraints.settings import rules_from
from constraints.week import RULES
from scenarios.errors import BadField, Path, unknown
from scenarios.load import format_of, read_bytes, read_values
from scenarios.schema import Model, Name, Policy, RuleSetting
from scenarios.text.source import Source
from scenarios.wording import bad_field
from solver.cpsat import understood
from solver.formulations.choice import FormulationName
from solver.formulations.ideas import Idea
from solver.parameters import TUNED

Clock = Literal["processor", "wall"]
TEXTBOOK = "num_workers:1 random_seed:1 catch_sigint_signal:false"
NAMED_PARAMETERS = {"ours": TUNED, "textbook": TEXTBOOK}
FilePattern = Annotated[str, Field(min_length=1, max_length=400)]
Weight = Annotated[int, Field(strict=True, ge=0, le=1000, description="points: per unit")]


class Diff(Model):
    """What differs from the baseline, or in the baseline from the scenarios; nothing where nothing is said."""

    rules: dict[str, RuleSetting] = Field(default_factory=dict, description="parameters by rule; false switches off")
    weights: dict[str, Weight] = Field(default_factory=dict, description="points per unit, by soft rule")
    policy: Policy | None = Field(default=None, description="where lifting prefers to stand")
    formulation: FormulationName | None = None
    without: Idea | None = Field(default=None, description="an idea of the patterns formulation, taken out")
    parameters: Annotated[str, Field(min_length=1, max_length=2000)] | None = Field(
        default=None, description="CP-SAT parameters: ours, textbook, or their text"
    )


class NamedVariant(Diff):
    """A variant with its name."""

    name: Name


class Baseline(Diff):
    """What every variant is compared with, and whose rules judge every plan."""

    name: Name = "baseline"


class From(Model):
    """Scenarios from files or from a club's roster."""

    files: FilePattern | None = Field(default=None, description="a file or a glob, as seen from the suite")
    club: FilePattern | None = Field(default=None, description="a club file: every member is a scenario")
    every: int = Field(default=1, strict=True, ge=1, le=1000, description="take every n-th")
    most: int = Field(default=10_000, strict=True, ge=1, le=10_000, description="take so many at most")
    weeks: tuple[Annotated[int, Field(strict=True, ge=1, le=52)], ...] | None = Field(
        default=None, min_length=1, max_length=52, description="weeks planned: one scenario for each number"
    )

    @model_validator(mode="after")
    def _files_or_club(self) -> From:
        if (self.files is None) == (self.club is None):
            both = "both files and club" if self.files else "neither files nor club"
            raise ValueError(f"{both}; accepted: one of them")
        return self


def _pattern_or_parts(value: object) -> str:
    return "<parts>" if isinstance(value, (dict, From)) else "<value>"


ScenarioSource = Annotated[
    Annotated[FilePattern, Tag("<value>")] | Annotated[From, Tag("<parts>")], Discriminator(_pattern_or_parts)
]


class Suite(Model):
    """A whole suite."""

    name: Name
    question: Annotated[str, Field(min_length=1, max_length=400)] = Field(description="what is to be found out")
    scenarios: tuple[ScenarioSource, ...] = Field(min_length=1, max_length=100)
    seeds: int = Field(default=10, strict=True, ge=10, le=1000, description="runs of each variant on each scenario")
    seconds: float = Field(default=20.0, strict=True, gt=0, le=3600, description="s of wall time for one search")
    clock: Clock = Field(default="processor", description="what is measured: processor time or wall time")
    baseline: Baseline = Baseline()
    variants: tuple[NamedVariant, ...] = Field(default=(), max_length=200)
    grid: dict[str, tuple[Any, ...]] = Field(
        default_factory=dict, max_length=6, description="a variant for each way to take one value of each list"
    )
    each_rule_off: bool = Field(default=False, strict=True, description="a variant for each rule, without it")


@dataclass(frozen=True, slots=True)
class LoadedSuite:
    """A suite, the file it came from, and the folder its patterns are seen from."""

    suite: Suite
    source: Source
    folder: pathlib.Path


def load_suite(path: str) -> LoadedSuite:
    """Read a suite (YAML, or JSON by its name). Raises ``InputError``, whose text is one line."""
    form = format_of(path, "a suite (YAML or JSON)")
    text = read_bytes(pathlib.Path(path))
    source = Source(path, hashlib.sha256(text).hexdigest())
    values = read_values(text, source, form)
    if not isinstance(values, dict):
        raise source.error((), "no suite; accepted: a mapping with at least name, question, scenarios")
    if "available" in values:
        message = "this is a scenario, for `runlift solve`; accepted: a suite, which names its scenarios"
        raise source.error(("available",), message, key=True)
    try:
        suite = Suite.model_validate(values)
        check_diff(suite.baseline, ("baseline",))
        for index, entry in enumerate(suite.variants):
            check_diff(entry, ("variants", index))
    except ValidationError as error:
        raise source.located(bad_field(error, (), Suite, values, source.mark)) from None
    except BadField as error:
        raise source.located(error) from None
    return LoadedSuite(suite, source, pathlib.Path(path).parent)


def check_diff(diff: Diff, path: Path) -> None:
    """Refuse what no rule and no solver accepts. Raises ``BadField``."""
    try:
        rules_from(diff.rules)
    except BadField as error:
        raise BadField((*path, *error.path), error.message, key=error.key) from None
    soft = [rule.name for rule in RULES if rule.kind == "soft"]
    for name in diff.weights:
        if name not in soft:
            raise BadField((*path, "weights", name), unknown("soft rule", name, soft), key=True)
    if diff.formulation == "slots" and diff.without is not None:
        raise BadField(
            (*path, "without"), f"slots do not have the idea {diff.without!r}; accepted: formulation: patterns"
        )
    if diff.parameters is not None and not understood(parameter_text(diff.parameters)):
        message = "CP-SAT does not understand this; accepted: ours, textbook, or text such as num_workers:1 cut_level:0"
        raise BadField((*path, "parameters"), message)


def parameter_text(parameters: str) -> str:
    """CP-SAT's parameters as text: a name's, or what is written. Ctrl-C stays ours, whatever is written."""
    return NAMED_PARAMETERS.get(parameters) or f"{parameters} catch_sigint_signal:false"
