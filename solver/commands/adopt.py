"""``runlift adopt``: an existing running plan becomes a scenario; what was doubtful is listed."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any, cast, get_args

import click

from scenarios.errors import shown, unknown
from scenarios.load import read_bytes, read_values
from scenarios.race_distance import EASY_PACE
from scenarios.schema import RunType
from scenarios.spoken import counted
from scenarios.text.source import Source
from solver.calendars.adopt import Mapping, adopt
from solver.exit_codes import SOLVED
from solver.output.atomic import write_file

_KNOWN = ("easy_pace", "titles")
_PACE = re.compile("([0-9]{1,2}):([0-5][0-9])")


def adopt_file(plan: str, mapping: str | None, shift: int, out: Path | None) -> int:
    """Write the scenario of a plan and list what was doubtful. Raises ``InputError`` and ``OSError``."""
    adopted = adopt(plan, Mapping() if mapping is None else read_mapping(mapping), shift)
    if out is None:
        click.echo(adopted.text.decode("utf-8"), nl=False)
    else:
        write_file(out, adopted.text)
        click.echo(f"wrote {out}", err=True)
    for doubt in adopted.doubts:
        click.echo(doubt, err=True)
    plain = "nothing doubtful" if not adopted.doubts else f"{len(adopted.doubts)} to look at, listed above"
    click.echo(f"{counted(adopted.runs, 'run')} taken over, {plain}", err=True)
    return SOLVED


def read_mapping(path: str) -> Mapping:
    """A mapping file: ``titles`` (words -> run type, or rest) and ``easy_pace`` (min:s a km). Raises ``InputError``."""
    data = read_bytes(Path(path))
    source = Source(path, hashlib.sha256(data).hexdigest())
    values: Any = read_values(data, source, "json" if path.endswith(".json") else "yaml")
    if not isinstance(values, dict):
        raise source.error((), f"got {shown(values)}; accepted: a mapping with titles or easy_pace")
    for key in values:
        if key not in _KNOWN:
            raise source.error((key,), unknown("field", str(key), _KNOWN), key=True)
    titles = values.get("titles") or {}
    if not isinstance(titles, dict):
        raise source.error(("titles",), f"got {shown(titles)}; accepted: words and the run type they mean")
    known = (*get_args(RunType), "rest")
    for words, type_ in titles.items():
        if type_ not in known:
            raise source.error(("titles", words), unknown("run type", str(type_), known))
    meant: dict[str, RunType | None] = {
        str(words).lower(): cast(RunType, type_) if type_ != "rest" else None for words, type_ in titles.items()
    }
    return Mapping(meant, _pace(values.get("easy_pace"), source))


def _pace(value: object, source: Source) -> int:
    if value is None:
        return EASY_PACE
    found = _PACE.fullmatch(str(value))
    if found is None or not 2 <= int(found[1]) <= 20:
        raise source.error(("easy_pace",), f'got {shown(value)}; accepted: minutes a km, such as "5:45"')
    return 60 * int(found[1]) + int(found[2])
