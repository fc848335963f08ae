"""Photographs the pages that the README shows: ``python docs/pictures.py``. Needs Chromium.

Unlike ``docs/generate.py``'s pages they are not compared by a test: fonts differ from machine to machine.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "scenarios" / "library"
PICTURES = ROOT / "docs" / "img"


def runlift(*arguments: str | Path) -> None:
    """Run the program, quietly."""
    subprocess.run([sys.executable, "-m", "solver", *arguments], cwd=ROOT, check=True, capture_output=True)


def photograph(page: Path, picture: str, *, width_px: int, height_px: int) -> None:
    """The top of a page as it stands in a window of that size."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("pictures need Chromium; accepted: chromium, chromium-browser or google-chrome on the PATH")
    window = f"--window-size={width_px},{height_px}"
    shot = f"--screenshot={PICTURES / picture}"
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
    subprocess.run([chromium, *quiet, window, shot, page.as_uri()], check=True, capture_output=True)
    print(f"wrote {PICTURES / picture}")


def main() -> None:
    """Make the pages anew and photograph them."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        runlift("solve", LIBRARY / "hill_race.yaml", "-o", made / "week")
        photograph(made / "week" / "plan.html", "plan_page.png", width_px=1000, height_px=900)
        runlift("batch", LIBRARY / "riverside.yaml", "-o", made / "club")
        photograph(made / "club" / "index.html", "club_board.png", width_px=1000, height_px=1180)


if __name__ == "__main__":
    main()
