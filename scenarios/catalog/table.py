"""A table of the catalogue as its CSV file has it: the one place that opens them."""

from __future__ import annotations

import csv
from importlib import resources
from io import StringIO


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table beside this file, each cell by its column.

    The tables are our own: the tests see that they are sound, so nothing is said here of one that is not. Who reads
    one keeps what it made of the rows (``functools.cache``), since no table changes while the program runs.
    """
    text = resources.files("scenarios.catalog").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(StringIO(text)))
