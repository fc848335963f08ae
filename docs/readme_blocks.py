"""Fills the blocks of the README that show files and outputs, so that they are what the program really does.

A comment before a fenced block says what it is:

- ``file: NAME``: the block is a file of that name, written by hand; later blocks may use it.
- ``run: COMMAND``: the command after a ``$``, and all it prints.
- ``output: COMMAND``: what the command prints.
- ``copy: PATH``: a file of the repository, whole.
- ``event: FILE SUMMARY``: one event of a calendar that an earlier block wrote.

Commands run in one empty folder, beside a copy of the shipped scenarios.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from icalendar import Calendar

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = Path("scenarios", "library")
BLOCK = re.compile(r"^<!-- (file|run|output|copy|event): (.+?) -->\n```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def readme_page(text: str) -> str:
    """The README with every block filled as of now."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / LIBRARY, folder / LIBRARY)

        def filled(block: re.Match[str]) -> str:
            kind, argument, language, body = block.groups()
            if kind == "file":
                (folder / argument).write_text(body, encoding="utf-8")
            else:
                body = _body(kind, argument, folder)
            return f"<!-- {kind}: {argument} -->\n```{language}\n{body}```"

        return BLOCK.sub(filled, text)


def _body(kind: str, argument: str, folder: Path) -> str:
    if kind == "copy":
        return (ROOT / argument).read_text(encoding="utf-8")
    if kind == "event":
        file, summary = argument.split(" ", 1)
        return _event(folder / file, summary)
    printed = _printed(argument, folder)
    return f"$ {argument}\n{printed}" if kind == "run" else printed


def _printed(command: str, folder: Path) -> str:
    """Everything a shell command prints, with this environment's programs first and no line ending in blanks."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONUTF8": "1", "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def _event(file: Path, summary: str) -> str:
    calendar = Calendar.from_ical(file.read_bytes())
    event = next(event for event in calendar.events if str(event["SUMMARY"]).startswith(summary))
    start, end = event.start, event.end
    return f"{event['SUMMARY']}\n{start:%Y-%m-%d %H:%M}-{end:%H:%M}\n\n{event['DESCRIPTION']}\n"
