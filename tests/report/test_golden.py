"""Eight prepared changes, each against its whole expected text.

``python -m tests.report.test_golden`` writes the texts anew; read the difference before it is committed.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from .cases import CASES
from .previews import Project

GOLDEN = Path(__file__).with_name("golden")


@pytest.mark.parametrize("name", CASES)
def test_the_report_of_a_change_is_as_expected(name: str, tmp_path: Path) -> None:
    project = Project(tmp_path)
    found = project.report(CASES[name](project))
    assert found == (GOLDEN / f"{name}.md").read_text(encoding="utf-8")


def test_every_expected_text_belongs_to_a_case() -> None:
    assert {file.stem for file in GOLDEN.iterdir()} == {*CASES}


if __name__ == "__main__":
    for name, case in CASES.items():
        with tempfile.TemporaryDirectory() as folder:
            project = Project(Path(folder))
            (GOLDEN / f"{name}.md").write_text(project.report(case(project)), encoding="utf-8")
