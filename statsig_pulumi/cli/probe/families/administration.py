"""Teams, roles, tags, target apps, unit ID types and keys."""

from __future__ import annotations

from ....redactor import redact
from ....schema.json_types import Doc
from ..lab import Lab, at
from ..look import equal, gate, refused
from ..registry import Seen, experiment
from .gates import empty_team


def _tag(lab: Lab) -> Doc:
    return lab.make("/tags", description="probe")


def _app(lab: Lab) -> Doc:
    return lab.make("/target_app", description="probe")


def _team(lab: Lab, **fields: object) -> Doc:
    return lab.make("/users/teams", **{**empty_team(lab), **fields})


def _key(lab: Lab) -> Doc:
    made = lab.send("POST", "/keys", {"description": lab.name(), "type": "CLIENT", "scopes": []})
    redact.add(made["key"])
    return dict(made)


@experiment("team-by-name")
def _team_by_name(lab: Lab) -> Seen:
    """A team by its name instead of its id is not found."""
    return refused(lab.refusal("GET", at("/users/teams", _team(lab)["name"])), 404)


@experiment("team-names")
def _team_names(lab: Lab) -> Seen:
    """Two teams with one name are refused."""
    return refused(lab.refusal("POST", "/users/teams", {**empty_team(lab), "name": _team(lab)["name"]}), 400, 409)


@experiment("team-fields-left-out")
def _team_fields(lab: Lab) -> Seen:
    """Fields of a team that an update leaves out return to their defaults."""
    made = _team(lab, description="before", reviewApproval="team_only")
    lab.send("PATCH", at("/users/teams", made["id"]), {"id": made["id"], "name": made["name"], "description": "after"})
    return equal(lab.read("/users/teams", made["id"]).get("reviewApproval"), "anyone")


@experiment("names-unique")
def _names_unique(lab: Lab) -> Seen:
    """Two tags or target apps with one name are refused."""
    bodies = {"/tags": _tag(lab), "/target_app": _app(lab)}
    refusals = [lab.refusal("POST", path, {"name": made["name"], "description": "x"}) for path, made in bodies.items()]
    return equal([refusal is not None for refusal in refusals], [True, True])


@experiment("built-in-names")
def _built_in_names(lab: Lab) -> Seen:
    """The roles Admin, Member and Read Only and the unit ID types userID and stableID are not listed."""
    roles = {doc["name"] for doc in lab.listed("/roles")} & {"Admin", "Member", "Read Only"}
    units = {doc["name"] for doc in lab.listed("/unit_id_types")} & {"userID", "stableID"}
    return equal(sorted(roles | units), [])


@experiment("role-permissions-left-out")
def _role_permissions(lab: Lab) -> Seen:
    """Permissions of a role that an update leaves out are revoked."""
    made = lab.make("/roles", permissions={})
    first, second = sorted(name for name, value in made["permissions"].items() if value is False)[:2]
    path = at("/roles", made["name"])
    lab.send("PATCH", path, {"permissions": {first: True}})
    lab.send("PATCH", path, {"permissions": {second: True}})
    seen = lab.read("/roles", made["name"])["permissions"]
    return equal((seen[first], seen[second]), (False, True))


@experiment("tag-by-name")
def _tag_by_name(lab: Lab) -> Seen:
    """A tag can be read by its name as well as by its id."""
    made = _tag(lab)
    return equal(lab.read("/tags", made["name"]).get("id"), made["id"])


@experiment("renamed-names")
def _renamed(lab: Lab) -> Seen:
    """A tag that is renamed keeps its old name where objects refer to it."""
    tag = _tag(lab)
    made = gate(lab, tags=[tag["name"]])
    lab.send("PATCH", at("/tags", tag["id"]), {"name": lab.name()})
    return equal(lab.read("/gates", made["id"]).get("tags"), [tag["name"]])


@experiment("unknown-tags")
def _unknown_tags(lab: Lab) -> Seen:
    """A gate may have a tag that does not exist."""
    name = f"{lab.prefix}missing"
    return equal(lab.read("/gates", gate(lab, tags=[name])["id"]).get("tags"), [name])


@experiment("target-app-references")
def _target_app_references(lab: Lab) -> Seen:
    """An object refers to a target app by its name, and the bulk assignment by its id."""
    app, made = _app(lab), gate(lab)
    lab.send("PATCH", "/target_app", {"targetApps": [app["id"]], "gates": [made["id"]]})
    return equal(lab.read("/gates", made["id"])["targetApps"], [app["name"]])


@experiment("target-apps-kept")
def _target_apps_kept(lab: Lab) -> Seen:
    """Target apps that an object has are kept when others are assigned."""
    old, new = _app(lab), _app(lab)
    made = gate(lab, targetApps=[old["name"]])
    lab.send("PATCH", "/target_app", {"targetApps": [new["id"]], "gates": [made["id"]]})
    return equal(lab.read("/gates", made["id"])["targetApps"], [old["name"], new["name"]])


@experiment("unknown-assigned")
def _unknown_assigned(lab: Lab) -> Seen:
    """A bulk assignment that names gates that do not exist is refused with a 404."""
    body = {"targetApps": [_app(lab)["id"]], "gates": [f"{lab.prefix}missing"]}
    return refused(lab.refusal("PATCH", "/target_app", body), 404)


@experiment("key-last-used")
def _key_last_used(lab: Lab) -> Seen:
    """A key that nobody has used was never used."""
    return equal(lab.read("/keys", _key(lab)["key"]).get("lastUsed"), None)


@experiment("key-shown-again")
def _key_shown_again(lab: Lab) -> Seen:
    """A key is read by its value, and the response has that value."""
    made = _key(lab)
    return equal(lab.read("/keys", made["key"]).get("key") == made["key"], True)


@experiment("rotated-key")
def _rotated_key(lab: Lab) -> Seen:
    """A key that is rotated keeps everything but its value, and the old value is not found any more."""
    made = _key(lab)
    rotated = lab.send("PATCH", at("/keys", made["key"], "/rotate"))
    redact.add(rotated["key"])
    gone = lab.refusal("GET", at("/keys", made["key"]))
    same = rotated.get("description") == made["description"] and rotated["key"] != made["key"]
    return equal((same, gone.status if gone else 200), (True, 404))
