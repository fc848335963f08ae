"""JSON text -> tokens, as strictly as RFC 8259: no NaN, no comments, no trailing commas."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator

from scenarios.errors import escaped
from scenarios.text.source import Mark, Source
from scenarios.text.tree import MAX_DEPTH, TOO_DEEP, Token

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]|[^\s{}\[\],:"]+')


def json_tokens(text: str, source: Source) -> Iterator[Token]:
    """The text's tokens with their places; raises ``InputError`` where it is not JSON."""
    lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def mark(offset: int) -> Mark:
        line = bisect_right(lines, offset)
        return Mark(line, offset - lines[line - 1] + 1)

    too_deep = _first_too_deep(text)
    if too_deep is not None:
        raise source.fault(mark(too_deep), "JSON", TOO_DEEP)
    try:
        # numbers stay text: they are judged where their field is known, and no digit count can hurt
        json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        message = f"{escaped(error.msg)}; accepted: strict JSON (RFC 8259)"
        raise source.fault(Mark(error.lineno, error.colno), "JSON", message) from None
    for match in _TOKEN.finditer(text):
        yield _token(match[0], mark(match.start()))


def _token(text: str, mark: Mark) -> Token:
    if text in "{[":
        return Token("map" if text == "{" else "list", mark)
    if text in "}]":
        return Token("end", mark)
    if text.startswith('"'):
        return Token("scalar", mark, json.loads(text))
    return Token("scalar", mark, text, plain=True)


def _first_too_deep(text: str) -> int | None:
    """Offset of the first bracket nested deeper than accepted; the parser itself would recurse."""
    depth = 0
    for match in re.finditer(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[{}\[\]]', text, re.DOTALL):
        if match[0] in "{[":
            depth += 1
        elif match[0] in "}]":
            depth -= 1
        if depth > MAX_DEPTH:
            return match.start()
    return None
