"""Autotunes: started, reset, decided by hand."""

from __future__ import annotations

from ..context import Answer, Call
from ..http import Refusal, bad_request
from ..store import Doc
from .common import Collection, distinct, made, new_id
from .registry import on

_DEFAULTS: Doc = {
    "description": "",
    "idType": "userID",
    "successEventValue": "",
    "tags": [],
    "targetApps": [],
    "holdoutIDs": [],
    "team": None,
    "teamID": None,
    "isStarted": False,
    "winner": None,
}


def _variants(body: Doc, before: list[Doc]) -> list[Doc]:
    distinct(body["variants"], "variants", "variant")
    known = {variant["name"]: variant["id"] for variant in before}
    return [{**variant, "id": known.get(variant["name"]) or new_id()} for variant in body["variants"]]


def _make(call: Call, body: Doc) -> Doc:
    return {**_DEFAULTS, **made(call), **body, "variants": _variants(body, [])}


def _change(_call: Call, doc: Doc, body: Doc) -> Doc:
    if doc["isStarted"] and "variants" in body:
        raise bad_request(("variants", "Variants can not be changed while the autotune is running"))
    variants = _variants(body, doc["variants"]) if "variants" in body else doc["variants"]
    return {**doc, **body, "variants": variants}


AUTOTUNES = Collection(
    path="/autotunes", noun="Autotune", make=_make, change=_change, missing="Autotune Experiment not found."
)
AUTOTUNES.register()


@on("PUT /autotunes/{id}/start")
def _start(call: Call) -> Answer:
    doc = AUTOTUNES.found(call)
    if doc["isStarted"] or doc["winner"]:
        raise Refusal(400, "Experiment has already finished" if doc["winner"] else "Experiment has already started")
    AUTOTUNES.save(call, {**doc, "isStarted": True})
    return Answer("Experiment successfully started.")


@on("PUT /autotunes/{id}/make_decision")
def _decide(call: Call) -> Answer:
    doc = AUTOTUNES.found(call)
    if not doc["isStarted"]:
        raise Refusal(400, "Experiment has already finished" if doc["winner"] else "Experiment has not yet started")
    winner = next((v for v in doc["variants"] if v["id"] == call.body["id"]), None)
    if winner is None:
        raise bad_request(("id", f"No variant has the ID {call.body['id']}"))
    AUTOTUNES.save(call, {**doc, "isStarted": False, "winner": {"id": winner["id"], "name": winner["name"]}})
    return Answer("Decision made for Experiment.")


@on("PUT /autotunes/{id}/reset")
def _reset(call: Call) -> Answer:
    doc = AUTOTUNES.found(call)
    if not doc["isStarted"] and not doc["winner"]:
        raise Refusal(400, "Experiment has not yet started")
    AUTOTUNES.save(call, {**doc, "isStarted": False, "winner": None})
    return Answer("Experiment successfully reset.")
