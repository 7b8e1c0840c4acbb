"""What a program says of a live object: the inputs that declare it as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...controller.check import check
from ...controller.inputs import ENDPOINT, PROJECT
from ...controller.inventory import Live
from ...kind import Kind
from ...rest.contents import SharedContents
from ...schema.json_types import Doc, json_problem
from ...schema.shape import Shape
from ...schema.values import equal, normalize, stored_default
from ..references import ATTRIBUTION

# Who made or has an object is Statsig's to know, and which group is the control group only the project's own ids say.
_NOT_DECLARED = ATTRIBUTION | {"control_group_id"}


@dataclass(frozen=True)
class Declaration:
    """An object as a program declares it.

    Args:
        kind, id: which object.
        inputs: what the program says, in the program's names; without the key where the resource's name is the key.
        outputs: the computed outputs that state holds besides.
        problems: what cannot be declared as it is: the path of a field that is left to the console, and why.
    """

    kind: type[Kind]
    id: str
    inputs: Doc
    outputs: Doc
    problems: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """The name of the object in Statsig; where it has none, its id."""
        return str(
            next((self.inputs[p.name] for p in self.kind.shape().marked("key") if p.name in self.inputs), self.id)
        )


class NotDeclarable(Exception):
    """An object that no program can declare; its text says why."""


def declare(live: Live) -> Declaration | None:
    """Return the declaration of an object; None where there is nothing to declare: overrides without any, or what
    Statsig makes by itself.

    Raises:
        NotDeclarable: the package's own checks refuse even the least that declares it.
    """
    kind, shape = live.kind, live.kind.shape()
    if kind.is_made_by_statsig(live.doc):
        return None
    addressed = kind.routes.inputs_from_id(live.id, shape)
    inputs = {**managed(kind, live.inputs), **addressed}
    if isinstance(kind.routes, SharedContents) and not inputs.keys() - addressed.keys():
        return None
    keys = {p.name: str(live.inputs.get(p.name) or live.id) for p in shape.marked("key") if p.name not in inputs}
    problems: list[tuple[str, str]] = []
    # It exists: what a create needs is no matter.
    while found := [*check(kind, {**keys, **inputs}, {**keys, **inputs}, values=True)]:
        left = {path.partition(".")[0].partition("[")[0] for path, _ in found} & (inputs.keys() - addressed.keys())
        left -= {p.name for p in shape.properties.values() if p.required or "key" in p}
        if not left:
            raise NotDeclarable("; ".join(f"{path} {problem}" for path, problem in found))
        problems += [(path, f"{problem}. Change that in the console, and export again") for path, problem in found]
        inputs = {name: value for name, value in inputs.items() if name not in left}
    known = kind.computed_outputs().keys() - set(kind.secret_outputs()) | {PROJECT, ENDPOINT}
    outputs = {name: value for name, value in live.outputs.items() if name in known}
    return Declaration(kind, live.id, {**keys, **inputs}, outputs, tuple(problems))


def managed(kind: type[Kind], live: Doc) -> Doc:
    """Return the inputs that declare a live object: the fields that are not at their defaults."""
    left = {*_NOT_DECLARED, *(p.name for p in kind.shape().marked("secret"))}
    if live.get("team"):  # the name carries over to other projects, the id does not
        left.add("team_id")
    key = next((p for p in kind.shape().marked("key")), None)
    label = next((p for p in kind.shape().on_wire if p.wire == getattr(kind.routes, "label", None)), None)
    if label and key and live.get(label.name) == live.get(key.name):
        left.add(label.name)
    if kind.statuses and live.get(kind.statuses.field) == kind.statuses.initial:
        left.add(kind.statuses.field)
    return _changed(kind.shape(), {name: value for name, value in live.items() if name not in left})


def _changed(shape: Shape, live: Doc) -> Doc:
    repeated = {r for model in shape.models for name in model.repeated if live.get(name) for r in model.repeated[name]}
    changed = {
        name: _managed(shape.properties[name].shape, value)
        for name, value in live.items()
        if name not in repeated
        and (shape.properties[name].required or not equal(shape.properties[name].shape, value, _default(shape, name)))
    }
    return dict(_in_one_spelling(shape, changed))


def _default(shape: Shape, name: str) -> Any:
    return stored_default(shape.properties[name])


def _managed(shape: Shape, value: Any) -> Any:
    if shape.properties and isinstance(value, dict):
        return _changed(shape, value)
    if shape.item and isinstance(value, list):
        members = [_managed(shape.item, v) for v in value]
        return sorted(members, key=_sortable) if shape.unordered else members
    if shape.unordered and isinstance(value, list):
        return sorted(value, key=_sortable)
    return value


def _sortable(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _in_one_spelling(shape: Shape, inputs: Doc) -> Iterator[tuple[str, Any]]:
    """Yield inputs with each free JSON value once: as text where that says more than JSON, or where no program can give
    the value, such as null."""
    for name, value in inputs.items():
        prop = shape.properties[name]
        sibling = prop.json5_sibling
        if not sibling:
            yield name, value
        elif name.endswith("_json5"):
            if sibling not in inputs or not _is_json(value):
                yield name, value
        elif not json_problem(normalize(value, prop.shape), ""):
            if sibling not in inputs or _is_json(inputs[sibling]):
                yield name, value
        elif sibling not in inputs or _is_json(inputs[sibling]):
            yield sibling, json.dumps(normalize(value, prop.shape))


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
