"""Time zones from the ``tzdata`` package alone, so that every machine reads the same clock.

``zoneinfo`` would prefer the machine's own files, which differ from one to the next.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

_NAME = re.compile(r"[A-Za-z0-9_+-]{1,32}(/[A-Za-z0-9_+-]{1,32}){0,2}")


@cache
def zone(name: str) -> ZoneInfo:
    """The IANA zone of a name. Raises ``ValueError`` for a name that is none."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a time zone: {name!r}")
    try:
        with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
            return ZoneInfo.from_file(file, key=name)
    except (OSError, ValueError):
        raise ValueError(f"not a time zone: {name!r}") from None


def zone_names() -> list[str]:
    """Every name ``zone`` knows."""
    return resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
