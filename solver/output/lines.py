"""Lines for a reader: on a terminal broken between words, each going on under its own; elsewhere as they are."""

from __future__ import annotations

import json
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import click

_BEFORE_WORDS = re.compile(r" {3,}[+-]?\d+ | *(?:- |\d+\. )")


def print_lines(lines: Iterable[str]) -> None:
    """Print each line. What is piped into another program stays one line, whatever its length."""
    for line in as_wide_as_output(lines):
        click.echo(line)


def as_wide_as_output(lines: Iterable[str]) -> Iterable[str]:
    """The lines as standard output takes them: on a terminal broken where it ends, else whole."""
    if sys.stdout is None or not sys.stdout.isatty():
        return lines
    return broken(lines, shutil.get_terminal_size().columns)


def print_answer(lines: Iterable[str], body: Mapping[str, Any], *, as_json: bool) -> None:
    """Print an answer: its lines, or what programs read instead."""
    if as_json:
        click.echo(json.dumps(body, indent=2, ensure_ascii=False))
    else:
        print_lines(lines)


def broken(lines: Iterable[str], width: int) -> Iterator[str]:
    """The lines in at most ``width`` columns, but for a word that is longer."""
    for line in lines:
        found = _BEFORE_WORDS.match(line)
        under = " " * (found.end() if found else len(line) - len(line.lstrip()) + 2)
        yield from textwrap.wrap(
            line, width, subsequent_indent=under, break_long_words=False, break_on_hyphens=False
        ) or [""]
