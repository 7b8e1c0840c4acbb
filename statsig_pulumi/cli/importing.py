"""Import of existing objects: Pulumi's import file, and the code that declares the objects.

Pulumi cannot read an object that is not in state through a dynamic provider, so the file holds the whole state of each
(https://www.pulumi.com/docs/iac/cli/commands/pulumi_import/; it takes Pulumi 3.254 or newer).
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pulumi.dynamic.dynamic import PROVIDER_KEY

from ..client.client import Client
from ..controller.check import check
from ..controller.controller import Controller
from ..errors import InvalidInput, NotFound
from ..kind import Kind
from ..provider import serialized_provider
from ..schema.json_types import Doc, json_problem
from ..schema.shape import Shape
from ..schema.values import equal, normalize

# Who created an object is no input of a program.
_ATTRIBUTION = {"creator_id", "creator_email"}


def managed(kind: type[Kind], live: Doc) -> Doc:
    """Return the inputs that declare a live object: every field that is not at its default."""
    properties = kind.shape().properties
    changed = {
        name: _managed(properties[name].shape, value)
        for name, value in live.items()
        if name not in _ATTRIBUTION and not equal(properties[name].shape, value, properties[name].default)
    }
    return with_texts(kind.shape(), changed)


def _managed(shape: Shape, value: Any) -> Any:
    if shape.properties and isinstance(value, dict):
        changed = {
            name: _managed(shape.properties[name].shape, v)
            for name, v in value.items()
            if shape.properties[name].required
            or not equal(shape.properties[name].shape, v, shape.properties[name].default)
        }
        return with_texts(shape, changed)
    if shape.item and isinstance(value, list):
        return [_managed(shape.item, v) for v in value]
    return value


def with_texts(shape: Shape, inputs: Doc) -> Doc:
    """Return inputs with text in place of JSON that no program can give, such as null, where there is an argument."""
    texts = {}
    for name, value in inputs.items():
        prop = shape.properties[name]
        live = normalize(value, prop.shape)
        if prop.shape.json and prop.json5_sibling and json_problem(live, ""):
            texts[name] = {prop.json5_sibling: inputs.get(prop.json5_sibling, json.dumps(live))}
    return {key: v for name, value in inputs.items() for key, v in texts.get(name, {name: value}).items()}


def entry(client: Client, kind: type[Kind], id: str, name: str) -> Doc:
    """Return one entry of an import file.

    Raises:
        InvalidInput: there is no such object, the API cannot read objects of this kind, or what is live cannot stand
            in a program.
    """
    if not kind.routes.can_read:
        raise InvalidInput(f"a {kind.__name__} cannot be imported: Statsig's API cannot read it")
    try:
        state = Controller(kind, client).read(id)
    except NotFound:
        state = None
    if state is None:
        # What was given for a kind whose ids are secrets may be one.
        given = "of this id or name" if kind.secret_outputs() else repr(id)
        raise InvalidInput(f"there is no {kind.__name__} {given}")
    outputs, live = state
    keys = {prop.name: str(live.get(prop.name, id)) for prop in kind.shape().marked("key")}
    inputs = {**managed(kind, live), **keys, **kind.routes.inputs_from_id(id, kind.shape())}
    _check(kind, id, inputs)
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


def _check(kind: type[Kind], id: str, inputs: Doc) -> None:
    """Refuse what the package's own checks refuse: the printed program would not run."""
    if found := "; ".join(f"{path} {problem}" for path, problem in check(kind, {}, inputs)):
        raise InvalidInput(
            f"{kind.__name__} {id!r} cannot be imported as it is: {found}. Change that in the console, and import again"
        )


def read_import_file(path: Path) -> Doc:
    """Return the content of an import file; an empty one where there is none.

    Raises:
        InvalidInput: it cannot be read, or is something else.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8")) if path.exists() else import_file([])
        resources = content.setdefault("resources", [])
        if isinstance(resources, list) and all(isinstance(resource, dict) for resource in resources):
            return dict(content)
    except OSError as error:
        raise InvalidInput(f"cannot read {path}: {error.strerror}") from None
    except (AttributeError, ValueError, RecursionError):
        pass
    raise InvalidInput(f"{path} is no import file of Pulumi: name another one with --file")


def import_file(entries: Iterable[Doc]) -> Doc:
    """Return the content of an import file with these entries."""
    return {"resources": list(entries)}


def program(kind: type[Kind], resource: Doc) -> str:
    """Return the statement that declares an imported object."""
    inputs = {k: v for k, v in resource["inputs"].items() if k != PROVIDER_KEY}
    for key in kind.shape().marked("key"):
        if inputs.get(key.name) == resource["logicalName"] and not key.required:
            del inputs[key.name]
    arguments = [repr(resource["logicalName"]), *keywords(kind.shape(), inputs)]
    return f"statsig.{kind.__name__}{_bracketed('(', arguments, ')')}"


def keywords(shape: Shape, inputs: Doc) -> list[str]:
    """Return inputs as the arguments of a call."""
    return [f"{name}={expression(shape.properties[name].shape, value)}" for name, value in inputs.items()]


def expression(shape: Shape, value: Any) -> str:
    """Return the expression of a value."""
    if shape.models and isinstance(value, dict):
        model = next((m for m in shape.models if set(value) <= set(m.model_fields)), shape.models[0])
        return f"statsig.{model.__name__}{_bracketed('(', keywords(shape, value), ')')}"
    if shape.item and isinstance(value, list):
        return _bracketed("[", [expression(shape.item, v) for v in value], "]")
    return repr(value)


def _bracketed(opening: str, parts: list[str], closing: str) -> str:
    line = f"{opening}{', '.join(parts)}{closing}"
    if len(line) <= 88 and "\n" not in line:
        return line
    inner = textwrap.indent(",\n".join(parts), "    ")
    return f"{opening}\n{inner},\n{closing}"
