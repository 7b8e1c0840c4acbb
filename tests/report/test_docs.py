"""``docs/report.md`` against the command."""

from __future__ import annotations

import re
from pathlib import Path

from statsig_pulumi.cli.report.command import REACHED, report
from statsig_pulumi.cli.report.risks import RISKS

DOCS = (Path(__file__).parents[2] / "docs" / "report.md").read_text(encoding="utf-8")


def test_the_table_of_risks_is_the_registry() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (high|medium|low) \| (.*) \|$", DOCS, re.MULTILINE)
    assert rows == [(risk.name, risk.level, risk.explanation) for risk in RISKS.values()]


def test_every_option_is_described_and_no_other() -> None:
    described = {*re.findall(r"`(--[a-z-]+)", DOCS.partition("| Option |")[2].partition("##")[0])}
    assert described == {name for one in report.params for name in one.opts if name.startswith("--")}


def test_the_exit_code_is_described() -> None:
    assert f"| {REACHED} |" in DOCS
