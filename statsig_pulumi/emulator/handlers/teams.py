"""Teams. Requests list members as e-mail addresses, responses as objects."""

from __future__ import annotations

from ..context import Context, Success
from ..http import HTTPError
from ..store import Doc
from .common import NOT_FOUND, new_id
from .registry import handles, stores

FAMILY = stores("users/teams")


def person(email: str, role: str) -> Doc:
    """Return a person; the name is derived from the e-mail address."""
    first, _, last = email.split("@", 1)[0].partition(".")
    return {"email": email, "firstName": first.capitalize(), "lastName": last.capitalize(), "role": role}


def _stored_fields(body: Doc) -> Doc:
    roles = {"members": "Member", "admins": "Admin"}
    people = {name: [person(e, role) for e in body[name]] for name, role in roles.items() if name in body}
    return {**body, **people}


def _get_or_404(context: Context) -> Doc:
    return context.get_or_404(FAMILY, context.path_params["id"], NOT_FOUND)


def _check_name_free(context: Context, name: str) -> None:
    """Check that a team's name is free. It must be unique, because an older API identified teams by name."""
    if any(team["name"] == name for team in context.project.all(FAMILY)):
        raise HTTPError(400, "Name is already in use")


@handles("GET /users/teams")
def _list(context: Context) -> Success:
    return context.paginate(context.project.all(FAMILY), "Teams listed successfully.")


@handles("POST /users/teams")
def _create(context: Context) -> Success:
    _check_name_free(context, context.body["name"])
    unset = ("defaultHoldoutID", "requireReviews", "requireGateTemplates")
    more = ("requireExperimentTemplates", "requireDynamicConfigTemplates")
    doc = {"description": "", **dict.fromkeys((*unset, *more)), **_stored_fields(context.body), "id": new_id()}
    context.project.put(FAMILY, doc["id"], doc)
    return Success("Team created successfully.", doc)


@handles("GET /users/teams/{id}")
def _read(context: Context) -> Success:
    return Success("Team read successfully.", _get_or_404(context))


@handles("PATCH /users/teams/{id}")
def _update(context: Context) -> Success:
    doc = _get_or_404(context)
    if context.body.get("name", doc["name"]) != doc["name"]:
        _check_name_free(context, context.body["name"])
    doc = {**doc, **_stored_fields(context.body), "id": doc["id"]}
    context.project.put(FAMILY, doc["id"], doc)
    return Success("Team updated successfully.", doc)


@handles("DELETE /users/teams/{id}")
def _delete(context: Context) -> Success:
    context.project.delete(FAMILY, _get_or_404(context)["id"])
    return Success("Team deleted successfully")
