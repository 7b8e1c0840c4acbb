"""What Pulumi needs to take objects that exist into a stack: an import file, and the program to go with it.

Pulumi cannot ask a dynamic provider for an object it does not know, so the file holds the whole state
(https://www.pulumi.com/docs/iac/cli/commands/pulumi_import/; the command line has to be 3.254 or newer).
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

from pulumi.dynamic.dynamic import PROVIDER_KEY

from ..client.client import Client
from ..controller.controller import Engine, outputs_of
from ..errors import InvalidInput, NotFound
from ..resource import Resource, serialized_provider
from ..schema.json_types import Doc
from ..schema.shape import Shape
from ..schema.values import from_wire, equal

# Who made an object is not for a program to say.
_ATTRIBUTION = {"creator_id", "creator_email"}


def declared(kind: type[Resource], doc: Doc) -> Doc:
    """What a program would say of a live document: everything that is not as Statsig makes it by itself."""
    values = from_wire(kind.shape(), doc)
    properties = kind.shape().properties
    return {
        name: _declared(properties[name].shape, value)
        for name, value in values.items()
        if name not in _ATTRIBUTION and not equal(properties[name].shape, value, properties[name].default)
    }


def _declared(shape: Shape, value: Any) -> Any:
    if shape.properties and isinstance(value, dict):
        return {
            name: _declared(shape.properties[name].shape, v)
            for name, v in value.items()
            if shape.properties[name].required
            or not equal(shape.properties[name].shape, v, shape.properties[name].default)
        }
    if shape.item and isinstance(value, list):
        return [_declared(shape.item, v) for v in value]
    return value


def entry(api: Client, kind: type[Resource], id: str, name: str) -> Doc:
    """One entry of an import file.

    Raises:
        NotFound: there is no such object.
        InvalidInput: the API does not tell what objects of this kind hold.
    """
    if kind.routes.blind:
        raise InvalidInput(f"a {kind.__name__} cannot be imported: Statsig does not tell what it holds")
    doc = Engine(kind, api).get(id, {})
    if doc is None:
        raise NotFound(f"there is no {kind.__name__} {id!r}", status=404, method="GET", path=id)
    said = {**declared(kind, doc), **_key(kind, doc, id), **kind.routes.inputs_from_id(id)}
    # A secret has no place in a file: it is read when the stack is refreshed.
    outputs = {k: v for k, v in outputs_of(kind, said, doc).items() if k not in kind.secret_outputs()}
    provider = {PROVIDER_KEY: serialized_provider(kind.__name__)}
    return {
        "type": kind.type_token(),
        "name": "".join(c if c.isalnum() else "_" for c in name),
        "logicalName": name,
        "id": id,
        "inputs": {**said, **provider},
        "outputs": {**outputs, **provider},
    }


def _key(kind: type[Resource], doc: Doc, id: str) -> Doc:
    key = kind.routes.key
    return {key: str(from_wire(kind.shape(), doc).get(key, id))} if key else {}


def import_file(entries: Iterable[Doc]) -> Doc:
    """The import file of some entries."""
    return {"resources": list(entries)}


def program(kind: type[Resource], resource: Doc) -> str:
    """The statement that declares an imported object."""
    key = kind.routes.key
    said = {k: v for k, v in resource["inputs"].items() if k != PROVIDER_KEY}
    shape = kind.shape()
    if key and said.get(key) == resource["logicalName"] and not shape.properties[key].required:
        del said[key]
    arguments = [repr(resource["logicalName"]), *_keywords(shape, said)]
    return f"statsig.{kind.__name__}{_bracketed('(', arguments, ')')}"


def _keywords(shape: Shape, said: Doc) -> list[str]:
    return [f"{name}={_expression(shape.properties[name].shape, value)}" for name, value in said.items()]


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
