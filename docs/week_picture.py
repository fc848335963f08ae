"""``docs/img/week.svg``: the terminal after ``make demo``, as a picture that loads nothing from anywhere."""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

from scenarios.load import load
from solver.output.terminal import PLAIN_WIDTH, show
from solver.solve import solve

SCENARIO = Path(__file__).resolve().parents[1] / "scenarios" / "library" / "reference_week.yaml"
FONT_FROM_ELSEWHERE = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
NAMED_FONTS = "Fira Code, monospace"
FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"


def week_picture() -> str:
    """The picture, solved and drawn now."""
    console = Console(
        file=io.StringIO(),
        record=True,
        width=PLAIN_WIDTH,
        force_terminal=True,
        color_system="truecolor",
        highlight=False,
    )
    console.print("$ make demo")
    show(solve(load(SCENARIO).scenario), console)
    svg = console.export_svg(title="runlift", theme=MONOKAI, unique_id="week")
    lines = FONT_FROM_ELSEWHERE.sub("", svg).replace(NAMED_FONTS, FONTS).splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n"
