"""What is wrong with an input, and where: one clear line for a person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from scenarios.spoken import listed

Path = tuple[str | int, ...]
SHOWN_CHARACTERS = 40


class InputError(Exception):
    """Bad input. The text is one line: ``file:line:column: field: what is wrong; what is accepted``."""


class BadField(InputError):  # noqa: N818
    """A field that is not accepted, by its path in the scenario; ``Source.located`` adds where it stands.

    ``key`` says that the field's name is at fault, not its value.
    """

    def __init__(self, path: Path, message: str, *, key: bool = False) -> None:
        self.path = path
        self.message = message
        self.key = key
        super().__init__(f"{dotted(path)}: {message}" if path else message)


def dotted(path: Path) -> str:
    """A path as a person reads it: ``runs[2].minutes``. Strange keys are quoted, escaped and cut."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
            continue
        plain = re.fullmatch(r"[A-Za-z0-9_-]{1,40}", part)
        text += ("." if text else "") + (part if plain else shown(part))
    return text


def shown(value: object) -> str:
    """A value from a file in an error line: cut short, nothing unprintable left."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, str):
        return repr(value) if len(value) <= SHOWN_CHARACTERS else f"{value[:SHOWN_CHARACTERS]!r}..."
    return escaped(str(value)[:SHOWN_CHARACTERS])


def escaped(text: str) -> str:
    """The text with everything unprintable written as an escape: one line, whatever it held."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, if any comes near."""
    return next(iter(_near(word, list(known))), None)


def _near(word: str, known: list[str]) -> list[str]:
    """The known words that may have been meant, the likeliest first."""
    wanted = word[:60].lower().replace("-", "_").replace(" ", "_")
    by_start = [name for name in known if len(name) > 2 and wanted.startswith(name)]
    # half_marathon and halfmarathon are half, not marathon
    first_word = [name for name in by_start if wanted.startswith(f"{name}_") or wanted.removeprefix(name) in known]
    close = get_close_matches(wanted, [name.lower() for name in known])
    going_on = [name for name in known if len(wanted) > 3 and name.startswith(f"{wanted}_")]
    by_likeness = sorted((name for name in known if name.lower() in close), key=lambda name: close.index(name.lower()))
    return first_word or going_on or by_likeness or by_start


def unknown(what: str, word: str, known: Iterable[str], accepted: str = "") -> str:
    """``no such slot 'evenin'; did you mean evening? accepted: morning, midday, evening``.

    Where too many are known to name them all, ``accepted`` says where they are listed; then up to three are offered.
    """
    known = list(known)
    near = _near(word, known)[: 3 if accepted else 1]
    hint = f"did you mean {listed(near, 'or')}? " if near else ""
    return f"no such {what} {shown(word)}; {hint}accepted: {accepted or ', '.join(known)}"
