"""The page of a bench in a real browser: no column is hidden, nobody is kept out."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from solver.variants.report import breakable

CLIENTS = Path(__file__).parents[1] / "clients"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NEEDED = ("playwright-core", "axe-core")
DRIVER_THERE = shutil.which("node") is not None and all((CLIENTS / "node_modules" / name).is_dir() for name in NEEDED)
REQUIRED = os.environ.get("RUNLIFT_CLIENTS") == "required"
SUITE = """
name: Spacing
question: What does 48 h cost?
scenarios: [s0.yaml]
baseline: {name: 30 h}
variants:
  - {name: 48 h, rules: {heavy_legs_before_key_run: {hours: 48}}}
  - {name: without full_rest_days, rules: {full_rest_days: false}}
"""


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("30 h", "30 h"),
        ("full_rest_day/s.days=1", "full_<wbr>rest_<wbr>day/<wbr>s.<wbr>days=<wbr>1"),
        ("a_<b> & c_", "a_&lt;b&gt; &amp; c_"),
    ],
)
def test_a_name_breaks_at_its_joints_only(name: str, page: str) -> None:
    assert breakable(name) == page


class TestChromium:
    """The page as a reader sees it."""

    __test__ = REQUIRED or (CHROMIUM is not None and DRIVER_THERE)

    def test_every_column_is_seen_on_a_desktop(self, folder, tmp_path):
        assert CHROMIUM is not None, "needs Debian's chromium"
        assert DRIVER_THERE, f"needs node and {NEEDED}: npm install --prefix tests/clients --no-package-lock"
        folder.scenarios(1)
        text = (folder.path / "s0.yaml").read_text(encoding="utf-8")
        text = text.replace("minutes: 40}", "minutes: 40, times: 5}")
        text = text.replace("available:\n", "available:\n  mon: {evening: 60}\n  sun: {evening: 60}\n")
        (folder.path / "s0.yaml").write_text(text, encoding="utf-8")
        folder.suite(SUITE)
        assert folder.bench(quick=True) == 0
        assert '<td class="rules">full_<wbr>rest_<wbr>days:&nbsp;1</td>' in folder.report, "its widest column is filled"
        shots = os.environ.get("RUNLIFT_SHOTS") or str(tmp_path)
        command = ["node", str(CLIENTS / "look_at_pages.mjs"), CHROMIUM, str(folder.out), shots, "report.html"]
        finished = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=240, check=False)
        assert finished.returncode == 0, finished.stderr
        seen = {page["view"]: page for page in json.loads(finished.stdout)}
        desktop = seen["desktop"]
        assert len(desktop["cut"]) == 5
        assert max(desktop["cut"]) <= 0, "tables that are wider than what is seen of them"
        for view in ("phone", "desktop", "dark"):
            assert seen[view]["wide"] <= 0, f"{view}: wider than the screen"
            assert seen[view]["barriers"] == [], f"{view}: axe"
            assert seen[view]["troubles"] == [], view
