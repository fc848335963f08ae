"""``docs/rules.md``: every rule with its sentence, its parameters and where its numbers come from."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from constraints.describe import ParameterRow, RuleRow, rule_rows

CATALOG = Path(__file__).resolve().parents[1] / "scenarios" / "catalog"
WRITTEN_BY = "<!-- Written by docs/generate.py. Change the rules, not this page. -->"
EVIDENCE = """\
S1 to S69 number the requirements read out of the article this planner follows (the seed). The other names are rows
of `scenarios/catalog/parameters.csv`. Grade A: reviews or position stands agree; B: single trials, reviews or large
cohorts; C: coaching convention, or the seed alone. It is for the direction: the exact number is always a choice."""
HEADINGS = {
    ("hard", "always"): (
        "Hard rules: what the scenario says",
        "They repeat what is written in the file and cannot be switched off in it.",
    ),
    ("hard", "by default"): (
        "Hard rules",
        "Never broken. A session for which they leave no place is left out, and the plan says why.",
    ),
    ("hard", "on request"): (
        "Hard rules on request",
        "Off until the scenario names them, as in `rules: {recovery_days: true}`.",
    ),
    ("soft", "by default"): (
        "Soft rules",
        "Each costs points where it is not met. Among the plans that leave out least, the one with the fewest wins.",
    ),
}


def rules_page() -> str:
    """``docs/rules.md``: every rule with its sentence, its parameters and its sources."""
    lines = [
        "# The rules",
        "",
        WRITTEN_BY,
        "",
        "A scenario names a rule only to change it: `false` switches it off, a mapping sets its parameters.",
        "",
        "```yaml",
        "rules:",
        "  key_runs_apart: false",
        "  heavy_legs_before_key_run: {hours: 36}",
        "```",
    ]
    rows = rule_rows()
    for (kind, on), (heading, text) in HEADINGS.items():
        lines += ["", f"## {heading}", "", text]
        for row in rows:
            if (row.kind, row.on) == (kind, on):
                lines += ["", *_rule(row)]
    lines += ["", *_evidence(rows)]
    return "\n".join(lines) + "\n"


def _rule(row: RuleRow) -> Iterator[str]:
    yield f"### {row.name}"
    yield ""
    yield f"**{row.sentence[0].upper()}{row.sentence[1:]}.**"
    yield ""
    yield row.description.replace("``", "`")
    if row.parameters:
        yield ""
        yield "| parameter | default | range | unit | meaning |"
        yield "|--|--|--|--|--|"
        yield from map(_parameter, row.parameters)
    if row.sources:
        yield ""
        yield f"From {', '.join(row.sources)}."


def _parameter(row: ParameterRow) -> str:
    return f"| `{row.name}` | {row.default} | {row.range} | {row.unit} | {row.description} |"


def _evidence(rows: tuple[RuleRow, ...]) -> Iterator[str]:
    with (CATALOG / "parameters.csv").open(encoding="utf-8", newline="") as table:
        parameters = {row["id"]: row for row in csv.DictReader(table)}
    cited = dict.fromkeys(source for row in rows for source in row.sources if source in parameters)
    yield "## Where the numbers come from"
    yield ""
    yield EVIDENCE
    yield ""
    yield "| row | value | range | grade | source |"
    yield "|--|--|--|--|--|"
    for name in cited:
        row = parameters[name]
        cells = (row["default"], f"{row['range']} {row['unit']}", row["grade"], row["source"])
        yield f"| `{name}` | {' | '.join(cell.replace('|', '/') for cell in cells)} |"
