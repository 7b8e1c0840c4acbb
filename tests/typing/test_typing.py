"""Both type checkers understand constructors and outputs: right programs pass, every wrong line is rejected.

They read the stubs here, as they do for users; `make check` has them check the sources.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WRONG = {n for n, line in enumerate((HERE / "wrong.py").read_text().splitlines(), 1) if line.endswith("# wrong")}


def mypy(file: Path) -> set[int]:
    """The lines that mypy --strict rejects."""
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode < 2, done.stderr
    return {int(n) for n in re.findall(rf"{file.name}:(\d+): error", done.stdout)}


def pyright(*files: Path) -> set[int]:
    """The lines that pyright rejects."""
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable, *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)["generalDiagnostics"]
    return {d["range"]["start"]["line"] + 1 for d in found if d["severity"] == "error"}


checkers = pytest.mark.parametrize("checker", [mypy, pyright])


@checkers
def test_a_right_program_is_accepted(checker: Callable[[Path], set[int]]) -> None:
    assert checker(HERE / "right.py") == set()


PROGRAMS = [ROOT / "__main__.py", *sorted((ROOT / "examples").glob("*/__main__.py"))]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.parent.name)
def test_mypy_accepts_an_example(program: Path) -> None:
    assert mypy(program) == set()


def test_pyright_accepts_the_examples() -> None:
    assert pyright(*PROGRAMS) == set()


@checkers
def test_every_wrong_line_is_rejected_and_no_other(checker: Callable[[Path], set[int]]) -> None:
    assert checker(HERE / "wrong.py") == WRONG
