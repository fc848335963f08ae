"""Text as a cell of a spreadsheet: what begins like a formula is made plain text."""

from __future__ import annotations

from solver.output.text import plain

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def neutral(text: str) -> str:
    """Text no spreadsheet takes for a formula."""
    shown = plain(text)
    return f"'{shown}" if text.startswith(_FORMULA_STARTS) or shown.startswith(_FORMULA_STARTS) else shown


def cell(value: str | int) -> str | int:
    """A cell's content: text made neutral, numbers left alone."""
    return neutral(value) if isinstance(value, str) else value
