"""Users. An invitation creates one; no operation deletes one."""

from __future__ import annotations

from ..context import Context, Success
from ..http import HTTPError, bad_request
from ..store import Doc
from .common import NOT_FOUND
from .named_collection import seed_defaults
from .registry import handles, stores
from .roles import require_role
from .synthetic import bool_param
from .teams import TEAMS, person

DOMAIN = "example.com"
"""The e-mail domain of the company."""
_FAMILY = stores("users")
_PEOPLE = {"owner": "Admin", "ada.member": "Member", "ray.reader": "Read Only"}


def _user(email: str, role: str) -> Doc:
    return {"id": email, **person(email, role)}


def _seed(context: Context) -> None:
    seed_defaults(context, _FAMILY, [_user(f"{name}@{DOMAIN}", role) for name, role in _PEOPLE.items()])


def people(context: Context) -> list[Doc]:
    """Return the users of the project, as they are stored."""
    _seed(context)
    return context.project.all(_FAMILY)


def _visible_fields(doc: Doc) -> Doc:
    return {name: value for name, value in doc.items() if name not in ("id", "isStale")}


def _get_or_404(context: Context) -> Doc:
    _seed(context)
    return context.get_or_404(_FAMILY, context.path_params["email"].lower(), NOT_FOUND)


@handles("GET /users")
def _list(context: Context) -> Success:
    """List the users; those who have left only where the query asks for them."""
    _seed(context)
    stale = bool_param(context, "include_stale_members")
    members = [doc for doc in context.project.all(_FAMILY) if stale or not doc.get("isStale")]
    return context.paginate([_visible_fields(doc) for doc in members], "Users listed successfully.")


@handles("GET /users/{email}")
def _read(context: Context) -> Success:
    return Success("User read successfully.", _visible_fields(_get_or_404(context)))


@handles("GET /users/id/{id}")
def _read_by_id(context: Context) -> Success:
    _seed(context)
    for doc in context.project.all(_FAMILY):
        if doc["userID"] == context.path_params["id"]:
            return Success("User read successfully.", _visible_fields(doc))
    raise HTTPError(404, NOT_FOUND)


@handles("POST /users/{email}")
def _update(context: Context) -> Success:
    doc = {**_get_or_404(context), **context.body}
    require_role(context, "role", doc["role"])
    context.project.put(_FAMILY, doc["id"], doc)
    return Success("User updated successfully.", _visible_fields(doc))


def _team(context: Context, team: str) -> Doc:
    """Return a team by its id or its name."""
    for doc in context.project.all(TEAMS.family):
        if team in (doc["id"], doc["name"]):
            return doc
    raise bad_request(("teams", f"Team {team} does not exist"))


@handles("POST /users/invite")
def _invite(context: Context) -> Success:
    """Create users and add them to teams. A user who exists keeps the role."""
    _seed(context)
    role, emails = context.body["role"], [email.lower() for email in context.body["emails"]]
    require_role(context, "role", role)
    for email in emails:
        local, _, domain = email.rpartition("@")
        if not local or domain != DOMAIN:
            raise HTTPError(
                400,
                f"Can not invite emails from outside your organization's domain ({DOMAIN}) using the ConsoleAPI,"
                f" recieved: {email}",
            )
    teams = [_team(context, team) for team in context.body.get("teams", [])]
    for email in emails:
        if context.project.get(_FAMILY, email) is None:
            context.project.put(_FAMILY, email, _user(email, role))
    for team in teams:
        members = {member["email"] for member in team["members"]}
        joined = [person(email, "Member") for email in dict.fromkeys(emails) if email not in members]
        context.project.put(TEAMS.family, team["id"], {**team, "members": [*team["members"], *joined]})
    return Success("User(s) Invited successfully")
