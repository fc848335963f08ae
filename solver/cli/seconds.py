"""Seconds on the command line."""

from __future__ import annotations

import math

import click


class _Seconds(click.FloatRange):
    """A finite number of seconds above 0: neither a clock nor a solver takes infinity or what is no number."""

    def convert(self, value: float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        seconds: float = super().convert(value, param, ctx)
        if not math.isfinite(seconds):
            self.fail(f"{value} is not a finite number of seconds.", param, ctx)
        return seconds


SECONDS = _Seconds(0, min_open=True)
"""A limit of wall time in seconds."""
