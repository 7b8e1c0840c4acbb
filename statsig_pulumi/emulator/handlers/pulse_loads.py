"""Loads of results from a warehouse, for experiments and for rules of gates: started, and done after two seconds."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..context import Answer, Call
from ..http import bad_request
from ..store import Doc
from .common import MAKER, need_warehouse
from .experiments import EXPERIMENTS
from .gates import GATES, rule_of
from .pulse import last_day, started
from .registry import on
from .synthetic import day_of

_LASTS = 2000
"""How long a load takes, in milliseconds."""
_KEPT = 100
_LISTED = "Pulse load history listed successfully."


def _done(call: Call, run: Doc) -> bool:
    return bool(run["createdTime"] + _LASTS <= call.now)


def _runs(call: Call, family: str) -> list[Doc]:
    """The loads of the object that the path names, the newest first."""
    kept: Doc = call.project.get(f"{family}/loads", call.ids["id"]) or {"runs": []}
    runs: list[Doc] = kept["runs"]
    return runs


def _start(call: Call, family: str, asked: Doc, first: date, last: date) -> None:
    """Begin a load: from the beginning, or for an incremental one from where the latest like it has come to."""
    refresh = asked.get("refresh") or "full"
    if refresh == "metric" and not asked.get("metricIDs"):
        raise bad_request(("metricIDs", "Required for a refresh of metrics"))
    runs, rule = _runs(call, family), asked.get("ruleId")
    before = [run["endDs"] for run in runs if run["ruleId"] == rule and run["reloadType"] != "metric"]
    before = before if refresh == "incremental" else []
    run = {
        "creatorName": MAKER,
        "createdTime": call.now,
        "startDs": before[0] if before else first.isoformat(),
        "endDs": last.isoformat(),
        "reloadType": refresh,
        "turboMode": bool(asked.get("turboMode")),
        "metricIDs": asked.get("metricIDs") or [],
        "ruleId": rule,
    }
    id = call.ids["id"]
    call.project.put(f"{family}/loads", id, {"id": id, "runs": [run, *runs][:_KEPT]})


def _listed(call: Call, runs: list[Doc]) -> Answer:
    def shown(run: Doc) -> Doc:
        done: Doc = {"finishedTime": run["createdTime"] + _LASTS, "finishedState": "success"}
        public = {name: value for name, value in run.items() if name not in ("metricIDs", "ruleId")}
        return {**public, **(done if _done(call, run) else {})}

    return call.page([shown(run) for run in runs], _LISTED)


def _asked(call: Call) -> Doc:
    """What a load is asked for: in the body or, which the API takes as well, in the query."""
    words: dict[str, Any] = {name: call.one(name) for name in ("refresh", "ruleId") if call.one(name)}
    if "metricIDs" in call.query:
        words["metricIDs"] = list(call.query["metricIDs"])
    return {**words, "turboMode": call.one("turboMode") == "true", **call.body}


@on("POST /experiments/{id}/load_pulse")
def _load_experiment(call: Call) -> Answer:
    need_warehouse(call)
    doc = EXPERIMENTS.found(call)
    _start(call, "experiments", _asked(call), started(doc), last_day(call, doc))
    return Answer("Experiment is loading.")


@on("GET /experiments/{id}/pulse_load_history")
def _experiment_loads(call: Call) -> Answer:
    EXPERIMENTS.found(call)
    return _listed(call, _runs(call, "experiments"))


@on("POST /gates/{id}/load_pulse")
def _load_gate(call: Call) -> Answer:
    need_warehouse(call)
    rule = rule_of(call, call.body["ruleId"])
    gate = GATES.found(call)
    _start(call, "gates", {**call.body, "ruleId": rule["id"]}, day_of(gate["createdTime"]), day_of(call.now))
    return Answer("Gate loaded successfully.")


@on("GET /gates/{id}/rules/{ruleID}/pulse_load_history")
def _rule_loads(call: Call) -> Answer:
    rule = rule_of(call, call.ids["ruleID"])
    return _listed(call, [run for run in _runs(call, "gates") if run["ruleId"] == rule["id"]])
