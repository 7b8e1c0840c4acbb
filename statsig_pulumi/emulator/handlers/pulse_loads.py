"""Loads of results from a warehouse, for experiments and for rules of gates: started, and done after two seconds."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..context import Success, Context
from ..http import bad_request
from ..store import Doc
from .common import ACTOR, require_warehouse
from .experiments import EXPERIMENTS
from .gates import GATES, rule_of
from .pulse import last_day, started
from .registry import handles
from .synthetic import day_of

_LASTS = 2000
"""How long a load takes, in milliseconds."""
_KEPT = 100
_LISTED = "Pulse load history listed successfully."


def _done(context: Context, run: Doc) -> bool:
    return bool(run["createdTime"] + _LASTS <= context.now)


def _runs(context: Context, family: str) -> list[Doc]:
    """The loads of the object that the path names, the newest first."""
    kept: Doc = context.project.get(f"{family}/loads", context.path_params["id"]) or {"runs": []}
    runs: list[Doc] = kept["runs"]
    return runs


def _start(context: Context, family: str, asked: Doc, first: date, last: date) -> None:
    """Begin a load: from the beginning, or for an incremental one from where the latest like it has come to."""
    refresh = asked.get("refresh") or "full"
    if refresh == "metric" and not asked.get("metricIDs"):
        raise bad_request(("metricIDs", "Required for a refresh of metrics"))
    runs, rule = _runs(context, family), asked.get("ruleId")
    before = [run["endDs"] for run in runs if run["ruleId"] == rule and run["reloadType"] != "metric"]
    before = before if refresh == "incremental" else []
    run = {
        "creatorName": ACTOR,
        "createdTime": context.now,
        "startDs": before[0] if before else first.isoformat(),
        "endDs": last.isoformat(),
        "reloadType": refresh,
        "turboMode": bool(asked.get("turboMode")),
        "metricIDs": asked.get("metricIDs") or [],
        "ruleId": rule,
    }
    id = context.path_params["id"]
    context.project.put(f"{family}/loads", id, {"id": id, "runs": [run, *runs][:_KEPT]})


def _listed(context: Context, runs: list[Doc]) -> Success:
    def shown(run: Doc) -> Doc:
        done: Doc = {"finishedTime": run["createdTime"] + _LASTS, "finishedState": "success"}
        public = {name: value for name, value in run.items() if name not in ("metricIDs", "ruleId")}
        return {**public, **(done if _done(context, run) else {})}

    return context.paginate([shown(run) for run in runs], _LISTED)


def _asked(context: Context) -> Doc:
    """What a load is asked for: in the body or, which the API takes as well, in the query."""
    words: dict[str, Any] = {name: context.param(name) for name in ("refresh", "ruleId") if context.param(name)}
    if "metricIDs" in context.query:
        words["metricIDs"] = list(context.query["metricIDs"])
    return {**words, "turboMode": context.param("turboMode") == "true", **context.body}


@handles("POST /experiments/{id}/load_pulse")
def _load_experiment(context: Context) -> Success:
    require_warehouse(context)
    doc = EXPERIMENTS.get_or_404(context)
    _start(context, "experiments", _asked(context), started(doc), last_day(context, doc))
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
