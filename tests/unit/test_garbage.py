"""In which processes full garbage collections are rare."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

REPORT = "import gc{before}; from statsig_pulumi import Gate; print(gc.get_threshold()[2])"


def threshold(script: Path, before: str = "") -> int:
    """Return the threshold of full collections in a process that runs a script."""
    script.write_text(REPORT.format(before=before))
    return int(subprocess.check_output([sys.executable, str(script)], text=True))


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="has no such threshold")
@pytest.mark.parametrize("host", ["pulumi-language-python-exec", "pulumi.dynamic"])
def test_full_collections_are_rare_in_a_process_of_pulumis(tmp_path: Path, host: str) -> None:
    assert threshold(tmp_path / host) == 1000


def test_what_a_program_has_set_stays(tmp_path: Path) -> None:
    assert threshold(tmp_path / "pulumi-language-python-exec", "; gc.set_threshold(500, 7, 7)") == 7


def test_a_process_of_the_users_is_left_alone(tmp_path: Path) -> None:
    usual = int(subprocess.check_output([sys.executable, "-c", "import gc; print(gc.get_threshold()[2])"], text=True))
    assert threshold(tmp_path / "deploy.py") == usual
