"""On what a suite was run: written beside the results, and compared before a stopped run goes on."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import time
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from scenarios.errors import InputError, escaped
from solver import __version__
from solver.variants.cases import Case
from solver.variants.expand import Variant
from solver.variants.suite import LoadedSuite

ENVIRONMENT = "environment.json"
PACKAGES = ("ortools", "pydantic", "numpy", "scipy")
MUST_AGREE = ("suite", "runlift", "commit", "cpu", "python", "packages", "variants", "instances", "seeds")
Environment = dict[str, Any]


def environment_of(
    loaded: LoadedSuite, cases: Sequence[Case], variants: Sequence[Variant], seeds: int, command: str
) -> Environment:
    """Machine, versions, commit, the command, and the SHA-256 of the suite and of each instance."""
    return {
        "suite": {"name": loaded.suite.name, "file": loaded.source.name, "sha256": loaded.source.sha256},
        "command": command,
        "began": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "runlift": __version__,
        "commit": _commit(),
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.release()}",
        "load": [round(load, 2) for load in os.getloadavg()] if hasattr(os, "getloadavg") else None,
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in PACKAGES},
        "clock": loaded.suite.clock,
        "seconds": loaded.suite.seconds,
        "seeds": seeds,
        "variants": {variant.name: variant.diff.model_dump(mode="json", exclude_defaults=True) for variant in variants},
        "instances": {case.name: case.sha256 for case in cases},
    }


def earlier(folder: Path) -> Environment | None:
    """What an earlier run in the folder noted. Raises ``InputError``."""
    path = folder / ENVIRONMENT
    if not path.exists():
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{escaped(str(path))}: cannot be read: {error}; accepted: a new folder") from None
    if not isinstance(found, dict):
        raise InputError(f"{escaped(str(path))}: no environment of a bench; accepted: a new folder")
    return found


def must_agree(folder: Path, before: Environment, now: Environment) -> None:
    """Refuse to mix what was measured under other conditions. Raises ``InputError``."""
    plain = json.loads(json.dumps(now))
    for field in MUST_AGREE:
        if before.get(field) != plain[field]:
            what = "the suite file" if field == "suite" else field
            raise InputError(
                f"{escaped(str(folder))}: holds runs of another {what}; accepted: a new folder, or the same {what}"
            )


def _commit() -> str:
    """The commit of the code that runs, ``+`` behind it when files differ from it; empty outside a repository."""
    here = Path(__file__).parent
    try:
        head = _git("rev-parse", "HEAD", cwd=here)
        changed = _git("status", "--porcelain", "--untracked-files=no", "--", "../..", cwd=here)
    except (OSError, subprocess.SubprocessError):
        return ""
    return f"{head}{'+' if changed else ''}"


def _git(*words: str, cwd: Path) -> str:
    return subprocess.run(
        ["git", *words], cwd=cwd, capture_output=True, check=True, text=True, timeout=20
    ).stdout.strip()


def _cpu() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
