"""The contract is what Statsig's document says, and a newer document's news are told."""

from __future__ import annotations

import copy
import json
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
def test_a_field_deep_inside_a_newer_document_is_told() -> None:
    newer = document()
    rule = newer["components"]["schemas"]["GateCreateDto"]["properties"]["rules"]["items"]
    rule["properties"]["conditions"]["items"]["properties"]["colour"] = {"type": "string"}
    newer["components"]["schemas"]["PaintDto"] = {"type": "object", "properties": {"shade": {"type": "string"}}}
    newer["paths"]["/console/v1/paint"] = {"post": copy.deepcopy(newer["paths"]["/console/v1/gates"]["post"])}
    old, new = tool.contract(document()), tool.contract(newer)
    told = [
        "+ operation POST /paint",
        "+ schema PaintDto",
        "+ field GateCreateDto: rules[].conditions[].colour",
    ]
    assert tool.changes(old, new) == told
    assert tool.changes(new, old) == [line.replace("+", "-", 1) for line in told]
    assert tool.changes(old, old) == []


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
