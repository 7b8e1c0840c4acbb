"""Teams: people go in as e-mail addresses and come out as objects."""

from __future__ import annotations

from ..context import Answer, Call
from ..http import Refusal
from ..store import Doc
from .common import NOT_FOUND, new_id
from .registry import on

FAMILY = "users/teams"


def person(email: str, role: str) -> Doc:
    """Somebody, by an address that tells the name."""
    first, _, last = email.split("@", 1)[0].partition(".")
    return {"email": email, "firstName": first.capitalize(), "lastName": last.capitalize(), "role": role}


def _kept(body: Doc) -> Doc:
    roles = {"members": "Member", "admins": "Admin"}
    people = {name: [person(e, role) for e in body[name]] for name, role in roles.items() if name in body}
    return {**body, **people}


def _found(call: Call) -> Doc:
    return call.found(FAMILY, call.ids["id"], NOT_FOUND)


def _free(call: Call, name: str) -> None:
    """Names are taken as unique, because the older API addressed teams by name."""
    if any(team["name"] == name for team in call.project.all(FAMILY)):
        raise Refusal(400, "Name is already in use")


@on("GET /users/teams")
def _list(call: Call) -> Answer:
    return call.page(call.project.all(FAMILY), "Teams listed successfully.")


@on("POST /users/teams")
def _create(call: Call) -> Answer:
    _free(call, call.body["name"])
    unset = ("defaultHoldoutID", "requireReviews", "requireGateTemplates")
    more = ("requireExperimentTemplates", "requireDynamicConfigTemplates")
    doc = {"description": "", **dict.fromkeys((*unset, *more)), **_kept(call.body), "id": new_id()}
    call.project.put(FAMILY, doc["id"], doc)
    return Answer("Team created successfully.", doc)


@on("GET /users/teams/{id}")
def _read(call: Call) -> Answer:
    return Answer("Team read successfully.", _found(call))


@on("PATCH /users/teams/{id}")
def _update(call: Call) -> Answer:
    doc = _found(call)
    if call.body.get("name", doc["name"]) != doc["name"]:
        _free(call, call.body["name"])
    doc = {**doc, **_kept(call.body), "id": doc["id"]}
    call.project.put(FAMILY, doc["id"], doc)
    return Answer("Team updated successfully.", doc)


@on("DELETE /users/teams/{id}")
def _delete(call: Call) -> Answer:
    call.project.delete(FAMILY, _found(call)["id"])
    return Answer("Team deleted successfully")
