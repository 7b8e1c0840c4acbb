"""The contract as an OpenAPI document, which the emulator serves without a key.

The document holds the same facts as ``contract.json`` and nothing else: ``tools/contract.py`` derives exactly this
contract from it again.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from . import contract
from .http import BASE

PATH = f"/openapi/{contract.document()['version'].split('.')[0]}.json"
"""The path that Statsig serves its own document at, too."""
_SECURITY_SCHEME = "STATSIG-API-KEY"

Json = dict[str, Any]


@cache
def document() -> Json:
    """Return the OpenAPI 3.1 document of the contract."""
    facts = contract.document()
    paths: Json = {}
    for operation in sorted(contract.operations(), key=lambda operation: operation.name):
        paths.setdefault(BASE + operation.path, {})[operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Console API", "version": facts["version"]},
        "security": [{_SECURITY_SCHEME: []}],
        "paths": paths,
        "components": {
            "securitySchemes": {_SECURITY_SCHEME: {"type": "apiKey", "in": "header", "name": _SECURITY_SCHEME}},
            "schemas": {name: _schema(schema) for name, schema in facts["$defs"].items()},
        },
    }


def _operation(operation: contract.Operation) -> Json:
    facts = operation.facts
    path = [_parameter("path", name, {"required": True, "schema": {"type": "string"}}) for name in operation.parameters]
    query = [_parameter("query", name, parameter) for name, parameter in facts["query"].items()]
    success = {"description": "Success", "content": {operation.media_type: {"schema": _schema(facts["response"])}}}
    errors = {str(status): {"description": "Error"} for status in facts["errors"]}
    body = {"required": True, "content": {contract.JSON: {"schema": _schema(facts["body"])}}}
    return {
        "tags": [facts["family"]],
        "parameters": [*path, *query],
        **({} if operation.body is None else {"requestBody": body}),
        "responses": {str(operation.status): success, **errors},
    }


def _parameter(place: str, name: str, parameter: Json) -> Json:
    return {"name": name, "in": place, "required": parameter["required"], "schema": _schema(parameter["schema"])}


def _schema(schema: Any) -> Any:
    """Return a schema with its references to the components of the document."""
    if isinstance(schema, list):
        return [_schema(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return {"$ref": schema["$ref"].replace("#/$defs/", "#/components/schemas/")}
    return {word: _schema(value) for word, value in schema.items()}
