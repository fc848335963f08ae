"""Lines of an iCalendar file as RFC 5545 wants them: text escaped (3.3.11), folded at 75 octets, ended by CRLF (3.1).

Every line we write is known beforehand, so it is written as it stands. Reading, where anything may come, is
icalendar's trade; so is judging what is written here, in the tests.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from solver.output.text import one_line, plain

MOST_OCTETS = 74
_ESCAPES = b"\\^"


def escaped(text: str) -> str:
    """A text of any origin as a TEXT value; it may have several lines."""
    return _escaped(plain(text))


def escaped_line(text: str) -> str:
    """A text of any origin as a TEXT value of one line."""
    return _escaped(one_line(text))


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n")


def local_time(when: dt.datetime) -> str:
    """A wall time as a DATE-TIME value."""
    return f"{when.year:04}{when:%m%dT%H%M%S}"


def written(lines: Iterable[str]) -> bytes:
    """Lines, each with its name and value, as they stand in the file."""
    return b"".join([_folded(line.encode("utf-8")) for line in lines])


def _folded(line: bytes) -> bytes:
    """A line in pieces that part no character, and no escape either, over which some readers stumble."""
    pieces, begin = [], 0
    while len(line) - begin > MOST_OCTETS:
        end = begin + MOST_OCTETS
        while _inside_a_character(line[end]):
            end -= 1
        if line[end - 1] in _ESCAPES:
            end -= 1
        pieces.append(line[begin:end])
        begin = end
    return b"\r\n ".join([*pieces, line[begin:]]) + b"\r\n"


def _inside_a_character(octet: int) -> bool:
    return octet & 0b1100_0000 == 0b1000_0000
