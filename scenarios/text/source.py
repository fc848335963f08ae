"""Where each field of a scenario stands in its file, so that an error can point there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from scenarios.errors import BadField, InputError, Path, dotted, escaped


class Mark(NamedTuple):
    """A place in a text, in characters, counted from 1."""

    line: int
    column: int


START = Mark(1, 1)


class Marks(NamedTuple):
    """Where a field's key and its value begin; an entry of a list has its value's place for both."""

    key: Mark
    value: Mark


@dataclass(frozen=True, slots=True)
class Source:
    """A scenario's file: its name as the user gave it, the SHA-256 of its bytes (hex), its fields' places."""

    name: str
    sha256: str
    places: dict[Path, Marks] = field(default_factory=dict)

    def error(self, path: Path, message: str, *, key: bool = False) -> InputError:
        """The error line of a field; one that the file does not hold is told where its parent stands."""
        return self.fault(self.mark(path, key=key), dotted(path) or "scenario", message)

    def located(self, error: BadField) -> InputError:
        """A ``BadField`` raised by anyone who knew only the path."""
        return self.error(error.path, error.message, key=error.key)

    def fault(self, mark: Mark, what: str, message: str) -> InputError:
        """The error line of a place in the text."""
        return InputError(f"{escaped(self.name)}:{mark.line}:{mark.column}: {what}: {message}")

    def mark(self, path: Path, *, key: bool = False) -> Mark:
        """Where a field stands, or else its nearest parent in the file."""
        for length in range(len(path), -1, -1):
            place = self.places.get(path[:length])
            if place is not None:
                return place.key if key or length < len(path) else place.value
        return START
