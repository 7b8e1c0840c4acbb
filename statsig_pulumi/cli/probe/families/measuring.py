"""Metrics, alerts, release pipelines and counts."""

from __future__ import annotations

from ....schema.json_types import Doc
from ..lab import Lab, at
from ..look import accepted, equal, gate, refused
from ..registry import Seen, experiment


def _metric(lab: Lab) -> Doc:
    events = [{"name": "probe", "type": "count"}]
    return lab.make("/metrics", type="event_count_custom", metricEvents=events)


@experiment("renamed-metric")
def _renamed_metric(lab: Lab) -> Seen:
    """`GET /metrics/{name}/{type}` finds a renamed metric by its new name, and its id stays."""
    made, name = _metric(lab), lab.name()
    lab.send("POST", at("/metrics", made["id"]), {"name": name})
    found = lab.send("GET", at("/metrics", name, f"/{made['type']}"))
    return equal((found["id"] == made["id"], found["name"] == name), (True, True))


@experiment("metric-id-taken")
def _metric_id_taken(lab: Lab) -> Seen:
    """A new metric whose id a renamed one has is refused."""
    made = _metric(lab)
    lab.send("POST", at("/metrics", made["id"]), {"name": lab.name()})
    body = {name: made[name] for name in ("name", "type", "metricEvents")}
    return refused(lab.refusal("POST", "/metrics", body), 400, 409)


@experiment("metric-dry-run")
def _metric_dry_run(lab: Lab) -> Seen:
    """A metric that is created with `dryRun` is not there afterwards."""
    name = lab.name()
    events = [{"name": "probe", "type": "count"}]
    body = {"name": name, "type": "event_count_custom", "metricEvents": events, "dryRun": True}
    made = lab.send("POST", "/metrics", body) or {}
    return refused(lab.refusal("GET", at("/metrics", made.get("id") or f"{name}::event_count_custom")), 404)


def _alert(lab: Lab, **fields: object) -> Doc:
    return lab.make("/alerts", **fields)


@experiment("alert-defaults")
def _alert_defaults(lab: Lab) -> Seen:
    """A new topline alert is of the type `threshold`, with 0, `greater`, P3 and a window of an hour."""
    seen = lab.read("/alerts", _alert(lab)["id"])
    names = ("alertType", "alertThreshold", "condition", "priority", "windowMs", "status")
    return equal([seen.get(name) for name in names], ["threshold", 0, "greater", "P3", 3_600_000, "setup_incomplete"])


@experiment("alert-definitions")
def _alert_definitions(lab: Lab) -> Seen:
    """Definitions of an alert's metrics that are no JSON objects are refused."""
    body = {"name": lab.name(), "definitionMetricsJson": ["no json"]}
    return refused(lab.refusal("POST", "/alerts", body), 400)


@experiment("alert-names")
def _alert_names(lab: Lab) -> Seen:
    """Two alerts with one name are accepted."""
    return accepted(lab.refusal("POST", "/alerts", {"name": _alert(lab)["name"]}))


@experiment("mute-length")
def _mute_length(lab: Lab) -> Seen:
    """A mute without a length is refused."""
    return refused(lab.refusal("POST", at("/alerts", _alert(lab)["id"], "/mute"), {}), 400)


def _pipeline(lab: Lab, **fields: object) -> Doc:
    return lab.make("/release_pipelines", **fields)


@experiment("pipeline-names")
def _pipeline_names(lab: Lab) -> Seen:
    """Two release pipelines with one name are refused."""
    return refused(lab.refusal("POST", "/release_pipelines", {"name": _pipeline(lab)["name"]}), 400, 409)


@experiment("pipeline-unknown-phase")
def _unknown_phase(lab: Lab) -> Seen:
    """A pipeline's phase with an unknown id is refused."""
    path = at("/release_pipelines", _pipeline(lab)["id"])
    phase = {"id": "0" * 22, "name": "one", "rules": [], "requiredReview": False, "timeIntervalMs": 3_600_000}
    return refused(lab.refusal("POST", path, {"phases": [phase]}), 400)


@experiment("unknown-exposures")
def _unknown_exposures(lab: Lab) -> Seen:
    """Exposure counts of unknown objects are not found."""
    return refused(lab.refusal("GET", "/exposure_count", None, gates=f"{lab.prefix}missing"), 404)


@experiment("no-exposures")
def _no_exposures(lab: Lab) -> Seen:
    """Exposures of a gate that is disabled are 0."""
    made = gate(lab, isEnabled=False)
    return equal("'count': 0" in repr(lab.send("GET", "/exposure_count", None, gates=made["id"])), True)
