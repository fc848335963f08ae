"""``strength: exercises:``: some of the catalogue's, under names of the athlete's own."""

import csv
import io
from importlib import resources

from hypothesis import strategies as st

TABLE = resources.files("scenarios.catalog").joinpath("exercises.csv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(io.StringIO(TABLE)))


@st.composite
def own_exercises(draw: st.DrawFn) -> str:
    """A table of exercises as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, TABLE.splitlines()[0].split(","), lineterminator="\n")
    writer.writeheader()
    for row in draw(st.lists(st.sampled_from(ROWS), min_size=1, max_size=4, unique_by=lambda row: row["id"])):
        writer.writerow({**row, "id": f"my_{row['id']}", "name": f"My {row['name']}"})
    return text.getvalue()
