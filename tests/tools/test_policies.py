"""The page about policies says what the code does, and its programs run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pulumi_policy
import pytest

from tools import policies

PROGRAMS = re.findall(r"```python\n(.*?)```", policies.PAGE.read_text(), re.DOTALL)


def test_a_page_that_is_stale_is_written_anew(tmp_path: Path) -> None:
    page = tmp_path / "policies.md"
    page.write_text(policies.PAGE.read_text().replace("| `percent` | `25` |", "| `percent` | `50` |"))
    assert policies.main(["--check"], page) == "policies.md is stale: run `make docs`"
    policies.main([], page)
    assert policies.main(["--check"], page) == 0
    assert page.read_text() == policies.PAGE.read_text()


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_programs_on_the_page_run(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    packs: list[Any] = []
    monkeypatch.setattr(pulumi_policy, "PolicyPack", lambda name, policies: packs.append((name, policies)))
    exec(program, {"__name__": "__main__"})
    assert len(packs) == ("PolicyPack(" in program)
    assert all(isinstance(one, pulumi_policy.Policy) for _, listed in packs for one in listed)
