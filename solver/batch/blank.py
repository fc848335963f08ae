"""A text with gaps, cut from one that holds something else there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from solver.batch.sent import Sent


@dataclass(frozen=True, slots=True)
class Blank(Sent):
    """Text, a gap, text, a gap, ..., text: ``parts`` are the texts, ``numbers`` say whose each gap is."""

    parts: tuple[bytes, ...]
    numbers: tuple[int, ...]

    def filled(self, values: Sequence[bytes]) -> bytes:
        """The text with a value in every gap: that of its number."""
        pieces = [b""] * (2 * len(self.parts) - 1)
        pieces[::2] = self.parts
        pieces[1::2] = map(values.__getitem__, self.numbers)
        return b"".join(pieces)


def cut(text: bytes, tokens: Sequence[bytes]) -> Blank:
    """The text with a gap for every token, by its number. Of tokens that overlap, the first and longest goes."""
    found = sorted(
        (place, -len(token), number) for number, token in enumerate(tokens) for place in _places(text, token)
    )
    parts: list[bytes] = []
    numbers: list[int] = []
    end = 0
    for place, length, number in found:
        if place < end:
            continue
        numbers.append(number)
        parts.append(text[end:place])
        end = place - length
    return Blank((*parts, text[end:]), tuple(numbers))


def _places(text: bytes, token: bytes) -> Iterator[int]:
    place = text.find(token)
    while place >= 0:
        yield place
        place = text.find(token, place + len(token))
