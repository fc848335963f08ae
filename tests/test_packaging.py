"""The wheel: what is in it, and that it works where the source tree cannot help out."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from solver import __version__

ROOT = Path(__file__).parents[1]
PACKAGES = ("solver", "constraints", "scenarios")


def run(*command: str | Path, cwd: Path) -> str:
    """What the command prints, in an environment that points at no source tree."""
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    finished = subprocess.run(
        [str(word) for word in command], cwd=cwd, env=environment, capture_output=True, check=False, text=True
    )
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the work tree, built by the backend that pyproject.toml names."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_top_level_is_the_three_packages(wheel: Path, names: set[str]) -> None:
    metadata = f"runlift-{__version__}.dist-info"
    assert {name.split("/")[0] for name in names} == {*PACKAGES, metadata}
    assert wheel.name == f"runlift-{__version__}-py3-none-any.whl"
    assert f"{metadata}/licenses/LICENSE" in names


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_table_and_scenario_is_in_it(names: set[str], package: str) -> None:
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / package).rglob("*")
        if path.suffix in {".py", ".csv", ".yaml", ".html", ".css"} or path.name == "py.typed"
    }
    assert f"{package}/py.typed" in wanted
    assert wanted - names == set()


def test_the_scenarios_package_ships_its_data(names: set[str]) -> None:
    assert "scenarios/library/reference_week.yaml" in names
    assert any(name.startswith("scenarios/catalog/") and name.endswith(".csv") for name in names)


@pytest.mark.campaign
def test_installed_it_runs_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "environment"
    venv.create(home, with_pip=True)
    binaries = home / ("Scripts" if os.name == "nt" else "bin")
    run(binaries / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    where = run(binaries / "python", "-c", "import scenarios; print(scenarios.__path__[0])", cwd=elsewhere).strip()
    assert Path(where).is_relative_to(home)
    assert "solve" in run(binaries / "runlift", "--help", cwd=elsewhere)
    run(binaries / "runlift", "solve", Path(where) / "library" / "reference_week.yaml", "-o", "out", cwd=elsewhere)
    assert {path.name for path in (elsewhere / "out").iterdir()} >= {"plan.ics", "plan.csv", "plan.json"}
