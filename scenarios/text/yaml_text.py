"""YAML 1.2 text -> tokens; no anchors, aliases, tags, directives or second documents."""

from __future__ import annotations

from collections.abc import Iterator

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StreamMark, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from scenarios.errors import InputError, escaped
from scenarios.text.source import START, Mark, Source
from scenarios.text.tree import Token

# the scanner's words, each with what a runner makes of it
_PLAINLY = (
    ("'\\t' that cannot start", "a tab; accepted: spaces for indentation"),
    ("mapping values are not allowed", "a colon where no key can stand; accepted: even indentation, or text in quotes"),
    ("could not find expected ':'", "a key without a colon; accepted: key: value"),
    ("cannot start any token", "a character that no value begins with; accepted: such text in quotes"),
    ("unexpected end of stream", "a quote that is never closed; accepted: a quote at both ends"),
    ("expected ',' or '}'", "a { without its }, or a comma missing; accepted: {key: value, key: value}"),
    ("expected ',' or ']'", "a [ without its ], or a comma missing; accepted: [value, value]"),
    ("expected <block end>", "indentation that fits no line above; accepted: entries of one block begin in one column"),
    ("unknown escape character", "a backslash that means nothing here; accepted: text in single quotes"),
    ("expected the node content", "a value missing; accepted: a value after each colon and comma, each [ and { closed"),
    ("document separator", "a quote that is never closed; accepted: a quote at both ends"),
)


def yaml_tokens(text: str, source: Source) -> Iterator[Token]:
    """The text's tokens, lazily; raises ``InputError`` at the first thing that is not YAML or not accepted."""
    last = START
    documents = 0
    before: Event | None = None
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            last = _mark(event.start_mark)
            if isinstance(event, DocumentStartEvent):
                documents += 1
                _refuse_document(event, documents, source)
            _refuse_sharing(event, source)
            _refuse_decimal_comma(before, event, text, source)
            before = event
            token = _token(event, last)
            if token is not None:
                yield token
    except MarkedYAMLError as error:
        raise _plainly(error, last, source) from None
    except (YAMLError, ValueError, OverflowError) as error:
        # an escape beyond Unicode is not caught by the scanner
        message = f"not readable after this ({escaped(str(error))[:80]}); accepted: plain YAML 1.2"
        raise source.fault(last, "YAML", message) from None


def _token(event: Event, mark: Mark) -> Token | None:
    if isinstance(event, ScalarEvent):
        return Token("scalar", mark, event.value, plain=bool(event.implicit[0]))
    if isinstance(event, MappingStartEvent):
        return Token("map", mark)
    if isinstance(event, SequenceStartEvent):
        return Token("list", mark)
    if isinstance(event, (MappingEndEvent, SequenceEndEvent)):
        return Token("end", mark)
    return None


def _mark(mark: StreamMark) -> Mark:
    return Mark(mark.line + 1, mark.column + 1)


def _refuse_document(event: DocumentStartEvent, count: int, source: Source) -> None:
    mark = _mark(event.start_mark)
    if count > 1:
        raise source.fault(mark, "YAML", "a second document (---); accepted: one scenario a file")
    if event.tags or (event.version is not None and tuple(event.version) != (1, 2)):
        raise source.fault(mark, "YAML", "a directive before this (%); accepted: plain YAML 1.2")


def _refuse_sharing(event: Event, source: Source) -> None:
    mark = _mark(event.start_mark)
    if isinstance(event, AliasEvent):
        raise source.fault(mark, "YAML", f"an alias *{escaped(str(event.anchor))}; accepted: every value written out")
    if getattr(event, "anchor", None) is not None:
        raise source.fault(mark, "YAML", "an anchor (&); accepted: every value written out")
    if getattr(event, "tag", None) is not None:
        raise source.fault(mark, "YAML", "a tag (!); accepted: plain text, numbers, lists and mappings")


def _refuse_decimal_comma(before: Event | None, event: Event, text: str, source: Source) -> None:
    """In ``{minutes: 64,5}`` the comma ends the value, and 5 is a key that has none."""
    if not (isinstance(before, ScalarEvent) and isinstance(event, ScalarEvent)):
        return
    at = before.start_mark.index
    valueless = event.start_mark.index == event.end_mark.index
    if valueless and before.value.isdecimal() and text[at - 1 : at] == "," and text[at - 2 : at - 1].isdecimal():
        mark = _mark(before.start_mark)
        raise source.fault(mark, "YAML", f"got ',{before.value}'; accepted: a decimal point, as in 64.5")


def _plainly(error: MarkedYAMLError, last: Mark, source: Source) -> InputError:
    problem = str(error.problem)
    # a key without its colon is only noticed on a later line; where it began says more
    late = "could not find expected ':'" in problem and error.context_mark is not None
    mark = error.context_mark if late else error.problem_mark
    opened = ""
    if problem.startswith(("expected ',' or", "found unexpected end")) and error.context_mark is not None:
        opened = f" (it begins on line {error.context_mark.line + 1})"
    for words, plainly in _PLAINLY:
        if words in problem:
            what, accepted = plainly.split("; ", 1)
            message = f"{what}{opened}; {accepted}"
            break
    else:
        message = f"{escaped(problem)[:120]}; accepted: plain YAML 1.2"
    return source.fault(_mark(mark) if mark is not None else last, "YAML", message)
