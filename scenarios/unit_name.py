"""What a session of a week is called: by its type, and by its number where the week has several of it (``easy-2``)."""

from __future__ import annotations

import re
from itertools import count
from typing import get_args

from scenarios.catalog import run_types
from scenarios.schema import Focus

FOCUSES: tuple[Focus, ...] = get_args(Focus)
_UNIT = re.compile(r"(?P<type>[a-z0-9_]+?)(?:-(?P<ordinal>[1-9][0-9]{0,2}))?")


def session_types() -> list[str]:
    """Every word that names a session: run types, the race among them, and the strength focuses."""
    return [*(type_ for type_ in run_types() if type_ != "rest"), *FOCUSES]


def unit_name(type_: str, ordinal: int) -> str:
    """``easy`` for the first, ``easy-2`` for the second."""
    return type_ if ordinal == 1 else f"{type_}-{ordinal}"


def unit_of(name: str) -> tuple[str, int | None] | None:
    """Type and ordinal of a name, None for the ordinal where it does not count; None if it names no session."""
    found = _UNIT.fullmatch(name)
    if found is None or found["type"] not in session_types():
        return None
    return found["type"], int(found["ordinal"]) if found["ordinal"] else None


def free_name(type_: str, taken: set[str]) -> str:
    """The first of ``easy``, ``easy-2``, ... that is not taken."""
    return next(name for ordinal in count(1) if (name := unit_name(type_, ordinal)) not in taken)
