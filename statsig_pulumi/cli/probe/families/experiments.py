"""Experiments, layers, holdouts and autotunes."""

from __future__ import annotations

import time

from ....schema.json_types import Doc
from ..lab import Lab, at
from ..look import accepted, equal, gate, refused, require_cloud
from ..registry import Seen, experiment

_PATH = "/experiments"
_REASON = {"decisionReason": "probe"}


def _made(lab: Lab, **fields: object) -> Doc:
    return lab.make(_PATH, **fields)


def _started(lab: Lab, **fields: object) -> Doc:
    made = _made(lab, **fields)
    _put(lab, made, "start")
    return made


def _put(lab: Lab, made: Doc, verb: str, **body: object) -> None:
    lab.send("PUT", at(_PATH, made["id"], f"/{verb}"), body)


def _status(lab: Lab, made: Doc) -> object:
    return lab.read(_PATH, made["id"]).get("status")


@experiment("running-groups")
def _running_groups(lab: Lab) -> Seen:
    """Groups of a running experiment can change."""
    made = _started(lab)
    groups = [{**group, "description": "changed"} for group in _sent(made)]
    return accepted(lab.refusal("PATCH", at(_PATH, made["id"]), {"groups": groups}))


def _sent(made: Doc) -> list[Doc]:
    return [{name: group[name] for name in ("id", "name", "size", "parameterValues")} for group in made["groups"]]


@experiment("groups-without-ids")
def _groups_without_ids(lab: Lab) -> Seen:
    """Groups that are sent without their ids get new ids."""
    made = _made(lab)
    sent = [{name: value for name, value in group.items() if name != "id"} for group in _sent(made)]
    after = lab.change(_PATH, made["id"], groups=sent)["groups"]
    kept = {group["id"] for group in made["groups"]} & {group["id"] for group in after}
    return Seen(not kept, "the same ids" if kept else "new ids")


@experiment("null-targeting-gate")
def _null_targeting_gate(lab: Lab) -> Seen:
    """`targetingGateID: null` leaves the gate of an experiment; `""` clears it."""
    target = gate(lab)["id"]
    made = _made(lab, targetingGateID=target)
    kept = lab.change(_PATH, made["id"], targetingGateID=None).get("targetingGateID")
    cleared = lab.change(_PATH, made["id"], targetingGateID="").get("targetingGateID")
    return equal((kept == target, cleared or ""), (True, ""))


@experiment("decision-without-holdback")
def _decision_without_holdback(lab: Lab) -> Seen:
    """A decision with a holdback leaves the experiment active, and one without ends it."""
    made = _started(lab)
    group = made["groups"][0]["id"]
    _put(lab, made, "make_decision", id=group, holdout=10, **_REASON)
    first = _status(lab, made)
    _put(lab, made, "make_decision", id=group, **_REASON)
    return equal((first, _status(lab, made)), ("active", "decision_made"))


@experiment("holdback-of-stopped")
def _holdback_of_stopped(lab: Lab) -> Seen:
    """A holdback for an experiment that is stopped is refused."""
    made = _started(lab)
    _put(lab, made, "defer_decision")
    body = {"id": made["groups"][0]["id"], "holdout": 10, **_REASON}
    return refused(lab.refusal("PUT", at(_PATH, made["id"], "/make_decision"), body), 400)


@experiment("deferred-decision")
def _deferred_decision(lab: Lab) -> Seen:
    """An experiment whose decision is deferred is `experiment_stopped`, and can be decided."""
    made = _started(lab)
    _put(lab, made, "defer_decision")
    before = _status(lab, made)
    _put(lab, made, "make_decision", id=made["groups"][0]["id"], **_REASON)
    return equal((before, _status(lab, made)), ("experiment_stopped", "decision_made"))


@experiment("template")
def _template(lab: Lab) -> Seen:
    """A template cannot be changed."""
    made = _made(lab, isTemplate=True)
    return refused(lab.refusal("PATCH", at(_PATH, made["id"]), {"description": "x"}), 400)


