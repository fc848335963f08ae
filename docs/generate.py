"""Writes what is generated: pages and pictures of this folder, and the outputs shown in the README.

python docs/generate.py
python docs/generate.py --check     exit code 1 when something is not what it would be now
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

from cli_page import cli_page
from readme_blocks import readme_page
from rooms_page import rooms_page
from rules_page import rules_page
from strength_page import strength_page
from week_picture import week_picture

ROOT = Path(__file__).resolve().parents[1]
PAGES: dict[str, Callable[[], str]] = {
    "docs/rules.md": rules_page,
    "docs/strength.md": strength_page,
    "docs/cli.md": cli_page,
    "docs/rooms.md": rooms_page,
    "docs/img/week.svg": week_picture,
    "README.md": lambda: readme_page((ROOT / "README.md").read_text(encoding="utf-8")),
}
SECONDS = re.compile(r"\(\d+\.\d\d\ss\)")


def says(name: str, text: str) -> str:
    """What a page says, whenever and with whichever rich it was made: no timings, of a picture the words only."""
    words = "".join(ElementTree.fromstring(text).itertext()) if name.endswith(".svg") else text
    return SECONDS.sub("(time)", words)


def with_old_times(name: str, text: str) -> str:
    """The text with the timings it has on file, where a line says the same but for them."""
    path = ROOT / name
    if name.endswith(".svg") or not path.exists():
        return text
    old = {SECONDS.sub("(time)", line): line for line in path.read_text(encoding="utf-8").splitlines()}
    return "".join(f"{old.get(SECONDS.sub('(time)', line), line)}\n" for line in text.splitlines())


def is_stale(name: str, text: str) -> bool:
    """Whether the file does not say what the text says."""
    path = ROOT / name
    return not path.exists() or says(name, path.read_text(encoding="utf-8")) != says(name, text)


def main() -> int:
    """Write what is stale, or with ``--check`` only name it; the exit code."""
    parser = argparse.ArgumentParser(description="Write the generated pages, pictures and outputs.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when something is stale")
    check = parser.parse_args().check
    found = False
    for name, page in PAGES.items():
        text = page()
        if not is_stale(name, text):
            continue
        found = True
        if not check:
            (ROOT / name).write_text(with_old_times(name, text), encoding="utf-8", newline="\n")
        print(f"{name} {'is stale: run make docs' if check else 'written'}", file=sys.stderr)
    return 1 if check and found else 0


if __name__ == "__main__":
    sys.exit(main())
