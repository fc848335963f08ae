"""Text no reader trips over, whoever wrote it."""

from __future__ import annotations

import re

NOTICE = "General training information, not medical advice. Stop for chest pain, dizziness or faintness, and seek help."
_LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def plain(text: str) -> str:
    """The text with line feeds as its only line ends and no other control character but the tab.

    Lone surrogates, which no file can hold, become a question mark. Letters of every script stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text)).encode("utf-8", "replace").decode("utf-8")


def one_line(text: str) -> str:
    """The plain text with every run of line ends and tabs as one space."""
    return re.sub(r"[\n\t]+", " ", plain(text))
