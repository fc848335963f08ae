"""A line over the weeks as plain numbers for an SVG: where it runs, its ticks, and where nothing was logged a gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from solver.output.axis import plain, round_ticks

WIDTH, HEIGHT = 460, 200
_RIGHT, _TOP, _BOTTOM = 12, 14, 30
_LABEL_GAP, _DIGIT = 10, 7
"""Of the picture's units: between an axis and its labels, and the widest digit at their size."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One value at its place, with what it says."""

    x: float
    y: float
    said: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A level of the axis and its label."""

    y: float
    label: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """A chart: ``lines`` are runs of neighbouring weeks as SVG points; ``empty`` says that nothing was logged."""

    title: str
    unit: str
    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    first_label: str
    last_label: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LABEL_GAP
    right: int = WIDTH - _RIGHT
    bottom: int = HEIGHT - _BOTTOM

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.dots


def line_chart(
    title: str, unit: str, labels: Sequence[str], values: Sequence[float | None], *, falling: bool = False
) -> LineChart:
    """A chart of one value a week; ``falling`` puts small values on top, as a pace is better when it is small."""
    told = [value for value in values if value is not None]
    ends = (labels[0], labels[-1]) if labels else ("", "")
    if not told:
        return LineChart(title, unit, (), (), (), *ends)
    low, high = min(told), max(told)
    levels = round_ticks(*((low - 1, high + 1) if low == high else (low, high)))
    low, high, written = levels[0], levels[-1], plain(levels)
    left = _LABEL_GAP + _DIGIT * max(map(len, written))
    inner_width, inner_height = WIDTH - left - _RIGHT, HEIGHT - _TOP - _BOTTOM

    def at(index: int, value: float) -> tuple[float, float]:
        share = (value - low) / (high - low)
        x = left + inner_width * (index / (len(values) - 1) if len(values) > 1 else 0.5)
        return round(x, 1), round(_TOP + inner_height * (share if falling else 1 - share), 1)

    dots: list[Dot] = []
    runs: list[list[str]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            runs.append([])
            continue
        x, y = at(index, value)
        dots.append(Dot(x, y, f"{labels[index]}: {value:g} {unit}"))
        runs[-1].append(f"{x},{y}")
    ticks = tuple(Tick(at(0, level)[1], label) for level, label in zip(levels, written, strict=True))
    lines = tuple(" ".join(run) for run in runs if len(run) > 1)
    return LineChart(title, unit, lines, tuple(dots), ticks, *ends, left=left)


def sketch(values: Sequence[float | None], *, falling: bool = False) -> str:
    """The same as a line of blocks for a terminal; a space where nothing was logged."""
    blocks = "▁▂▃▄▅▆▇█"
    told = [value for value in values if value is not None]
    if not told:
        return ""
    low, span = min(told), (max(told) - min(told)) or 1.0
    shares = [None if value is None else (value - low) / span for value in values]
    heights = [None if share is None else (1 - share if falling else share) for share in shares]
    return "".join(" " if height is None else blocks[round(height * (len(blocks) - 1))] for height in heights)
