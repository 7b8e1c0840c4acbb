"""The contract, how tools/contract.py derives it from an OpenAPI document, and the document that is served."""

from __future__ import annotations

import copy
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from statsig_pulumi.emulator import Emulator, Request, contract, openapi
from tools import contract as tool

from .conftest import Console


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def json_content(schema: Any) -> Any:
    return {"content": {"application/json": {"schema": schema}}}


def statsig_document() -> Any:
    """Return a small document with the peculiarities of Statsig's own."""
    paint = {
        "type": "object",
        "description": "Prose.",
        "required": ["shade"],
        "properties": {
            "shade": {"type": "string", "enum": ["dark"], "nullable": True, "example": "dark"},
            "layers": {"type": "number", "minimum": 1, "exclusiveMinimum": True},
            "mix": {"oneOf": [{"type": "array", "items": {"type": "string"}}, ref("Tint")], "nullable": True},
            "tint": {**ref("Tint"), "nullable": True},
        },
    }
    envelope = {"type": "object", "properties": {"message": {"type": "string"}, "data": {}}, "required": ["message"]}
    response = {"allOf": [ref("Envelope"), {"properties": {"data": ref("Paint")}, "required": ["data"]}]}
    parameters: list[Any] = [
        {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
        {"name": "limit", "in": "query", "schema": {"type": "string", "maximum": 50}},
    ]
    paths = {
        "/console/v1/paints/{id}": {
            "post": {
                "tags": ["MCP", "Paints"],
                "parameters": parameters,
                "requestBody": json_content(ref("Paint")),
                "responses": {"404": {}, "201": json_content(response), "400": {}},
            }
        },
        "/console/v1/sheet": {
            "get": {"tags": ["Sheet"], "responses": {"200": {"content": {"text/csv": {"schema": {"type": "string"}}}}}}
        },
    }
    schemas = {"Paint": paint, "Tint": {"type": "string", "title": "Prose."}, "Envelope": envelope}
    return {"info": {"version": "1.2"}, "paths": paths, "components": {"schemas": schemas}}


# -- deriving it -------------------------------------------------------------------------------------------------------


def test_the_peculiarities_of_statsigs_document_become_plain_json_schema() -> None:
    derived = tool.contract(statsig_document())
    assert derived["version"] == "1.2"
    tint = {"$ref": "#/$defs/Tint"}
    assert derived["$defs"]["Tint"] == {"type": "string"}
    assert derived["$defs"]["Paint"] == {
        "type": "object",
        "required": ["shade"],
        "properties": {
            "shade": {"type": ["string", "null"], "enum": ["dark", None]},
            "layers": {"type": "number", "minimum": 1},
            "mix": {"anyOf": [{"type": "array", "items": {"type": "string"}}, tint, {"type": "null"}]},
            "tint": {"anyOf": [tint, {"type": "null"}]},
        },
    }
    paint = {"$ref": "#/$defs/Paint"}
    properties = {"message": {"type": "string"}, "data": paint}
    assert derived["operations"]["POST /paints/{id}"] == {
        "family": "Paints",
        "query": {"limit": {"required": False, "schema": {"type": "integer", "minimum": 1, "maximum": 50}}},
        "body": paint,
        "status": 201,
        "response": {"type": "object", "properties": properties, "required": ["data", "message"]},
        "errors": [400, 404],
    }
    sheet = derived["operations"]["GET /sheet"]
    assert (sheet["media_type"], sheet["response"]) == ("text/csv", {"type": "string"})


def test_a_large_schema_that_occurs_more_than_once_is_shared() -> None:
    document = statsig_document()
    schemas = document["components"]["schemas"]
    large = {"type": "string", "enum": [f"the colour number {number}" for number in range(10)]}
    schemas["Paint"]["properties"]["first"] = schemas["Envelope"]["properties"]["second"] = large
    derived = tool.contract(document)
    name = derived["$defs"]["Paint"]["properties"]["first"]["$ref"].removeprefix("#/$defs/")
    assert name.startswith("second_")
    assert derived["$defs"][name] == large


def test_what_a_newer_document_changes_is_printed_before_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = copy.deepcopy(openapi.document())
    schemas, paths = newer["components"]["schemas"], newer["paths"]
    schemas["GateCreateDto"]["properties"]["colour"] = {"type": "string"}
    paths["/console/v1/paint"] = {"post": paths["/console/v1/gates"]["post"]}
    del paths["/console/v1/gates/{id}/launch"]
    (tmp_path / "newer.json").write_text(json.dumps(newer))
    shutil.copy(tool.CONTRACT, tmp_path / "contract.json")
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setattr(tool, "CONTRACT", tmp_path / "contract.json")

    tool.main(["--diff", str(tmp_path / "newer.json")])
    expected = [
        "new operations, which nothing uses yet:",
        "  POST /paint",
        "operations that are gone:",
        "  PUT /gates/{id}/launch  (used by Gate: status)",
        "Gate:",
        "  + colour  (POST /gates)",
    ]
    assert capsys.readouterr().out.splitlines() == expected
    assert contract.document() == json.loads(tool.CONTRACT.read_text())
    with pytest.raises(SystemExit, match=r"contract\.json is stale: run make contract"):
        tool.main(["--check", str(tmp_path / "newer.json")])

    tool.main([str(tmp_path / "newer.json")])
    *printed, written = capsys.readouterr().out.splitlines()
    assert printed == expected
    assert written.startswith("contract.json: 324 operations, ")
    tool.main(["--check", str(tmp_path / "newer.json")])
    tool.main(["--diff", str(tmp_path / "newer.json")])
    assert capsys.readouterr().out == "no operation and no field has changed\n"


def test_nothing_is_written_without_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        tool.main([])
    assert "make contract OPENAPI=FILE" in capsys.readouterr().err


# -- the document that the emulator serves -----------------------------------------------------------------------------


def test_the_contract_follows_from_its_own_openapi_document() -> None:
    document = json.loads(json.dumps(openapi.document()))
    assert tool.text_of(tool.contract(document)) == tool.CONTRACT.read_text()
    tool.main(["--check"])


def test_a_difference_in_the_round_trip_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setattr(tool, "CONTRACT", tmp_path / "contract.json")
    tool.CONTRACT.write_text("{}")
    with pytest.raises(SystemExit, match="the emulator's OpenAPI document gives another contract"):
        tool.main(["--check"])


def test_the_document_is_valid_openapi() -> None:
    definitions = pytest.importorskip("schemathesis.specs.openapi.definitions", reason="needs Python 3.11")
    validator = Draft202012Validator(definitions.OPENAPI_31)
    assert [error.message for error in validator.iter_errors(openapi.document())] == []


def test_the_document_is_served_without_a_key(console: Console) -> None:
    address = "http://emulator.invalid/openapi/20240601.json"
    response = console.client(None).get(address)
    assert (response.status_code, response.headers["content-type"]) == (200, "application/json")
    assert response.json() == openapi.document()
    assert console.http.post(address).status_code == 404
    assert console.emulator.log()[-1].method == "POST", "reading the document is not in the log"


def test_what_is_served_is_a_copy() -> None:
    emulator = Emulator()
    emulator.handle(Request("GET", openapi.PATH)).document["paths"].clear()
    assert emulator.handle(Request("GET", openapi.PATH)).document["paths"]
    emulator.close()


# -- what it holds -----------------------------------------------------------------------------------------------------


def test_it_holds_no_prose() -> None:
    words = {"description", "summary", "example", "examples", "title"}

    def prose(node: Any) -> list[str]:
        """Return the keywords that hold prose; a field may have the same name."""
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
