"""Loads of pulse results from a warehouse, for experiments and for gates' rules. A load takes two seconds."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..context import Context, Success
from ..http import HTTPError, bad_request
from ..store import Doc
from .common import ACTOR, NOT_FOUND, new_id, require_warehouse
from .experiments import EXPERIMENTS
from .gates import GATES, rule_of
from .pulse import EXPERIMENT_METRICS, id_of_metric, last_day, started
from .registry import handles, stores
from .synthetic import day_of, synthetic_id

_LOADS = {family: stores(f"{family}/loads") for family in ("experiments", "gates")}
_DURATION = 2000
"""The duration of a load, in milliseconds."""
_HISTORY = 100
_HIDDEN = ("metricIDs", "ruleId", "cancelledTime")
_LISTED = "Pulse load history listed successfully."


def _ended(context: Context, run: Doc) -> Doc:
    """Return when and how a load ended; nothing while it runs."""
    if cancelled := run.get("cancelledTime"):
        return {"finishedTime": cancelled, "finishedState": "cancelled"}
    end = run["createdTime"] + _DURATION
    return {"finishedTime": end, "finishedState": "success"} if end <= context.now else {}


def _runs(context: Context, family: str) -> list[Doc]:
    """Return the loads of the object in the path, the newest first."""
    kept: Doc = context.project.get(_LOADS[family], context.path_params["id"]) or {"runs": []}
    runs: list[Doc] = kept["runs"]
    return runs


def _start(context: Context, family: str, options: Doc, first: date, last: date) -> None:
    """Start a load; an incremental one begins where the latest load of the same object or rule ended."""
    refresh = options.get("refresh") or "full"
    if refresh == "metric" and not options.get("metricIDs"):
        raise bad_request(("metricIDs", "Required for a refresh of metrics"))
    runs, rule = _runs(context, family), options.get("ruleId")
    before = [run["endDs"] for run in runs if run["ruleId"] == rule and run["reloadType"] != "metric"]
    before = before if refresh == "incremental" else []
    run = {
        "dagID": new_id(),
        "creatorName": ACTOR,
        "createdTime": context.now,
        "startDs": before[0] if before else first.isoformat(),
        "endDs": last.isoformat(),
        "reloadType": refresh,
        "turboMode": bool(options.get("turboMode")),
        "metricIDs": options.get("metricIDs") or [],
        "ruleId": rule,
    }
    id = context.path_params["id"]
    context.project.put(_LOADS[family], id, {"id": id, "runs": [run, *runs][:_HISTORY]})


def _listed(context: Context, runs: list[Doc]) -> Success:
    def shown(run: Doc) -> Doc:
        public = {name: value for name, value in run.items() if name not in _HIDDEN}
        return {**public, **_ended(context, run)}

    return context.paginate([shown(run) for run in runs], _LISTED)


def _options(context: Context) -> Doc:
    """Return the options of a load, which come in the body or in the query."""
    query: dict[str, Any] = {"refresh": context.param("refresh")} if context.param("refresh") else {}
    if "metricIDs" in context.query:
        query["metricIDs"] = list(context.query["metricIDs"])
    return {**query, "turboMode": context.param("turboMode") == "true", **context.body}


@handles("POST /experiments/{id}/load_pulse")
def _load_experiment(context: Context) -> Success:
    require_warehouse(context)
    doc = EXPERIMENTS.get_or_404(context)
    _start(context, "experiments", _options(context), started(doc), last_day(context, doc))
    return Success("Experiment is loading.")


@handles("GET /experiments/{id}/pulse_load_history")
def _experiment_loads(context: Context) -> Success:
    EXPERIMENTS.get_or_404(context)
    return _listed(context, _runs(context, "experiments"))


def _run(context: Context) -> Doc:
    """Return the load in the path.

    Raises:
        HTTPError: 404, the experiment has none of this id.
    """
    EXPERIMENTS.get_or_404(context)
    for run in _runs(context, "experiments"):
        if run["dagID"] == context.path_params["dagID"]:
            return run
    raise HTTPError(404, NOT_FOUND)


@handles("GET /experiments/{id}/pulse_load_history/{dagID}")
def _experiment_load(context: Context) -> Success:
    """Return the jobs of a load: that of the exposures, and one for each metric."""
    run, doc = _run(context), EXPERIMENTS.get_or_404(context)
    metrics = run["metricIDs"] or [id_of_metric(one) for name in EXPERIMENT_METRICS for one in doc.get(name, [])]
    jobs = [_job(context, run, "exposures"), *(_job(context, run, "metric", metric) for metric in metrics)]
    return Success("Pulse load history read successfully.", {"dagID": run["dagID"], "jobs": jobs})


def _job(context: Context, run: Doc, kind: str, metric: str = "") -> Doc:
    what = f"metric '{metric}'" if metric else "exposures"
    return {
        "jobType": kind,
        "jobIDs": [synthetic_id(run["dagID"], kind, metric)],
        "startTime": run["createdTime"],
        "endTime": _ended(context, run).get("finishedTime"),
        "sql": f"-- {what}, from {run['startDs']} to {run['endDs']}",
        "rollup": "cumulative" if metric else None,
    }


@handles("POST /experiments/{id}/pulse_load_history/{dagID}/cancel")
def _cancel(context: Context) -> Success:
    require_warehouse(context)
    run, id = _run(context), context.path_params["id"]
    if _ended(context, run):
        raise HTTPError(400, "Pulse load has already finished")
    runs = [{**one, "cancelledTime": context.now} if one == run else one for one in _runs(context, "experiments")]
    context.project.put(_LOADS["experiments"], id, {"id": id, "runs": runs})
    return Success("Pulse load cancelled successfully.")


@handles("POST /gates/{id}/load_pulse")
def _load_gate(context: Context) -> Success:
    require_warehouse(context)
    rule = rule_of(context, context.body["ruleId"])
    gate = GATES.get_or_404(context)
    _start(context, "gates", {**context.body, "ruleId": rule["id"]}, day_of(gate["createdTime"]), day_of(context.now))
    return Success("Gate loaded successfully.")


@handles("GET /gates/{id}/rules/{ruleID}/pulse_load_history")
def _rule_loads(context: Context) -> Success:
    rule = rule_of(context, context.path_params["ruleID"])
    return _listed(context, [run for run in _runs(context, "gates") if run["ruleId"] == rule["id"]])