@experiment("sidecar-settings")
def _sidecar_settings(lab: Lab) -> Seen:
    """The settings of Sidecar in another experiment are dropped."""
    made = _made(lab, isSidecar=False, sidecarEditorURL="https://example.com")
    return equal(lab.read(_PATH, made["id"]).get("sidecarEditorURL"), None)


@experiment("scheduled-start")
def _scheduled_start(lab: Lab) -> Seen:
    """The time of a scheduled start is `scheduledStartTime` of the experiment."""
    made = _made(lab)
    when = int(time.time() + 30 * 24 * 3600) * 1000
    lab.send("POST", at(_PATH, made["id"], "/schedule_start"), {"scheduledTime": when})
    return equal(lab.read(_PATH, made["id"]).get("scheduledStartTime"), when)


@experiment("unarchived-experiment")
def _unarchived(lab: Lab) -> Seen:
    """An experiment that is unarchived has the status from before the archive."""
    made = _started(lab)
    _put(lab, made, "abandon", **_REASON)
    _put(lab, made, "archive")
    _put(lab, made, "unarchive")
    return equal(_status(lab, made), "abandoned")


@experiment("experiment-status")
def _status_in_a_body(lab: Lab) -> Seen:
    """An experiment that is created with the status active is active; so is one that an update says it of."""
    created, updated = _made(lab, status="active"), _made(lab)
    lab.change(_PATH, updated["id"], status="active")
    return equal((_status(lab, created), _status(lab, updated)), ("active", "active"))


@experiment("smaller-allocation")
def _smaller_allocation(lab: Lab) -> Seen:
    """The allocation of a running experiment cannot become smaller."""
    made = _started(lab, allocation=50)
    return refused(lab.refusal("PATCH", at(_PATH, made["id"]), {"allocation": 10}), 400)


@experiment("default-groups")
def _default_groups(lab: Lab) -> Seen:
    """An experiment that is created without groups has Control and Test, a half each."""
    return equal([(g["name"], g["size"]) for g in _made(lab)["groups"]], [("Control", 50), ("Test", 50)])


@experiment("metric-tags-dropped")
def _metric_tags(lab: Lab) -> Seen:
    """Metric tags of an experiment with which there are no metrics are dropped."""
    made = _made(lab, primaryMetricTags=[f"{lab.prefix}none"])
    return equal(lab.read(_PATH, made["id"]).get("primaryMetricTags"), [])


@experiment("results-never-started")
def _results_never_started(lab: Lab) -> Seen:
    """Results of an experiment that was never started are refused."""
    made = _made(lab)
    control, test = (group["id"] for group in made["groups"])
    return refused(lab.refusal("GET", at(_PATH, made["id"], "/pulse_results"), None, control=control, test=test), 400)


@experiment("warehouse-fields")
def _warehouse_fields(lab: Lab) -> Seen:
    """Warehouse Native fields of an experiment in another project are refused."""
    require_cloud(lab)
    return refused(lab.refusal("POST", _PATH, {"name": lab.name(), "scheduledReloadHour": 5}), 400)


# -- layers ------------------------------------------------------------------------------------------------------------


def _parameters(*names: str) -> list[Doc]:
    return [{"name": name, "type": "string", "defaultValue": "x"} for name in names]


def _layer(lab: Lab, *parameters: str) -> Doc:
    made = lab.make("/layers", idType="userID")
    lab.send("PATCH", at("/layers", made["id"]), {"parameters": _parameters(*parameters)})
    return made


@experiment("layer-parameters-left-out")
def _layer_parameters(lab: Lab) -> Seen:
    """A layer's parameters that a PATCH leaves out are removed."""
    made = _layer(lab, "one", "two")
    seen = lab.change("/layers", made["id"], parameters=_parameters("two"))
    return equal([parameter["name"] for parameter in seen["parameters"]], ["two"])


