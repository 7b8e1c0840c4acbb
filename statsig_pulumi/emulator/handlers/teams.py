"""Teams. Requests list members as e-mail addresses, responses as objects; the list has neither."""

from __future__ import annotations

from dataclasses import replace

from ..context import Context, Success
from ..store import Doc
from .common import NOT_FOUND, new_id
from .named_collection import NamedCollection
from .synthetic import synthetic_id

_PEOPLE = ("members", "admins")
_METRICS = [f"default{name}Metrics" for name in ("Gate", "ExperimentPrimary", "ExperimentSecondary", "Holdout")]
_UNSET = ("defaultHoldoutID", "requireReviews", "requireGateTemplates", "requireExperimentTemplates")
_DEFAULTS: Doc = {
    "description": "",
    **{name: [] for name in (*_PEOPLE, *_METRICS, "defaultTargetApplications")},
    **dict.fromkeys(("changeTeamConfigs", "reviewApproval"), "anyone"),
    **dict.fromkeys((*_UNSET, "requireDynamicConfigTemplates")),
}


def person(email: str, role: str) -> Doc:
    """Return a person; the name is derived from the e-mail address."""
    first, _, last = email.split("@", 1)[0].partition(".")
    id = synthetic_id("user", email.lower())
    return {"userID": id, "email": email, "firstName": first.capitalize(), "lastName": last.capitalize(), "role": role}


def _stored_fields(body: Doc) -> Doc:
    roles = zip(_PEOPLE, ("Member", "Admin"), strict=True)
    people = {name: [person(e, role) for e in body[name]] for name, role in roles if name in body}
    return {**body, **people}


def _apply(_context: Context, doc: Doc, body: Doc) -> Doc:
    """Return the team that a PATCH defines: what it leaves out is at its default, and the name is kept."""
    return {**_DEFAULTS, "name": doc["name"], **_stored_fields(body), "id": doc["id"]}


class _Teams(NamedCollection):
    def list(self, context: Context) -> Success:
        """Handle GET of the collection, whose items have no people."""
        success = super().list(context)
        return replace(success, data=[{n: v for n, v in doc.items() if n not in _PEOPLE} for doc in success.data])


# Names must be unique, because an older API identified teams by name.
TEAMS = _Teams(
    path="/users/teams",
    noun="Team",
    build=lambda _context, body: {**_DEFAULTS, **_stored_fields(body)},
    apply=_apply,
    id=lambda _context, _doc: new_id(),
    not_found=NOT_FOUND,
    attributed=False,
    names="team-names",
)
TEAMS.register()
