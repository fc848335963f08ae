"""A scenario file (YAML or JSON) -> ``Scenario``, or one line that says what is wrong and where."""

from __future__ import annotations

import hashlib
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from scenarios.consistency import check_asked, check_written
from scenarios.errors import BadField, InputError, escaped
from scenarios.schema import Scenario
from scenarios.text.kinds import UTF_16, kind_of
from scenarios.text.source import START, Mark, Source
from scenarios.text.tree import Tree
from scenarios.wording import bad_field

Format = Literal["yaml", "json"]
MAX_BYTES = 256 * 1024
_BOM = b"\xef\xbb\xbf"
_OTHERS = {".csv": "a table", ".xlsx": "a spreadsheet", ".ics": "a calendar", ".ical": "a calendar"}
# what YAML 1.2 (5.1) calls printable, tabs and line breaks among it
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scenario and the file it came from."""

    scenario: Scenario
    source: Source


def load(path: str | Path, *, alone: bool = True) -> Loaded:
    """Read a scenario file: JSON if its name ends in ``.json``, else YAML 1.2; ``-`` is standard input.

    Unless it stands ``alone``, a log or calendars may change what its weeks ask, and ``check_asked`` is whose who reads
    those. Standard input is JSON if its first character is ``{``. Raises ``InputError``, whose text is one line.
    """
    if path == "":
        raise InputError("'': no file's name; accepted: a scenario file, or - for standard input")
    if str(path) == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        is_json = data.removeprefix(_BOM).lstrip()[:1] == b"{"
        return load_text(data, "<stdin>", "json" if is_json else "yaml", alone=alone)
    form = format_of(path, "a scenario (YAML or JSON), or for `runlift why` a plan.json")
    return load_text(read_bytes(Path(path)), str(path), form, alone=alone)


def format_of(path: str | Path, accepted: str) -> Format:
    """How a file is written, as its name says. Raises ``InputError`` for a table or a calendar, which say no more."""
    suffix = Path(path).suffix.lower()
    if suffix in _OTHERS:
        raise InputError(f"{escaped(str(path))}: {_OTHERS[suffix]}; accepted: {accepted}")
    return "json" if suffix == ".json" else "yaml"


def load_text(text: bytes, name: str, format: Format, *, alone: bool = True) -> Loaded:  # noqa: A002
    """Read a scenario from a file's bytes; ``name`` is what errors call the file. Raises ``InputError``."""
    source = Source(name, hashlib.sha256(text).hexdigest())
    values = read_values(text, source, format)
    _refuse_others(values, source)
    try:
        scenario = Scenario.model_validate(values, by_alias=True, by_name=False)
        check_written(scenario)
        if alone:
            check_asked(scenario)
    except ValidationError as error:
        raise source.located(bad_field(error, (), Scenario, values, source.mark)) from None
    except BadField as error:
        raise source.located(error) from None
    return Loaded(scenario, source)


def read_values(text: bytes, source: Source, format: Format, limit: int = MAX_BYTES) -> object:  # noqa: A002
    """The plain values a text of at most ``limit`` bytes holds, places noted in ``source``. Raises ``InputError``."""
    written = decoded(text, source, limit)
    if format == "json":
        from scenarios.text.json_text import json_tokens as tokens  # noqa: PLC0415
    else:
        from scenarios.text.yaml_text import yaml_tokens as tokens  # noqa: PLC0415
    return Tree(source, format).grow(tokens(written, source))


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """A file's bytes, one more than ``limit`` at most. Raises ``InputError``."""
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{escaped(str(path))}: cannot be read: {why}; accepted: a readable file") from None


def decoded(data: bytes, source: Source, limit: int = MAX_BYTES) -> str:
    """The text of a file: UTF-8, a byte order mark or none, at most ``limit`` bytes. Raises ``InputError``."""
    if len(data) > limit:
        few = ", a scenario needs a few" if limit == MAX_BYTES else ""
        raise source.fault(START, "file", f"larger than {limit // 1024} kB; accepted: at most that{few}")
    if kind := kind_of(data):
        accepted = "UTF-8" if kind == UTF_16 else "plain text saved as UTF-8"
        raise source.fault(START, "encoding", f"{kind}; accepted: {accepted}")
    data = data.removeprefix(_BOM)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        mark = _mark_at_end_of(data[: error.start].decode("utf-8"))
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; accepted: text saved as UTF-8"
        raise source.fault(mark, "encoding", message) from None
    found = _UNPRINTABLE.search(text)
    if found is not None:
        message = f"control character U+{ord(found[0]):04X}; accepted: printable text"
        raise source.fault(_mark_at_end_of(text[: found.start()]), "encoding", message)
    return text


def _mark_at_end_of(text: str) -> Mark:
    return Mark(text.count("\n") + 1, len(text) - text.rfind("\n"))


def _refuse_others(values: object, source: Source) -> None:
    """Say plainly what is no scenario at all: nothing, a list, a club file."""
    accepted = "accepted: a mapping with at least start and available"
    if values is None:
        raise source.error((), f"the file is empty; {accepted}")
    if not isinstance(values, dict):
        raise source.error((), f"got {'a list' if isinstance(values, list) else 'a single value'}; {accepted}")
    if "roster" in values:
        message = "this is a club file, for `runlift batch`; accepted: a scenario of one athlete"
        raise source.error(("roster",), message, key=True)
    if "format" in values and "sessions" in values:
        raise source.error((), "this is a plan, for `runlift check` or `why`; accepted: a scenario")
