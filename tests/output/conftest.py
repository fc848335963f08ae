"""Documents of the library's scenarios."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scenarios.load import load
from solver.output.deliver import as_document
from solver.solve import solve

LIBRARY = Path(__file__).parents[2] / "scenarios" / "library"
Document = dict[str, Any]


@pytest.fixture(scope="session")
def documents() -> Callable[[str], Document]:
    """The document of a scenario of the library, solved once."""
    known: dict[str, Document] = {}

    def document(name: str) -> Document:
        if name not in known:
            loaded = load(LIBRARY / f"{name}.yaml")
            known[name] = json.loads(as_document(solve(loaded.scenario), loaded.scenario, loaded.source.sha256))
        return json.loads(json.dumps(known[name]))

    return document
