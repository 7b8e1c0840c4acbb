"""Teams. Requests list members as e-mail addresses, responses as objects."""

from __future__ import annotations

from ..context import Context
from ..store import Doc
from .common import NOT_FOUND, new_id
from .named_collection import NamedCollection
from .synthetic import synthetic_id

_UNSET = ("defaultHoldoutID", "requireReviews", "requireGateTemplates", "requireExperimentTemplates")
_DEFAULTS: Doc = {"description": "", **dict.fromkeys((*_UNSET, "requireDynamicConfigTemplates"))}


def person(email: str, role: str) -> Doc:
    """Return a person; the name is derived from the e-mail address."""
    first, _, last = email.split("@", 1)[0].partition(".")
    id = synthetic_id("user", email.lower())
    return {"userID": id, "email": email, "firstName": first.capitalize(), "lastName": last.capitalize(), "role": role}


def _stored_fields(body: Doc) -> Doc:
    roles = {"members": "Member", "admins": "Admin"}
    people = {name: [person(e, role) for e in body[name]] for name, role in roles.items() if name in body}
    return {**body, **people}


def _apply(_context: Context, doc: Doc, body: Doc) -> Doc:
    return {**doc, **_stored_fields(body), "id": doc["id"]}


# Names must be unique, because an older API identified teams by name.
TEAMS = NamedCollection(
    path="/users/teams",
    noun="Team",
    build=lambda _context, body: {**_DEFAULTS, **_stored_fields(body)},
    apply=_apply,
    id=lambda _context, _doc: new_id(),
    not_found=NOT_FOUND,
    attributed=False,
)
TEAMS.register()
