"""Who is forced into which group of an experiment."""

from __future__ import annotations

from ..call import Answer, Call
from ..store import Doc
from .experiments import EXPERIMENTS
from .registry import on

_NO_OVERRIDES: Doc = {"overrides": [], "userIDOverrides": []}


def _overrides(call: Call) -> Doc:
    EXPERIMENTS.found(call)
    return call.project.get("experiments/overrides", call.ids["id"]) or _NO_OVERRIDES


def _keep(call: Call, overrides: Doc) -> Answer:
    call.project.put("experiments/overrides", call.ids["id"], overrides)
    return Answer("Experiment Overrides updated successfully.", overrides)


def _place(entry: Doc) -> tuple[object, ...]:
    """What tells one list of overridden users from another."""
    return entry["groupID"], entry.get("environment"), entry.get("unitType")


@on("GET /experiments/{id}/overrides")
def _read_overrides(call: Call) -> Answer:
    return Answer("Experiment Overrides read successfully.", _overrides(call))


@on("POST /experiments/{id}/overrides")
def _set_overrides(call: Call) -> Answer:
    _overrides(call)
    return _keep(call, {**_NO_OVERRIDES, **call.body})


@on("PATCH /experiments/{id}/overrides")
def _add_overrides(call: Call) -> Answer:
    old = _overrides(call)
    lists = {_place(entry): dict(entry) for entry in old["userIDOverrides"]}
    for entry in call.body["userIDOverrides"]:
        there = lists.setdefault(_place(entry), {**entry, "ids": []})
        there["ids"] = [*there["ids"], *(id for id in entry["ids"] if id not in there["ids"])]
    added = [entry for entry in call.body["overrides"] if entry not in old["overrides"]]
    return _keep(call, {"overrides": [*old["overrides"], *added], "userIDOverrides": list(lists.values())})


@on("DELETE /experiments/{id}/overrides")
def _remove_overrides(call: Call) -> Answer:
    """Removes what the body lists; the document forgets to say that there is a body."""
    old = _overrides(call)
    gone = {_place(entry): set(entry["ids"]) for entry in call.body.get("userIDOverrides", [])}
    lists = [{**e, "ids": [id for id in e["ids"] if id not in gone.get(_place(e), ())]} for e in old["userIDOverrides"]]
    left = [entry for entry in old["overrides"] if entry not in call.body.get("overrides", [])]
    return _keep(call, {"overrides": left, "userIDOverrides": [entry for entry in lists if entry["ids"]]})
