"""The contract is what Statsig's document says, and a newer document's news are told."""

from __future__ import annotations

import copy
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from statsig_pulumi.emulator import contract
from tools import contract as tool

here = pytest.mark.skipif(not tool.DOCUMENT.exists(), reason="Statsig's document is not beside this checkout")


def document() -> Any:
    return json.loads(tool.DOCUMENT.read_text())


@here
def test_the_committed_contract_is_what_the_document_gives() -> None:
    assert tool.text_of(tool.contract(document())) == tool.CONTRACT.read_text()


@here
def test_a_newer_documents_news_are_told_before_they_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = document()
    rule = newer["components"]["schemas"]["GateCreateDto"]["properties"]["rules"]["items"]
    rule["properties"]["conditions"]["items"]["properties"]["colour"] = {"type": "string"}
    newer["paths"]["/console/v1/paint"] = {"post": copy.deepcopy(newer["paths"]["/console/v1/gates"]["post"])}
    del newer["paths"]["/console/v1/gates/{id}/launch"]
    (tmp_path / "newer.json").write_text(json.dumps(newer))
    shutil.copy(tool.CONTRACT, tmp_path / "contract.json")
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setattr(tool, "CONTRACT", tmp_path / "contract.json")

    tool.main(["--diff", str(tmp_path / "newer.json")])
    told = [
        "new operations, which nothing uses yet:",
        "  POST /paint",
        "operations that are gone:",
        "  PUT /gates/{id}/launch  (used by Gate: status)",
        "Gate:",
        "  + rules[].conditions[].colour  (POST /gates)",
    ]
    assert capsys.readouterr().out.splitlines() == told
    assert contract.document() == json.loads(tool.CONTRACT.read_text())

    tool.main([str(tmp_path / "newer.json")])
    *said, written = capsys.readouterr().out.splitlines()
    assert said == told
    assert written.startswith("contract.json: 244 operations, ")
    tool.main(["--diff", str(tmp_path / "newer.json")])
    assert capsys.readouterr().out == "no operation and no field has changed\n"


def test_it_holds_no_prose() -> None:
    words = {"description", "summary", "example", "examples", "title"}

    def prose(node: Any) -> list[str]:
        """Words of the schema language that would hold prose; a field may have such a name."""
        if isinstance(node, list):
            return [word for inner in node for word in prose(inner)]
        if not isinstance(node, dict):
            return []
        found = [word for word in words & node.keys() if isinstance(node[word], str)]
        return found + [word for inner in node.values() for word in prose(inner)]

    assert prose(contract.document()) == []


def test_limits_of_pages_are_kept() -> None:
    limits = contract.document()["operations"]["GET /gates/{id}/gate_references"]["query"]["limit"]["schema"]
    assert limits == {"type": "integer", "minimum": 1, "maximum": 100}
