"""Which fields hold another object's id or name: a table, for texts that are equal may mean nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..redactor import SECRET
from ..schema.json_types import Doc
from ..schema.shape import Shape


@dataclass(frozen=True)
class Reference:
    """What a field holds of another object.

    Args:
        kind: the other object's kind.
        attribute: the output that it holds: the id, or the name.
        is_made_by_server: whether it means nothing in another Statsig project, so that it is left out of the program
            where the object is not in the program as well.
    """

    kind: str
    attribute: str = "id"
    is_made_by_server: bool = False


_TAG, _APP, _TEAM = Reference("Tag", "name"), Reference("TargetApp", "name"), Reference("Team", "name")
_TEAM_ID = Reference("Team", is_made_by_server=True)
_GATE, _SEGMENT = Reference("Gate"), Reference("Segment")

_ANYWHERE: Mapping[str, Reference] = {
    "tags": _TAG,
    "target_apps": _APP,
    "team": _TEAM,
    "team_id": _TEAM_ID,
    "id_type": Reference("UnitIdType", "name"),
    "metric_source_name": Reference("MetricSource", "name"),
    "gate_id": _GATE,
    "gate_ids": _GATE,
    "gate_name": _GATE,
    "targeting_gate_id": _GATE,
    "segment_id": _SEGMENT,
    "config_name": Reference("DynamicConfig"),
    "experiment_id": Reference("Experiment"),
    "experiment_ids": Reference("Experiment"),
    "autotune_id": Reference("Autotune"),
    "layer_id": Reference("Layer"),
    "layer_ids": Reference("Layer"),
    "holdout_id": Reference("Holdout"),
    "default_holdout_id": Reference("Holdout", is_made_by_server=True),
    "release_pipeline_id": Reference("ReleasePipeline", is_made_by_server=True),
    "target_app_id": Reference("TargetApp", is_made_by_server=True),
    "secondary_target_app_ids": Reference("TargetApp", is_made_by_server=True),
}
_CONDITIONS: Mapping[str, Reference] = {
    "passes_gate": _GATE,
    "fails_gate": _GATE,
    "passes_segment": _SEGMENT,
    "fails_segment": _SEGMENT,
}
ATTRIBUTION = frozenset({"creator_id", "creator_email", "owner"})
"""The fields that say who made an object or has it: Statsig's to know, and each project's own."""
KINDS_WITH_SERVER_IDS = frozenset(one.kind for one in _ANYWHERE.values() if one.is_made_by_server)
"""The names of the kinds whose ids mean nothing in another Statsig project."""


def reference_at(shape: Shape, field: str, value: Doc) -> Reference | None:
    """Return what a field refers to; None where it refers to nothing, as an object's own key.

    Args:
        shape: the shape of what has the field.
        field: the field.
        value: all fields of that: what some refer to depends on others.
    """
    if "key" in shape.properties[field]:
        return None
    models = (model for model in shape.models if field in model.model_fields)
    return next(filter(None, (_reference_in(model.__name__, field, value) for model in models)), None)


def _reference_in(model: str, field: str, value: Doc) -> Reference | None:
    if model == "Condition":
        if field == "target_value":
            return _CONDITIONS.get(str(value.get("type")))
        return Reference("Experiment") if field == "field" and value.get("type") == "experiment_group" else None
    if field == "name" and "type" in value and model in ("MetricRef", "ExperimentMetric"):
        return Reference("Metric", "name")
    return _ANYWHERE.get(field)


@dataclass(frozen=True)
class Referred:
    """What an object refers to by its id, and the path of the field that does."""

    kind: str
    id: str
    field: str


def references(shape: Shape, value: Any, path: str = "") -> Iterator[Referred]:
    """Yield what a value refers to."""
    if isinstance(value, list) and shape.item:
        for i, member in enumerate(value):
            yield from references(shape.item, member, f"{path}[{i}]")
    elif isinstance(value, dict) and shape.properties:
        for name, prop in shape.properties.items():
            if name in value:
                inner = f"{path}.{name}".lstrip(".")
                yield from _referred(shape, name, value, inner)
                yield from references(prop.shape, value[name], inner)


def _referred(shape: Shape, name: str, value: dict[str, Any], path: str) -> Iterator[Referred]:
    """Yield what a field names."""
    found = reference_at(shape, name, value)
    if found and found.attribute == "id":
        for id in value[name] if isinstance(value[name], list) else [value[name]]:
            if isinstance(id, str) and id not in ("", SECRET):
                yield Referred(found.kind, id, path)
