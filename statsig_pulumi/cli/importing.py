"""Import of existing objects: Pulumi's import file, and the code that declares the objects.

Pulumi cannot read an object that is not in state through a dynamic provider, so the file holds the whole state of each
(https://www.pulumi.com/docs/iac/cli/commands/pulumi_import/; it takes Pulumi 3.254 or newer).
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

from pulumi.dynamic.dynamic import PROVIDER_KEY

from ..client.client import Client
from ..controller.controller import Controller
from ..errors import InvalidInput, NotFound
from ..kind import Kind
from ..provider import serialized_provider
from ..schema.json_types import Doc
from ..schema.shape import Shape
from ..schema.values import equal

# Who created an object is no input of a program.
_ATTRIBUTION = {"creator_id", "creator_email"}


def managed(kind: type[Kind], live: Doc) -> Doc:
    """Return the inputs that declare a live object: every field that is not at its default."""
    properties = kind.shape().properties
    return {
        name: _managed(properties[name].shape, value)
        for name, value in live.items()
        if name not in _ATTRIBUTION and not equal(properties[name].shape, value, properties[name].default)
    }


def _managed(shape: Shape, value: Any) -> Any:
    if shape.properties and isinstance(value, dict):
        return {
            name: _managed(shape.properties[name].shape, v)
            for name, v in value.items()
            if shape.properties[name].required
            or not equal(shape.properties[name].shape, v, shape.properties[name].default)
        }
    if shape.item and isinstance(value, list):
        return [_managed(shape.item, v) for v in value]
    return value


def entry(client: Client, kind: type[Kind], id: str, name: str) -> Doc:
    """Return one entry of an import file.

    Raises:
        NotFound: there is no such object.
        InvalidInput: the API cannot read objects of this kind.
    """
    if not kind.routes.can_read:
        raise InvalidInput(f"a {kind.__name__} cannot be imported: Statsig's API cannot read it")
    try:
        state = Controller(kind, client).read(id)
    except NotFound:
        state = None
    if state is None:
        raise NotFound(f"there is no {kind.__name__} {id!r}", status=404, method="GET", path=id)
    outputs, live = state
    keys = {prop.name: str(live.get(prop.name, id)) for prop in kind.shape().marked("key")}
    inputs = {**managed(kind, live), **keys, **kind.routes.inputs_from_id(id, kind.shape())}
    # Secrets are left out of the file: a refresh of the stack reads them.
    computed = {k: v for k, v in outputs.items() if k in kind.computed_outputs() and k not in kind.secret_outputs()}
    provider = {PROVIDER_KEY: serialized_provider(kind.__name__)}
    return {
        "type": kind.type_token(),
        "name": "".join(c if c.isalnum() else "_" for c in name),
        "logicalName": name,
        "id": id,
        "inputs": {**inputs, **provider},
        "outputs": {**inputs, **computed, **provider},
    }


def import_file(entries: Iterable[Doc]) -> Doc:
    """Return the content of an import file with these entries."""
    return {"resources": list(entries)}


def program(kind: type[Kind], resource: Doc) -> str:
    """Return the statement that declares an imported object."""
    inputs = {k: v for k, v in resource["inputs"].items() if k != PROVIDER_KEY}
    for key in kind.shape().marked("key"):
        if inputs.get(key.name) == resource["logicalName"] and not key.required:
            del inputs[key.name]
    arguments = [repr(resource["logicalName"]), *_keywords(kind.shape(), inputs)]
    return f"statsig.{kind.__name__}{_bracketed('(', arguments, ')')}"


def _keywords(shape: Shape, inputs: Doc) -> list[str]:
    return [f"{name}={_expression(shape.properties[name].shape, value)}" for name, value in inputs.items()]


def _expression(shape: Shape, value: Any) -> str:
    if shape.models and isinstance(value, dict):
        model = next((m for m in shape.models if set(value) <= set(m.model_fields)), shape.models[0])
        return f"statsig.{model.__name__}{_bracketed('(', _keywords(shape, value), ')')}"
    if shape.item and isinstance(value, list):
        return _bracketed("[", [_expression(shape.item, v) for v in value], "]")
    return repr(value)


def _bracketed(opening: str, parts: list[str], closing: str) -> str:
    line = f"{opening}{', '.join(parts)}{closing}"
    if len(line) <= 88 and "\n" not in line:
        return line
    inner = textwrap.indent(",\n".join(parts), "    ")
    return f"{opening}\n{inner},\n{closing}"
