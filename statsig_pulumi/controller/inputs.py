"""Inputs and state: what of Pulumi's property bags is the program's, and what is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from ..kind import Kind
from ..rest.operations import FOUND
from ..schema.documents import project
from ..schema.json_types import Doc
from ..schema.shape import Shape
from ..schema.sharing import own_part
from ..schema.values import LEAF, carried, equal, from_wire, normalize, stored_default

PROJECT = "__project"
"""The hidden output that holds the id of the Statsig project that the object is in."""
ENDPOINT = "__endpoint"
"""The hidden output that holds a digest of the address and the key that were last used."""
STACK = "__stack"
"""The hidden input that holds the Pulumi project and stack, which Pulumi does not tell a provider; an output as well,
which is all that a delete is given."""
SECRETS = "__secrets"
"""The hidden input and output that holds the paths of the program's secrets: a provider gets bare values."""


def secret_values(kind: type[Kind], props: Mapping[str, Any]) -> Iterator[Any]:
    """Yield the values in a property bag that must not be printed."""
    for name in (*kind.secret_outputs(), *(prop.name for prop in kind.shape().marked("secret"))):
        yield props.get(name)
    for place in secret_places(props):
        value: Any = props
        with suppress(LookupError, TypeError):
            for step in place:
                value = value[step]
            yield value


def secret_places(props: Mapping[str, Any]) -> Iterator[tuple[str | int, ...]]:
    """Yield where the program's secrets stand in a property bag. What a hand has made of the paths in state is none."""
    paths = props.get(SECRETS)
    for path in paths if isinstance(paths, list) else ():
        with suppress(TypeError, ValueError, OverflowError):
            yield tuple([step if isinstance(step, str) else int(step) for step in path])


def known_project(props: Mapping[str, Any], digest: str) -> str:
    """Return the Statsig project that state names; "" where address and key are not those last used (``digest``)."""
    return str(props.get(PROJECT) or "") if props.get(ENDPOINT) == digest else ""


def inputs_of(kind: type[Kind], props: Mapping[str, Any]) -> Doc:
    """Return the resource's inputs: ``props`` without computed outputs and Pulumi's ``__`` keys.

    State that a newer version has written may hold arguments that this one does not have: they are left out.
    """
    shape = kind.shape()
    return {
        name: _known(shape.properties[name].shape, normalize(value, shape.properties[name].shape))
        for name, value in props.items()
        if value is not None and name in shape.properties
    }


def given_inputs(kind: type[Kind], props: Mapping[str, Any]) -> Doc:
    """Return the inputs as a program gives them, with those that are no arguments: ``check`` refuses them."""
    known, outputs = kind.shape().properties, kind.computed_outputs()
    return {
        name: normalize(value, known[name].shape if name in known else Shape())
        for name, value in props.items()
        if value is not None and not name.startswith("__") and (name in known or name not in outputs)
    }


def _known(shape: Shape, value: Any) -> Any:
    """Return a value without the fields that its shape does not have, at any depth."""
    if shape.properties and isinstance(value, dict):
        return {n: _known(shape.properties[n].shape, v) for n, v in value.items() if n in shape.properties}
    if shape.item and isinstance(value, list):
        return [_known(shape.item, one) for one in value]
    if shape.item and isinstance(value, dict):
        return {name: _known(shape.item, one) for name, one in value.items()}
    return value


def known_outputs(kind: type[Kind], props: Mapping[str, Any]) -> Doc:
    """Return the computed outputs that state holds, and the entries of others that were found."""
    return {name: value for name, value in props.items() if name in kind.computed_outputs() or name == FOUND}


def outputs_of(kind: type[Kind], inputs: Doc, doc: Doc) -> Doc:
    """Return what is stored: the inputs and the computed outputs, nothing else."""
    found = {name: doc[wire] for name, wire in kind.computed_outputs().items() if doc.get(wire) is not None}
    computed = {name: carried(value, LEAF) for name, value in found.items()}
    return {**carried_inputs(kind, inputs), **computed}


def carried_inputs(kind: type[Kind], inputs: Doc) -> Doc:
    """Return the inputs as Pulumi can carry them."""
    shapes = kind.shape().properties
    return {name: carried(value, shapes[name].shape) if name in shapes else value for name, value in inputs.items()}


def refreshed_inputs(kind: type[Kind], inputs: Doc, doc: Doc, *, by_name: bool = False) -> Doc:
    """Return the managed part of a live document, in the program's names.

    Where every field is managed (``exhaustive``, ``exclusive``), with all fields that are not at their defaults.
    Members of lists are matched by their names only where ``by_name`` says so.
    """
    shape = kind.shape()
    if not kind.routes.can_read:
        return inputs
    projected: Doc = project(shape, inputs, doc, by_name=by_name)
    if not kind.routes.is_authoritative(inputs):
        return projected
    live: Doc = from_wire(shape, own_part(shape, inputs, doc))
    others = {
        name: value
        for name, value in live.items()
        if name not in inputs
        and name != kind.status_field()
        and not (kind.statuses and kind.statuses.follows(name, inputs))
        and shape.properties[name].json5_sibling not in inputs
        and not shape.properties[name].marks & {"no_default", "replace", "write_only", "provider_only"}
        and not equal(shape.properties[name].shape, value, stored_default(shape.properties[name]))
    }
    return {**others, **projected}


def replaced_fields(kind: type[Kind], names: list[str]) -> list[str]:
    """Return those of the names whose change replaces the object."""
    return [name for name in names if "replace" in kind.shape().properties[name]]


def describe(kind: type[Kind], inputs: Doc, id: str = "") -> str:
    """Return how a message names an object: by its full address, such as ``Gate 'new_checkout'``."""
    address = kind.address(inputs)
    return str(address) if address.name or not id else f"{kind.__name__} {id!r}"
