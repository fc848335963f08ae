"""A member's files: what one week's answer gives, and the member's page."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from scenarios.schema import Scenario
from solver.batch.label import Label
from solver.batch.together import Together
from solver.output.deliver import files_and_document
from solver.output.plan_page import plan_page
from solver.result import Result


def rendered(together: Together, label: Label, club: str) -> dict[str, bytes]:
    """File name -> content, for one member of the club."""
    scenario, result = labelled(together, label)
    files, document = files_and_document(result, scenario, sha256_of(scenario))
    return {**files, "index.html": plan_page(document, club, together.kept)}


def labelled(together: Together, label: Label) -> tuple[Scenario, Result]:
    """The scenario and the result with the member's id and name."""
    result = together.result
    if result.plan is not None:
        instance = replace(result.plan.instance, athlete=label.name, athlete_id=label.id)
        result = replace(result, plan=replace(result.plan, instance=instance))
    return named(together.scenario, label), result


def named(scenario: Scenario, label: Label) -> Scenario:
    """The scenario with the member's id and name."""
    athlete = scenario.athlete.model_copy(update={"id": label.id, "name": label.name})
    return scenario.model_copy(update={"athlete": athlete})


def sha256_of(scenario: Scenario) -> str:
    """A scenario's SHA-256 (hex), that of the file it would be."""
    return hashlib.sha256(text_of(scenario)).hexdigest()


def text_of(scenario: Scenario) -> bytes:
    """The file a scenario would be."""
    return scenario.model_dump_json(by_alias=True, exclude_defaults=True).encode("utf-8")
