"""What of an object means the same in another Statsig project: names in place of ids that a server has made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...controller.inventory import Inventory, Live
from ...rest.internal_ids import InternalIds
from ...schema.json_types import Doc
from ...schema.shape import Property, Shape
from ...schema.values import stored_default
from ..references import ATTRIBUTION, reference_at

_GROUPS = frozenset({"control_group_id", "group_id", "launched_group_id"})
"""The fields that hold the id of a group, or its name."""
OWN = ATTRIBUTION | {"foreign_group_id", "required_review_group_id"}
"""The fields whose values are people, or ids of a project that nothing here has the names of."""
_OWN_OF_KIND = frozenset({("ProjectSettings", "name")})
_INTERNAL = "(set, as an internal id)"


class Names:
    """What the objects of one project are called.

    Args:
        inventory: what has been read of the project.
        unread: the kinds of which one of the two projects does not tell all: a reference to such a one is left out.
    """

    def __init__(self, inventory: Inventory, unread: frozenset[str] = frozenset()) -> None:
        self._unread = unread
        self._keys = {(one.kind.__name__, one.id): _key(one) for one in inventory.objects}
        self._groups = {
            str(id): name
            for live in inventory.objects
            for output in ("group_ids", "variant_ids")
            for name, id in (live.outputs.get(output) or {}).items()
        }

    def portable(self, live: Live) -> Doc:
        """Return an object's inputs as they would be in any project, defaults of what is not set included."""
        kind, routes = live.kind, live.kind.routes
        inputs = {k: v for k, v in live.inputs.items() if (kind.__name__, k) not in _OWN_OF_KIND}
        for prop in kind.shape().properties.values():
            if isinstance(routes, InternalIds) and prop.wire == routes.field and inputs.get(prop.name):
                inputs[prop.name] = _INTERNAL
        return dict(self._value(kind.shape(), inputs))

    def name(self, live: Live) -> str:
        """Return what identifies an object among those of its kind, in any project; "" for the only one there is."""
        format_ = str(getattr(live.kind.routes, "id_format", ""))
        if format_:
            return format_.format_map(live.doc)
        shape = live.kind.shape()
        fields = [*shape.marked("path"), *shape.marked("query")]
        parts = [str(self._field(shape, prop, live.inputs)) for prop in fields if prop.name in live.inputs]
        keys = [_key(live)] if shape.marked("key") and not shape.marked("path") else []
        return "/".join([*parts, *keys])

    def _value(self, shape: Shape, value: Any) -> Any:
        if shape.properties and isinstance(value, dict):
            return dict(self._fields(shape, value))
        if shape.item and isinstance(value, list):
            return [self._value(shape.item, one) for one in value]
        if shape.item and isinstance(value, dict):
            return {key: self._value(shape.item, one) for key, one in value.items()}
        return value

    def _fields(self, shape: Shape, value: Doc) -> Iterator[tuple[str, Any]]:
        for prop in shape.properties.values():
            if prop.name in value and self._is_compared(shape, prop, value):
                yield prop.name, self._field(shape, prop, value)
            elif prop.name not in value and len(shape.models) == 1 and _has_default(prop):
                yield prop.name, stored_default(prop)

    def _is_compared(self, shape: Shape, prop: Property, value: Doc) -> bool:
        other_spelling = prop.name.endswith("_json5") and prop.json5_sibling in value
        named = prop.name == "team_id" and bool(value.get("team"))
        steers = not prop.on_wire and "path" not in prop
        reference = reference_at(shape, prop.name, value)
        unknown = reference is not None and reference.is_made_by_server and reference.kind in self._unread
        return not (other_spelling or named or steers or unknown or prop.name in OWN or "write_only" in prop)

    def _field(self, shape: Shape, prop: Property, value: Doc) -> Any:
        given, reference = value[prop.name], reference_at(shape, prop.name, value)
        if prop.name in _GROUPS:
            return self._groups.get(str(given), given)
        if reference is None or reference.attribute != "id":
            return self._value(prop.shape, given)
        if isinstance(given, list):
            return [self._keys.get((reference.kind, str(id)), id) for id in given]
        return self._keys.get((reference.kind, str(given)), given)


def _key(live: Live) -> str:
    """Return an object's own name; where it has none, its id."""
    keys = [str(live.inputs[prop.name]) for prop in live.kind.shape().marked("key") if live.inputs.get(prop.name)]
    return keys[0] if keys else live.id


def _has_default(prop: Property) -> bool:
    return prop.on_wire and not prop.required and prop.default is not None and not prop.marks & {"key", "write_only"}
