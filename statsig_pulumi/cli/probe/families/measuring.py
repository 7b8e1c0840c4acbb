"""Metrics, alerts, release pipelines and counts."""

from __future__ import annotations

from ....schema.json_types import Doc
from ..lab import CannotTell, Lab, at
from ..look import accepted, equal, gate, refused, require_cloud
from ..registry import Seen, experiment
from .gates import empty_team

_EVENTS = [{"name": "probe", "type": "count"}]


def _metric(lab: Lab) -> Doc:
    return lab.make("/metrics", type="event_count_custom", metricEvents=_EVENTS, unitTypes=["userID"])


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
    body = {name: made[name] for name in ("name", "type", "metricEvents", "unitTypes")}
    return refused(lab.refusal("POST", "/metrics", body), 400, 409)


@experiment("metric-dry-run")
def _metric_dry_run(lab: Lab) -> Seen:
    """A metric that is created with `dryRun` is not there afterwards."""
    name = lab.name()
    body = {"name": name, "type": "event_count_custom", "metricEvents": _EVENTS, "unitTypes": ["userID"]}
    made = lab.send("POST", "/metrics", {**body, "dryRun": True}) or {}
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
    (count,) = lab.send("GET", "/exposure_count", None, gates=made["id"])["gates"]
    return equal((count["pastDay"], count["past7Days"]), (0, 0))


# -- more of alerts, metrics and pipelines -----------------------------------------------------------------------------


@experiment("alert-tags")
def _alert_tags(lab: Lab) -> Seen:
    """The tags of an alert in an update are their names."""
    tag = lab.make("/tags", description="probe")["name"]
    return equal(lab.change("/alerts", _alert(lab)["id"], tags=[tag]).get("tags"), [tag])


@experiment("alert-team")
def _alert_team(lab: Lab) -> Seen:
    """The team of an alert in responses is its name."""
    team = lab.make("/users/teams", **empty_team(lab))
    return equal(lab.read("/alerts", _alert(lab, teamID=team["id"])["id"]).get("team"), team["name"])


def _mutes(lab: Lab, id: str, verb: str, **body: object) -> list[Doc]:
    lab.send("POST", at("/alerts", id, f"/{verb}"), body)
    return list(lab.read("/alerts", id).get("activeMuteSchedules") or [])


@experiment("mute-again")
def _mute_again(lab: Lab) -> Seen:
    """A mute of a part that is muted already replaces that mute."""
    id = _alert(lab)["id"]
    _mutes(lab, id, "mute", durationSeconds=3600)
    return equal([mute["end"] for mute in _mutes(lab, id, "mute", indefinite=True)], [0])


@experiment("mute-current-schedule")
def _mute_current_schedule(lab: Lab) -> Seen:
    """`currentSchedule` of a mute that is not active is refused."""
    body = {"indefinite": True, "currentSchedule": {"start": 1, "end": 2, "groupBys": []}}
    return refused(lab.refusal("POST", at("/alerts", _alert(lab)["id"], "/mute"), body), 400)


@experiment("unmute-all")
def _unmute_all(lab: Lab) -> Seen:
    """Unmuting without a part and without `currentSchedule` ends all mutes."""
    id = _alert(lab)["id"]
    before = len(_mutes(lab, id, "mute", durationSeconds=3600))
    return equal((before, _mutes(lab, id, "unmute")), (1, []))


@experiment("metric-owner-null")
def _metric_owner_null(lab: Lab) -> Seen:
    """A metric's owner that is sent as null is kept."""
    made = _metric(lab)
    before = lab.read("/metrics", made["id"]).get("owner")
    lab.send("POST", at("/metrics", made["id"]), {"owner": None})
    return equal(lab.read("/metrics", made["id"]).get("owner"), before)


@experiment("pipeline-notice-null")
def _pipeline_notice(lab: Lab) -> Seen:
    """A pipeline's notice that is set to null is gone from the document."""
    made = _pipeline(lab, triggerNotice="read this")
    before = lab.read("/release_pipelines", made["id"]).get("triggerNotice")
    lab.send("POST", at("/release_pipelines", made["id"]), {"triggerNotice": None})
    return equal((before, "triggerNotice" in lab.read("/release_pipelines", made["id"])), ("read this", False))


@experiment("loading-in-cloud")
def _loading_in_cloud(lab: Lab) -> Seen:
    """Loading results in a project that is not Warehouse Native is refused."""
    require_cloud(lab)
    made = lab.make("/experiments")
    lab.send("PUT", at("/experiments", made["id"], "/start"), {})
    return refused(lab.refusal("POST", at("/experiments", made["id"], "/load_pulse"), {}), 400)


@experiment("log-page")
def _log_page(lab: Lab) -> Seen:
    """A page of the log of more than 1 000 entries is refused."""
    return refused(lab.refusal("GET", "/logs", None, limit=1001), 400)


@experiment("audit-id")
def _audit_id(lab: Lab) -> Seen:
    """`id` in a query of the audit log may be the id of the object that changed."""
    made = gate(lab)
    entries = lab.listed("/audit_logs", id=made["id"])
    if not entries:
        raise CannotTell("the log has no entry of the object, yet or at all")
    return equal({entry.get("name") for entry in entries}, {made["id"]})
