"""Derive the emulator's contract from Statsig's OpenAPI document.

    tools/contract.py DOCUMENT           print what changes, then write statsig_pulumi/emulator/contract.json
    tools/contract.py --diff DOCUMENT    print what changes, and write nothing
    tools/contract.py --check DOCUMENT   fail if the committed contract is not what the document gives
    tools/contract.py --check            the same for the OpenAPI document that the emulator itself writes

The contract holds facts alone: operations, parameters, fields, types, limits, enums, status codes. No prose.

It differs from the document as follows:

* Schemas are JSON Schema 2020-12: ``nullable`` becomes a type or an enum member.
* ``oneOf`` becomes ``anyOf``, because the document's alternatives overlap: an empty list is both a list of strings and
  a list of numbers.
* ``exclusiveMaximum: true`` beside ``maximum: 1000`` becomes ``exclusiveMaximum: 1000``, and likewise for the minimum;
  but ``exclusiveMinimum: true`` beside ``minimum: 1`` is a mistranslation of "at least 1" and is left out.
* A response's envelope and its data, two schemas that both describe ``data``, become one.
* The parameters ``limit`` and ``page``, which have two contradictory types, become integers from 1 up to the
  document's maximum, if it has one.
* A schema that occurs more than once moves to ``$defs``, under the name of its first place.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
CONTRACT = ROOT / "statsig_pulumi" / "emulator" / "contract.json"
BASE = "/console/v1"
METHODS = ("get", "post", "put", "patch", "delete")
JSON = "application/json"
PROSE = {"description", "example", "examples", "title", "summary", "deprecated", "externalDocs", "xml", "discriminator"}
PAGING = {"type": "integer", "minimum": 1}

Json = dict[str, Any]


def contract(document: Json) -> Json:
    """Return the contract of an OpenAPI document."""
    operations: Json = {}
    for path, methods in document["paths"].items():
        for method in METHODS:
            if method in methods:
                operations[f"{method.upper()} {path.removeprefix(BASE)}"] = _operation(methods[method], document)
    schemas = {name: _schema(schema) for name, schema in document["components"]["schemas"].items()}
    return _share({"version": document["info"]["version"], "operations": operations, "$defs": schemas})


def _operation(operation: Json, document: Json) -> Json:
    status, response = next((int(c), r) for c, r in operation["responses"].items() if c.startswith("2"))
    body = operation.get("requestBody")
    return {
        "family": next((t for t in operation["tags"] if t != "MCP"), operation["tags"][0]),
        "query": {p["name"]: _parameter(p) for p in operation.get("parameters", []) if p["in"] == "query"},
        "body": _schema(_content(body)) if body else None,
        "status": status,
        **_response(response, document),
        "errors": sorted(int(code) for code in operation["responses"] if code.isdigit() and code >= "400"),
    }


def _response(response: Json, document: Json) -> Json:
    content = response.get("content", {})
    if content and JSON not in content:
        media_type = next(iter(content))
        return {"media_type": media_type, "response": _schema(content[media_type]["schema"])}
    return {"response": _schema(_envelope(_content(response), document))}


def _envelope(schema: Json, document: Json) -> Json:
    """Merge the envelope and its data, which both describe ``data``; the latter prevails. Keep a single reference."""
    if "$ref" in schema:
        return schema
    properties: Json = {}
    required: set[str] = set()
    for part in schema.get("allOf", [schema]):
        name = part.get("$ref", "").rsplit("/", 1)[-1]
        merged = document["components"]["schemas"][name] if name else part
        properties |= merged.get("properties", {})
        required |= set(merged.get("required", []))
    return {"type": "object", "properties": properties, "required": sorted(required)}


def _content(holder: Json) -> Json:
    schema: Json = holder.get("content", {}).get(JSON, {}).get("schema", {})
    return schema


EXCLUSIVE = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}
"""The words that say of a limit that it is excluded itself."""


def _parameter(parameter: Json) -> Json:
    schema = _schema(parameter.get("schema", {}))
    if parameter["name"] in ("limit", "page"):
        schema = PAGING | {word: schema[word] for word in ("maximum",) if word in schema}
    return {"required": parameter.get("required", False), "schema": schema}


def _schema(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_schema(s) for s in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        plain: Json = {"$ref": schema["$ref"].replace("#/components/schemas/", "#/$defs/")}
        return {"anyOf": [plain, {"type": "null"}]} if schema.get("nullable") else plain
    plain = {}
    for word, value in schema.items():
        if word == "properties":
            plain[word] = {name: _schema(s) for name, s in value.items()}
        elif word in ("enum", "default", "required"):
            plain[word] = value
        elif word == "oneOf":
            plain["anyOf"] = _schema(value)
        elif word not in PROSE and word not in ("nullable", "readOnly") and not (word in EXCLUSIVE and value is True):
            plain[word] = _schema(value)
    for word, limit in EXCLUSIVE.items():
        if schema.get(word) is True and plain[limit] != 1:
            plain[word] = plain.pop(limit)
    return _nullable(plain) if schema.get("nullable") else plain


def _nullable(schema: Json) -> Json:
    if "enum" in schema:
        schema["enum"] = [*schema["enum"], *([] if None in schema["enum"] else [None])]
    if "type" in schema:
        return {**schema, "type": [schema["type"], "null"]}
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    return {"anyOf": [schema, {"type": "null"}]} if schema else {}


# -- schemas that occur more than once ---------------------------------------------------------------------------------


def _share(unshared: Json) -> Json:
    """Move large schemas that occur more than once to ``$defs``."""
    counts: Counter[str] = Counter()
    _count(unshared["operations"], counts)
    _count(unshared["$defs"], counts)
    repeated = {digest for digest, count in counts.items() if count > 1}
    names: dict[str, str] = {}
    extra: Json = {}

    def move(node: Any, hint: str, top: bool = False) -> Any:
        if isinstance(node, list):
            return [move(n, hint) for n in node]
        if not isinstance(node, dict):
            return node
        digest = _digest(node)
        if digest in repeated and not top:
            if digest not in names:
                names[digest] = f"{hint}_{digest[:6]}"
                extra[names[digest]] = {k: move(v, _hint(hint, k)) for k, v in node.items()}
            return {"$ref": f"#/$defs/{names[digest]}"}
        return {k: move(v, _hint(hint, k)) for k, v in node.items()}

    operations = {
        name: {
            **op,
            "body": move(op["body"], "Body"),
            "response": move(op["response"], "Response"),
            "query": {p: {**q, "schema": move(q["schema"], p)} for p, q in op["query"].items()},
        }
        for name, op in unshared["operations"].items()
    }
    schemas = {name: move(schema, name, top=True) for name, schema in unshared["$defs"].items()}
    return {"version": unshared["version"], "operations": operations, "$defs": {**schemas, **extra}}


def _hint(hint: str, word: str) -> str:
    plain = word in ("properties", "items", "anyOf", "allOf", "additionalProperties", "schema")
    return hint if plain else "".join(c for c in word if c.isalnum())


def _digest(node: Json) -> str:
    text = json.dumps(node, sort_keys=True)
    large = len(text) > 120 and ("properties" in node or "enum" in node or "anyOf" in node)
    return hashlib.sha256(text.encode()).hexdigest() if large else ""


def _count(node: Any, counts: Counter[str]) -> None:
    if isinstance(node, dict) and (digest := _digest(node)):
        counts[digest] += 1
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _count(child, counts)


# -- files -------------------------------------------------------------------------------------------------------------


def text_of(derived: Json) -> str:
    """Return the contract as it is committed: one operation or schema per line, so that a change is one line."""
    version = json.dumps(derived["version"])
    operations, schemas = _lines(derived["operations"]), _lines(derived["$defs"])
    return f'{{"version": {version},\n"operations": {operations},\n"$defs": {schemas}}}\n'


def _lines(entries: Json) -> str:
    lines = (f"{json.dumps(name)}: {_compact(entry)}" for name, entry in sorted(entries.items()))
    return "{\n" + ",\n".join(lines) + "\n}"


def _compact(entry: Json) -> str:
    return json.dumps(entry, sort_keys=True, separators=(",", ":"))


def changes(derived: Json) -> list[str]:
    """Return what a newer document changes, grouped by the parts of the package that it concerns."""
    from tools.coverage import claims
    from tools.news import news

    return news(json.loads(CONTRACT.read_text()), derived, claims()) or ["no operation and no field has changed"]


def check(document: Path | None) -> None:
    """Exit with a message if the committed contract is not the one of a document.

    Args:
        document: the OpenAPI document; None for the one that the emulator writes from the contract. A difference there
            is a mistake of the writer or of this tool.
    """
    from statsig_pulumi.emulator import openapi

    source = json.loads(document.read_text()) if document else openapi.document()
    if CONTRACT.read_text() != text_of(contract(source)):
        advice = "run make contract" if document else "the emulator's OpenAPI document gives another contract"
        sys.exit(f"{CONTRACT.relative_to(ROOT)} is stale: {advice}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("document", nargs="?", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--diff", action="store_true")
    options = parser.parse_args(arguments)
    if options.check:
        check(options.document)
        return
    if options.document is None:
        parser.error("name Statsig's OpenAPI document: make contract OPENAPI=FILE")
    derived = contract(json.loads(options.document.read_text()))
    print("\n".join(changes(derived)))
    if not options.diff:
        CONTRACT.write_text(text_of(derived))
        print(f"{CONTRACT.relative_to(ROOT)}: {len(derived['operations'])} operations, {len(derived['$defs'])} schemas")


if __name__ == "__main__":
    # A script sees only its own folder.
    sys.path.insert(0, str(ROOT))
    main()
