"""Derive the emulator's contract from Statsig's OpenAPI document.

    tools/contract.py [DOCUMENT]           print what changes, then write statsig_pulumi/emulator/contract.json
    tools/contract.py --check [DOCUMENT]   fail when the committed file is not what the document gives
    tools/contract.py --diff DOCUMENT      print what a newer document changes, and write nothing

The contract holds facts alone: operations, parameters, fields, types, limits, enums, status codes. No prose.

Normal form, where it differs from the document:

* JSON Schema 2020-12: ``nullable`` becomes a type or an enum member;
* ``oneOf`` becomes ``anyOf``: the document's alternatives overlap (an empty list is a list of texts and of numbers);
* ``exclusiveMinimum: true`` beside ``minimum: 1`` is a mistranslation of "at least 1" and is left out;
* a reply's envelope and its data, two schemas that both describe ``data``, are one;
* the parameters ``limit`` and ``page``, which the document gives two contradictory types, are whole numbers from 1,
  up to the document's maximum where it has one;
* what a reply's fields are by the document's own examples, where their schema says otherwise (``SHOWN``);
* objects that stand more than once are moved to ``$defs`` under the name of their first place.
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
DOCUMENT = ROOT.parent / "shared" / "statsig-openapi.json"
CONTRACT = ROOT / "statsig_pulumi" / "emulator" / "contract.json"
BASE = "/console/v1"
VERBS = ("get", "post", "put", "patch", "delete")
PROSE = {"description", "example", "examples", "title", "summary", "deprecated", "externalDocs", "xml", "discriminator"}
PAGING = {"type": "integer", "minimum": 1}
# Objects by their schema; a text, and a text that a key has none of, by the example and everywhere else.
SHOWN = {"AuditLogDto": {"actionType": {"type": "string"}, "modifierEmail": {"type": ["string", "null"]}}}

Json = dict[str, Any]


def contract(document: Json) -> Json:
    """The contract of a document."""
    operations: Json = {}
    for path, verbs in document["paths"].items():
        for verb in VERBS:
            if verb in verbs:
                operations[f"{verb.upper()} {path.removeprefix(BASE)}"] = _operation(verbs[verb], document)
    schemas = {name: _schema(schema) for name, schema in document["components"]["schemas"].items()}
    for name, fields in SHOWN.items():
        if name in schemas:
            schemas[name]["properties"].update(fields)
    return _shared({"version": document["info"]["version"], "operations": operations, "$defs": schemas})


def _operation(operation: Json, document: Json) -> Json:
    success, reply = next((int(c), r) for c, r in operation["responses"].items() if c.startswith("2"))
    body = operation.get("requestBody")
    return {
        "family": next((t for t in operation["tags"] if t != "MCP"), operation["tags"][0]),
        "query": {p["name"]: _parameter(p) for p in operation.get("parameters", []) if p["in"] == "query"},
        "body": _schema(_content(body)) if body else None,
        "status": success,
        "reply": _schema(_envelope(_content(reply), document)),
        "errors": sorted(int(code) for code in operation["responses"] if code.isdigit() and code >= "400"),
    }


def _envelope(schema: Json, document: Json) -> Json:
    """The envelope with its data as one object: both describe ``data``, and it is the second that is meant."""
    properties: Json = {}
    required: set[str] = set()
    for part in schema.get("allOf", [schema]):
        name = part.get("$ref", "").rsplit("/", 1)[-1]
        whole = document["components"]["schemas"][name] if name else part
        properties |= whole.get("properties", {})
        required |= set(whole.get("required", []))
    return {"type": "object", "properties": properties, "required": sorted(required)}


def _content(holder: Json) -> Json:
    schema: Json = holder.get("content", {}).get("application/json", {}).get("schema", {})
    return schema


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
        elif word not in PROSE and word not in ("nullable", "readOnly", "exclusiveMinimum"):
            plain[word] = _schema(value)
    return _nullable(plain) if schema.get("nullable") else plain


def _nullable(schema: Json) -> Json:
    if "enum" in schema:
        schema["enum"] = [*schema["enum"], *([] if None in schema["enum"] else [None])]
    if "type" in schema:
        return {**schema, "type": [schema["type"], "null"]}
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    return {"anyOf": [schema, {"type": "null"}]} if schema else {}


# -- objects that stand more than once -------------------------------------------------------------------------


def _shared(made: Json) -> Json:
    """Move what stands more than once and is large into ``$defs``."""
    counts: Counter[str] = Counter()
    _count(made["operations"], counts)
    _count(made["$defs"], counts)
    again = {digest for digest, count in counts.items() if count > 1}
    names: dict[str, str] = {}
    extra: Json = {}

    def move(node: Any, hint: str, top: bool = False) -> Any:
        if isinstance(node, list):
            return [move(n, hint) for n in node]
        if not isinstance(node, dict):
            return node
        digest = _digest(node)
        if digest in again and not top:
            if digest not in names:
                names[digest] = f"{hint}_{digest[:6]}"
                extra[names[digest]] = {k: move(v, _hint(hint, k)) for k, v in node.items()}
            return {"$ref": f"#/$defs/{names[digest]}"}
        return {k: move(v, _hint(hint, k)) for k, v in node.items()}

    operations = {
        name: {
            **op,
            "body": move(op["body"], "Body"),
            "reply": move(op["reply"], "Reply"),
            "query": {p: {**q, "schema": move(q["schema"], p)} for p, q in op["query"].items()},
        }
        for name, op in made["operations"].items()
    }
    schemas = {name: move(schema, name, top=True) for name, schema in made["$defs"].items()}
    return {"version": made["version"], "operations": operations, "$defs": {**schemas, **extra}}


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


# -- files -----------------------------------------------------------------------------------------------------


def text_of(made: Json) -> str:
    """The contract as it is committed: one operation or schema a line, so that a change is a line."""

    version = json.dumps(made["version"])
    operations, schemas = _lines(made["operations"]), _lines(made["$defs"])
    return f'{{"version": {version},\n"operations": {operations},\n"$defs": {schemas}}}\n'


def _lines(entries: Json) -> str:
    lines = (f"{json.dumps(name)}: {_compact(entry)}" for name, entry in sorted(entries.items()))
    return "{\n" + ",\n".join(lines) + "\n}"


def _compact(entry: Json) -> str:
    return json.dumps(entry, sort_keys=True, separators=(",", ":"))


def changes(made: Json) -> list[str]:
    """What a newer document brings, by what of the package uses it."""
    # As a script, this file stands in no package; and the rest of the command does without statsig_pulumi.
    sys.path.insert(0, str(ROOT))
    from statsig_pulumi.cli.coverage import claims

    from tools.news import news

    return news(json.loads(CONTRACT.read_text()), made, claims()) or ["no operation and no field has changed"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("document", nargs="?", type=Path, default=DOCUMENT)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--diff", action="store_true")
    options = parser.parse_args(arguments)
    made = contract(json.loads(options.document.read_text()))
    if options.check:
        if CONTRACT.read_text() != text_of(made):
            sys.exit(f"{CONTRACT.relative_to(ROOT)} is stale: run tools/contract.py")
        return
    print("\n".join(changes(made)))
    if not options.diff:
        CONTRACT.write_text(text_of(made))
        print(f"{CONTRACT.relative_to(ROOT)}: {len(made['operations'])} operations, {len(made['$defs'])} schemas")


if __name__ == "__main__":
    main()
