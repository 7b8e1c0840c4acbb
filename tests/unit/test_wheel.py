"""The package as it is installed: built, in a bare environment, with only what it needs to run."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = """
import statsig_pulumi, sys
from statsig_pulumi import Gate, Rule, Settings, conditions
from statsig_pulumi.client.client import client_for
client = client_for(Settings("console-x", "emulator::memory:"))
print(client.request("POST", "/gates", body={"name": "A Gate"})["id"])
assert not {"click", "starlette", "uvicorn", "pytest"} & set(sys.modules)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT], check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def python(wheel: Path) -> Path:
    """A bare environment with the wheel."""
    made = wheel.parent / "venv" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", made.parents[1]], check=True)
    subprocess.run([made, "-m", "pip", "install", "-q", wheel], check=True)
    return made


def test_the_wheel_has_all_files_and_nothing_besides(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    files = {"py.typed", "emulator/contract.json", "resources/gate.py", "resources/gate.pyi"}
    files |= {f"cli/report/templates/page.{form}" for form in ("html", "css")}
    assert {f"statsig_pulumi/{file}" for file in files} <= set(names)
    assert all(name.startswith("statsig_pulumi") for name in names)


@pytest.mark.long
def test_the_package_works_with_only_its_runtime_dependencies(python: Path) -> None:
    done = subprocess.run([python, "-c", PROGRAM], capture_output=True, text=True, check=False, cwd=python.parent)
    assert done.stdout.strip() == "a_gate", done.stderr


@pytest.mark.long
def test_the_command_names_the_missing_extra(python: Path) -> None:
    done = subprocess.run([python.parent / "statsig-pulumi"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "pip install 'statsig-pulumi[cli]'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.long
def test_the_policies_name_the_missing_extra(python: Path) -> None:
    program = "from statsig_pulumi.policy import statsig_policies; statsig_policies()"
    done = subprocess.run([python, "-c", program], capture_output=True, text=True, check=False, cwd=python.parent)
    line = "ConfigError: policies need Pulumi's policy package: pip install 'statsig-pulumi[policy]'"
    assert done.stderr.strip() == line
