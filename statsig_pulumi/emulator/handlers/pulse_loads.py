"""Loads of pulse results from a warehouse, for experiments and for gates' rules. A load takes two seconds."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..context import Context, Success
from ..http import bad_request
from ..store import Doc
from .common import ACTOR, require_warehouse
from .experiments import EXPERIMENTS
from .gates import GATES, rule_of
from .pulse import last_day, started
from .registry import handles, stores
from .synthetic import day_of

_LOADS = {family: stores(f"{family}/loads") for family in ("experiments", "gates")}
_DURATION = 2000
"""The duration of a load, in milliseconds."""
_HISTORY = 100
_LISTED = "Pulse load history listed successfully."


def _done(context: Context, run: Doc) -> bool:
    return bool(run["createdTime"] + _DURATION <= context.now)


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
        done: Doc = {"finishedTime": run["createdTime"] + _DURATION, "finishedState": "success"}
        public = {name: value for name, value in run.items() if name not in ("metricIDs", "ruleId")}
        return {**public, **(done if _done(context, run) else {})}

    return context.paginate([shown(run) for run in runs], _LISTED)


def _options(context: Context) -> Doc:
    """Return the options of a load, which come in the body or in the query."""
    query: dict[str, Any] = {name: context.param(name) for name in ("refresh", "ruleId") if context.param(name)}
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