@experiment("layer-full-update")
def _layer_full_update(lab: Lab) -> Seen:
    """A full update of a layer must contain all of its parameters."""
    made = _layer(lab, "one", "two")
    body = {"description": "", "targetApps": [], "parameters": _parameters("two")}
    return refused(lab.refusal("POST", at("/layers", made["id"]), body), 400)


@experiment("implicit-layer")
def _implicit_layer(lab: Lab) -> Seen:
    """The layer of an experiment without one is listed with `isImplicitLayer`."""
    layer = _made(lab)["layerID"]
    return equal([doc.get("isImplicitLayer") for doc in lab.listed("/layers") if doc["id"] == layer], [True])


@experiment("layer-values")
def _layer_values(lab: Lab) -> Seen:
    """A new layer has no values by gate and by holdout."""
    seen = lab.read("/layers", _layer(lab, "one")["id"])
    names = ("targeting_gate_parameter_values", "holdout_parameter_values")
    return equal([seen.get(name) for name in names], [[], []])


@experiment("layer-with-experiments")
def _layer_with_experiments(lab: Lab) -> Seen:
    """A layer with experiments on it cannot be deleted."""
    layer = _layer(lab, "one")["id"]
    _made(lab, layerID=layer)
    return refused(lab.refusal("DELETE", at("/layers", layer)), 400)


# -- holdouts ----------------------------------------------------------------------------------------------------------


@experiment("unknown-held")
def _unknown_held(lab: Lab) -> Seen:
    """A holdout that names gates that do not exist is refused with a 404."""
    made = lab.make("/holdouts")
    return refused(lab.refusal("PATCH", at("/holdouts", made["id"]), {"gateIDs": [f"{lab.prefix}missing"]}), 404)


@experiment("holdout-targeting-gate")
def _holdout_targeting_gate(lab: Lab) -> Seen:
    """What Statsig calls a holdout's targeting gate is another id of the gate, of 22 characters."""
    target, made = gate(lab)["id"], lab.make("/holdouts")
    seen = str(lab.change("/holdouts", made["id"], targetingGateID=target).get("targetingGateID"))
    return Seen(seen != target and len(seen) == 22, "its own id" if seen == target else f"{len(seen)} characters")


# -- autotunes ---------------------------------------------------------------------------------------------------------


def _autotune(lab: Lab) -> Doc:
    variants = [{"name": name, "json": {"a": name}} for name in ("one", "two")]
    windows = {"explorationWindow": "24", "attributionWindow": "24", "winnerThreshold": "95%"}
    return lab.make("/autotunes", variants=variants, successEvent="probe", **windows)


@experiment("autotune-variants")
def _autotune_variants(lab: Lab) -> Seen:
    """An autotune's variants are identified by name, and keep their ids in an update."""
    made = _autotune(lab)
    sent = [{"name": variant["name"], "json": {"a": "b"}} for variant in made["variants"]]
    after = lab.change("/autotunes", made["id"], variants=sent)
    return equal([v["id"] for v in after["variants"]] == [v["id"] for v in made["variants"]], True)


@experiment("running-autotune")
def _running_autotune(lab: Lab) -> Seen:
    """An autotune's variants cannot change while it runs."""
    made = _autotune(lab)
    lab.send("PUT", at("/autotunes", made["id"], "/start"))
    try:
        sent = [{"name": variant["name"], "json": {"a": "b"}} for variant in made["variants"]]
        return refused(lab.refusal("PATCH", at("/autotunes", made["id"]), {"variants": sent}), 400)
    finally:
        lab.send("PUT", at("/autotunes", made["id"], "/reset"))


@experiment("warehouse-in-cloud")
def _warehouse_in_cloud(lab: Lab) -> Seen:
    """Warehouse settings of a metric in a cloud project are refused."""
    require_cloud(lab)
    native = {"aggregation": "count", "metricSourceName": "probe"}
    body = {"name": lab.name(), "type": "user_warehouse", "warehouseNative": native}
    return refused(lab.refusal("POST", "/metrics", body), 400)
