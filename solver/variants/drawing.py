"""Charts as inline SVG: bars with their intervals, and stepped or straight lines. No script, no font, no request."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from solver.output.axis import round_ticks

COLOURS = 8
WIDTH, HEIGHT = 640, 340
LEFT, RIGHT, TOP, BOTTOM = 62, 16, 14, 46
BAR_HEIGHT, BAR_TOP, LABEL = 24, 6, 290
BAR_WIDTH, SAID = 980, 170
Point = tuple[float, float]
Scale = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from zero to ``middle`` with its interval; ``sure`` says that the difference was detected."""

    name: str
    middle: float
    low: float
    high: float
    said: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line by its points, in order."""

    name: str
    points: Sequence[Point]


def bars(found: Sequence[Bar], title: str) -> Markup:
    """Horizontal bars, one a line, with whiskers."""
    low = min([0.0, *(min(bar.low, bar.middle) for bar in found)])
    high = max([0.0, *(max(bar.high, bar.middle) for bar in found)])
    if low == high:
        high = 1.0
    ticks = round_ticks(low, high)
    low, high = min(low, ticks[0]), max(high, ticks[-1])
    height = BAR_TOP + BAR_HEIGHT * len(found) + 28
    bottom = BAR_TOP + BAR_HEIGHT * len(found)

    def x(value: float) -> float:
        return LABEL + (value - low) / (high - low) * (BAR_WIDTH - LABEL - SAID)

    parts = [_open(BAR_WIDTH, height, title)]
    for tick in ticks:
        zero = ' class="axis"' if tick == 0 else ' class="grid"'
        parts.append(f'<line{zero} x1="{x(tick):.1f}" x2="{x(tick):.1f}" y1="{BAR_TOP}" y2="{bottom}"/>')
        parts.append(f'<text class="tick" x="{x(tick):.1f}" y="{bottom + 16}" text-anchor="middle">{tick:g}</text>')
    for index, bar in enumerate(found):
        middle = BAR_TOP + BAR_HEIGHT * index + BAR_HEIGHT / 2
        begin, end = sorted((x(0.0), x(bar.middle)))
        sure = "bar" if bar.sure else "bar unsure"
        parts.append(f"<g><title>{escape(bar.name)}: {escape(bar.said)}</title>")
        parts.append(
            f'<text class="name" x="{LABEL - 10}" y="{middle + 4:.1f}" text-anchor="end">{_cut(bar.name)}</text>'
        )
        parts.append(
            f'<rect class="{sure}" x="{begin:.1f}" y="{middle - 7:.1f}" width="{max(end - begin, 1):.1f}" height="14"/>'
        )
        parts.append(
            f'<path class="whisker" d="M{x(bar.low):.1f} {middle - 4:.1f}v8M{x(bar.low):.1f} {middle:.1f}'
            f'H{x(bar.high):.1f}M{x(bar.high):.1f} {middle - 4:.1f}v8"/>'
        )
        right = f'x="{BAR_WIDTH - 2}" y="{middle + 4:.1f}" text-anchor="end"'
        parts.append(f'<text class="tick" {right}>{escape(bar.said)}</text></g>')
    return Markup("".join([*parts, "</svg>"]))


def lines(found: Sequence[Line], title: str, across: str, up: str, *, log_x: bool, log_y: bool) -> Markup:
    """Stepped lines with a grid; ``across`` and ``up`` name the axes."""
    xs = [point[0] for line in found for point in line.points]
    ys = [point[1] for line in found for point in line.points]
    if not xs:
        return Markup('<p class="note">Nothing to draw: no scenario was solved.</p>')
    x_ticks, y_ticks = _ticks(xs, log_x), _ticks(ys, log_y)
    x_low, x_high = min(x_ticks[0], *xs), max(x_ticks[-1], *xs)
    y_low, y_high = min(y_ticks[0], *ys), max(y_ticks[-1], *ys)

    def x(value: float) -> float:
        return LEFT + _share(value, x_low, x_high, log_x) * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - _share(value, y_low, y_high, log_y) * (HEIGHT - TOP - BOTTOM)

    parts = [_open(WIDTH, HEIGHT, title)]
    for tick in x_ticks:
        parts.append(f'<line class="grid" x1="{x(tick):.1f}" x2="{x(tick):.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>')
        parts.append(
            f'<text class="tick" x="{x(tick):.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{tick:g}</text>'
        )
    for tick in y_ticks:
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(tick):.1f}" y2="{y(tick):.1f}"/>')
        parts.append(f'<text class="tick" x="{LEFT - 8}" y="{y(tick) + 4:.1f}" text-anchor="end">{tick:g}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text class="label" x="{middle}" y="{HEIGHT - 8}" text-anchor="middle">{escape(across)}</text>')
    parts.append(
        f'<text class="label" transform="translate(14 {(HEIGHT - BOTTOM + TOP) / 2}) rotate(-90)" '
        f'text-anchor="middle">{escape(up)}</text>'
    )
    for index, line in enumerate(found):
        if line.points:
            parts.append(
                f'<path class="line c{index % COLOURS} d{index // COLOURS % 3}" d="{_steps(line.points, x, y)}">'
                f"<title>{escape(line.name)}</title></path>"
            )
    return Markup("".join([*parts, "</svg>"]))


def _open(width: int, height: int, title: str) -> str:
    return f'<svg viewBox="0 0 {width} {height}" role="img"><title>{escape(title)}</title>'


def _cut(name: str) -> str:
    return str(escape(name if len(name) <= 38 else f"{name[:37]}…"))


def _steps(points: Sequence[Point], x: Scale, y: Scale) -> str:
    first, *rest = points
    return f"M{x(first[0]):.1f} {y(first[1]):.1f}" + "".join(f"H{x(a):.1f}V{y(b):.1f}" for a, b in rest)


def _share(value: float, low: float, high: float, log: bool) -> float:
    if log:
        value, low, high = math.log(value), math.log(low), math.log(high)
    return 0.5 if low == high else (value - low) / (high - low)


def _ticks(values: Sequence[float], log: bool) -> list[float]:
    if not log:
        return round_ticks(min(values), max(values))
    low, high = min(values), max(values)
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    steps = (1, 2, 5) if len(decades) < 4 else (1,)
    ticks = [step * 10.0**decade for decade in decades for step in steps]
    # a step further on both sides, so that no line runs along the frame
    below, above = (tick for tick in ticks if tick <= low), (tick for tick in ticks if tick >= high)
    first, last = max(below, default=low), min(above, default=high)
    inside = [tick for tick in ticks if first <= tick <= last]
    return inside if len(inside) > 1 else [low, high]
