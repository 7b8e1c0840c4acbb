"""Users: people come by invitation, and stay."""

from __future__ import annotations

from ..context import Answer, Call
from ..http import Refusal, bad_request
from ..store import Doc
from .common import NOT_FOUND
from .named_collection import begin
from .registry import on
from .roles import known_role
from .teams import FAMILY as TEAMS
from .teams import person

DOMAIN = "example.com"
"""The company's."""
_FAMILY = "users"
_PEOPLE = {"owner": "Admin", "ada.member": "Member", "ray.reader": "Read Only"}


def _user(email: str, role: str) -> Doc:
    return {"id": email, **person(email, role)}


def _begin(call: Call) -> None:
    begin(call, _FAMILY, [_user(f"{name}@{DOMAIN}", role) for name, role in _PEOPLE.items()])


def _told(doc: Doc) -> Doc:
    return {name: value for name, value in doc.items() if name != "id"}


def _found(call: Call) -> Doc:
    _begin(call)
    return call.found(_FAMILY, call.ids["email"].lower(), NOT_FOUND)


@on("GET /users")
def _list(call: Call) -> Answer:
    _begin(call)
    return call.page([_told(doc) for doc in call.project.all(_FAMILY)], "Users listed successfully.")


@on("GET /users/{email}")
def _read(call: Call) -> Answer:
    return Answer("User read successfully.", _told(_found(call)))


@on("POST /users/{email}")
def _update(call: Call) -> Answer:
    doc = {**_found(call), **call.body}
    known_role(call, "role", doc["role"])
    call.project.put(_FAMILY, doc["id"], doc)
    return Answer("User updated successfully.", _told(doc))


def _team(call: Call, team: str) -> Doc:
    """A team by its id or its name."""
    for doc in call.project.all(TEAMS):
        if team in (doc["id"], doc["name"]):
            return doc
    raise bad_request(("teams", f"Team {team} does not exist"))


@on("POST /users/invite")
def _invite(call: Call) -> Answer:
    """Whoever is there already keeps the role."""
    _begin(call)
    role, emails = call.body["role"], [email.lower() for email in call.body["emails"]]
    known_role(call, "role", role)
    for email in emails:
        local, _, domain = email.rpartition("@")
        if not local or domain != DOMAIN:
            raise Refusal(
                400,
                f"Can not invite emails from outside your organization's domain ({DOMAIN}) using the ConsoleAPI,"
                f" recieved: {email}",
            )
    teams = [_team(call, team) for team in call.body.get("teams", [])]
    for email in emails:
        if call.project.get(_FAMILY, email) is None:
            call.project.put(_FAMILY, email, _user(email, role))
    for team in teams:
        there = {member["email"] for member in team["members"]}
        joined = [person(email, "Member") for email in dict.fromkeys(emails) if email not in there]
        call.project.put(TEAMS, team["id"], {**team, "members": [*team["members"], *joined]})
    return Answer("User(s) Invited successfully")
