"""Tokens of YAML or JSON -> plain values, strictly: what is accepted is the same in both.

Built without recursion, so that no nesting can exhaust the stack. Scalars follow YAML 1.2's core schema
(``no`` is a word, ``18:30`` and ``2026-11-30`` are text); numbers are written as JSON writes them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from scenarios.errors import Path, dotted, shown
from scenarios.text.source import Mark, Marks, Source

MAX_DEPTH = 16
MAX_DIGITS = 15
TOO_DEEP = f"nested too deeply; accepted: at most {MAX_DEPTH} levels"
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_NOT_FINITE = {
    "yaml": re.compile(r"[+-]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"),
    "json": re.compile(r"-?Infinity|NaN"),  # no JSON at all, but the parser lets it pass
}
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class _Written(float):
    """A number that an error tells back as it was written: who writes 6e1 does not find a 60.0."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


class Token(NamedTuple):
    """One step of a text. A ``scalar`` that is ``plain`` stands without quotes and may be a number."""

    kind: Literal["map", "list", "end", "scalar"]
    mark: Mark
    text: str = ""
    plain: bool = False


class _Frame:
    """An open mapping or list, the path to it, and in a mapping the key whose value comes next."""

    def __init__(self, path: Path, holds: dict[str, object] | list[object]) -> None:
        self.path = path
        self.holds = holds
        self.key: str | None = None
        self.key_mark: Mark | None = None

    @property
    def wants_key(self) -> bool:
        return isinstance(self.holds, dict) and self.key is None


class Tree:
    """Grows values from tokens of a format and notes in ``source`` where each one stands."""

    def __init__(self, source: Source, format: Literal["yaml", "json"]) -> None:  # noqa: A002
        self.source = source
        self.format = format
        self._frames: list[_Frame] = []
        self._root: object = None

    def grow(self, tokens: Iterable[Token]) -> object:
        """The value the tokens spell; raises ``InputError`` for the first thing not accepted."""
        for token in tokens:
            if token.kind == "end":
                self._frames.pop()
            elif self._frames and self._frames[-1].wants_key:
                self._take_key(self._frames[-1], token)
            elif token.kind == "scalar":
                self._store(self._scalar(self._place(token), token))
            else:
                self._open(token)
        return self._root

    def _open(self, token: Token) -> None:
        if len(self._frames) == MAX_DEPTH:
            raise self.source.fault(token.mark, self.format.upper(), TOO_DEEP)
        frame = _Frame(self._place(token), {} if token.kind == "map" else [])
        self._store(frame.holds)
        self._frames.append(frame)

    def _next_path(self) -> Path:
        if not self._frames:
            return ()
        frame = self._frames[-1]
        return (*frame.path, len(frame.holds) if isinstance(frame.holds, list) else str(frame.key))

    def _place(self, token: Token) -> Path:
        path = self._next_path()
        key_mark = self._frames[-1].key_mark if self._frames else None
        # an empty value has no place of its own: the scanner only notices it at the next line
        nothing = token.kind == "scalar" and token.plain and not token.text
        mark = key_mark if nothing and key_mark is not None else token.mark
        self.source.places[path] = Marks(key_mark or mark, mark)
        return path

    def _store(self, value: object) -> None:
        if not self._frames:
            self._root = value
            return
        frame = self._frames[-1]
        if isinstance(frame.holds, list):
            frame.holds.append(value)
        else:
            frame.holds[str(frame.key)] = value
            frame.key = frame.key_mark = None

    def _take_key(self, frame: _Frame, token: Token) -> None:
        if token.kind != "scalar":
            raise self.source.fault(token.mark, "YAML", "a key that is itself a mapping or list; accepted: a word")
        if token.plain and token.text == "<<":
            raise self.source.fault(token.mark, "YAML", "a merge key <<; accepted: every key written out")
        key = self._text((*frame.path, token.text), token)
        if key in frame.holds:
            first = self.source.places[(*frame.path, key)].key
            message = f"given twice, on line {first.line} and on line {token.mark.line}; accepted: each key once"
            raise self.source.fault(token.mark, dotted((*frame.path, key)), message)
        frame.key, frame.key_mark = key, token.mark

    def _scalar(self, path: Path, token: Token) -> object:
        text = token.text
        if not token.plain:
            return self._text(path, token)
        if text in _WORDS:
            return _WORDS[text]
        if _NOT_FINITE[self.format].fullmatch(text):
            raise self.source.error(path, f"got {shown(text)}; accepted: a finite number")
        if _NUMBER.fullmatch(text):
            return self._number(path, text)
        return self._text(path, token)

    def _number(self, path: Path, text: str) -> int | float:
        digits = sum(char.isdigit() for char in text)
        if digits > MAX_DIGITS:
            raise self.source.error(path, f"a number of {digits} digits; accepted: at most {MAX_DIGITS}")
        if _INTEGER.fullmatch(text):
            return int(text)
        number = _Written(text)
        if not math.isfinite(number):
            raise self.source.error(path, f"got {shown(text)}; accepted: a finite number")
        return number

    def _text(self, path: Path, token: Token) -> str:
        if any("\ud800" <= char <= "\udfff" for char in token.text):
            message = f"half a character (a lone surrogate) in {shown(token.text)}; accepted: whole characters"
            raise self.source.fault(token.mark, dotted(path), message)
        return token.text
